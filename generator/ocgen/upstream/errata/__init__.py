"""Where a page contradicts itself or shows what cannot work."""

from __future__ import annotations

from ocgen.model import Erratum
from ocgen.upstream.errata.bodies import body_errata
from ocgen.upstream.errata.commands import command_errata
from ocgen.upstream.errata.identity import identity_errata
from ocgen.upstream.errata.queries import query_errata
from ocgen.upstream.errata.tables import table_errata
from ocgen.upstream.page import Page

_LIMIT = 200  # a page with more mistakes is no page


def find_errata(page: Page) -> tuple[Erratum, ...]:
    """Return the mistakes of a page, by place; one that it repeats is told once, at its first place."""
    found = [
        *query_errata(page), *identity_errata(page), *body_errata(page), *table_errata(page), *command_errata(page)
    ]  # fmt: skip
    once = {(e.where, e.says, e.right): e for e in sorted(found, key=lambda e: e.location, reverse=True)}
    return tuple(sorted(once.values(), key=lambda e: (e.location, e.where, e.says)))[:_LIMIT]
