"""Shapes -> the table by which a validator tells what is wrong: a field for each pointer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import indent

from ocgen.shapes import Leaf, Listing, Member, Object
from ocgen.targets.python.checks import CheckScope, part
from ocgen.targets.python.literal import literal, literals, sequence

FIELDS = "._fields"  # the package of the classes, from where validators are

_CLASSES = ("Choice", "Constant", "Flag", "Group", "Json", "Listing", "Number", "Text")


def table(name: str, title: str, rows: Iterable[str], parameter: str = "") -> str:
    """Return a function that makes a table when it is first asked for, so that importing a validator makes none."""
    found = list(rows)
    inner = "".join(indent(f"{row},\n", " " * 8) for row in found)
    return (
        f'@cache\ndef {name}({parameter}) -> "Table":\n{field_imports(found, "Table")}\n'
        f"    return Table(\n        {literal(title)},\n{inner}    )"
    )


def field_imports(rows: Iterable[str], *more: str) -> str:
    """Return the import of the classes that rows of a table are made with, and of ``more``, for a function's body."""
    used = {row.partition("(")[0] for row in rows}
    names = sorted({*more, *(c for c in _CLASSES if c in used)})
    return f"    from {FIELDS} import {', '.join(names)}\n"


@dataclass(frozen=True, slots=True)
class Tables:
    """``constants`` are, for each field, those of all ways to sign in: a message names them all."""

    scope: CheckScope
    constants: Mapping[str, Sequence[str]]

    def rows(self, shape: Object, pointer: str = "") -> Iterator[str]:
        """Return the sources of the fields of an object and of all within it, shared groups as calls."""
        group = self.scope.group_of(pointer, shape)
        group = group if group and group.last else None
        grouped = {m.name for m in group.members} if group else set()
        for member in shape.members:
            if member.name in grouped:
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
            return "Constant", [
                f"const={self.scope.constant(leaf.const)}",
                *([f"others={literals(others)}"] if others else []),
            ]
        if leaf.choices:
            return "Choice", [f"choices={literals(c.value for c in leaf.choices)}"]
        if leaf.types == ("boolean",):
            return "Flag", []
        bounds = [
            f"(lambda x: {b.refusal}, {literal(b.limit.attribute)}, {literal(f'must have {b.english}')})"
            for b in leaf.bounds
        ]
        arguments = [f"bounds={sequence(bounds)}"] if bounds else []
        if leaf.json:
            return "Json", arguments
        if leaf.pattern:
            arguments.append(f"pattern={self.scope.pattern(leaf.pattern, member.name)}")
            # Without words for it, a message shows the pattern as the spec has it, which is not Python's way.
            in_words = f"accepts={literal(member.accepts)}" if member.accepts else f"written={literal(leaf.pattern)}"
            arguments.append(in_words)
            reasons = self.scope.reasons(leaf.pattern)
            arguments += [f"reasons={reasons}"] if reasons else []
        if leaf.types == ("string",):
            return "Text", [*arguments, *(["filled=True"] if leaf.not_empty else [])]
        arguments += ["whole=True"] if "integer" in leaf.types else []
        return "Number", [*arguments, *(["strings=True"] if "string" in leaf.types else [])]
