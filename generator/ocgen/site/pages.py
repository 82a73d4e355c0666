"""Specs -> the pages of the site, in memory."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ocgen.files.reading import LARGE, read_text
from ocgen.model import Connector, Platform
from ocgen.output.artifact import Artifact
from ocgen.pages.diagram import Diagram, as_mermaid
from ocgen.plan.plan import build_plan
from ocgen.site.drawing import draw
from ocgen.site.hub_pages import hub_pages
from ocgen.site.places import MARKDOWN, SiteMap, site_map
from ocgen.targets.docs import DocsTarget
from ocgen.templates import Templates

_MERMAID = re.compile(r"^(`{3,})mermaid\n.*?^\1$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SitePages:
    """Pages by their paths in the site.

    ``sources`` are what the site is built from, ``markdown`` the same for readers of Markdown; ``map`` has the places
    of all pages, also of those that are not among these.
    """

    sources: dict[str, str]
    markdown: dict[str, str]
    map: SiteMap

    def with_own(self, own: Mapping[str, str]) -> SitePages:
        """Return these with pages of one's own laid over them."""
        return SitePages({**self.sources, **own}, {**self.markdown, **own}, self.map)


def render(
    platform: Platform, connectors: Collection[Connector], templates: Templates, keys: Collection[str]
) -> SitePages:
    """Return the pages of ``keys``, those of the hubs and the catalogue of all ``connectors``.

    A site is in one language, that of ``platform``, so the folder of a language is none of its own.
    Raises GenerationError.
    """
    drawings: dict[str, str] = {}

    def as_text(diagram: Diagram) -> str:
        text = as_mermaid(diagram)
        drawings[text] = draw(diagram)
        return text

    pages = DocsTarget(as_text, contents=False)
    plan = build_plan((pages,), (platform, tuple(connectors)), templates, set(keys).__contains__)
    markdown = {_path(a, platform.language): a.text for a in plan.artifacts if a.path.endswith(MARKDOWN)}
    markdown |= hub_pages(connectors, platform.language, templates)
    return SitePages({name: _drawn(text, drawings) for name, text in markdown.items()}, markdown, site_map(connectors))


def _drawn(text: str, drawings: Mapping[str, str]) -> str:
    """Return a page with its diagrams as drawings; Mermaid that is none of ours stays as it is."""
    return _MERMAID.sub(lambda block: drawings.get(block[0], block[0]), text)


def _path(artifact: Artifact, language: str) -> str:
    return artifact.path.partition("/")[2].removeprefix(f"{language}/")


@dataclass(frozen=True, slots=True)
class OwnPages:
    """A directory of pages of one's own, laid over the generated ones file by file.

    The folders ``without`` belong to the site in other languages.
    """

    directory: Path | None = None
    without: tuple[str, ...] = ()

    def by_language(self, languages: Sequence[str]) -> list[OwnPages]:
        """Return those of each language: the first has all but the folders of the others, which have theirs."""
        others = tuple(languages[1:])
        folders = [self.directory / name if self.directory else None for name in others]
        return [OwnPages(self.directory, others), *(OwnPages(folder) for folder in folders)]

    def pages(self) -> dict[str, str]:
        """Return its Markdown files by path; raises OSError, with the file's name."""
        return {name: _text(path) for name, path in self._all().items() if name.endswith(MARKDOWN)}

    def files(self) -> dict[str, Path]:
        """Return the other files by path: pictures and the like."""
        return {name: path for name, path in self._all().items() if not name.endswith(MARKDOWN)}

    def shown(self, name: str) -> str:
        """Return how findings call a page's source: its file, or the generated page."""
        own = self.directory / name if self.directory else None
        return own.as_posix() if own and own.is_file() else f"docs/{name}"

    def _all(self) -> dict[str, Path]:
        paths = sorted(self.directory.rglob("*")) if self.directory else []
        named = {path.relative_to(self.directory or path): path for path in paths if path.is_file()}
        return {
            name.as_posix(): path
            for name, path in named.items()
            if name.parts[0] not in self.without and not any(part.startswith(".") for part in name.parts)
        }


def _text(path: Path) -> str:
    try:
        return read_text(path, LARGE).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise OSError(0, "is not UTF-8 text", str(path)) from None
