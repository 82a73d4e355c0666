"""Shapes -> the statements of a validator: one pass, a test a member; what fails asks a table for its message.

Members that are required come first. When an object has no more members than those, and nothing is wrong so far, there
is no other member that could be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from ocgen.shapes import Leaf, Listing, Member, Object, natives
from ocgen.targets.python.literal import literal, literals, name_set, sequence

FEW = 4


@dataclass(frozen=True, slots=True)
class SharedGroup:
    """Optional members that all connectors share; the shared module names its function and its names after them."""

    pointer: str  # of the object that they are in
    members: tuple[Member, ...]
    function: str
    names: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What statements may call in their module; ``table`` is the function that returns the table of messages."""

    pattern: Callable[[str], str]  # a pattern -> the name of its constant
    search: Callable[[str], str]  # a pattern -> a call that searches for it in `x`
    names: Callable[[str], str]  # the source of a frozenset -> the name of a constant for it
    groups: Sequence[SharedGroup] = ()
    table: str = ""

    def group_of(self, pointer: str, shape: Object) -> SharedGroup | None:
        """Return the group whose members stand in the object at ``pointer``, all of them as they are.

        A few members are tested in place, which takes less time than a call.
        """
        shared = {m.name for m in shape.members if m.shared and not m.required}
        found = next((g for g in self.groups if g.pointer == pointer and shared == {m.name for m in g.members}), None)
        return None if len(shared) <= FEW else found


def statements(shape: Object, scope: Scope, *, pointer: str = "", checked: bool = False) -> str:
    """Return the body of a function that returns what is wrong with ``value``, at ``pointer``.

    ``checked`` says that it is known to be an object.
    """
    first = ["if not isinstance(value, dict):", f"    return {scope.table}().not_an_object(value)"]
    lines = [
        *([] if checked else first),
        "found: list[Violation] = []",
        *_Statements(scope).of(shape, "value", pointer),
        "return found",
    ]
    return "\n".join(f"    {line}" for line in lines)


class _Statements:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.numbers = count(1)

    def of(self, shape: Object, holder: str, pointer: str) -> Iterator[str]:
        required = [m for m in shape.members if m.required]
        for member in required:
            yield from self._required(member, holder, pointer)
        for member in shape.members:
            if member.when:
                yield f"if {self._needed(member, shape, holder)}:"
                yield f"    found += {self.scope.table}().needed({literal(pointer + part(member.name))}, {holder})"
        rest = list(self._rest(shape, holder, pointer))
        if not rest:
            return
        more = f"len({holder}) != {len(required)} or found"
        if shape.closed and len(required) == len(shape.members):  # all that is left is whether there are others
            yield f"if ({more}) and {rest[0].removeprefix('if ')}"
            yield from rest[1:]
        elif shape.closed:
            yield f"if {more}:"
            yield from (f"    {line}" for line in rest)
        else:
            yield from rest

    def _required(self, member: Member, holder: str, pointer: str) -> Iterator[str]:
        place = pointer + part(member.name)
        got = f"{holder}.get({literal(member.name)})"
        wrong = f"    found += {self.scope.table}().wrong({literal(place)}, {holder})"
        if isinstance(member.shape, Object):
            name = f"o{next(self.numbers)}"
            constant = _constant(member.shape)
            if constant:  # compared as a whole, and looked into only when it differs
                yield f"if ({name} := {got}) == {constant}:"
                yield "    pass"
            yield f"{'el' if constant else ''}if isinstance({name}{f' := {got}' if not constant else ''}, dict):"
            yield from (f"    {line}" for line in list(self.of(member.shape, name, place)) or ["pass"])
            yield "else:"
        else:
            yield f"if {refusal(member.shape, got, self.scope)}:"
        yield wrong

    def _rest(self, shape: Object, holder: str, pointer: str) -> Iterator[str]:
        """Test the optional members, and that there are no others."""
        group = self.scope.group_of(pointer, shape)
        optional = [m for m in shape.members if not m.required and not (group and m.shared)]
        if shape.closed:
            yield self._others(shape, holder, group, optional)
            yield f"    {self.scope.table}().unknown({literal(pointer)}, {holder}, found)"
        for member in optional:
            yield from self._optional(member, holder, pointer)
        if group:
            yield f"found += {group.function}({holder})"

    def _optional(self, member: Member, holder: str, pointer: str) -> Iterator[str]:
        place, name = pointer + part(member.name), literal(member.name)
        got = f"{holder}[{name}]"
        wrong = f"found += {self.scope.table}().wrong({literal(place)}, {holder})"
        if isinstance(member.shape, Object):
            inner = f"o{next(self.numbers)}"
            lines = list(self.of(member.shape, inner, place))
            if lines:
                yield f"if isinstance({inner} := {holder}.get({name}), dict):"
                yield from (f"    {line}" for line in lines)
                yield f"elif {name} in {holder}:"
            else:
                yield f"if {name} in {holder} and not isinstance({got}, dict):"
            yield f"    {wrong}"
        else:
            yield f"if {name} in {holder} and {_bracketed(refusal(member.shape, got, self.scope))}:"
            yield f"    {wrong}"

    def _others(self, shape: Object, holder: str, group: SharedGroup | None, optional: Sequence[Member]) -> str:
        """Return a test for members that are not known: by their number where few are optional, else by their names."""
        names = f"not {holder}.keys() <= {self._names(shape, group)}"
        if group or len(optional) > FEW or not optional:
            return f"if {names}:"
        counted = "".join(f" + ({literal(m.name)} in {holder})" for m in optional)
        return f"if (found or len({holder}) != {len(shape.members) - len(optional)}{counted}) and {names}:"

    def _names(self, shape: Object, group: SharedGroup | None) -> str:
        own = name_set(m.name for m in shape.members if not (group and m.shared and not m.required))
        if not shape.members:
            return "set()"
        return self.scope.names(f"{group.names} | {own}" if group else f"frozenset({own})")

    def _needed(self, member: Member, shape: Object, holder: str) -> str:
        """Return a test of whether the conditions hold and the member is not there, or empty."""
        beside: Mapping[str, Member] = {m.name: m for m in shape.members}
        tests: list[str] = []
        for given in member.when:
            field = beside[given.field].shape
            more = natives(field, given.values) if isinstance(field, Leaf) else []
            values = sequence([*map(literal, given.values), *map(repr, more)])
            default = f", {literal(given.values[0])}" if given.absent else ""
            tests.append(f"{holder}.get({literal(given.field)}{default}) in {values}")
        name = literal(member.name)
        filled = isinstance(member.shape, Leaf) and member.shape.const is None
        return " and ".join((*tests, f'{holder}.get({name}, "") == ""' if filled else f"{name} not in {holder}"))


def _constant(shape: Object) -> str:
    """Return the source of the one object that a shape accepts, if there is only one."""
    pairs: list[str] = []
    for member in shape.members:
        leaf = member.shape
        if not isinstance(leaf, Leaf) or leaf.const is None or len(leaf.types) > 1 or not member.required:
            return ""
        pairs.append(f"{literal(member.name)}: {literal(leaf.const)}")
    return f"{{{', '.join(pairs)}}}" if shape.closed and pairs else ""


def part(name: str) -> str:
    """Return a name as a part of a JSON Pointer (RFC 6901, 3)."""
    return "/" + name.replace("~", "~0").replace("/", "~1")


def refusal(shape: Leaf | Listing, got: str, scope: Scope) -> str:
    """Return a test that is true when the value that the source ``got`` yields is not accepted."""
    if isinstance(shape, Listing):
        return f"not are_texts({got})" if shape.items else f"not isinstance({got}, list)"
    if shape.const is not None:
        more = natives(shape, (shape.const,))
        accepted = sequence([literal(shape.const), *map(repr, more)])
        return f"not is_same({got}, {accepted})" if more else f"{got} != {literal(shape.const)}"
    if shape.choices:
        return _choice_refusal(shape, got)
    native = {"boolean": "not isinstance({}, bool)", "integer": "not is_whole({})", "number": "not is_number({})"}
    if shape.types[0] != "string":
        return native[shape.types[0]].format(got)
    if len(shape.types) > 1:
        number = "is_whole" if "integer" in shape.types else "is_number"
        return f"not {number}(x := {got}) and (not isinstance(x, str) or {scope.search(shape.pattern)} is None)"
    if shape.pattern:
        return f"not isinstance(x := {got}, str) or {scope.search(shape.pattern)} is None"
    if shape.not_empty:
        return f'not isinstance(x := {got}, str) or x == ""'
    return f"not isinstance({got}, str)"


def _choice_refusal(leaf: Leaf, got: str) -> str:
    texts = [choice.value for choice in leaf.choices]
    more = natives(leaf, texts)
    if not more:
        return f"{got} not in {literals(texts)}"
    if all(isinstance(value, bool) for value in more):
        flags = " and ".join(f"x is not {value!r}" for value in more[1:])
        return f"(x := {got}) is not {more[0]!r} and {flags} and x not in {literals(texts)}"
    return f"not is_same({got}, {sequence([*map(literal, texts), *map(repr, more)])})"


def _bracketed(test: str) -> str:
    return f"({test})" if " or " in test else test
