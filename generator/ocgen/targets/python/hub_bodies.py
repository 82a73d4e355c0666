"""Fields of hub calls -> the TypedDicts of what is sent and answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from keyword import iskeyword

from ocgen.model import ResourceField
from ocgen.model.names import UniqueNames, class_name
from ocgen.targets.python.literal import docstring, literal

ANY_BODY = "AnyBody"
ANY_OBJECT = "AnyObject"

_TYPES: Mapping[str, str] = {
    "string": "str",
    "boolean": "bool",
    "integer": "int",
    "number": "float",
    "object": "Mapping[str, Any]",
    "array": "Sequence[Any]",
    "any": "Any",
}


# A member of such a name would hide it in the class.
_OF_ANNOTATIONS = frozenset({"Any", "Mapping", "Sequence", "Required", "bool", "float", "int", "str"})


@dataclass(slots=True)
class TypedDicts:
    """The TypedDicts of one module: ``sources`` in the order in which they are needed, each under its name once."""

    sources: dict[str, str] = field(default_factory=dict)
    _names: dict[tuple[str, tuple[ResourceField, ...]], str] = field(default_factory=dict)
    _taken: UniqueNames = field(default_factory=lambda: UniqueNames(joint=""))

    def named(self, name: str, fields: Sequence[ResourceField], about: str) -> str:
        """Return the name of the TypedDict of some fields, which is defined on the way; ``name`` is wished for."""
        plain = tuple(replace(f, description="") for f in fields)
        known = self._names.get((name, plain))
        if known:
            return known
        chosen = self._names[name, plain] = self._taken.unique(name)
        self.sources[chosen] = ""  # keeps its place, and its name from those of its members
        members = [(f.name, self._annotation(chosen, f), f) for f in fields]
        self.sources[chosen] = _source(chosen, members, about)
        return chosen

    def _annotation(self, owner: str, of: ResourceField) -> str:
        if of.fields:
            return self.named(f"{owner}{class_name(of.name)}", of.fields, f"An object in {docstring(of.name)}.")
        if of.items is not None:
            return f"Sequence[{self._annotation(owner, replace(of.items, name=of.name))}]"
        return _TYPES[of.type]


def _source(name: str, members: Sequence[tuple[str, str, ResourceField]], about: str) -> str:
    """Return a class; where a member has no Python name, a call that makes the same."""
    names = {key for key, _, _ in members}
    if not all(map(_is_name, names)) or names & _OF_ANNOTATIONS:
        shown = ", ".join(f"{literal(key)}: {_written(type_, of)}" for key, type_, of in members)
        ruled = "  # noqa: UP013 - a class would hide the name of a type" if all(map(_is_name, names)) else ""
        return f"{name} = TypedDict({literal(name)}, {{{shown}}}, total=False){ruled}"
    lines = [f"class {name}(TypedDict, total=False):", f'    """{about}"""', ""]
    for key, type_, of in members:
        lines.append(f"    {key}: {_needed(type_, of)}")
        if of.description:
            lines.append(f'    """{docstring(of.description)}"""')
    return "\n".join(lines)


def _is_name(key: str) -> bool:
    """Whether a member can be written as an attribute of a class."""
    return key.isidentifier() and not iskeyword(key) and not key.startswith("__")


def _written(type_: str, of: ResourceField) -> str:
    """Return the annotation of a member where it is evaluated: a text where the oldest Python lacks its name."""
    return literal(_needed(type_, of)) if of.required else type_


def _needed(type_: str, of: ResourceField) -> str:
    return f"Required[{type_}]" if of.required else type_
