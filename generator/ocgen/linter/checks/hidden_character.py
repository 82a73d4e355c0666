"""A name holds what nobody sees, or differs from another only in that.

A zero-width space, a soft hyphen, a no-break space in the place of a blank, a mark that turns the direction of letters,
a line break or a blank at the end, a control character: they come along when a name is copied from a page, and then the
name is another one than it looks like. The platform would not know it, and nobody who types it would meet it. The same
letter can also be written as one character or as a letter and a mark; two such names look the same.

How to fix it: type the name again. What a user interface shows, and values, may hold such characters for a reason: then
the finding is a warning, which `ocgen accept` can accept.

    configuration:
      - key: "acme.api\\u200b.key"      # wrong: acme.api.key, as everybody reads it
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from unicodedata import normalize

from ocgen.findings.finding import Finding, Level, Related
from ocgen.findings.location import Location
from ocgen.linter.context import Context, groups
from ocgen.linter.spelling import Spelling, names, together
from ocgen.text.confusables import code_point, hidden, is_hidden, plain, shown

LEVEL: Level = "error"

_WORDS = {"key": "the key", "name": "the name", "value": "the value", "label": "the text"}


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each name that looks like one beside it, and for each other that holds what is not seen."""
    twins = list(_all_twins(context))
    yield from twins
    told = {finding.location for finding in (*context.loaded.findings, *twins)}
    for tree in context.documents.values():
        for written in names(tree):
            if written.location not in told and (finding := _of(written)):
                yield finding


def _all_twins(context: Context) -> Iterator[Finding]:
    for tree in context.documents.values():
        for beside in together(tree):
            yield from _twins(beside)
    for connector in context.connectors:  # names of a family and of the connector stand in two files
        for group in groups(connector):
            if not all(p.name.isascii() and p.name.isprintable() for p in group.parameters):
                yield from _twins([Spelling(p.name, context.name_place(p), "name") for p in group.parameters])


def _of(written: Spelling) -> Finding | None:
    """Return the finding on one text, or None. The message never shows a constant, which may be a secret."""
    text, private = written.text, written.kind == "constant"
    what = "the value" if private else f"{_WORDS[written.kind]} {shown(text)}"
    level: Level = LEVEL if written.kind in ("key", "name") else "warning"
    odd = [c for c in hidden(text) if not (written.kind == "label" and c in "\n ")]  # folded where it is shown
    if odd:
        message = f"{what} holds what nobody sees: {_listed(odd)}"
        remedy = "type it again" if private or not plain(text) else f"type it again: {shown(plain(text))}"
    elif written.kind != "label" and normalize("NFC", text) != text:
        level = "warning"
        char = next(c for usual, c in zip(normalize("NFC", text) + "\0", text, strict=False) if usual != c)
        message = f"{what} is not written in the usual form (NFC): {code_point(char)}"
        remedy = "type it again; the usual form has one character where there is one"
    else:
        return None
    return Finding("hidden-character", level, message, written.location, remedy, secret=private)


def _twins(beside: Iterable[Spelling]) -> Iterator[Finding]:
    """Yield a finding for each name that looks like an earlier one, where something other than ASCII is in either."""
    rows: Sequence[Spelling] = list(beside)
    if all(written.text.isascii() and written.text.isprintable() for written in rows):
        return
    seen: dict[str, tuple[str, Location]] = {}
    for written in rows:
        first, place = seen.setdefault(plain(written.text), (written.text, written.location))
        if first != written.text:
            odd = [c for c in dict.fromkeys(first + written.text) if is_hidden(c) or not c.isascii()]
            message = f"{shown(written.text)} and {shown(first)} look the same: {_listed(odd) or 'only blanks differ'}"
            level: Level = LEVEL if written.kind in ("key", "name") else "warning"
            related = (Related(place, "the other one"),)
            yield Finding("hidden-character", level, message, written.location, "keep one of the two", related)


def _listed(chars: Sequence[str]) -> str:
    return ", ".join(map(code_point, chars[:3])) + (f" and {len(chars) - 3} more" if len(chars) > 3 else "")
