"""A name or an accepted value is in one list twice.

Two entries of one list have the same name (an error), or names that differ only in case or in the signs between their
words (a warning). Only one of two equal entries can have an effect; of two nearly equal ones, one is usually a misspelt
copy, and users will mix them up. Two errata that are about the same, in the connector's file or in its family's too,
are told as well.

How to fix it: remove one of the two, or rename it.

    configuration:
      - oauth.api.key
      - oauth.api.secret
      - oauth.api.key      # wrong: it stands above
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level, Related
from ocgen.findings.location import Location
from ocgen.linter.context import Context, groups, mappings
from ocgen.model import About, Connector, Parameter
from ocgen.model.names import identifier
from ocgen.spec.merge import name_of
from ocgen.spec.tree import Mapping, Node, Scalar, Sequence

LEVEL: Level = "error"

_LISTS = frozenset(
    {
        *("configuration", "query", "callback", "provider_data", "parameters"),
        *("query_parameters", "callback_parameters", "refusals"),
    }
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each name that stands again in its list."""
    for tree in context.documents.values():
        for mapping in mappings(tree):
            yield from _same(mapping)
    for connector in context.connectors:
        for group in groups(connector):
            yield from _similar(group.parameters)
        yield from _errata(connector)


def _same(mapping: Mapping) -> Iterator[Finding]:
    for entry in mapping:
        if entry.key not in (*_LISTS, "enum") or not isinstance(entry.node, Sequence):
            continue
        seen: dict[str, Location] = {}
        for item in entry.node.items:
            name = _value(item) if entry.key == "enum" else name_of(item)
            first = seen.setdefault(name, item.location)
            if name and first is not item.location:
                message = f'"{name}" is in {entry.key} twice'
                related = (Related(first, "it is here first"),)
                yield Finding("duplicate-name", LEVEL, message, item.location, "keep one of the two", related)


def _value(item: Node) -> str:
    """Return one of the accepted values of a field as it travels, whether it is described or not."""
    value = item.get("value") if isinstance(item, Mapping) else item
    return value.wire if isinstance(value, Scalar) else ""


def _similar(parameters: tuple[Parameter, ...]) -> Iterator[Finding]:
    seen: dict[str, Parameter] = {}
    for parameter in parameters:
        first = seen.setdefault("".join(c for c in parameter.name.lower() if c.isalnum()), parameter)
        # Equal names are told above, equal identifiers by identifier-collision.
        if identifier(first.name) != identifier(parameter.name):
            message = f'"{parameter.name}" differs from "{first.name}" only in case or signs'
            related = (Related(first.location, "the other one"),)
            remedy = "keep one of the two, or give one another name"
            yield Finding("duplicate-name", "warning", message, parameter.location, remedy, related)


def _errata(connector: Connector) -> Iterator[Finding]:
    """Yield a finding for errata about exactly the same values; those that name no value may be several."""
    seen: dict[frozenset[About], Location] = {}
    for erratum in connector.errata:
        if not erratum.about or not all(about.key or about.found for about in erratum.about):
            continue
        first = seen.setdefault(frozenset(erratum.about), erratum.location)
        if first is not erratum.location:
            told = ", ".join(f"the {a.aspect} of {a.key or a.found} in {a.part}" for a in erratum.about)
            message = f"two errata are about the same: {told}"
            related = (Related(first, "it is here first"),)
            remedy = "keep one of the two, or say what each is about"
            yield Finding("duplicate-name", LEVEL, message, erratum.location, remedy, related)
