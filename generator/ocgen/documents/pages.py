"""Pages of connectors and sections of them, as blocks of a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ocgen.documents.block import Block, Body
from ocgen.documents.document import Document
from ocgen.documents.ids import ids
from ocgen.documents.page_options import PageOptions
from ocgen.model import Connector
from ocgen.pages.blank_lines import tidy
from ocgen.pages.headings import with_headings
from ocgen.pages.page import ConnectorPage
from ocgen.pages.paths import page_path
from ocgen.pages.placement import Placement
from ocgen.pages.samples import SampleMaker
from ocgen.pages.sections import chosen, known_sections, pages_elsewhere, unknown_section
from ocgen.tables.build import Catalogue
from ocgen.tables.faults import Fault, TableError
from ocgen.tables.sections import SECTIONS as OF_TABLES
from ocgen.templates import Setting, Templates


class _LinkGroup(NamedTuple):
    """Blocks of one group can link to each other."""

    key: str
    prefix: str
    language: str


class Pages:
    """Pages by the templates that `ocgen generate` uses too, made for the place that they stand in.

    Links inside of a page lead to the sections that the document has of the same connector, under the same prefix of
    ids; where it lacks a section, the label alone is left. A relative link leads where it leads from the page in
    ``out``, the output directory.
    """

    def __init__(self, overlay: Path | None, settings: Mapping[str, Setting], out: Path, samples: SampleMaker) -> None:
        """Take a directory laid over our templates, what a project sets for them and for targets, ``out``, and what
        makes the samples of clients."""
        self._templates = Templates(overlay, settings)
        self._out = out.absolute()
        self._samples = samples

    def bodies(
        self, document: Document, blocks: Sequence[Block], catalogue: Catalogue
    ) -> Iterator[tuple[Block, Body | TableError]]:
        """Yield each of the blocks, all of one document, with its text or with what is wrong with it.

        Raises GenerationError for a template that cannot be used.
        """
        names: dict[int, tuple[str, ...]] = {}
        connectors: dict[_LinkGroup, Connector] = {}
        reachable: defaultdict[_LinkGroup, set[str]] = defaultdict(set)
        for block in blocks:
            try:
                connectors[_group(block)] = catalogue.edition(_options(block).language).connectors[block.key]
                names[block.begin.line] = self._names(block)
            except TableError as error:
                yield block, error
            else:
                reachable[_group(block)].update(names[block.begin.line])
        directory = document.path.absolute().parent
        pages = {g: self._page(connectors[g], g, tuple(sorted(found)), directory) for g, found in reachable.items()}
        for block in blocks:
            if block.begin.line in names:
                try:
                    yield block, _body(pages[_group(block)], block, names[block.begin.line])
                except TableError as error:
                    yield block, error

    def _page(
        self, connector: Connector, group: _LinkGroup, sections: tuple[str, ...], directory: Path
    ) -> ConnectorPage:
        folder = (self._out / page_path(connector)).parent
        return ConnectorPage(
            connector,
            self._templates,
            Placement(sections, group.prefix, folder, directory, pages_elsewhere(connector)),
            self._samples,
        )

    def _names(self, block: Block) -> tuple[str, ...]:
        """Return the sections that a block shows; raises TableError for one that there is no template of."""
        options = _options(block)
        known = known_sections(self._templates)
        of_page = {"sections": options.sections, "except": options.leave_out}
        asked = {"section": (block.section,)} if block.section else of_page
        faults = [_unknown(where, name, known) for where, some in asked.items() for name in some if name not in known]
        if faults:
            raise TableError(faults)
        if block.section:
            return (block.section,)
        return options.sections or tuple(n for n in chosen(self._templates) if n not in options.leave_out)


def _options(block: Block) -> PageOptions:
    assert isinstance(block.options, PageOptions)
    return block.options


def _group(block: Block) -> _LinkGroup:
    return _LinkGroup(block.key, _options(block).prefix, _options(block).language)


def _body(page: ConnectorPage, block: Block, names: Sequence[str]) -> Body:
    options = _options(block)
    text = page.section(block.section) if block.section else page.body(names)
    made = tidy(with_headings(text, options.level, first=options.heading)).strip("\n")
    return Body(made, ids(made))


def _unknown(where: str, name: str, known: Sequence[str]) -> Fault:
    message, remedy = unknown_section(name, known)
    of_tables = f"it is a section of tables: ocgen:begin table KEY {name}"
    return Fault(where, message, of_tables if name in OF_TABLES else remedy)
