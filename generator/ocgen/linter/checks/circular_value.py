"""A value comes from itself.

By value_from a field or a callback parameter takes its value from another one. Where that leads back to where it began,
there is no value at all: a client would go round, and no example can be made.

How to fix it: take value_from away from one of them, so that its user gives it.

    configuration:
      - key: acme.account
        value_from: configuration:acme.tenant      # wrong, as acme.tenant takes it from acme.account
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context
from ocgen.model import Connector, Method, Parameter

LEVEL: Level = "error"

_Node: TypeAlias = tuple[str, str]  # what value_from says: where, and the name there


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each circle, at the first of its values."""
    for connector in context.connectors:
        for method in connector.methods:
            nodes = _nodes(connector, method)
            done: set[_Node] = set()
            for start in nodes:
                way = _way(start, nodes, done)
                done.update(way)
                if way and (end := _source(nodes[way[-1]])) in way:
                    circle = way[way.index(end) :]
                    first = nodes[circle[0]]
                    through = ", ".join(f'"{name}"' for _, name in circle[1:])
                    message = f'the value of "{first.name}" comes from itself' + f", through {through}" * bool(through)
                    at = context.place(first, "value_from")
                    remedy = "take value_from away from one of them; its user gives it then"
                    yield Finding("circular-value", LEVEL, message, at, remedy)


def _nodes(connector: Connector, method: Method) -> Mapping[_Node, Parameter]:
    """Return all that a value can come from."""
    fields = (*connector.platform.everywhere, *connector.events.parameters, *method.configuration)
    places = (("configuration", fields), ("callback", method.callback))
    return {(place, p.name): p for place, parameters in places for p in parameters}


def _way(start: _Node, nodes: Mapping[_Node, Parameter], done: set[_Node]) -> list[_Node]:
    """Return where a value comes from, step by step, until the way ends, meets itself or one that is known."""
    way: list[_Node] = []
    at = start
    while at in nodes and at not in done and at not in way:
        way.append(at)
        at = _source(nodes[at])
    return way


def _source(parameter: Parameter) -> _Node:
    place, _, name = parameter.value_from.partition(":")
    return place, name
