"""A connector's page and its parts, rendered: for files of ours, and for blocks in documents of others."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from ocgen.model import SIGN_INS, ApiError, AuthType, Connector, Platform
from ocgen.model.call import BASE_URL_VARIABLE, REGION_VARIABLE, SECRET_VARIABLES, request_line
from ocgen.output.header import notice
from ocgen.pages.blank_lines import tidy
from ocgen.pages.catalogue import hub_anchor
from ocgen.pages.diagram import DiagramWriter, as_mermaid
from ocgen.pages.headings import with_headings
from ocgen.pages.hub_table import hub_table
from ocgen.pages.paths import file_name
from ocgen.pages.placement import Placement
from ocgen.pages.platform_view import platform_view
from ocgen.pages.requests import curl, http, prompts
from ocgen.pages.samples import SampleMaker
from ocgen.pages.sections import PARAMETERS, PageSection, render_sections
from ocgen.pages.sequence import SequenceDiagram
from ocgen.pages.sequence_words import diagram_of
from ocgen.pages.view import page_view
from ocgen.tables.cells import ParameterCells
from ocgen.tables.formats.md import markdown
from ocgen.tables.hub_calls import HubRow, hub_cell
from ocgen.tables.hub_rows import CallRow, FieldRow, ResourceRow
from ocgen.tables.member_cells import MemberCells
from ocgen.tables.platform import error_cell
from ocgen.tables.rich import Code, Inline, Reference, Text
from ocgen.tables.rows import MemberRow, PageReference, PageRow
from ocgen.templates import Templates
from ocgen.text.characters import indented_json
from ocgen.text.markdown import FILTERS, comment
from ocgen.text.phrases import Phrases


def _sign_in_words(kind: AuthType) -> str:
    """Return what a page calls a kind of sign-in, in English."""
    return SIGN_INS[kind].words


def _python(text: str) -> str:
    """Return a string literal of Python; JSON's strings are such, and show letters as they are."""
    return json.dumps(text, ensure_ascii=False)


_FILTERS: Mapping[str, Callable[..., object]] = {
    **FILTERS,
    "curl": curl,
    "http": http,
    "prompts": prompts,
    "json": indented_json,
    "request_line": request_line,
    "python": _python,
    "sign_in_words": _sign_in_words,
}


def filters(
    placement: Placement, phrases: Phrases, draw: DiagramWriter = as_mermaid
) -> Mapping[str, Callable[..., object]]:
    """Return what templates can use beside Jinja's own filters, for a page that stands in this place."""
    made = {"cell": _cells(placement, phrases), "hub_table": hub_table(placement, phrases)}
    return {**_FILTERS, **_links(placement), **made, **_sequences(phrases, draw)}


def _links(placement: Placement) -> Mapping[str, Callable[..., str]]:
    def file(address: str) -> str:
        """Return the address of a file, given as from the generated page, as it is from where the page stands."""
        return placement.address(address)

    def page(name: str) -> str:
        """Return the address of a connector's page, by its alias or key."""
        return placement.address(quote(file_name(name)))

    return {"hub_anchor": hub_anchor, "id": placement.id, "jump": placement.jump, "file": file, "page": page}


def _sequences(phrases: Phrases, draw: DiagramWriter) -> Mapping[str, Callable[..., str]]:
    def diagram(sequence: SequenceDiagram, connector: Connector) -> str:
        """Return a sequence as a diagram: a block of Mermaid, or in the site a drawing."""
        return draw(diagram_of(sequence, connector, phrases))

    return {"diagram": diagram}


def _cells(placement: Placement, phrases: Phrases) -> Callable[..., str]:
    """Return the filter ``cell``; where the page lacks the tables that a cell refers to, labels stand there alone."""

    def refer(other: PageReference) -> Inline:
        label = other.label or other.name
        if not other.anchor:
            return Code(other.name)
        return Reference(label, placement.id(other.anchor)) if PARAMETERS in placement.sections else Text(label)

    members = MemberCells(phrases)

    def cell(row: PageRow | MemberRow | HubRow | ApiError, column: str, provider: str = "") -> str:
        """Return a cell of a parameter, a member, a resource, a call, a field or a status.

        It is `called` (the provider's word for it), `details`, or a column of `ocgen docs table` but for `method`,
        `group` and `documentation`.
        """
        if isinstance(row, ApiError):
            made = error_cell(row, column, phrases)
        elif isinstance(row, ResourceRow | CallRow | FieldRow):
            made = hub_cell(row, column, phrases)
        elif isinstance(row, MemberRow):
            made = members.cell(row, column)
        elif isinstance(row, PageRow):
            made = ParameterCells(phrases, provider, refer, numbered_steps=True).cell(row, column)
        else:
            raise TypeError(
                f"cell takes a row of a parameter, a member, a resource, a call or a field, or a status, not "
                f"{type(row).__name__}"
            )
        return markdown(made, "<br>")

    return cell


def _common(platform: Platform, package: str) -> dict[str, object]:
    """Return what the templates of every page can name; ``package`` is the name of the Python client."""
    return {
        "platform": platform_view(platform),
        "variables": {**SECRET_VARIABLES, "region": REGION_VARIABLE, "base": BASE_URL_VARIABLE},
        "package": package,
        "language": platform.language,
    }


def shared_page(
    section: str,
    platform: Platform,
    templates: Templates,
    placement: Placement,
    package: str,
    draw: DiagramWriter = as_mermaid,
) -> str:
    """Return the page of a section that is the same for all connectors; raises as `ConnectorPage` does.

    ``package`` is the name that the Python client is imported by.
    """
    usable = filters(placement, templates.phrases(platform.language), draw)
    context = {**_common(platform, package), "notice": notice("specs/platform.yaml")}

    def render(name: str, **more: object) -> str:
        return templates.render(name, usable, {**context, **more}, platform.language)

    found = render_sections([section], render)
    text = render("docs/partials/section.md.j2", section=found[0]) if found else ""
    text = with_headings(text, 1, first=True)
    return tidy(render("docs/section.md.j2", text=text))


class ConnectorPage:
    """The page of one connector. Its methods raise GenerationError for a template that cannot be used.

    ``placement`` is where it stands, ``samples`` makes the samples of clients, and ``draw`` writes the diagrams.
    ``contents`` says whether the page lists its sections, which a site does itself.
    """

    def __init__(
        self,
        connector: Connector,
        templates: Templates,
        placement: Placement,
        samples: SampleMaker,
        draw: DiagramWriter = as_mermaid,
        *,
        contents: bool = True,
    ) -> None:
        self._templates = templates
        self._language = connector.platform.language
        self._filters = filters(placement, templates.phrases(self._language), draw)
        self._notice = notice(connector.file)
        view = page_view(connector, samples)
        self._context: Mapping[str, object] = {
            "c": connector,
            "notice": self._notice,
            "page": view,
            "contents": contents,
            **_common(connector.platform, view.use.package),
        }

    def text(self, names: Sequence[str]) -> str:
        """Return the page with the sections ``names``, in this order."""
        return tidy(self._render("docs/connector.md.j2", sections=self._sections(names)))

    def body(self, names: Sequence[str]) -> str:
        """Return the page without the notice that it is generated."""
        text = self.text(names)
        first, _, rest = text.partition("-->")
        ours = first.startswith("<!--") and comment(self._notice[0]) in first
        return rest.lstrip("\n") if ours else text

    def section(self, name: str) -> str:
        """Return one section with the place that links to it lead to; nothing when it has nothing to say."""
        found = self._sections([name])
        return tidy(self._render("docs/partials/section.md.j2", section=found[0])).lstrip("\n") if found else ""

    def page_of(self, name: str) -> str:
        """Return one section as a page of its own."""
        text = with_headings(self.section(name), 1, first=True)
        return tidy(self._render("docs/section.md.j2", text=text)) if text else ""

    def _sections(self, names: Sequence[str]) -> list[PageSection]:
        return render_sections(names, self._render)

    def _render(self, name: str, **more: object) -> str:
        return self._templates.render(name, self._filters, {**self._context, **more}, self._language)
