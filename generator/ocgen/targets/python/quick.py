"""Shapes -> one boolean expression that accepts a good body: the fast way through a validator.

Members that are required are tested first. When an object has no more members than those, nothing else in it need be
looked at but the conditions that make another one required.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from ocgen.shapes import Leaf, Listing, Member, Object, natives
from ocgen.targets.python.layout import Expression, alternative, conjunction
from ocgen.targets.python.literal import literal, literals, name_set, sequence


@dataclass(frozen=True, slots=True)
class SharedGroup:
    """Members that all connectors share, and how the shared module names what belongs to them."""

    members: tuple[Member, ...]
    test: str  # a function of the object: whether the optional ones among them are right
    names: str  # a frozenset of their names
    fields: str  # a tuple of their fields


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may call in its module."""

    pattern: Callable[[str], str]  # a pattern -> the name of its constant
    search: Callable[[str], str]  # a pattern -> the name of its compiled `search`
    names: Callable[[str], str]  # the source of a frozenset -> the name of a constant for it
    groups: Sequence[SharedGroup] = ()

    def group_of(self, shape: Object) -> SharedGroup | None:
        """Return the group whose members stand in the shape, all of them as they are."""
        shared = {m.name for m in shape.members if m.shared}
        return next((g for g in self.groups if shared and shared == {m.name for m in g.members}), None)


def quick_test(shape: Object, scope: Scope) -> Expression:
    """Return a boolean expression over ``v``."""
    return _Tests(scope).of(shape, "v", conjunction("isinstance(v, dict)"))


class _Tests:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.numbers = count(1)

    def of(self, shape: Object, holder: str, first: Expression) -> Expression:
        required = [m for m in shape.members if m.required]
        terms = [first, *(self._value(m, f"{holder}.get({literal(m.name)})") for m in required)]
        terms += [self._condition(m, shape, holder) for m in shape.members if m.when]
        alone = f"len({holder}) == {len(required)}"
        rest = list(self._rest(shape, holder))
        if rest:
            terms.append(alternative(alone, conjunction(*rest)) if required and shape.closed else conjunction(*rest))
        elif shape.closed:
            terms.append(alone)
        return conjunction(*terms)

    def _rest(self, shape: Object, holder: str) -> Iterator[Expression]:
        """Test the optional members, and that there are no others."""
        optional = [m for m in shape.members if not m.required]
        if not optional:
            return
        group = self.scope.group_of(shape)
        if shape.closed:
            own = name_set(m.name for m in shape.members if not (group and m.shared))
            known = f"{group.names} | {own}" if group else f"frozenset({own})"
            yield f"{holder}.keys() <= {self.scope.names(known)}"
        for member in optional:
            if not (group and member.shared):
                yield self._optional(member, holder)
        if group:
            yield f"{group.test}({holder})"

    def _value(self, member: Member, got: str) -> Expression:
        shape = member.shape
        if isinstance(shape, Leaf):
            return leaf_test(shape, got, self.scope)
        if isinstance(shape, Listing):
            return f"are_texts({got})" if shape.items else f"isinstance({got}, list)"
        name = f"o{next(self.numbers)}"
        return self.of(shape, name, f"isinstance({name} := {got}, dict)")

    def _optional(self, member: Member, holder: str) -> Expression:
        """An absent member reads as a value that passes; where none is known beforehand, as an ellipsis."""
        name = literal(member.name)
        passing = _passing(member)
        if passing:
            return self._value(member, f"{holder}.get({name}, {passing})")
        return alternative(f"{name} not in {holder}", self._value(member, f"{holder}[{name}]"))

    def _condition(self, member: Member, shape: Object, holder: str) -> Expression:
        beside: Mapping[str, Member] = {m.name: m for m in shape.members}
        absent: list[Expression] = []
        for given in member.when:
            field = beside[given.field].shape
            more = natives(field, given.values) if isinstance(field, Leaf) else []
            values = sequence([*map(literal, given.values), *map(repr, more)])
            default = f", {literal(given.values[0])}" if given.absent else ""
            absent.append(f"{holder}.get({literal(given.field)}{default}) not in {values}")
        name = literal(member.name)
        empty = isinstance(member.shape, Leaf) and member.shape.const is None
        return alternative(*absent, f'{holder}.get({name}, "") != ""' if empty else f"{name} in {holder}")


def leaf_test(leaf: Leaf, got: str, scope: Scope) -> Expression:
    """Return a test of the value that the source ``got`` yields."""
    if leaf.const is not None:
        more = natives(leaf, (leaf.const,))
        accepted = sequence([literal(leaf.const), *map(repr, more)])
        return f"is_same({got}, {accepted})" if more else f"{got} == {literal(leaf.const)}"
    if leaf.choices:
        return _choice_test(leaf, got)
    native = {"boolean": f"isinstance({got}, bool)", "integer": f"is_whole({got})", "number": f"is_number({got})"}
    if leaf.types[0] != "string":
        return native[leaf.types[0]]
    if len(leaf.types) > 1:
        number = "is_whole" if "integer" in leaf.types else "is_number"
        text = conjunction("isinstance(x, str)", f"{scope.search(leaf.pattern)}(x) is not None")
        return alternative(f"{number}(x := {got})", text)
    if leaf.pattern:
        return conjunction(f"isinstance(x := {got}, str)", f"{scope.search(leaf.pattern)}(x) is not None")
    if leaf.not_empty:
        return conjunction(f"isinstance(x := {got}, str)", 'x != ""')
    return f"isinstance({got}, str)"


def _choice_test(leaf: Leaf, got: str) -> Expression:
    texts = [choice.value for choice in leaf.choices]
    more = natives(leaf, texts)
    if not more:
        return f"{got} in {literals(texts)}"
    if all(isinstance(value, bool) for value in more):
        flags = [f"x is {value!r}" for value in more[1:]]
        return alternative(f"(x := {got}) is {more[0]!r}", *flags, f"x in {literals(texts)}")
    return f"is_same({got}, {sequence([*map(literal, texts), *map(repr, more)])})"


def _passing(member: Member) -> str:
    """Return the source of a value that passes the member's test, or nothing."""
    shape = member.shape
    if isinstance(shape, Listing):
        return "[]"
    if not isinstance(shape, Leaf):
        return ""
    if shape.const is not None:
        return literal(shape.const)
    if shape.choices:
        return literal(shape.choices[0].value)
    if shape.pattern:
        return ""
    return {"boolean": "True", "integer": "0", "number": "0"}.get(shape.types[0], '""')
