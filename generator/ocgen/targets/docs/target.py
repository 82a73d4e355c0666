"""Connectors -> help pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from urllib.parse import quote

from ocgen.artifact import Artifact
from ocgen.header import notice
from ocgen.model import Connector, Platform
from ocgen.phrases import SOURCE_LANGUAGE
from ocgen.targets.docs.calls import REGION_VARIABLE, SECRET_VARIABLES, curl, http, json_source, request_line
from ocgen.targets.docs.index import hubs
from ocgen.targets.docs.layout import tidy
from ocgen.targets.docs.markdown import FILTERS
from ocgen.targets.docs.sections import chosen, jump_to, render_sections
from ocgen.targets.docs.view import page_view
from ocgen.templates import Templates


def _page(key: str) -> str:
    """Return the address of a connector's page, from the catalogue."""
    return quote(f"{key}.md")


def _python(text: str) -> str:
    """Return a string literal of Python; JSON's strings are such, and show letters as they are."""
    return json.dumps(text, ensure_ascii=False)


_FILTERS: Mapping[str, Callable[..., object]] = {
    **FILTERS,
    "curl": curl,
    "http": http,
    "json": json_source,
    "request_line": request_line,
    "page": _page,
    "python": _python,
}


def filters(sections: tuple[str, ...]) -> Mapping[str, Callable[..., object]]:
    """Return what templates can use beside Jinja's own filters, on a page with these sections."""
    return {**_FILTERS, **jump_to(sections)}


class DocsTarget:
    """``docs/KEY.md`` for each connector, and ``docs/index.md``: Markdown with GitHub's tables.

    A page in another language than English stands in a folder of its own, ``docs/LANGUAGE/``.
    """

    name = "docs"
    description = "a help page a connector, and the catalogue, in Markdown"
    translated = True

    def connector_artifacts(self, connector: Connector, templates: Templates) -> Iterable[Artifact]:
        """Return the connector's page; raises TemplateFaultError."""
        language, names = connector.platform.language, chosen(templates)
        known = filters(names)
        context = {
            "c": connector,
            "notice": notice(connector.file),
            "page": page_view(connector),
            "variables": {**SECRET_VARIABLES, "region": REGION_VARIABLE},
            "language": language,
        }
        sections = render_sections(names, lambda name: templates.render(name, known, context, language))
        text = templates.render("docs/connector.md.j2", known, {**context, "sections": sections}, language)
        yield Artifact(_path(language, connector.key), tidy(text), self.name, connector.key)

    def shared_artifacts(
        self, platform: Platform, connectors: Sequence[Connector], templates: Templates
    ) -> Iterable[Artifact]:
        """Return the catalogue of all connectors; raises TemplateFaultError."""
        language = platform.language
        context = {
            "notice": notice("specs/*.yaml"),
            "platform": platform,
            "hubs": hubs(connectors),
            "count": len(connectors),
            "language": language,
        }
        text = templates.render("docs/index.md.j2", filters(chosen(templates)), context, language)
        yield Artifact(_path(language, "index"), tidy(text), self.name)


def _path(language: str, name: str) -> str:
    return f"docs/{name}.md" if language == SOURCE_LANGUAGE else f"docs/{language}/{name}.md"
