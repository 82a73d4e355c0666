"""Resources of a connector -> the shapes of the bodies that are sent, and of the objects that come back.

All are open, since objects may have members of their own. What is sent has the types that the spec states; null empties
a member, unless a new item needs it. An answer may lack anything, hold null, and write numbers and booleans as texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ocgen.model import TYPE_PATTERNS, WITH_MEMBERS, WORDS, Choice, Connector, HubCall, ResourceField
from ocgen.shapes.shape import Leaf, Listing, Member, Native, Object, Shape

_BOOLEAN = "^(true|false)$"

_SENT: dict[str, tuple[Native, ...]] = {
    "string": ("string",),
    "boolean": ("boolean",),
    "integer": ("integer",),
    "number": ("number",),
}
_ANSWERED = {
    "string": Leaf(("string", "number", "boolean", "null")),
    "boolean": Leaf(("boolean", "string", "null"), pattern=_BOOLEAN),
    "integer": Leaf(("integer", "string", "null"), pattern=TYPE_PATTERNS["integer"]),
    "number": Leaf(("number", "string", "null"), pattern=TYPE_PATTERNS["number"]),
}
_ShapeOf = Callable[[ResourceField], Shape]


@dataclass(frozen=True, slots=True)
class ResourceShape:
    """One body that is sent, or the object of an answer.

    ``name`` is made of the names in generated code: ``files.comments.create`` of a body or of an answer that only this
    call has, ``files.comments`` of the objects of a resource.
    """

    name: str
    shape: Object


@lru_cache(maxsize=1)  # the targets walk one connector after another
def resource_bodies(connector: Connector) -> tuple[ResourceShape, ...]:
    """Return the bodies of the calls of a connector's resources, of those that have known members; none with files."""
    return tuple(
        ResourceShape(".".join((*names, call.member)), _body(call))
        for names, resource in connector.every_resource(members=True)
        for call in resource.calls
        if call.body in WITH_MEMBERS and call.fields and not call.multipart
    )


@lru_cache(maxsize=1)
def resource_answers(connector: Connector) -> tuple[ResourceShape, ...]:
    """Return the objects that calls answer with, one a resource and one a call that answers with other ones.

    A call that answers with a list has such objects in it.
    """
    return tuple(
        ResourceShape(name, Object(tuple(_members(fields, _answered, needed=False))))
        for name, fields in _answers(connector)
    )


def _answers(connector: Connector) -> Iterator[tuple[str, tuple[ResourceField, ...]]]:
    for names, resource in connector.every_resource(members=True):
        name = ".".join(names)
        answering = [c for c in resource.calls if c.answer in ("item", "list") and c.answer_fields]
        if any(c.answer_fields == resource.fields for c in answering):
            yield name, resource.fields
        for call in answering:
            if call.answer_fields != resource.fields:
                yield f"{name}.{call.member}", call.answer_fields


def _body(call: HubCall) -> Object:
    """Return the body of a call: an update and the like need no member, in no object of theirs."""
    needed = call.name == "create" or call.name not in WORDS
    return Object(tuple(_members(call.fields, _sent_if(needed), needed=needed)))


def _members(fields: Iterable[ResourceField], shape_of: _ShapeOf, *, needed: bool) -> Iterator[Member]:
    for f in fields:
        yield Member(
            f.name,
            shape_of(f),
            required=needed and f.required,
            description=f.description,
            secret=f.secret,
            deprecated=bool(f.deprecated),
        )


def _sent_if(needed: bool) -> _ShapeOf:
    """Return what makes the shape of a member that is sent; ``needed`` says whether required ones are."""

    def sent(f: ResourceField, *, item: bool = False) -> Shape:
        null = not item and not (needed and f.required)
        if f.type == "object":
            shown = (each for each in f.fields if not each.read_only)
            return Object(tuple(_members(shown, sent, needed=needed)), null=null)
        if f.type == "array":
            return Listing(sent(f.items, item=True) if f.items and f.items.type != "any" else None, null)
        types = _SENT.get(f.type, ())
        if types and f.enum:
            return Leaf((*types, *_null(null)), choices=tuple(Choice(value) for value in f.enum))
        return Leaf((*types, *_null(null)) if types else ())

    return sent


def _null(null: bool) -> tuple[Native, ...]:
    return ("null",) if null else ()


def _answered(f: ResourceField) -> Shape:
    """Return the shape of a member of an answer; a value that the spec does not list may be a new one."""
    if f.type == "object":
        return Object(tuple(_members(f.fields, _answered, needed=False)), null=True)
    if f.type == "array":
        return Listing(_answered(f.items) if f.items and f.items.type != "any" else None, null=True)
    return _ANSWERED.get(f.type, Leaf(()))
