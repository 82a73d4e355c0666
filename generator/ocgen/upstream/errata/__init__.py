"""Where a page contradicts itself or shows what cannot work."""

from __future__ import annotations

from ocgen.model import Aspect, Erratum, Part
from ocgen.upstream.errata.bodies import body_errata
from ocgen.upstream.errata.commands import command_errata, has_command
from ocgen.upstream.errata.identity import identity_errata
from ocgen.upstream.errata.queries import query_errata
from ocgen.upstream.errata.tables import table_errata
from ocgen.upstream.extract.page import Page

_ROWS: tuple[Part, ...] = ("configuration", "callback", "oauth_url_query", "provider_data", "request")
_IN_ROWS: tuple[Aspect, ...] = ("copied", "cells", "type")
_LIMIT = 200  # a page with more mistakes is no page


def find_errata(page: Page) -> tuple[Erratum, ...]:
    """Return the mistakes of a page, by place; one that it repeats is told once, at its first place."""
    found = [
        *query_errata(page), *identity_errata(page), *body_errata(page), *table_errata(page), *command_errata(page)
    ]  # fmt: skip
    once = {(e.where, e.says, e.right): e for e in sorted(found, key=lambda e: e.location, reverse=True)}
    return tuple(sorted(once.values(), key=lambda e: (e.location, e.where, e.says)))[:_LIMIT]


def sought(page: Page) -> frozenset[tuple[Part, Aspect]]:
    """Return the kinds of mistakes of which none of this page's is missed: where it has such a place at all."""
    kinds: list[tuple[Part, Aspect]] = []
    if has_command(page):
        kinds += [("command", "ending"), ("command", "lines"), ("command", "quotes")]
    if page.answers:
        kinds += [("answer", "syntax"), ("answer", "repeated")]
    if page.calls:
        kinds.append(("example", "repeated"))
    if page.said:
        kinds += [("oauth_url_query", "place"), *((part, aspect) for part in _ROWS for aspect in _IN_ROWS)]
    return frozenset(kinds)
