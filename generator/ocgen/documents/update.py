"""Documents with their blocks brought up to date, in memory, and what there is to tell."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from ocgen.documents.block import Block, Body
from ocgen.documents.document import Document
from ocgen.documents.markers import fault, markers
from ocgen.documents.origin import needed, spec_digest
from ocgen.documents.page_options import PageOptions
from ocgen.documents.pages import Pages
from ocgen.documents.render import State, compare, found_lines
from ocgen.findings.finding import Finding, Related
from ocgen.tables.build import Catalogue, table_of
from ocgen.tables.faults import TableError
from ocgen.tables.formats.registry import renderer
from ocgen.tables.options import Options


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A block that is not as it should be."""

    document: Document
    block: Block
    state: State
    wanted: str
    spec_changed: bool | None  # since it was written; None where that is not known

    @property
    def reason(self) -> str:
        """What is wrong with the block, and what has brought it about as far as its notice tells."""
        wrong = f"the block is not what {self.block.source} says"
        if self.spec_changed is None:
            return wrong
        if self.spec_changed:
            return f"{wrong}: since it was written, what it is made from has changed"
        others = "its marker, a template, the configuration" if self.block.is_page else "its marker"
        return f"{wrong}: its specs are as they were when it was written, so {others} or ocgen itself has changed"

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
    changes: tuple[BlockChange, ...]

    @property
    def text(self) -> str:
        """Return the document with all changes made."""
        lines = list(self.document.lines)
        for change in reversed(self.changes):
            lines[change.block.begin.line + 1 : change.block.end.line] = [change.wanted]
        return "".join(lines)

    @property
    def content(self) -> bytes:
        """Return its bytes; raises UnicodeEncodeError."""
        return self.document.encoded(self.text)


def needed_keys(
    blocks: Iterable[Block], known: Collection[str], others: Collection[str] = ()
) -> tuple[set[str], list[Finding]]:
    """Return the keys of all connectors that blocks need, and a finding for each key that nobody knows.

    ``others`` are connectors that tables alone can be of.
    """
    keys: set[str] = set()
    findings: list[Finding] = []
    for block in blocks:
        try:
            keys.update(needed(block, known, others))
        except TableError as error:
            findings += _faults(block, error)
    return keys, findings


def update(
    document: Document, blocks: Sequence[Block], catalogue: Catalogue, pages: Pages
) -> tuple[Updated, list[Finding]]:
    """Return a document's changes, and what stands in their way: options that fit nothing, ids that stand twice.

    Raises GenerationError for a template of the pages that cannot be used.
    """
    changes: list[BlockChange] = []
    findings: list[Finding] = []
    brought: dict[str, Block] = {}
    for block, body in _bodies(document, blocks, catalogue, pages):
        if isinstance(body, TableError):
            findings += _faults(block, body)
            continue
        findings += _twice(block, body.ids, brought)
        found = compare(document, block, body.text, partial(spec_digest, block, catalogue))
        if found.state != "current":
            changes.append(BlockChange(document, block, found.state, found.wanted, found.spec_changed))
    updated = Updated(document, tuple(changes))
    return updated, findings or list(_unencodable(updated)) or list(_unreadable(updated))


def _bodies(
    document: Document, blocks: Sequence[Block], catalogue: Catalogue, pages: Pages
) -> Iterator[tuple[Block, Body | TableError]]:
    """Yield the blocks in the order of the document, each with its text or with what is wrong with it."""
    asked = [block for block in blocks if block.is_page]
    made = {block.begin.line: body for block, body in pages.bodies(document, asked, catalogue)}
    table = cache(partial(_table, catalogue=catalogue))  # a document may ask for the same one in a thousand places
    for block in blocks:
        if isinstance(block.options, Options):
            yield block, table(block.key, block.section, block.options, block.format)
        else:
            yield block, made[block.begin.line]


def _table(key: str, section: str, options: Options, format_: str, *, catalogue: Catalogue) -> Body | TableError:
    try:
        table = table_of(key, section, options, catalogue)
    except TableError as error:
        return error
    return Body(renderer(format_)(table).strip("\n"), tuple(row.anchor for row in table.flat() if row.anchor))


def stale(updated: Updated, *, diff: bool, options: Sequence[str] = (), first: Sequence[str] = ()) -> Iterator[Finding]:
    """Yield a finding for each block that is not as it should be, with the command that fixes it.

    ``options`` are those of this run that the command has to repeat, ``first`` those that stand before the verb.
    """
    for change in updated.changes:
        place, detail = change.block.begin.location, change.diff if diff else ""
        command = shlex.join(["ocgen", *first, "docs", "inject", change.document.name, *options])
        if change.state == "edited":
            remedy = f"move what is worth keeping to the spec or out of the block, then run: {command} --force"
            yield Finding("docs-edited", "error", "the block was edited by hand", place, remedy, (), detail)
        else:
            yield Finding("docs-stale", "error", change.reason, place, f"run: {command}", (), detail)


def _faults(block: Block, error: TableError) -> Iterator[Finding]:
    for problem in error.faults:
        yield fault(problem.message, block.place(problem.where), problem.remedy)


def _twice(block: Block, ids: Sequence[str], brought: dict[str, Block]) -> Iterator[Finding]:
    """Yield a finding when the document has a place with the same id already: a link could not tell the two."""
    for id_ in ids:
        other = brought.setdefault(id_, block)
        if other is not block:
            yield fault(
                f'the id "{id_}" is in the document twice',
                block.begin.location,
                _apart(block, other, id_),
                Related(other.begin.location, "the other block"),
            )
            return


def _apart(one: Block, other: Block, id_: str) -> str:
    if isinstance(one.options, PageOptions) and isinstance(other.options, PageOptions):
        if one.options.prefix != other.options.prefix:
            return f'let the template make the id, {{{{ "{id_}" | id }}}}: it then begins with the prefix'
        return "give one of the two blocks prefix=NAME: its ids then begin with NAME"
    return "give one of the two blocks anchors=no" if one.is_page == other.is_page else "give the table anchors=no"


def _unencodable(updated: Updated) -> Iterator[Finding]:
    for change in updated.changes:
        try:
            change.document.encoded(change.wanted)
        except UnicodeEncodeError as error:
            sign = change.wanted[error.start]
            yield Finding(
                "docs-file",
                "error",
                f'the encoding {change.document.encoding} has no "{sign}", which the block needs',
                change.block.begin.location,
                "save the document as UTF-8",
            )


def _unreadable(updated: Updated) -> Iterator[Finding]:
    """Yield a finding for each block whose text would hide markers or be taken for some: the next run could not go on.

    Only a template of somebody's own makes such a text; what specs say is escaped.
    """
    if _markers(updated) == _markers(Updated(updated.document, ())):
        return
    for change in updated.changes:
        alone = Updated(updated.document, (change,))
        if _markers(alone) != _markers(Updated(updated.document, ())):
            message = "the text of the block has a marker in it, or code that is not ended"
            yield fault(message, change.block.begin.location, "fix the template of the section")


def _markers(updated: Updated) -> list[tuple[str, ...]]:
    found, wrong = markers(replace(updated.document, text=updated.text))
    said = [(marker.verb, *(word.name for word in marker.words)) for marker in found]
    return [*said, *((finding.message,) for finding in wrong)]


def _shown(lines: Iterable[str]) -> list[str]:
    return [line.rstrip("\r\n") for line in lines]


def _moved(lines: Iterable[str], by: int) -> Iterator[str]:
    """Yield the lines of a block's diff with its line numbers counted in the document."""
    for line in lines:
        if line.startswith("@@ "):
            _, old, new, _ = line.split(" ")
            yield f"@@ -{_range(old, by)} +{_range(new, by)} @@"
        else:
            yield line


def _range(side: str, by: int) -> str:
    start, comma, length = side[1:].partition(",")
    return f"{int(start) + by}{comma}{length}"
