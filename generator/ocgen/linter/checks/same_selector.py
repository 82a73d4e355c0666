"""Two ways to sign in have the same selector.

A selector is a field with a constant that differs from one way to the next, as a rule authentication.type. When two
ways send the same, the platform takes a request for whichever it tries first, and no validator can tell which one is
meant. Constants of `request` tell ways apart too.

How to fix it: give each way the constant that the platform knows it by.

    authentication:
      basic:
        configuration: [{key: authentication.type, const: basic}]
      custom:
        configuration: [{key: authentication.type, const: basic}]     # wrong
        configuration: [{key: authentication.type, const: custom}]    # right
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context
from ocgen.model import SELECTOR, Connector, Method

LEVEL: Level = "warning"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each way to sign in that has all selectors of one before it."""
    for connector in context.connectors:
        selectors = _selectors(connector)
        told: set[str] = set()
        for one, other in combinations(connector.methods, 2):
            first, second = _constants(one), _constants(other)
            both = [name for name in second if name in first and name in selectors]
            same = bool(both) and all(first[name] == second[name] for name in both)
            if same and one.request == other.request and other.name not in told:
                told.add(other.name)
                name = both[0]
                field = next(f for f in other.configuration if f.name == name)
                message = f'the ways to sign in "{one.name}" and "{other.name}" both have {name} {second[name]}'
                at = context.place(field, "const")
                yield Finding(
                    "same-selector", LEVEL, message, at, "give each the constant that the platform knows it by"
                )


def _selectors(connector: Connector) -> set[str]:
    """Return the fields that tell ways to sign in apart: whose constants differ somewhere, and the usual one."""
    known: dict[str, set[str]] = {}
    for method in connector.methods:
        for name, value in _constants(method).items():
            known.setdefault(name, set()).add(value)
    return {SELECTOR, *(name for name, values in known.items() if len(values) > 1)}


def _constants(method: Method) -> Mapping[str, str]:
    return {field.name: field.const for field in method.configuration if field.const is not None}
