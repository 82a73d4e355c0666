"""The blocks of a document, and all that is wrong with its markers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ocgen.documents.block import Block
from ocgen.documents.document import Document
from ocgen.documents.kinds import FORMATS
from ocgen.documents.markers import Marker, Word, fault, in_open_code, markers, without_use
from ocgen.documents.page_options import PageOptions, parse_page_options
from ocgen.findings.finding import Finding, Related
from ocgen.findings.location import Location
from ocgen.pages.sections import SECTIONS as OF_PAGES
from ocgen.tables.faults import Fault
from ocgen.tables.options import Options, parse_options
from ocgen.tables.sections import SECTIONS
from ocgen.text.suggest import did_you_mean

_FORMS = {
    "table": "ocgen:begin table KEY SECTION",
    "page": "ocgen:begin page KEY",
    "section": "ocgen:begin section KEY NAME",
}
_MARKDOWN = "Markdown"


def blocks(document: Document) -> tuple[list[Block], list[Finding]]:
    """Return the blocks of a document, and everything that is wrong with its markers."""
    found, findings = markers(document)
    pairs: list[tuple[Marker, Marker]] = []
    findings += _pair(found, pairs)
    findings += [finding for marker in found if marker.verb == "begin" for finding in _faults(document, marker)]
    findings += in_open_code(document)
    if not found and not findings:
        findings += without_use(document)
    made = [_block(document, begin, end) for begin, end in pairs if _is_clear(document, begin)]
    return made, findings


def _is_clear(document: Document, begin: Marker) -> bool:
    """Whether a marker is clear enough to look for its other mistakes too."""
    return next(_unclear(document, begin), None) is None


def _pair(found: Sequence[Marker], pairs: list[tuple[Marker, Marker]]) -> Iterator[Finding]:
    """Put the markers of each block together, without one in which another begins: one mistake is one finding."""
    current: Marker | None = None
    given_up = 0
    for marker in found:
        if marker.verb == "begin":
            if current is not None:
                given_up += 1
                yield fault(
                    "a block begins inside of another one",
                    marker.location,
                    "end the first block before it; blocks do not nest",
                    Related(current.location, "the block that is not ended"),
                )
            current = marker
        elif current is not None:
            yield from _crossed(current, marker)
            pairs.append((current, marker))
            current = None
        elif given_up:
            given_up -= 1
        else:
            yield fault("a block ends that was not begun", marker.location, "remove the marker, or begin the block")
    if current is not None:
        yield fault("the block is not ended", current.location, "write ocgen:end, in a comment, below it")


def _crossed(begin: Marker, end: Marker) -> Iterator[Finding]:
    """Yield a finding for an end whose words are not the first words of its begin: two blocks are crossed."""
    if begin.indent.count(">") != end.indent.count(">"):
        yield fault(
            "the block begins in a quote and ends in another one, or outside of it",
            end.location,
            "write the same > signs before both markers",
            Related(begin.location, "where it begins"),
        )
    said = tuple(word.name for word in end.words)
    if said != tuple(word.name for word in begin.words)[: len(said)]:
        yield fault(
            f'the end of "{" ".join(said)}" is where another block is open',
            end.location,
            "end blocks in the order that they begin in",
            Related(begin.location, "the block that is open"),
        )


def _what(begin: Marker) -> str:
    return begin.words[0].name if begin.words else ""


def _names(begin: Marker) -> tuple[Word | None, Word | None, Sequence[Word]]:
    """Return the words of the key and the section, and the options after them."""
    words = begin.words[1:]
    first = words[0] if words else None
    second = words[1] if len(words) > 1 else None
    if _what(begin) == "page":
        return first, None, words[1:]
    alone = first is not None and first.name in SECTIONS and not SECTIONS[first.name].needs_key
    if _what(begin) == "table" and alone and (second is None or second.name not in SECTIONS):
        return None, first, words[1:]
    return first, second, words[2:]


def _faults(document: Document, begin: Marker) -> Iterator[Finding]:
    unclear = list(_unclear(document, begin))
    yield from unclear
    _, section, options = _names(begin)
    # A section that is not known does not hide what is wrong with the options.
    if not unclear or (_what(begin) == "table" and section is not None):
        yield from _option_faults(_what(begin), options)


def _unclear(document: Document, begin: Marker) -> Iterator[Finding]:
    """Yield what keeps a marker from saying what it asks for: one mistake at most."""
    what = _what(begin)
    where = begin.words[0].location if begin.words else begin.location
    if what not in _FORMS:
        remedy = did_you_mean(what, _FORMS) or f"write {' or '.join(_FORMS.values())}, and options after it"
        yield fault(f'no block is named "{what}"' if what else "the marker does not say what it is for", where, remedy)
        return
    form = f"write {_FORMS[what]}, and options after it"
    key, section, _ = _names(begin)
    if what != "table" and document.kind.name != _MARKDOWN:
        message = f"a {what} is Markdown, and this document is {document.kind.name}"
        yield fault(message, where, f"keep it in a document whose name ends in .md; tables can be here too: {form}")
    elif what == "page" and (key is None or key.value):
        yield fault("the marker names no connector", key.location if key else where, form)
    elif what != "page" and (section is None or (what == "section" and section.value)):
        known = f"{', '.join(SECTIONS)}" if what == "table" else f"{', '.join(OF_PAGES)}, and those of your own"
        place = key.location if key else begin.location
        yield fault("the marker names no section", place, f"{form}; sections: {known}")
    elif what == "table" and section is not None and section.name not in SECTIONS:
        of_page = f"it is a section of pages: ocgen:begin section {key.name if key else 'KEY'} {section.name}"
        remedy = did_you_mean(section.name, SECTIONS) or f"known: {', '.join(SECTIONS)}"
        remedy = of_page if section.name in OF_PAGES else remedy
        yield fault(f'no section is named "{section.name}"', section.location, remedy)


def _option_faults(what: str, options: Sequence[Word]) -> Iterator[Finding]:
    given: dict[str, str] = {}
    places: dict[str, Location] = {}
    for word in options:
        if word.name in given:
            yield fault(f'the option "{word.name}" is given twice', word.location, "keep one")
        given[word.name], places[word.name] = word.value, word.location
    for problem in _parser(what)(given)[1]:
        yield fault(problem.message, places[problem.where], problem.remedy)
    if what == "table" and (format_ := given.get("format")) and format_ not in FORMATS:
        remedy = did_you_mean(format_, FORMATS) or f"known: {', '.join(FORMATS)}"
        yield fault(f'no document holds the format "{format_}"', places["format"], remedy)


def _parser(what: str) -> Callable[[Mapping[str, str]], tuple[Options | PageOptions, list[Fault]]]:
    return parse_options if what == "table" else lambda given: parse_page_options(what, given)


def _block(document: Document, begin: Marker, end: Marker) -> Block:
    key, section, words = _names(begin)
    given = {word.name: word.value for word in words}
    places = {word.name: word.location for word in words}
    named = {name: word.location for name, word in (("key", key), ("section", section)) if word}
    return Block(
        begin=begin,
        end=end,
        key=key.name if key else "",
        section=section.name if section else "",
        options=_parser(_what(begin))(given)[0],
        format=given.get("format", document.kind.format),
        places={**places, **named},
    )
