"""The sections of named values: query, callback, provider data, configuration, events.

A parameter that several methods share has one row, which names them. Its id holds the connector's key, so that tables
of several connectors can stand in one document, and never changes: what another method, filter or column adds has an
id of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ocgen.findings.location import NOWHERE
from ocgen.model import Connector, Method, Parameter, Platform, Requirement
from ocgen.tables.cells import ParameterCells
from ocgen.tables.platform import documentation
from ocgen.tables.rich import Code, Inline, Reference, cell, codes
from ocgen.tables.rows import PageReference, PageRow, Section, rows, shared_rows
from ocgen.tables.table import Record
from ocgen.text.anchors import anchor
from ocgen.text.phrases import Phrases


@dataclass(frozen=True, slots=True)
class _ParameterEntry:
    """One row to be: the same parameter of one or more methods."""

    anchor: str
    uses: tuple[tuple[Method, PageRow], ...]

    @property
    def row(self) -> PageRow:
        return self.uses[0][1]


def query(connector: Connector, phrases: Phrases, methods: Sequence[str]) -> tuple[Record, ...]:
    """Return the query parameters of the OAuth URL call."""
    return _records(connector, phrases, "query", methods, ((m, m.oauth_url_query) for m in connector.methods))


def callback(connector: Connector, phrases: Phrases, methods: Sequence[str]) -> tuple[Record, ...]:
    """Return the query parameters that the provider's callback brings."""
    return _records(connector, phrases, "callback", methods, ((m, m.callback) for m in connector.methods))


def provider_data(connector: Connector, phrases: Phrases, methods: Sequence[str]) -> tuple[Record, ...]:
    """Return what goes into ``providerData`` of the instance request."""
    return _records(connector, phrases, "data", methods, ((m, m.provider_data) for m in connector.methods))


def configuration(connector: Connector, phrases: Phrases, methods: Sequence[str]) -> tuple[Record, ...]:
    """Return the configuration fields, and after them those that every connector takes."""
    own = _records(connector, phrases, "field", methods, ((m, m.configuration) for m in connector.methods))
    named = {field.name for field in connector.configuration}
    more = (p for p in connector.platform.everywhere if p.name not in named)
    return own + _shared(connector, phrases, "everywhere", more)


def own_tokens(connector: Connector, phrases: Phrases, methods: Sequence[str]) -> tuple[Record, ...]:
    """Return the configuration fields of users who hold tokens already, which are all that such a request takes."""
    lists = ((m.own_tokens, m.own_tokens.configuration) for m in connector.methods if m.own_tokens)
    return _records(connector, phrases, "own-tokens", methods, lists)


def events(connector: Connector, phrases: Phrases, _: Sequence[str]) -> tuple[Record, ...]:
    """Return the configuration fields of events; they are the same for every method."""
    return _shared(connector, phrases, "event", connector.events.parameters)


def _records(
    connector: Connector,
    phrases: Phrases,
    section: Section,
    methods: Sequence[str],
    lists: Iterable[tuple[Method, tuple[Parameter, ...]]],
) -> tuple[Record, ...]:
    uses = [(m, row) for m, parameters in lists for row in rows(m, section, parameters)]
    entries = [_narrowed(entry, methods) for entry in _entries(connector, section, uses)]
    entries = [entry for entry in entries if entry.uses]
    anchors = {e.row.parameter.name: e.anchor for e in reversed(entries)} if section in ("field", "own-tokens") else {}
    cells = ParameterCells(phrases, connector.provider, _to_rows(anchors))
    return tuple(_record(connector, entry, cells) for entry in entries)


def _to_rows(anchors: Mapping[str, str]) -> Callable[[PageReference], Inline]:
    """Return how a table names a field: by a link to its row, whose id is in ``anchors``; else by its key."""

    def refer(field: PageReference) -> Inline:
        if field.kind == "configuration" and field.name in anchors:
            return Reference(field.label or field.name, anchors[field.name], field.name)
        return Code(field.name)

    return refer


def _entries(
    connector: Connector, section: Section, uses: Sequence[tuple[Method, PageRow]]
) -> Iterator[_ParameterEntry]:
    """Yield one entry for each name and definition, in the order of the spec."""
    found: dict[str, list[list[tuple[Method, PageRow]]]] = {}
    for method, row in uses:
        variants = found.setdefault(row.parameter.name, [])
        same = next((v for v in variants if _definition(v[0][1]) == _definition(row)), None)
        if same is None:
            variants.append([(method, row)])
        else:
            same.append((method, row))
    for name, variants in found.items():
        for number, variant in enumerate(variants):
            parts = (variant[0][0].name,) if number else ()
            yield _ParameterEntry(anchor(section, connector.key, name, *parts), tuple(variant))


def _definition(row: PageRow) -> Parameter:
    return replace(row.parameter, required=Requirement(), location=NOWHERE)


def _narrowed(entry: _ParameterEntry, methods: Sequence[str]) -> _ParameterEntry:
    return replace(entry, uses=tuple(u for u in entry.uses if u[0].name in methods)) if methods else entry


def _row(entry: _ParameterEntry) -> PageRow:
    """Return the row of an entry: that of its first method, required as it is over all methods that it is about."""
    first = entry.row
    required = [row.parameter.required for _, row in entry.uses]
    if all(requirement == required[0] for requirement in required):
        return first
    needing = tuple(m.name for m, row in entry.uses if row.parameter.required.always)
    if needing:
        everywhere = len(needing) == len(entry.uses)
        merged = Requirement(always=True) if everywhere else Requirement(methods=needing)
        return replace(first, parameter=replace(first.parameter, required=merged), when=(), unless=())
    other = next(row for _, row in entry.uses if row.parameter.required.conditional)
    parameter = replace(first.parameter, required=other.parameter.required)
    return replace(first, parameter=parameter, when=other.when, unless=other.unless)


def _shared(
    connector: Connector, phrases: Phrases, section: Section, parameters: Iterable[Parameter]
) -> tuple[Record, ...]:
    names = tuple(method.name for method in connector.methods)
    found = shared_rows(connector, section, parameters)
    entries = [
        _ParameterEntry(anchor(section, connector.key, row.parameter.name), tuple((m, row) for m in connector.methods))
        for row in found
    ]
    cells = ParameterCells(phrases, connector.provider, _to_rows({e.row.parameter.name: e.anchor for e in entries}))
    made = (_record(connector, entry, cells) for entry in entries)
    return tuple(replace(record, methods=names) for record in made)


def _record(connector: Connector, entry: _ParameterEntry, cells: ParameterCells) -> Record:
    methods = tuple(dict.fromkeys(method.name for method, _ in entry.uses))
    row = _row(entry)
    parameter = row.parameter
    group = _group(connector.platform, parameter, entry.anchor.startswith("everywhere"))
    more = {
        "method": (codes(methods),),
        "group": cell(*codes((group,))),
        "documentation": documentation(connector, cells.phrases),
    }
    return Record(
        anchor=entry.anchor,
        cells=cells.of(row) | more,
        required=parameter.required.always or parameter.required.conditional,
        secret=parameter.secret,
        methods=methods,
        group=group,
    )


def _group(platform: Platform, parameter: Parameter, everywhere: bool) -> str:
    """Whether the connector defines the value, the platform does, or every connector takes it unasked."""
    if everywhere:
        return "everywhere"
    lists = (
        platform.query_parameters,
        platform.callback_parameters,
        platform.provider_data,
        platform.configuration,
    )
    return "standard" if any(parameter.name == p.name for known in lists for p in known) else "own"
