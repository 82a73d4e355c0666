"""Two names become the same name in generated code, or one becomes none.

A name on the wire becomes an identifier: oauth.api.key and oauth_api_key are both oauth_api_key, and the modules of
adobe-sign and adobe_sign have the same name. One of the two would hide the other, or overwrite its file. Letters beyond
ASCII are written in ASCII where that is usual (straße is strasse) and else kept; a name without any letter or digit
becomes none. An alias must be a Python identifier that nothing else has. The calls of a resource and the resources
below it are members of one class, and what a call takes are arguments of one method.

How to fix it: give one of the two an `alias`, which is its name in generated code; the name on the wire stays.

    configuration:
      - key: acme.user.id
      - key: acme.userId                # wrong: both are acme_user_id
      - key: acme.user-id
        alias: acme_former_user_id      # right
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ocgen.findings.finding import Finding, Level, Related
from ocgen.findings.location import Location
from ocgen.linter.context import Context, groups
from ocgen.model import Connector, HubCall, Method, Parameter, Resource
from ocgen.model.attributes import asked_parameters, attribute, given_fields
from ocgen.model.classes import configuration_class
from ocgen.model.names import attribute_fault, file_stem, identifier, module_name, names_anything

LEVEL: Level = "error"

_ALIAS = "give one of the two an alias, its name in generated code; the name on the wire stays"
_RENAME = "give one of the two an alias, which the names of its classes begin with; its own name stays"


@dataclass(frozen=True, slots=True)
class _Named:
    """A name of the spec, where it is, and what is made of it: pairs of a kind and the generated name."""

    name: str
    location: Location
    made: tuple[tuple[str, str], ...]


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each name that comes out as one before it, as nothing, or by an alias that cannot be one."""
    yield from _collisions(map(_connector, context.all_connectors), _ALIAS)
    for connector in context.connectors:
        yield from _collisions((_class(connector, method) for method in connector.methods), _RENAME)
        for parameters in _spaces(connector):
            yield from _collisions(map(_attribute, parameters), _ALIAS)
            yield from (f for p in parameters if (f := _nameless(p)))
        yield from _aliases(context, connector)
        yield from _members(connector.resources, ())
        for _, resource in connector.every_resource():
            yield from _members(resource.below, resource.calls, items_of=resource if resource.children else None)
            for call in resource.calls:
                yield from _collisions(_arguments(call), _ALIAS)


def _connector(connector: Connector) -> _Named:
    """Return what is named after a connector; pages in lower case, since some file systems ignore the case of names."""
    name = connector.generated_name
    made = ("the module", module_name(name)), ("the page", f"{file_stem(name).lower()}.md")
    return _Named(connector.key, connector.location, made)


def _class(connector: Connector, method: Method) -> _Named:
    ways = [way for way in (method, method.own_tokens) if way]
    made = tuple(("the class", configuration_class(connector, way)) for way in ways)
    return _Named(method.name, method.location, made)


def _attribute(parameter: Parameter) -> _Named:
    return _Named(parameter.name, parameter.location, (("the identifier", attribute(parameter)),))


def _spaces(connector: Connector) -> Iterator[tuple[Parameter, ...]]:
    """Yield the values that are attributes of one class: of a configuration, or of what the OAuth URL call asks for."""
    ways = [way for method in connector.methods for way in (method, method.own_tokens) if way]
    for method in ways:
        own = given_fields(connector, method)
        yield (*(f for f in connector.platform.everywhere if f.name not in {o.name for o in own}), *own)
        yield asked_parameters(method)


def _collisions(names: Iterable[_Named], remedy: str) -> Iterator[Finding]:
    seen: dict[tuple[str, str], _Named] = {}
    for named in names:
        first = named
        for what, made in named.made:
            other = seen.setdefault((what, made), named)
            if other.name != named.name and first is named:
                first = other
                message = f'"{named.name}" and "{other.name}" both give {what} {made}'
                related = (Related(other.location, f'"{other.name}"'),)
                yield Finding("identifier-collision", LEVEL, message, named.location, remedy, related)


def _members(
    resources: Iterable[Resource], calls: Iterable[HubCall], *, items_of: Resource | None = None
) -> Iterator[Finding]:
    """Yield the collisions of what one class has: its calls, the resources below, and the way to one item."""
    ways = [_Named("item(id)", items_of.location, (("the member", "item"),))] if items_of else []
    of_calls = [_Named(call.name, call.location, (("the member", call.member),)) for call in calls]
    of_resources = [_Named(f"{r.hub}{r.path}", r.location, (("the member", r.member),)) for r in resources]
    yield from _collisions([*ways, *of_calls, *of_resources], _ALIAS)


def _arguments(call: HubCall) -> Iterator[_Named]:
    """Yield the arguments of the call's method: those that fill its path, its query and its header."""
    for name in call.variables:
        yield _Named(f"{{{name}}}", call.location, (("the argument", identifier(name)),))
    for parameter in (*call.query, *call.headers):
        yield _Named(parameter.name, parameter.location, (("the argument", parameter.argument),))


def _nameless(parameter: Parameter) -> Finding | None:
    if parameter.alias or names_anything(parameter.name):
        return None
    message = f'"{parameter.name}" has no letter or digit that a name in generated code could be made of'
    remedy = "give it an alias: its name in generated code; the name on the wire stays"
    return Finding("identifier-collision", LEVEL, message, parameter.location, remedy)


def _aliases(context: Context, connector: Connector) -> Iterator[Finding]:
    for parameter in dict.fromkeys(p for group in groups(connector) for p in group.parameters if p.alias):
        if why := _fault(connector, parameter):
            message = f'the alias "{parameter.alias}" of "{parameter.name}" {why}'
            at = context.place(parameter, "alias")
            yield Finding("identifier-collision", LEVEL, message, at, "choose another one, or leave it out")
    if connector.alias and module_name(connector.alias) != connector.alias:
        message = f'the alias "{connector.alias}" is a name that Python or a system keeps for itself'
        yield Finding("identifier-collision", LEVEL, message, connector.location, "choose another one, or leave it out")


def _fault(connector: Connector, parameter: Parameter) -> str:
    """Return why an alias will not do, as the end of a sentence; empty when it will."""
    if fault := attribute_fault(parameter.alias):
        return fault
    field = next((f for f in connector.platform.everywhere if f.name == parameter.name), None)
    own = field is not None and any(parameter in method.configuration for method in connector.methods)
    return "has no effect: every connector has this field, under one name" if own and field != parameter else ""
