"""Shapes -> the table by which a validator tells what is wrong: a field for each pointer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ocgen.shapes import Leaf, Listing, Member, Object
from ocgen.targets.python.checks import CheckScope, part
from ocgen.targets.python.literal import literal, literals


@dataclass(frozen=True, slots=True)
class Tables:
    """``constants`` are, for each field, those of all ways to sign in: a message names them all."""

    scope: CheckScope
    constants: Mapping[str, Sequence[str]]

    def rows(self, shape: Object, pointer: str = "") -> Iterator[str]:
        """Return the sources of the fields of an object and of all within it, shared groups as calls."""
        group = self.scope.group_of(pointer, shape)
        for member in shape.members:
            if group and member.shared and not member.required:
                continue
            place = pointer + part(member.name)
            yield self._field(member, place)
            if isinstance(member.shape, Object):
                yield from self.rows(member.shape, place)
        if group:
            yield f"*{group.function}_fields()"

    def _field(self, member: Member, place: str) -> str:
        arguments = [literal(place)]
        labelled = member.label and member.label != member.name
        arguments += [f"label={literal(member.label)}"] if labelled else []
        shape = member.shape
        if isinstance(shape, Leaf):
            kind, more = self._leaf(member, shape)
            arguments += more
        elif isinstance(shape, Listing):
            kind = "Listing"
        else:
            kind = "Group"
        arguments += [f"find={literal(member.where_to_find)}"] if member.where_to_find else []
        return f"{kind}({', '.join(arguments)})"

    def _leaf(self, member: Member, leaf: Leaf) -> tuple[str, list[str]]:
        if leaf.const is not None:
            others = [c for c in self.constants.get(member.name, ()) if c != leaf.const]
            return "Constant", [f"const={literal(leaf.const)}", *([f"others={literals(others)}"] if others else [])]
        if leaf.choices:
            return "Choice", [f"choices={literals(c.value for c in leaf.choices)}"]
        if leaf.types == ("boolean",):
            return "Flag", []
        if leaf.json:
            return "Json", []
        arguments = []
        if leaf.pattern:
            arguments.append(f"pattern={self.scope.pattern(leaf.pattern)}")
            arguments += [f"accepts={literal(member.accepts)}"] if member.accepts else []
            reasons = self.scope.reasons(leaf.pattern)
            arguments += [f"reasons={reasons}"] if reasons else []
        if leaf.types == ("string",):
            return "Text", [*arguments, *(["filled=True"] if leaf.not_empty else [])]
        arguments += ["whole=True"] if "integer" in leaf.types else []
        return "Number", [*arguments, *(["strings=True"] if "string" in leaf.types else [])]
