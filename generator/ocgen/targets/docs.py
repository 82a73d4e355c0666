"""Connectors -> help pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from ocgen.model import Connector, Platform
from ocgen.output.artifact import Artifact
from ocgen.output.header import notice
from ocgen.pages.blank_lines import tidy
from ocgen.pages.catalogue import hubs
from ocgen.pages.diagram import DiagramWriter, as_mermaid
from ocgen.pages.page import ConnectorPage, filters, shared_page
from ocgen.pages.paths import catalogue_path, page_path, section_path, shared_path
from ocgen.pages.placement import Placement
from ocgen.pages.sections import RESOURCES, SHARED, chosen, pages_elsewhere
from ocgen.targets.python.options import python_options
from ocgen.targets.python.sample import python_samples
from ocgen.templates import Templates


class DocsTarget:
    """``docs/KEY.md`` and ``docs/resources/KEY.md`` for each connector, ``docs/platform/NAME.md`` for what all share,
    and ``docs/index.md``.

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
        elsewhere = pages_elsewhere(connector)
        placement = Placement(names, elsewhere=elsewhere)
        page = ConnectorPage(connector, templates, placement, samples, self._draw, contents=self._contents)
        yield Artifact(page_path(connector), page.text(names), self.name, connector.key)
        if RESOURCES in elsewhere and RESOURCES not in names:
            path = section_path(RESOURCES, connector)
            own = PurePath(page_path(connector)).name
            placement = _beside(path, page_path(connector), RESOURCES, {**elsewhere, **dict.fromkeys(names, own)})
            text = ConnectorPage(connector, templates, placement, samples, self._draw).page_of(RESOURCES)
            yield Artifact(path, text, self.name, connector.key)

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
        elsewhere = pages_elsewhere()
        usable = filters(Placement(chosen(templates), elsewhere=elsewhere), templates.phrases(language))
        text = templates.render("docs/index.md.j2", usable, context, language)
        yield Artifact(catalogue_path(language), tidy(text), self.name)
        package = python_options(templates.settings).package
        for section in SHARED:
            path = shared_path(section, language)
            placement = _beside(path, catalogue_path(language), section, elsewhere)
            yield Artifact(path, shared_page(section, platform, templates, placement, package, self._draw), self.name)


def _beside(path: str, page: str, section: str, elsewhere: Mapping[str, str]) -> Placement:
    """Return the placement of a section that stands alone at ``path``, with links as from ``page``."""
    folder, directory = PurePath(page).parent, PurePath(path).parent
    return Placement((section,), folder=folder, directory=directory, elsewhere=elsewhere)
