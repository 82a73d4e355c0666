"""Blocks: what stands between a marker that begins one and the marker that ends it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ocgen.findings.finding import Finding, Related
from ocgen.inject.document import Document
from ocgen.inject.kinds import FORMATS
from ocgen.inject.markers import Marker, Word, fault, markers
from ocgen.location import Location
from ocgen.suggest import did_you_mean
from ocgen.tables.options import NAMES, Options, parse_options
from ocgen.tables.sections import SECTIONS

_WHAT = ("table",)
_FORM = "write ocgen:begin table KEY SECTION, and options after it"


@dataclass(frozen=True, slots=True)
class Block:
    """A table that a document asks for. ``key`` is empty for a section that needs none; it may be a glob for the
    catalogue. ``places`` tells where each option stands."""

    begin: Marker
    end: Marker
    key: str
    section: str
    options: Options
    format: str
    places: Mapping[str, Location] = field(default_factory=dict)

    def place(self, name: str) -> Location:
        """Return where an option, the key or the section stands in the marker."""
        return self.places.get(name, self.begin.location)


def blocks(document: Document) -> tuple[list[Block], list[Finding]]:
    """Return the blocks of a document, and everything that is wrong with its markers."""
    found, findings = markers(document)
    pairs: list[tuple[Marker, Marker]] = []
    findings += _pair(found, pairs)
    findings += [finding for marker in found if marker.verb == "begin" for finding in _faults(marker)]
    made = [_block(document, begin, end) for begin, end in pairs if _asks_for_a_section(begin)]
    return made, findings


def _asks_for_a_section(begin: Marker) -> bool:
    """Whether a marker is clear enough to look for its other mistakes too."""
    section = _names(begin)[1] if begin.words and begin.words[0].name in _WHAT else None
    return section is not None and section.name in SECTIONS


def _pair(found: Sequence[Marker], pairs: list[tuple[Marker, Marker]]) -> Iterator[Finding]:
    """Put markers together; a block that another one begins in is given up, so that one mistake is one finding."""
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
    """An end may repeat the first words of its begin; another block's words show that two are crossed."""
    said = tuple(word.name for word in end.words)
    if said != tuple(word.name for word in begin.words)[: len(said)]:
        yield fault(
            f'the end of "{" ".join(said)}" stands where another block is open',
            end.location,
            "end blocks in the order that they begin in",
            Related(begin.location, "the block that is open"),
        )


def _names(begin: Marker) -> tuple[Word | None, Word | None, Sequence[Word]]:
    """Return the words of the key and the section, and the options after them."""
    words = begin.words[1:]
    first = words[0] if words else None
    second = words[1] if len(words) > 1 else None
    alone = first is not None and first.name in SECTIONS and not SECTIONS[first.name].needs_key
    if alone and (second is None or second.name not in SECTIONS):
        return None, first, words[1:]
    return first, second, words[2:]


def _faults(begin: Marker) -> Iterator[Finding]:
    if not begin.words or begin.words[0].name not in _WHAT:
        said = begin.words[0].name if begin.words else ""
        where = begin.words[0].location if begin.words else begin.location
        remedy = did_you_mean(said, _WHAT) or _FORM
        yield fault(f'no block is named "{said}"' if said else "the marker does not say what it is for", where, remedy)
        return
    key, section, options = _names(begin)
    if section is None:
        place = key.location if key else begin.location
        yield fault("the marker names no section", place, f"{_FORM}; sections: {', '.join(SECTIONS)}")
        return
    if section.name not in SECTIONS:
        remedy = did_you_mean(section.name, SECTIONS) or f"known: {', '.join(SECTIONS)}"
        yield fault(f'no section is named "{section.name}"', section.location, remedy)
    yield from _option_faults(options)


def _option_faults(options: Sequence[Word]) -> Iterator[Finding]:
    given: dict[str, str] = {}
    places: dict[str, Location] = {}
    for word in options:
        if word.name in given:
            yield fault(f'the option "{word.name}" stands twice', word.location, "keep one")
        given[word.name], places[word.name] = word.value, word.location
    for problem in parse_options(given)[1]:
        yield fault(problem.message, places[problem.where], problem.remedy)
    if (format_ := given.get("format")) and format_ not in FORMATS:
        remedy = did_you_mean(format_, FORMATS) or f"known: {', '.join(FORMATS)}"
        yield fault(f'no document holds the format "{format_}"', places["format"], remedy)


def _block(document: Document, begin: Marker, end: Marker) -> Block:
    key, section, words = _names(begin)
    assert section is not None
    given = {word.name: word.value for word in words}
    places = {word.name: word.location for word in words if word.name in NAMES}
    named = {"section": section.location} | ({"key": key.location} if key else {})
    return Block(
        begin=begin,
        end=end,
        key=key.name if key else "",
        section=section.name,
        options=parse_options(given)[0],
        format=given.get("format", document.kind.format),
        places={**places, **named},
    )
