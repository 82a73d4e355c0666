"""Sources -> HTML, by Sphinx."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ocgen.findings.finding import Finding
from ocgen.site.messages import findings
from ocgen.site.places import SiteMap
from ocgen.text.phrases import ENGLISH, Phrases

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Builder:
    """A site in the making, below a directory of its own: ``source``, ``html`` and what Sphinx keeps between runs.

    It lives on between builds, so that a later one reads and writes only the pages whose sources have changed.
    """

    def __init__(
        self, work: Path, settings: Mapping[str, object], shown: Callable[[str], str], phrases: Phrases = ENGLISH
    ) -> None:
        """``shown`` is how findings call a source, by its path among the sources.

        ``phrases`` say what Sphinx's own catalogues do not.
        """
        from sphinx.util.console import nocolor

        nocolor()
        work = work.resolve()
        self.source = work / "source"
        self.html = work / "html"
        self._kept = work / "kept"
        self._settings = dict(settings)
        self._shown = shown
        self._phrases = phrases
        self._said = io.StringIO()
        self._app: Sphinx | None = None
        self._map = SiteMap()
        self._markdown: dict[str, str] = {}
        self.source.mkdir(parents=True, exist_ok=True)

    def place(self, where: SiteMap) -> None:
        """Take over where the pages stand, for the next build."""
        self._map = where

    def put_markdown(self, pages: Mapping[str, str]) -> None:
        """Take over pages as readers of Markdown get them; the next build puts them beside the others."""
        self._markdown |= pages

    def put(self, pages: Mapping[str, str], files: Mapping[str, Path] | None = None) -> set[str]:
        """Write sources, and return the names of the pages that are new or other than before. Raises OSError."""
        changed = set()
        for name, text in pages.items():
            place = self.source / name
            if not place.is_file() or place.read_text(encoding="utf-8") != text:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(text, encoding="utf-8", newline="\n")
                changed.add(name)
        for name, path in (files or {}).items():
            (self.source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, self.source / name)
        return changed

    def remove(self, names: Iterable[str]) -> None:
        """Remove sources, and the pages made of them."""
        for name in names:
            (self.source / name).unlink(missing_ok=True)
            self._markdown.pop(name, None)
            for made in (self.html / name, (self.html / name).with_suffix(".html")):
                made.unlink(missing_ok=True)

    def build(self) -> list[Finding]:
        """Bring the HTML up to date with the sources; return what Sphinx found on the way."""
        from sphinx.application import Sphinx
        from sphinx.errors import SphinxError
        from sphinx.locale import translators

        self._said.seek(0)
        self._said.truncate()
        try:
            if self._app is None:
                translators.clear()  # else the language of a site before this one would be said here too
                self._app = Sphinx(
                    self.source, None, self.html, self._kept, "html", self._settings, None, self._said,
                    parallel=os.cpu_count() or 1,
                )  # fmt: skip
                if self._phrases.translations:
                    self._app.translator.add_fallback(self._phrases.translations)
            self._app.config.ocgen_map = self._map
            self._app.build()
            self._app.parallel = 1  # what is left to do later is little, and the process may have threads by then
        except SphinxError as error:
            return [Finding("docs-site", "error", " ".join(str(error).split()))]
        self._write_markdown()
        # Nobody knows the sources by where they are for the time of a build.
        return list(findings(self._said.getvalue().replace(f"{self.source}{os.sep}", ""), self._name))

    def _write_markdown(self) -> None:
        for name, text in self._markdown.items():
            (self.html / name).parent.mkdir(parents=True, exist_ok=True)
            (self.html / name).write_text(text, encoding="utf-8", newline="\n")
        self._markdown.clear()

    def _name(self, place: str) -> str:
        return self._shown(place) if (self.source / place).is_file() else place
