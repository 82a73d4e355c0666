"""Mistakes in the OAuth calls: parameters that only one of template, table and example has."""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.location import Location
from ocgen.model import About, Erratum, Part
from ocgen.upstream.extract.calls import PageCall, Which
from ocgen.upstream.extract.lists import query_said
from ocgen.upstream.extract.page import Page

_PARTS: dict[Which, Part] = {"token": "oauth_token_query", "url": "oauth_url_query"}


def query_errata(page: Page) -> Iterator[Erratum]:
    """Yield what templates, tables and examples of a call do not agree on."""
    for which in ("token", "url"):
        yield from _one_sided(page, which)
    for one in page.said:
        if one.purpose == "query" and one.name == "key":
            yield Erratum(
                "query parameters of the OAuth calls", "key is a query parameter", "the connector key is in the path",
                "the path is /elements/{keyOrId}/oauth/...", Location(page.path, one.line),
                (About("oauth_url_query", "place", "key"),),
            )  # fmt: skip
    for call in page.calls:
        if not call.key and not call.template:
            yield Erratum(
                f"{_place(call)}", "the address has no connector key", "the key stands before oauth/",
                "the path is /elements/{keyOrId}/oauth/" + call.which, Location(page.path, call.line),
                (About("example", "missing", "key"),),
            )  # fmt: skip
        for name in dict.fromkeys(name for name in call.names if call.names.count(name) > 1):
            yield Erratum(
                _place(call), f"{name} stands there twice", f"one {name}",
                "a query parameter is given once", Location(page.path, call.line),
                (About("example", "repeated", name),),
            )  # fmt: skip


def _one_sided(page: Page, which: Which) -> Iterator[Erratum]:
    shown = [call for call in page.calls if call.which == which and call.names]
    told = query_said(page, which)
    if not shown:
        return
    templates = {name: call for call in reversed(shown) if call.template for name in call.names}
    examples = {name: call for call in reversed(shown) if not call.template for name in call.names}
    for name, call in {**examples, **templates}.items():
        if name in told or name in page.words.members:
            continue
        if name in templates and name in examples:
            sides, why = "the template and the example have it", "no table or list describes it"
        elif name in templates:
            sides, why = "only the template has it", "it stands in no table and no example"
        else:
            sides, why = "only the example has it", "it stands in no table and no template"
        place = _place(templates.get(name, call))
        yield Erratum(
            place, f"{name} is a query parameter; {sides}", "TODO: whether the call takes it", why,
            Location(page.path, call.line), (About(_PARTS[which], "undescribed", name),),
        )  # fmt: skip


def _place(call: PageCall) -> str:
    kind = "URL template" if call.template else "example"
    return f"{kind} of the OAuth {'URL' if call.which == 'url' else 'token'} call"
