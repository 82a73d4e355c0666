"""Documents with their blocks brought up to date, in memory, and what there is to tell."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ocgen.findings.finding import Finding, Related
from ocgen.inject.blocks import Block
from ocgen.inject.document import Document
from ocgen.inject.markers import fault
from ocgen.inject.render import State, content, found_lines, state
from ocgen.tables.faults import TableError
from ocgen.tables.make import Catalogue, keys_of, source_of, table_of
from ocgen.tables.table import Table


@dataclass(frozen=True, slots=True)
class Change:
    """A block that is not as it should be."""

    document: Document
    block: Block
    state: State
    wanted: str

    @property
    def source(self) -> str:
        """The spec that the block is made from."""
        return source_of(self.block.key, self.block.section)

    @property
    def diff(self) -> str:
        """Return a unified diff from what stands there to what should."""
        found = list(found_lines(self.document, self.block))
        name = self.document.name
        pair = (f"{name} (as it is)", f"{name} (as generated)")
        lines = difflib.unified_diff(_shown(found), _shown(self.wanted.splitlines(keepends=True)), *pair, lineterm="")
        return "".join(f"{line}\n" for line in _moved(lines, self.block.begin.line + 1))


@dataclass(frozen=True, slots=True)
class Updated:
    """A document and what is to change in it."""

    document: Document
    changes: tuple[Change, ...]

    @property
    def content(self) -> bytes:
        """Return the bytes of the document with all changes made; raises UnicodeEncodeError."""
        lines = self.document.lines
        for change in reversed(self.changes):
            lines[change.block.begin.line + 1 : change.block.end.line] = [change.wanted]
        return self.document.encoded("".join(lines))


def needed_keys(blocks: Iterable[Block], known: tuple[str, ...]) -> tuple[set[str], list[Finding]]:
    """Return the keys of all connectors that blocks need, and a finding for each key that nobody knows."""
    keys: set[str] = set()
    findings: list[Finding] = []
    for block in blocks:
        try:
            keys.update(keys_of(block.key, block.section, known))
        except TableError as error:
            findings += _faults(block, error)
    return keys, findings


def update(document: Document, blocks: Sequence[Block], catalogue: Catalogue) -> tuple[Updated, list[Finding]]:
    """Return a document's changes, and what stands in their way: options that fit no table, ids that stand twice."""
    changes: list[Change] = []
    findings: list[Finding] = []
    ids: dict[str, Block] = {}
    for block in blocks:
        try:
            table = table_of(block.key, block.section, block.options, catalogue)
        except TableError as error:
            findings += _faults(block, error)
            continue
        findings += _twice(block, table, ids)
        wanted = content(document, block, table)
        found = state(document, block, wanted)
        if found != "current":
            changes.append(Change(document, block, found, wanted))
    updated = Updated(document, tuple(changes))
    return updated, findings or list(_unencodable(updated))


def stale(updated: Updated, *, diff: bool) -> Iterator[Finding]:
    """Yield a finding for each block that is not as it should be, with the command that mends it."""
    for change in updated.changes:
        place, detail = change.block.begin.location, change.diff if diff else ""
        command = f"ocgen docs inject {change.document.name}"
        if change.state == "edited":
            remedy = f"move what is worth keeping to the spec or out of the block, then run: {command} --force"
            yield Finding("docs-edited", "error", "ocgen did not write what the block holds", place, remedy, (), detail)
        else:
            message = f"the block is not what {change.source} says"
            yield Finding("docs-stale", "error", message, place, f"run: {command}", (), detail)


def _faults(block: Block, error: TableError) -> Iterator[Finding]:
    for problem in error.faults:
        yield fault(problem.message, block.place(problem.where), problem.remedy)


def _twice(block: Block, table: Table, ids: dict[str, Block]) -> Iterator[Finding]:
    """Yield a finding when the document has a row with the same id already: a link could not tell the two."""
    anchors = [row.anchor for row in table.flat() if row.anchor]
    for anchor in anchors:
        other = ids.setdefault(anchor, block)
        if other is not block:
            yield fault(
                f'the id "{anchor}" stands in the document twice',
                block.begin.location,
                "give one of the two blocks anchors=no",
                Related(other.begin.location, "the other block"),
            )
            return


def _unencodable(updated: Updated) -> Iterator[Finding]:
    for change in updated.changes:
        try:
            change.document.encoded(change.wanted)
        except UnicodeEncodeError as error:
            sign = change.wanted[error.start]
            yield Finding(
                "docs-file",
                "error",
                f'the encoding {change.document.encoding} has no "{sign}", which the table needs',
                change.block.begin.location,
                "save the document as UTF-8",
            )


def _shown(lines: Iterable[str]) -> list[str]:
    return [line.rstrip("\r\n") for line in lines]


def _moved(lines: Iterable[str], by: int) -> Iterator[str]:
    """A diff of a block, with its line numbers counted in the document."""
    for line in lines:
        if line.startswith("@@ "):
            _, old, new, _ = line.split(" ")
            yield f"@@ -{_range(old, by)} +{_range(new, by)} @@"
        else:
            yield line


def _range(side: str, by: int) -> str:
    start, comma, length = side[1:].partition(",")
    return f"{int(start) + by}{comma}{length}"
