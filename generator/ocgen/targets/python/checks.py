"""Shapes -> the statements of a validator: one pass, a test a member; what fails asks a table for its message.

Members that are required come first. When an object has no more members than those, the tests of the optional ones are
passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from ocgen.shapes import Leaf, Listing, Member, Object, natives
from ocgen.targets.python.literal import literal, literals, sequence

FEW = 4


@dataclass(frozen=True, slots=True)
class SharedGroup:
    """Optional members that all connectors share; the shared module has a function of this name for them."""

    pointer: str  # of the object that they are in
    members: tuple[Member, ...]
    function: str
    closed: bool  # whether the object takes no others, so that the function tells how many are there


@dataclass(frozen=True, slots=True)
class CheckScope:
    """What statements may call in their module; ``table`` is the function that returns the table of messages.

    ``reasons`` returns the name of the constant with the reasons for which a pattern refuses, or nothing.
    """

    pattern: Callable[[str], str]  # a pattern -> the name of its constant
    search: Callable[[str], str]  # a pattern -> a call that searches for it in `x`
    reasons: Callable[[str], str]
    groups: Sequence[SharedGroup] = ()
    table: str = ""

    def group_of(self, pointer: str, shape: Object) -> SharedGroup | None:
        """Return the group whose members stand in the object at ``pointer``, all of them as they are."""
        shared = {m.name for m in shape.members if m.shared and not m.required}
        return next((g for g in self.groups if g.pointer == pointer and shared == {m.name for m in g.members}), None)


def group_statements(group: SharedGroup, scope: CheckScope) -> str:
    """Return the body of a function that adds to ``found`` what is wrong with the members of a group in ``value``.

    In a closed object it returns how many of them are there, so that nobody need look for others by name.
    """
    writer = _Statements(scope)
    counter = "there" if group.closed else ""
    tests = (line for m in group.members for line in writer.optional(m, "value", group.pointer, counter))
    lines = [*(["there = 0"] if counter else []), *tests, *(["return there"] if counter else [])]
    return "\n".join(f"    {line}" for line in lines)


def statements(shape: Object, scope: CheckScope, *, pointer: str = "") -> str:
    """Return the body of a function that returns what is wrong with ``value``, at ``pointer``."""
    lines = [
        "if not isinstance(value, dict):",
        f"    return {scope.table}().not_an_object(value)",
        "found: list[Violation] = []",
        *_Statements(scope).of(shape, "value", pointer),
        "return found",
    ]
    return "\n".join(f"    {line}" for line in lines)


class _Statements:
    """Writes the tests of objects.

    Each closed object has a counter of the known members that are there: as many as are required, less those that were
    found missing, more for each optional one. It has others when it holds more than that.
    """

    def __init__(self, scope: CheckScope) -> None:
        self.scope = scope
        self.numbers = count(1)

    def of(self, shape: Object, holder: str, pointer: str) -> Iterator[str]:
        required = [m for m in shape.members if m.required]
        counter = f"n{next(self.numbers)}" if shape.closed else ""
        if counter:
            yield f"{counter} = {len(required)}"
        for member in required:
            yield from self._required(member, holder, pointer, counter)
        for member in shape.members:
            if member.when or member.unless:
                others = "".join(f", {literal(pointer + part(name))}" for name in member.unless)
                place = literal(pointer + part(member.name))
                yield f"if {self._needed(member, shape, holder)}:"
                yield f"    {self.scope.table}().needed({place}, {holder}, found{others})"
        rest = list(self._rest(shape, holder, pointer, counter))
        if counter:
            yield f"if len({holder}) != {counter}:"
            yield from (f"    {line}" for line in rest)
            indent = "    " if rest else ""
            yield from [f"{indent}if len({holder}) != {counter}:"] * bool(rest)
            yield f"{indent}    {self.scope.table}().unknown({literal(pointer)}, {holder}, found)"
        else:
            yield from rest

    def _required(self, member: Member, holder: str, pointer: str, counter: str) -> Iterator[str]:
        got = f"{holder}.get({literal(member.name)})"
        if isinstance(member.shape, Object):
            yield from self._object(member.shape, got, pointer + part(member.name))
            yield "else:"
        else:
            yield f"if {refusal(member.shape, got, self.scope)}:"
        yield f"    {f'{counter} -= ' if counter else ''}{self._wrong(member, holder, pointer)}"

    def _object(self, shape: Object, got: str, place: str) -> Iterator[str]:
        """Test what the source ``got`` yields if it is an object; an ``else`` for anything else must follow."""
        name = f"o{next(self.numbers)}"
        lines = list(self.of(shape, name, place))
        yield f"if isinstance({f'{name} := ' if lines else ''}{got}, dict):"
        yield from (f"    {line}" for line in lines or ["pass"])

    def _rest(self, shape: Object, holder: str, pointer: str, counter: str) -> Iterator[str]:
        """Test the optional members: those that all connectors share come last, and only if others are there still."""
        own = [m for m in shape.members if not (m.required or m.shared)]
        yield from (line for m in own for line in self.optional(m, holder, pointer, counter))
        shared = list(self._shared(shape, holder, pointer, counter))
        passed = bool(counter and own and shared)
        if passed:
            yield f"if len({holder}) != {counter}:"
        yield from (f"    {line}" if passed else line for line in shared)

    def _shared(self, shape: Object, holder: str, pointer: str, counter: str) -> Iterator[str]:
        group = self.scope.group_of(pointer, shape)
        if group:
            yield f"{f'{counter} += ' if counter else ''}{group.function}({holder}, found)"
        for member in shape.members if not group else ():
            if member.shared and not member.required:
                yield from self.optional(member, holder, pointer, counter)

    def optional(self, member: Member, holder: str, pointer: str, counter: str) -> Iterator[str]:
        """Test a member that need not be there, and count it in the variable ``counter``, if there is one."""
        name = literal(member.name)
        got = f"{holder}[{name}]"
        wrong = f"    {self._wrong(member, holder, pointer)}"
        if isinstance(member.shape, Object):
            tests = [*self._object(member.shape, got, pointer + part(member.name)), "else:", wrong]
        elif not counter:
            yield f"if {name} in {holder} and {_bracketed(refusal(member.shape, got, self.scope))}:"
            yield wrong
            return
        else:
            tests = [f"if {refusal(member.shape, got, self.scope)}:", wrong]
        yield f"if {name} in {holder}:"
        yield from (f"    {line}" for line in [*([f"{counter} += 1"] if counter else []), *tests])

    def _wrong(self, member: Member, holder: str, pointer: str) -> str:
        return f"{self.scope.table}().wrong({literal(pointer + part(member.name))}, {holder}, found)"

    def _needed(self, member: Member, shape: Object, holder: str) -> str:
        """Return a test of whether the conditions hold and neither the member nor another that will do has a value."""
        beside: Mapping[str, Member] = {m.name: m for m in shape.members}
        tests: list[str] = []
        for given in member.when:
            field = beside[given.field].shape
            more = natives(field, given.values) if isinstance(field, Leaf) else []
            values = sequence([*map(literal, given.values), *map(repr, more)])
            default = f", {literal(given.values[0])}" if given.absent else ""
            tests.append(f"{holder}.get({literal(given.field)}{default}) in {values}")
        return " and ".join((*tests, *(_lacks(beside[name], holder) for name in (member.name, *member.unless))))


def _lacks(member: Member, holder: str) -> str:
    name = literal(member.name)
    filled = isinstance(member.shape, Leaf) and member.shape.const is None
    return f'{holder}.get({name}, "") == ""' if filled else f"{name} not in {holder}"


def part(name: str) -> str:
    """Return a name as a part of a JSON Pointer (RFC 6901, 3)."""
    return "/" + name.replace("~", "~0").replace("/", "~1")


def refusal(shape: Leaf | Listing, got: str, scope: CheckScope) -> str:
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
    if shape.pattern or shape.json:
        test = "not is_json(x)" if shape.json else f"{scope.search(shape.pattern)} is None"
        return f"not isinstance(x := {got}, str) or {test}"
    if shape.not_empty:
        return f'not isinstance(x := {got}, str) or x == ""'
    return f"not isinstance({got}, str)"


def _choice_refusal(leaf: Leaf, got: str) -> str:
    texts = [choice.value for choice in leaf.choices]
    more = natives(leaf, texts)
    if not more:
        return f"{got} not in {literals(texts)}"
    if all(isinstance(value, bool) for value in more):
        first, *others = (f"is not {value!r}" for value in more)
        return " and ".join(
            (f"(x := {got}) {first}", *(f"x {other}" for other in others), f"x not in {literals(texts)}")
        )
    return f"not is_same({got}, {sequence([*map(literal, texts), *map(repr, more)])})"


def _bracketed(test: str) -> str:
    return f"({test})" if " or " in test else test
