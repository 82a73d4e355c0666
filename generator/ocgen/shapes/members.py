"""Parameters of the model -> members of a shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ocgen.model import TYPE_PATTERNS, Choice, Parameter, Platform, Property, Requirement, bounds_of
from ocgen.shapes.shape import GivenCondition, Leaf, Listing, Member, Native, Object, Shape

_PLAIN_ACCEPTS = {
    "boolean": "true or false",
    "json": "JSON",
    "integer": "a whole number of at most 18 digits, such as 7 or -7",
    "number": "a number of at most 18 digits before and after the point, such as 7 or -1.5",
}
_NATIVES: Mapping[str, tuple[Native, ...]] = {
    "boolean": ("string", "boolean"),
    "integer": ("string", "integer"),
    "number": ("string", "number"),
}
_STRING: tuple[Native, ...] = ("string",)


def field(platform: Platform, parameter: Parameter, beside: Sequence[Parameter], *, shared: bool = False) -> Member:
    """Return a configuration field as a member; ``beside`` are the fields of the same object.

    Its values may be native ones of JSON. ``shared`` says that all connectors have it in the same form.
    """
    return _member(platform, parameter, beside, _NATIVES.get(parameter.type, _STRING), shared)


def parameter(platform: Platform, parameter: Parameter, beside: Sequence[Parameter]) -> Member:
    """Return any other parameter as a member, a text; ``beside`` are those that travel with it."""
    return _member(platform, parameter, beside, _STRING, False)


def _member(
    platform: Platform, parameter: Parameter, beside: Sequence[Parameter], types: tuple[Native, ...], shared: bool
) -> Member:
    required = parameter.required.always and (parameter.default is None)
    conditional = parameter.required.when and not required
    when = tuple(_given(parameter.required, {p.name: p for p in beside})) if conditional else ()
    there = {p.name for p in beside}
    unless = () if required else tuple(name for name in parameter.required.unless if name in there)
    return Member(
        parameter.name,
        _leaf(platform, parameter, types, not_empty=required),
        required,
        when,
        unless,
        parameter.label,
        parameter.description,
        parameter.where_to_find,
        parameter.accepts or ("" if parameter.pattern else _PLAIN_ACCEPTS.get(parameter.type, "")),
        parameter.default,
        parameter.example,
        parameter.secret,
        bool(parameter.deprecated),
        shared,
    )


def in_groups(members: Iterable[Member]) -> Iterator[Member]:
    """Yield the members of one object; of those that will do in each other's place, the first alone asks for one."""
    asked: set[tuple[tuple[GivenCondition, ...], frozenset[str]]] = set()
    for member in members:
        group = (member.when, frozenset({member.name, *member.unless}))
        yield replace(member, when=(), unless=()) if group in asked else member
        asked |= {group} if member.unless else set()


def _given(requirement: Requirement, beside: Mapping[str, Parameter]) -> Iterator[GivenCondition]:
    """Yield the conditions, when all of them can be seen in the same object."""
    if all(condition.field in beside for condition in requirement.when):
        for condition in requirement.when:
            absent = beside[condition.field].default in condition.values
            yield GivenCondition(condition.field, condition.values, absent)


def _leaf(platform: Platform, parameter: Parameter, types: tuple[Native, ...], *, not_empty: bool) -> Leaf:
    if parameter.const is not None:
        return Leaf(types, const=parameter.const)
    if parameter.enum:
        return Leaf(types, choices=parameter.enum)
    if parameter.type == "boolean":
        return Leaf(types, choices=(Choice("true"), Choice("false")))
    bounds = bounds_of(parameter)
    if parameter.type == "json" and not parameter.pattern:
        return Leaf(types, json=True, bounds=bounds)
    typed = TYPE_PATTERNS.get(parameter.type, "")
    pattern = parameter.pattern or typed
    implied = next((f.json_schema for f in platform.formats if f.pattern == pattern), "") if pattern else ""
    filled = not_empty and not pattern and not any(bound.breaks("") for bound in bounds)
    return Leaf(types, not_empty=filled, pattern=pattern, format=implied, bounds=bounds)


def member_of(member: Property, *, shared: bool = False, open_: bool = False) -> Member:
    """Return a member of a JSON body; with ``open_``, as it is in an answer, which may hold more than is known."""
    shape: Shape
    if member.type == "object":
        shape = Object(tuple(member_of(p, open_=open_) for p in member.properties), closed=not open_)
    elif member.type == "array":
        shape = Listing(Leaf(types=(member.items,)) if member.items else None)
    else:
        # Responses are open: a value that an enum does not know passes.
        choices = () if open_ else tuple(Choice(value) for value in member.enum)
        text = member.required and member.type == "string" and not choices
        shape = Leaf((member.type,), not_empty=text, choices=choices)
    return Member(
        member.name,
        shape,
        member.required,
        description=member.description,
        example=member.example,
        secret=member.secret,
        shared=shared,
    )
