"""Shapes -> the statements of a validator: one pass, a test a member; what fails asks a table for its message.

Members that are required come first. When an object has no more members than those, the tests of the optional ones are
passed over. Objects and the counts of their members are named after them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ocgen.model.names import UniqueNames, identifier
from ocgen.shapes import Leaf, Listing, Member, Object, natives
from ocgen.targets.python.literal import literal, literals, sequence

_LONGEST_NAME = 40

# What the statements use besides the names that are imported; no object in them is named so.
_WORDS = ("value", "method", "found", "known", "x", "bool", "dict", "int", "isinstance", "len", "list", "object", "str")


def short_identifier(name: str) -> str:
    """Return an identifier for a name, of a length that leaves room beside it on a line."""
    return identifier(name)[:_LONGEST_NAME].rstrip("_") or "value"


@dataclass(frozen=True, slots=True)
class SharedGroup:
    """Optional members that all connectors share; the shared module has a function of this name for them.

    Those that objects hold ``last`` have a function for their fields too.
    """

    pointer: str  # of the object that they are in
    members: tuple[Member, ...]
    function: str
    last: bool = True


@dataclass(frozen=True, slots=True)
class CheckScope:
    """What statements may call in their module; ``table`` is the call that returns the table of messages.

    ``reasons`` returns the name of the constant with the reasons for which a pattern refuses, or nothing. ``variables``
    are the sources that stand for some constants.
    """

    pattern: Callable[[str, str], str]  # a pattern and the member that it binds -> the name of the pattern's constant
    search: Callable[[str, str], str]  # the same -> a call that searches for it in `x`
    reasons: Callable[[str], str]
    groups: Sequence[SharedGroup] = ()
    table: str = ""
    taken: frozenset[str] = frozenset()
    variables: Mapping[str, str] = field(default_factory=dict)

    def group_of(self, pointer: str, shape: Object) -> SharedGroup | None:
        """Return the group whose members stand in the object at ``pointer`` as they are, side by side."""
        shared = [m.name for m in _shared_options(shape)] if shape.closed else []
        for group in self.groups if shared else ():
            names = [m.name for m in group.members]
            start = shared.index(names[0]) if names[0] in shared else 0
            if group.pointer == pointer and shared[start : start + len(names)] == names:
                return group
        return None

    def constant(self, value: str) -> str:
        """Return the source of a constant."""
        return self.variables.get(value) or literal(value)


def group_statements(group: SharedGroup, scope: CheckScope) -> str:
    """Return the body of a function that adds to ``found`` what is wrong with the members of a group in ``value``.

    It returns how many of them are there, so that nobody need look for others by name.
    """
    writer = _Statements(scope)
    tests = (line for m in group.members for line in writer.optional(m, "value", group.pointer, "known"))
    return "\n".join(f"    {line}" for line in ["known = 0", *tests, "return known"])


def statements(shape: Object, scope: CheckScope) -> str:
    """Return the body of a function that returns what is wrong with ``value``."""
    lines = [
        "if not isinstance(value, dict):",
        f"    return {scope.table}.not_an_object(value)",
        "found: list[Violation] = []",
        *_Statements(scope).of(shape, "value", "known", ""),
        "return found",
    ]
    return "\n".join(f"    {line}" for line in lines)


class _Statements:
    """Writes the tests of objects.

    Each closed object has a count of the known members that are there: as many as are required, less those that were
    found missing, more for each optional one. It has others when it holds more than that.
    """

    def __init__(self, scope: CheckScope) -> None:
        self.scope = scope
        self.names = UniqueNames({*_WORDS, *scope.taken})

    def of(self, shape: Object, holder: str, counter: str, pointer: str) -> Iterator[str]:
        if shape.closed and not shape.members:
            yield f"if {holder}:"
            yield f"    {self.scope.table}.unknown({literal(pointer)}, {holder}, found)"
            return
        required = [m for m in shape.members if m.required]
        counter = counter if shape.closed else ""
        if counter:
            yield f"{counter} = {len(required)}"
        for member in required:
            yield from self._required(member, holder, pointer, counter)
        for member in shape.members:
            if member.when or member.unless:
                others = "".join(f", {literal(pointer + part(name))}" for name in member.unless)
                place = literal(pointer + part(member.name))
                yield f"if {self._needed(member, shape, holder)}:"
                yield f"    {self.scope.table}.needed({place}, {holder}, found{others})"
        rest = list(self._rest(shape, holder, pointer, counter))
        if counter:
            yield f"if len({holder}) != {counter}:"
            yield from (f"    {line}" for line in rest)
            indent = "    " if rest else ""
            yield from [f"{indent}if len({holder}) != {counter}:"] * bool(rest)
            yield f"{indent}    {self.scope.table}.unknown({literal(pointer)}, {holder}, found)"
        else:
            yield from rest

    def _required(self, member: Member, holder: str, pointer: str, counter: str) -> Iterator[str]:
        got = f"{holder}.get({literal(member.name)})"
        place = literal(pointer + part(member.name))
        refuse = f"{self.scope.table}.refuse({place}, {holder}, found)"
        if counter:
            refuse = f"{counter} = {self.scope.table}.require({place}, {holder}, found, {counter})"
        yield from self._tested(member, got, pointer, refuse)

    def _tested(self, member: Member, got: str, pointer: str, refuse: str) -> Iterator[str]:
        """Test what the source ``got`` yields; ``refuse`` is the statement that tells of it when it is not accepted."""
        if not isinstance(member.shape, Object):
            yield f"if {refusal(member, got, self.scope)}:"
            yield f"    {refuse}"
            return
        name = self.names.unique(short_identifier(member.name))
        counter = self.names.unique(f"{name}_known")
        lines = list(self.of(member.shape, name, counter, pointer + part(member.name)))
        if not lines:
            yield f"if not isinstance({got}, dict):"
            yield f"    {refuse}"
            return
        yield f"if isinstance({name} := {got}, dict):"
        yield from (f"    {line}" for line in lines)
        yield "else:"
        yield f"    {refuse}"

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
        grouped = {m.name for m in group.members} if group else set()
        for member in _shared_options(shape):
            if group and member.name == group.members[0].name:
                yield f"{counter} += {group.function}({holder}, found)"
            if member.name not in grouped:
                yield from self.optional(member, holder, pointer, counter)

    def optional(self, member: Member, holder: str, pointer: str, counter: str) -> Iterator[str]:
        """Test a member that need not be there, and count it in the variable ``counter``, if there is one."""
        name = literal(member.name)
        got = f"{holder}[{name}]"
        refuse = f"{self.scope.table}.refuse({literal(pointer + part(member.name))}, {holder}, found)"
        tests = list(self._tested(member, got, pointer, refuse))
        if not counter and len(tests) == 2:  # one test alone
            tested = tests[0].removeprefix("if ").removesuffix(":")
            yield f"if {name} in {holder} and {_bracketed(tested)}:"
            yield tests[1]
            return
        yield f"if {name} in {holder}:"
        yield from (f"    {line}" for line in [*([f"{counter} += 1"] if counter else []), *tests])

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


def _shared_options(shape: Object) -> list[Member]:
    return [member for member in shape.members if member.shared and not member.required]


def _lacks(member: Member, holder: str) -> str:
    name = literal(member.name)
    filled = isinstance(member.shape, Leaf) and member.shape.const is None
    return f'{holder}.get({name}, "") == ""' if filled else f"{name} not in {holder}"


def part(name: str) -> str:
    """Return a name as a part of a JSON Pointer (RFC 6901, 3)."""
    return "/" + name.replace("~", "~0").replace("/", "~1")


def refusal(member: Member, got: str, scope: CheckScope) -> str:
    """Return a test that is true when the value that the source ``got`` yields is not accepted; no object is."""
    shape = member.shape
    assert not isinstance(shape, Object)
    if isinstance(shape, Listing):
        return f"not are_texts({got})" if shape.items else f"not isinstance({got}, list)"
    if shape.const is not None:
        more = natives(shape, (shape.const,))
        accepted = sequence([literal(shape.const), *map(repr, more)])
        return f"not is_same({got}, {accepted})" if more else f"{got} != {scope.constant(shape.const)}"
    if shape.choices:
        return _choice_refusal(shape, got)
    native = {"boolean": "not isinstance({}, bool)", "integer": "not is_whole({})", "number": "not is_number({})"}
    if shape.types[0] != "string":
        return native[shape.types[0]].format(got)
    if len(shape.types) > 1:
        number = "is_whole" if "integer" in shape.types else "is_number"
        return (
            f"not {number}(x := {got}) and ({' or '.join(['not isinstance(x, str)', *_text_refusals(member, scope)])})"
        )
    refusals = list(_text_refusals(member, scope))
    return " or ".join([f"not isinstance(x := {got}, str)", *refusals]) if refusals else f"not isinstance({got}, str)"


def _text_refusals(member: Member, scope: CheckScope) -> Iterator[str]:
    """Yield tests that are true when the text ``x`` is not accepted, the quick ones first."""
    leaf = member.shape
    assert isinstance(leaf, Leaf)
    if leaf.not_empty:
        yield 'x == ""'
    yield from (bound.refusal for bound in leaf.bounds)
    if leaf.json:
        yield "not is_json(x)"
    elif leaf.pattern:
        yield f"{scope.search(leaf.pattern, member.name)} is None"


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
