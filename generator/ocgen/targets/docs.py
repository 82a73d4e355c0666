"""Connectors -> help pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from ocgen.model import Connector, Platform
from ocgen.output.artifact import Artifact
from ocgen.output.header import notice
from ocgen.pages.blank_lines import tidy
from ocgen.pages.catalogue import hubs
from ocgen.pages.diagram import DiagramWriter, as_mermaid
from ocgen.pages.page import ConnectorPage, filters, shared_page
from ocgen.pages.paths import catalogue_path, page_path, shared_path
from ocgen.pages.placement import Placement
from ocgen.pages.sections import SHARED, chosen
from ocgen.targets.python.sample import python_samples
from ocgen.templates import Templates


class DocsTarget:
    """``docs/KEY.md`` for each connector, ``docs/platform/NAME.md`` for what all share, and ``docs/index.md``.

    They are Markdown with GitHub's tables. A page in another language than English stands in a folder of its own,
    ``docs/LANGUAGE/``.
    """

    name = "docs"
    description = "a help page a connector, pages of what all share, and the catalogue, in Markdown"
    translated = True

    def __init__(self, draw: DiagramWriter = as_mermaid, *, contents: bool = True) -> None:
        """``draw`` writes the diagrams of the pages, ``contents`` says whether each lists its sections."""
        self._draw = draw
        self._contents = contents

    def connector_artifacts(self, connector: Connector, templates: Templates) -> Iterable[Artifact]:
        """Return the connector's page; raises GenerationError."""
        names = chosen(templates)
        samples = python_samples(templates.settings)
        placement = Placement(names, shared=SHARED)
        page = ConnectorPage(connector, templates, placement, samples, self._draw, contents=self._contents)
        yield Artifact(page_path(connector), page.text(names), self.name, connector.key)

    def shared_artifacts(
        self, platform: Platform, connectors: Sequence[Connector], templates: Templates
    ) -> Iterable[Artifact]:
        """Return the pages of what all connectors share, and the catalogue of them; raises GenerationError."""
        language = platform.language
        context = {
            "notice": notice("specs/*.yaml"),
            "platform": platform,
            "hubs": hubs(connectors),
            "count": len(connectors),
            "language": language,
        }
        usable = filters(Placement(chosen(templates), shared=SHARED), templates.phrases(language))
        text = templates.render("docs/index.md.j2", usable, context, language)
        yield Artifact(catalogue_path(language), tidy(text), self.name)
        for section in SHARED:
            path = shared_path(section, language)
            folder, directory = PurePath(catalogue_path(language)).parent, PurePath(path).parent
            placement = Placement((section,), folder=folder, directory=directory, shared=SHARED)
            yield Artifact(path, shared_page(section, platform, templates, placement, self._draw), self.name)
