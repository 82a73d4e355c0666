"""A spec against what the world says: changes from the spec to the source, without what is no drift."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ocgen.changes.change import Change
from ocgen.changes.compare import compare
from ocgen.changes.known_errata import unexcused
from ocgen.facts.connector import ConnectorFacts, as_meant
from ocgen.model import Platform

# Every connector can have these, and its page or model need not name them.
_PLATFORM_WIDE = ("event.", "instance.variables", "filter.response.nulls")
_PRESENCE = frozenset(
    {"field-added", "field-removed", "field-required-changed", "event-parameter-added", "event-parameter-removed"}
)


@dataclass(frozen=True, slots=True)
class CommonValues:
    """What every connector has, so that a source need not name it: configuration fields, and parameters of calls."""

    fields: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()
    queries: frozenset[str] = frozenset()  # parameters that every OAuth URL call takes

    @classmethod
    def of(cls, platform: Platform) -> CommonValues:
        """Return what the platform says of it."""
        standard = (*platform.query_parameters, *platform.callback_parameters)
        optional = {p.name for p in standard if not p.required.always}
        queries = frozenset(p.name for p in platform.everywhere_query)
        return cls(frozenset(f.name for f in platform.everywhere), frozenset(optional), queries)

    def has(self, change: Change) -> bool:
        """Whether a change only tells that a source names, or does not, what every connector can have."""
        if change.kind in {"query-removed", "query-required-changed", "callback-removed"}:
            return change.key in self.parameters
        if change.kind == "query-added" and change.key in self.queries:
            return True
        return change.kind in _PRESENCE and (change.key in self.fields or change.key.startswith(_PLATFORM_WIDE))


def drift(spec: ConnectorFacts, source: ConnectorFacts, common: CommonValues) -> tuple[Change, ...]:
    """Return the changes from a spec to a source, without what is no drift.

    No drift are words for readers, what every connector has, fields that the source has without asking for them, and
    mistakes of the page that the spec knows; a model is no page, and shares none of its mistakes. Another connector's
    page is one change, of the kind ``key-changed``.
    """
    known = spec.errata if source.kind == "page" else ()
    changes = compare(spec, as_meant(source, known), common.fields)
    other = tuple(change for change in changes if change.kind == "key-changed")
    if other:
        return other
    told = (
        _said(change, source)
        for change in changes
        if not change.prose
        and not common.has(change)
        and not (change.kind == "field-removed" and change.key in source.unasked)
    )
    return unexcused(told, known)


def _said(change: Change, source: ConnectorFacts) -> Change:
    """Return a change as far as the source answers for it: a field that it does not ask for is a note at most."""
    noted = change.kind == "field-added" and change.key in source.unasked
    return replace(change, effect="wider") if noted else change
