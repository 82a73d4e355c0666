"""Two names become the same name in generated code.

A name on the wire becomes an identifier: oauth.api.key and oauth_api_key are both oauth_api_key, and the modules of
adobe-sign and adobe_sign have the same name. One of the two would hide the other, or overwrite its file.

How to mend it: give one of the two another name, if it is yours to choose; a connector cannot have both otherwise.

    configuration:
      - key: acme.user.id
      - key: acme.userId     # wrong: both are acme_user_id
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from ocgen.findings.finding import Finding, Level, Related
from ocgen.lint.context import Context
from ocgen.location import Location
from ocgen.model import Connector, Parameter
from ocgen.names import class_name, identifier, module_name

LEVEL: Level = "error"

Conversion: TypeAlias = tuple[str, Callable[[str], str]]  # what it makes, in words, and how

_IDENTIFIER: Conversion = ("the identifier", identifier)
_CLASS: Conversion = ("the class", class_name)
_MODULE: Conversion = ("the module", module_name)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each name that comes out as one before it."""
    yield from _collisions([(c.key, c.location) for c in context.all_connectors], _MODULE, _CLASS)
    for connector in context.connectors:
        yield from _collisions([(m.name, m.location) for m in connector.methods], _IDENTIFIER, _CLASS)
        for parameters in _spaces(connector):
            yield from _collisions([(p.name, p.location) for p in parameters], _IDENTIFIER)


def _spaces(connector: Connector) -> Iterator[Sequence[Parameter]]:
    """Yield the parameters whose names must differ; configuration fields of all methods are one space."""
    for method in connector.methods:
        yield from (method.oauth_token_query, method.oauth_url_query, method.callback, method.provider_data)
    yield (*connector.platform.everywhere, *connector.configuration, *connector.events.parameters)


def _collisions(names: Iterable[tuple[str, Location]], *conversions: Conversion) -> Iterator[Finding]:
    seen: dict[tuple[str, str], tuple[str, Location]] = {}
    for name, location in names:
        made = [(what, convert(name)) for what, convert in conversions]
        for what, converted in made:
            first, place = seen.get((what, converted), (name, location))
            if first != name:
                message = f'"{name}" and "{first}" both give {what} {converted}'
                related = (Related(place, f'"{first}"'),)
                yield Finding("identifier-collision", LEVEL, message, location, "rename one of the two", related)
                break
        for key in made:
            seen.setdefault(key, (name, location))
