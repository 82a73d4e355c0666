"""Shapes -> tables of fields, by which a validator tells all that is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ocgen.shapes import Leaf, Member, Object, natives
from ocgen.targets.python.literal import literal, literals, sequence
from ocgen.targets.python.quick import Scope

INDENT = "    "


@dataclass(frozen=True, slots=True)
class Tables:
    """``constants`` are, for each field, those of all ways to sign in: a message names them all."""

    scope: Scope
    constants: Mapping[str, Sequence[str]]

    def group(self, shape: Object, title: str, depth: int = 0) -> str:
        """Return the source of a Group for a whole body."""
        arguments = [literal(title), self._fields(shape, depth + 1)]
        if shape.closed:
            arguments.append("closed=True")
        return _call("Group", arguments, depth)

    def field(self, member: Member, depth: int) -> str:
        """Return the source of a field."""
        shape = member.shape
        arguments = [literal(member.name)]
        if isinstance(shape, Object):
            arguments.append(self._fields(shape, depth + 1))
            arguments += ["closed=True"] if shape.closed else []
            arguments += ["required=True"] if member.required else []
            return _call("Group", arguments, depth)
        if member.label and member.label != member.name:
            arguments.append(literal(member.label))
        kind = "Listing"
        if isinstance(shape, Leaf):
            kind, more = self._leaf(member, shape)
            arguments += more
        else:
            arguments += ["texts=True"] if shape.items else []
        arguments += ["required=True"] if member.required else []
        if isinstance(shape, Leaf):
            arguments += self._when(member)
            arguments += [f"find={literal(member.where_to_find)}"] if member.where_to_find else []
        return _call(kind, arguments, depth)

    def _fields(self, shape: Object, depth: int) -> str:
        group = self.scope.group_of(shape)
        sources = [self.field(m, depth + 1) for m in shape.members if not (group and m.shared)]
        if group:
            sources.append(f"*{group.fields}")
        if not sources:
            return "()"
        inner = INDENT * (depth + 1)
        return "(\n" + "".join(f"{inner}{source},\n" for source in sources) + f"{INDENT * depth})"

    def _leaf(self, member: Member, leaf: Leaf) -> tuple[str, list[str]]:
        if leaf.const is not None:
            accepted = sequence([literal(leaf.const), *map(repr, natives(leaf, (leaf.const,)))])
            others = [c for c in self.constants.get(member.name, ()) if c != leaf.const]
            return "Constant", [f"accepted={accepted}", *([f"others={literals(others)}"] if others else [])]
        if leaf.choices:
            texts = [c.value for c in leaf.choices]
            more = natives(leaf, texts)
            native = [f"natives={sequence(map(repr, more))}"] if more else []
            return "Choice", [f"choices={literals(texts)}", *native]
        if leaf.types == ("boolean",):
            return "Flag", []
        arguments = []
        if leaf.pattern:
            arguments.append(f"pattern={self.scope.pattern(leaf.pattern)}")
            arguments += [f"accepts={literal(member.accepts)}"] if member.accepts else []
        if leaf.types == ("string",):
            return "Text", [*arguments, *(["filled=True"] if leaf.not_empty else [])]
        arguments += ["whole=True"] if "integer" in leaf.types else []
        return "Number", [*arguments, *(["strings=True"] if "string" in leaf.types else [])]

    def _when(self, member: Member) -> Iterator[str]:
        if member.when:
            given = [f"({literal(g.field)}, {literals(g.values)}, {g.absent})" for g in member.when]
            yield f"when={sequence(given)}"


def _call(name: str, arguments: Sequence[str], depth: int) -> str:
    """Write a call on one line where it fits, else an argument a line, as ruff's formatter does."""
    line = f"{name}({', '.join(arguments)})"
    if "\n" not in line and len(line) + 4 * depth < 119:
        return line
    inner = INDENT * (depth + 1)
    return f"{name}(\n" + "".join(f"{inner}{argument},\n" for argument in arguments) + f"{INDENT * depth})"
