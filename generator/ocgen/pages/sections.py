"""The sections of a page: which there are, and each one rendered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import cast

from ocgen.errors import GenerationError
from ocgen.model import Connector
from ocgen.pages.headings import title_of
from ocgen.pages.paths import section_file, shared_file
from ocgen.templates import Templates
from ocgen.text.anchors import anchor
from ocgen.text.suggest import did_you_mean

# In the order of the page; a setting changes order and choice, and an overlay can add sections of its own.
SECTIONS = ("before", "ui", "api", "check", "use", "events", "manage", "troubleshooting")
# What is the same for all connectors has a page of its own. A setting can put it on each connector's page instead.
SHARED = ("requests", "instances", "bulk", "everywhere", "regions", "errors")
RESOURCES = "resources"  # has a page of its own beside the connector's, since it can be long
PARAMETERS = "api"  # has the tables of the parameters, which conditions of others lead to
SETTING = "docs.sections"

_FOLDER = "docs/sections"
_SUFFIX = ".md.j2"


@dataclass(frozen=True, slots=True)
class PageSection:
    """One section, ready to stand on a page. ``title`` is Markdown: the section's first heading."""

    name: str
    anchor: str
    title: str
    text: str


def pages_elsewhere(connector: Connector | None = None) -> dict[str, str]:
    """Return the files of the sections that have pages of their own, as seen from a connector's page."""
    own = {RESOURCES: section_file(RESOURCES, connector.generated_name)} if connector and connector.resources else {}
    return {**{name: shared_file(name) for name in SHARED}, **own}


def known_sections(templates: Templates) -> tuple[str, ...]:
    """Return the names of all sections that there are templates of, sorted."""
    return tuple(PurePosixPath(n).name.removesuffix(_SUFFIX) for n in templates.names(_FOLDER) if n.endswith(_SUFFIX))


def unknown_section(name: str, known: Sequence[str]) -> tuple[str, str]:
    """Return what is wrong with the name of a section that there is no template of, and what to write instead."""
    own = f"one of your own is a file {_FOLDER}/{name}{_SUFFIX} in the templates directory"
    remedy = did_you_mean(name, known) or f"known: {', '.join(known)}; {own}"
    return f'no section of the pages is named "{name}"', remedy


def chosen(templates: Templates) -> tuple[str, ...]:
    """Return the names of the sections of every page, in order; raises GenerationError for one that is not there."""
    names = cast("tuple[str, ...]", templates.settings.get(SETTING)) or SECTIONS
    known = known_sections(templates)
    for name in names:
        if name not in known:
            raise GenerationError("; ".join(unknown_section(name, known)))
        if names.count(name) > 1:
            raise GenerationError(f'the section "{name}" is named twice')
    return names


def render_sections(names: Sequence[str], render: Callable[[str], str]) -> list[PageSection]:
    """Return the sections that have anything to say; ``render`` fills in a template of a given name."""
    sections = []
    for name in names:
        text = render(f"{_FOLDER}/{name}{_SUFFIX}").strip("\n")
        if text:
            title = title_of(text) or name.replace("-", " ").capitalize()
            sections.append(PageSection(name, anchor("section", name), title, text))
    return sections
