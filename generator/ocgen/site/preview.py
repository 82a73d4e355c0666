"""Keeping a built site as its sources say, page by page: those in sight first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from ocgen.errors import GenerationError, SelectionError
from ocgen.findings.finding import Finding
from ocgen.findings.text import render as as_text
from ocgen.model import Connector, Platform
from ocgen.project.catalogue import read
from ocgen.project.project import Project
from ocgen.site.build import Builder
from ocgen.site.pages import OwnPages, render
from ocgen.site.places import MARKDOWN
from ocgen.site.status import PreviewStatus
from ocgen.spec.files import PARTS, PLATFORM_FILE, SUFFIXES
from ocgen.templates import Templates
from ocgen.text.language import SOURCE_LANGUAGE

_BATCH = 4  # pages between two looks at what has changed since
_CATALOGUE = "index"


class Preview:
    """A site that follows its sources. ``status`` learns what is new."""

    def __init__(
        self,
        reopen: Callable[[], Project],
        own: OwnPages,
        builder: Builder,
        status: PreviewStatus,
        language: str = SOURCE_LANGUAGE,
    ) -> None:
        """``reopen`` returns the project as it is now; it raises SelectionError when there is none."""
        self._reopen = reopen
        self._project = reopen()
        self._own = own
        self._builder = builder
        self._status = status
        self._language = language
        self._platform: Platform | None = None
        self._connectors: dict[str, Connector] = {}
        self._templates = Templates(self._project.config.templates, self._project.config.settings)
        self._own_pages: frozenset[str] = frozenset()
        self._stale: set[str] = set()
        self._held: dict[str, str] = {}  # catalogues that wait for the pages to be done
        self._new_looks = False  # styles, scripts or the frame have changed, which are no page's source

    @property
    def directories(self) -> list[Path]:
        """The directories that the site is made from."""
        found = (*self._project.directories, *self._templates.directories, self._own.directory)
        return [directory.resolve() for directory in found if directory is not None]

    def start(self) -> None:
        """Build everything."""
        self._work(set(self._project.selected), hold=False)

    def changed(self, paths: Iterable[Path]) -> None:
        """Take note of files that have changed."""
        before = set(self._project.selected)
        with suppress(SelectionError):
            self._project = self._reopen()
        now = set(self._project.selected)
        for key in before - now:
            self._connectors.pop(key, None)
            self._builder.remove([f"{key}{MARKDOWN}"])
        for path in paths:
            if self._is_template(path, "site"):
                self._new_looks = True
                continue
            self._stale |= self._keys(path)
            if self._is_template(path):
                self._templates = Templates(self._project.config.templates, self._project.config.settings)
        self._stale = (self._stale & now) | (now - before)

    @property
    def waited_for(self) -> bool:
        """Whether a page that a browser shows is out of date, or may be: the catalogue tells of all others."""
        return any(page in self._stale or (self._stale and _is_catalogue(page)) for page in self._status.in_sight)

    def step(self) -> bool:
        """Bring the pages in sight, else a few others, up to date; return whether more is to be done."""
        in_sight = self._status.in_sight
        batch = self._stale & in_sight or set(sorted(self._stale)[:_BATCH])
        self._stale -= batch
        self._work(batch, hold=not any(map(_is_catalogue, in_sight)))
        return bool(self._stale or self._held)

    def _is_template(self, path: Path, part: str = "") -> bool:
        return any(path.is_relative_to(directory.resolve() / part) for directory in self._templates.directories)

    def _keys(self, path: Path) -> set[str]:
        """Return the connectors whose pages a change of a file may touch."""
        if self._own.directory and path.is_relative_to(self._own.directory.resolve()):
            return {path.stem}  # ours may have to take its place again
        selected = set(self._project.selected)
        if path.suffix not in SUFFIXES or path.name == PLATFORM_FILE:
            return selected
        if path.parent in (d.resolve() for d in self._project.directories):
            return {path.stem}
        if path.parent.name in PARTS:
            # What a connector was made from tells whether the file is one of its own; of a broken one nobody knows.
            part = f"{path.parent.name}/{path.name}"
            others = {c.key for c in self._connectors.values() if not any(f.endswith(part) for f in c.files)}
            return {key for key in selected if key not in others or self._status.fault(key) is not None}
        return selected

    def _work(self, keys: set[str], *, hold: bool = True) -> None:
        """Build the pages of ``keys``; the catalogue waits for another step, so that a page is there at once."""
        pages: dict[str, str] = {}
        try:
            found = read(self._project, keys, (self._language,))
            platform, connectors = found.edition(self._language) or (None, ())
            self._platform = platform or self._platform
            self._connectors |= {connector.key: connector for connector in connectors}
            faults = {key: _of(key, found.errors) for key in keys - {c.key for c in connectors}}
            if self._platform:
                known = [self._connectors[key] for key in sorted(self._connectors)]
                made = render(self._platform, known, self._templates, keys - faults.keys())
                self._builder.place(made.map)
                self._builder.put_markdown(made.markdown)
                pages = made.sources
        except GenerationError as error:
            faults = dict.fromkeys({*keys, _CATALOGUE}, str(error))
        pages = self._held | pages
        self._held = {name: pages.pop(name) for name in [*pages] if hold and keys and _is_catalogue(name)}
        changed, refused = self._put(pages)
        looks, self._new_looks = self._new_looks, False
        faults |= refused | _by_page(self._builder.build())
        fixed = {page for page in (*keys, _CATALOGUE) if self._status.fault(page) is not None and page not in faults}
        self._status.publish(changed | fixed | faults.keys(), faults, looks=looks)

    def _put(self, pages: Mapping[str, str]) -> tuple[set[str], dict[str, str]]:
        """Write the sources, those of one's own over the generated ones; return what changed, and what is wrong."""
        try:
            own = self._own.pages()
            changed = self._builder.put({**pages, **own}, self._own.files())
            self._builder.put_markdown(own)
        except OSError as error:
            return set(), {_CATALOGUE: f"{error.filename}: {error.strerror}"}
        self._builder.remove(self._own_pages - own.keys() - pages.keys() - self._held.keys())
        self._own_pages = frozenset(own)
        return {name.removesuffix(MARKDOWN) for name in changed}, {}


def _is_catalogue(page: str) -> bool:
    return page.rpartition("/")[2].removesuffix(MARKDOWN) == _CATALOGUE


def _of(key: str, errors: Collection[Finding]) -> str:
    """Return what is wrong with one connector: the findings in its own file, else all of them."""
    own = [finding for finding in errors if Path(finding.location.path).stem == key]
    return as_text(own or list(errors), colour=False) or "its spec was removed"


def _by_page(findings: Iterable[Finding]) -> dict[str, str]:
    """Return the errors of the builder by the page they are in."""
    pages: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.level == "error":
            pages.setdefault(Path(finding.location.path).stem or "index", []).append(finding)
    return {page: as_text(found, colour=False) for page, found in pages.items()}
