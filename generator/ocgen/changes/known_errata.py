"""The mistakes of a page that a spec knows, and which differences they excuse.

That rests on what an erratum is about. Its words are for readers alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from ocgen.changes.attribute_rules import ATTRIBUTE_CHANGES
from ocgen.changes.change import Change
from ocgen.model import About, Aspect, Erratum, Part

# What a kind of change is about: its first words are the place, its last ones the aspect.
_PARTS: dict[str, Part] = {
    "field": "configuration", "callback": "callback", "provider-data": "provider_data", "top-level": "request",
    "method": "methods", "event-method": "event_methods", "event-parameter": "event_parameters",
    "event-resource": "event_resources",
}  # fmt: skip
_QUERIES: dict[str, Part] = {"oauth_token": "oauth_token_query", "oauth_url": "oauth_url_query"}
_ASPECTS: dict[str, Aspect] = {
    "added": "extra", "removed": "missing", "renamed": "name",
    **{f"{row.aspect}-changed": cast(Aspect, row.aspect) for row in ATTRIBUTE_CHANGES.values() if row.erratum},
}  # fmt: skip
_WHOLE: dict[str, tuple[Part, Aspect]] = {
    "hub-changed": ("connector", "value"),
    "flow-changed": ("methods", "flow"),
    "top-level-changed": ("request", "value"),
}


def about_of(change: Change) -> tuple[Part, Aspect] | None:
    """Return the place and the aspect of a change; None for one that no mistake of a page can be the reason for."""
    if change.kind in _WHOLE:
        return _WHOLE[change.kind]
    for tail, aspect in _ASPECTS.items():
        head = change.kind.removesuffix(f"-{tail}")
        if head != change.kind:
            part = _QUERIES.get(change.where.rpartition(".")[2]) if head == "query" else _PARTS.get(head)
            return (part, aspect) if part else None
    return None


def unexcused(changes: Iterable[Change], errata: Iterable[Erratum]) -> tuple[Change, ...]:
    """Return the changes that no known mistake of the page is the reason for.

    A way to sign in that is known to be missing on the page takes its values with it.
    """
    known = [about for erratum in errata for about in erratum.about]
    left, removed = [], []
    for change in changes:
        if not any(fits(about, change) for about in known):
            left.append(change)
        elif change.kind == "method-removed":
            removed.append(f"authentication.{change.key}.")
    return tuple(c for c in left if not (c.kind.endswith("-removed") and c.where.startswith(tuple(removed))))


def fits(about: About, change: Change) -> bool:
    """Whether a change is the difference that a mistake is about: the place, the value and the aspect are the same.

    Where the mistake tells what the page has, another value is no longer that mistake.
    """
    if (about.part, about.aspect) != about_of(change) or about.key not in {change.key, ""}:
        return False
    return about.found in {"", change.to or change.after}
