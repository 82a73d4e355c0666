"""Pages of connectors and sections of them, as blocks of a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from ocgen.documents.block import Block, Body
from ocgen.documents.document import Document
from ocgen.documents.fit import ids, moved, rewritten, with_headings
from ocgen.documents.page_options import PageOptions
from ocgen.model import Connector
from ocgen.pages.blank_lines import tidy
from ocgen.pages.page import ConnectorPage
from ocgen.pages.paths import page_path
from ocgen.pages.samples import SampleMaker
from ocgen.pages.sections import chosen, known_sections
from ocgen.tables.build import Catalogue
from ocgen.tables.faults import Fault, TableError
from ocgen.tables.sections import SECTIONS as OF_TABLES
from ocgen.templates import Setting, Templates
from ocgen.text.suggest import did_you_mean

_Group: TypeAlias = tuple[str, str, str]


class Pages:
    """Pages by the templates that `ocgen generate` uses too, made to fit the document that they stand in.

    Links inside of a page lead to the sections that the document has of the same connector, under the same prefix of
    ids; where it lacks a section, the label alone is left. A relative link leads where it leads from the page in
    ``out``, the output directory.
    """

    def __init__(self, overlay: Path | None, settings: Mapping[str, Setting], out: Path, samples: SampleMaker) -> None:
        """Take a directory laid over our templates, what a project sets for them and for targets, ``out``, and what
        makes the samples of clients."""
        self._overlay = overlay
        self._settings = settings
        self._templates = self._fresh()
        self._out = out.absolute()
        self._samples = samples
        self._by_sections: dict[tuple[str, ...], Templates] = {}

    def bodies(
        self, document: Document, blocks: Sequence[Block], catalogue: Catalogue
    ) -> Iterator[tuple[Block, Body | TableError]]:
        """Yield each of the blocks, all of one document, with its text or with what is wrong with it.

        Raises GenerationError for a template that cannot be used.
        """
        names: dict[int, tuple[str, ...]] = {}
        connectors: dict[_Group, Connector] = {}
        reachable: defaultdict[_Group, set[str]] = defaultdict(set)
        for block in blocks:
            try:
                connectors[_group(block)] = catalogue.edition(_options(block).language).connectors[block.key]
                names[block.begin.line] = self._names(block)
            except TableError as error:
                yield block, error
            else:
                reachable[_group(block)].update(names[block.begin.line])
        fine = [block for block in blocks if block.begin.line in names]
        pages = {group: self._page(connectors[group], found) for group, found in reachable.items()}
        texts = {b.begin.line: _text(pages[_group(b)], b, names[b.begin.line]) for b in fine}
        places: defaultdict[_Group, set[str]] = defaultdict(set)
        for block in fine:
            places[_group(block)].update(ids(texts[block.begin.line]))
        for block in fine:
            folder = (self._out / page_path(connectors[_group(block)])).parent
            try:
                yield block, _fitted(texts[block.begin.line], block, document, places[_group(block)], folder)
            except TableError as error:
                yield block, error

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

    def _page(self, connector: Connector, reachable: set[str]) -> ConnectorPage:
        key = tuple(sorted(reachable))
        return ConnectorPage(connector, self._by_sections.setdefault(key, self._fresh()), key, self._samples)

    def _fresh(self) -> Templates:
        return Templates(self._overlay, self._settings)


def _options(block: Block) -> PageOptions:
    assert isinstance(block.options, PageOptions)
    return block.options


def _group(block: Block) -> _Group:
    """Blocks of one group can link to each other."""
    return block.key, _options(block).prefix, _options(block).language


def _text(page: ConnectorPage, block: Block, names: Sequence[str]) -> str:
    return page.section(block.section) if block.section else page.body(names)


def _fitted(text: str, block: Block, document: Document, places: set[str], folder: Path) -> Body:
    options = _options(block)
    prefix = f"{options.prefix}--" if options.prefix else ""
    directory = document.path.absolute().parent

    def link(target: str) -> str:
        if target.startswith("#"):
            return f"#{prefix}{target[1:]}" if target[1:] in places else target
        return moved(target, folder, directory)

    made = rewritten(text, lambda place: f"{prefix}{place}", link)
    made = tidy(with_headings(made, options.level, first=options.heading)).strip("\n")
    return Body(made, ids(made))


def _unknown(where: str, name: str, known: Sequence[str]) -> Fault:
    own = f"; one of your own is a file docs/sections/{name}.md.j2 in the templates directory"
    hint = did_you_mean(name, known) or f"known: {', '.join(known)}{own}"
    hint = f"it is a section of tables: ocgen:begin table KEY {name}" if name in OF_TABLES else hint
    return Fault(where, f'no section of the pages is named "{name}"', hint)
