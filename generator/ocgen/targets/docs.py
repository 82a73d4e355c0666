"""Connectors -> help pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ocgen.model import Connector, Platform
from ocgen.output.artifact import Artifact
from ocgen.output.header import notice
from ocgen.pages.blank_lines import tidy
from ocgen.pages.catalogue import hubs
from ocgen.pages.diagram import DiagramWriter, as_mermaid
from ocgen.pages.page import ConnectorPage, filters
from ocgen.pages.paths import catalogue_path, page_path
from ocgen.pages.placement import Placement
from ocgen.pages.sections import chosen
from ocgen.targets.python.sample import python_samples
from ocgen.templates import Templates


class DocsTarget:
    """``docs/KEY.md`` for each connector, and ``docs/index.md``: Markdown with GitHub's tables.

    A page in another language than English stands in a folder of its own, ``docs/LANGUAGE/``.
    """

    name = "docs"
    description = "a help page a connector, and the catalogue, in Markdown"
    translated = True

    def __init__(self, draw: DiagramWriter = as_mermaid) -> None:
        """``draw`` writes the diagrams of the pages."""
        self._draw = draw

    def connector_artifacts(self, connector: Connector, templates: Templates) -> Iterable[Artifact]:
        """Return the connector's page; raises GenerationError."""
        names = chosen(templates)
        samples = python_samples(templates.settings)
        page = ConnectorPage(connector, templates, Placement(names), samples, self._draw)
        yield Artifact(page_path(connector), page.text(names), self.name, connector.key)

    def shared_artifacts(
        self, platform: Platform, connectors: Sequence[Connector], templates: Templates
    ) -> Iterable[Artifact]:
        """Return the catalogue of all connectors; raises GenerationError."""
        language = platform.language
        context = {
            "notice": notice("specs/*.yaml"),
            "platform": platform,
            "hubs": hubs(connectors),
            "count": len(connectors),
            "language": language,
        }
        usable = filters(Placement(chosen(templates)), templates.phrases(language))
        text = templates.render("docs/index.md.j2", usable, context, language)
        yield Artifact(catalogue_path(language), tidy(text), self.name)
