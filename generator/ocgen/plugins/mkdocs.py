"""An MkDocs plugin: blocks of `ocgen docs inject` are rendered at build time, always as the specs say.

Name it in ``mkdocs.yml``::

    plugins:
      - search
      - ocgen

and write in a page::

    <!-- ocgen:begin table infusionsoftmarketing configuration columns=key,required,description -->
    <!-- ocgen:end -->

    <!-- ocgen:begin section infusionsoftmarketing api level=3 -->
    <!-- ocgen:end -->

What stands between the markers is replaced in the page, and left alone in the file. The specs are those of the project
around ``mkdocs.yml``, else of the working directory, or those of the directory ``specs``, an option of the plugin,
relative to it. Its option ``language`` says which language the tables are in: else they are in the project's first one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mkdocs.config import Config, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.pages import Page

from ocgen.errors import ConfigError, GenerationError, SelectionError
from ocgen.findings.finding import Finding, in_order
from ocgen.findings.text import render as as_text
from ocgen.runs.catalogue import ProjectCatalogue
from ocgen.runs.documents import ChosenDocuments, inspect
from ocgen.runs.project import open_run, read_config_around


class Settings(Config):  # type: ignore[no-untyped-call]
    """What ``mkdocs.yml`` says of the plugin."""

    specs = config_options.Optional(config_options.Dir(exists=True))
    language = config_options.Optional(config_options.Type(str))


class OcgenPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Renders the blocks of each page."""

    _catalogue: ProjectCatalogue

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Look at the specs again for each build."""
        specs = Path(self.config.specs) if self.config.specs else None
        languages = (self.config.language,) if self.config.language else ()
        try:
            project = open_run(read_config_around(_home(config), specs=specs, languages=languages))
        except ConfigError as error:
            raise _refusal(error.findings) from None
        except SelectionError as error:
            raise PluginError(f"ocgen: {error}") from None
        self._catalogue = ProjectCatalogue(project)

    def on_page_read_source(self, /, *, page: Page, config: MkDocsConfig) -> str | None:
        """Return the page with its tables; None when it has no marker. Raises PluginError with all that is wrong."""
        name = f"{Path(config.docs_dir).name}/{page.file.src_uri}"
        document = ChosenDocuments({name: Path(page.file.abs_src_path or "")}, named=frozenset())
        try:
            inspection = inspect(self._catalogue, document)
        except GenerationError as error:
            raise PluginError(f"ocgen: {error}") from None
        if inspection.findings:
            raise _refusal(inspection.findings)
        return next((updated.text for updated in inspection.updated), None)

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., object]
    ) -> LiveReloadServer:
        """Build again when a spec or a template changes."""
        overlay = self._catalogue.project.config.templates
        for directory in (*self._catalogue.project.directories, *([overlay] if overlay else [])):
            server.watch(str(directory))
        return server


def _home(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent.absolute() if config.config_file_path else Path.cwd()


def _refusal(findings: tuple[Finding, ...] | list[Finding]) -> PluginError:
    return PluginError("\n" + as_text(in_order(list(findings)), colour=False))
