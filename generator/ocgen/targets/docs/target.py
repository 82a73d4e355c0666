"""Connectors -> help pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from urllib.parse import quote

from ocgen.artifact import Artifact
from ocgen.header import notice
from ocgen.model import Connector, Platform
from ocgen.targets.docs.calls import REGION_VARIABLE, SECRET_VARIABLES, curl, json_source, request_line
from ocgen.targets.docs.index import hubs
from ocgen.targets.docs.layout import tidy
from ocgen.targets.docs.markdown import FILTERS
from ocgen.targets.docs.view import page_view
from ocgen.templates import Templates

_FILTERS: Mapping[str, Callable[..., object]] = {
    **FILTERS,
    "curl": curl,
    "json": json_source,
    "request_line": request_line,
    "page": lambda key: quote(f"{key}.md"),
}


class DocsTarget:
    """``docs/KEY.md`` for each connector, and ``docs/index.md``: Markdown with GitHub's tables."""

    name = "docs"
    description = "a help page a connector, and the catalogue, in Markdown"

    def connector_artifacts(self, connector: Connector, templates: Templates) -> Iterable[Artifact]:
        """Return the connector's page."""
        context = {
            "notice": notice(connector.file),
            "page": page_view(connector),
            "variables": {**SECRET_VARIABLES, "region": REGION_VARIABLE},
        }
        text = templates.render("docs/connector.md.j2", _FILTERS, context)
        yield Artifact(f"docs/{connector.key}.md", tidy(text), self.name, connector.key)

    def shared_artifacts(
        self, platform: Platform, connectors: Sequence[Connector], templates: Templates
    ) -> Iterable[Artifact]:
        """Return the catalogue of all connectors."""
        context = {
            "notice": notice("specs/*.yaml"),
            "platform": platform,
            "hubs": hubs(connectors),
            "count": len(connectors),
        }
        text = templates.render("docs/index.md.j2", _FILTERS, context)
        yield Artifact("docs/index.md", tidy(text), self.name)
