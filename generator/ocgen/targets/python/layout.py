"""Boolean expressions over several lines, as ruff's formatter lays them out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

WIDTH = 120


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms joined by ``and`` or ``or``."""

    joint: Literal["and", "or"]
    terms: tuple[Expression, ...]


Expression: TypeAlias = str | Terms


def conjunction(*terms: Expression) -> Expression:
    """Join by ``and``, without needless brackets."""
    return _joined("and", terms)


def alternative(*terms: Expression) -> Expression:
    """Join by ``or``, without needless brackets."""
    return _joined("or", terms)


def returned(expression: Expression) -> str:
    """Return a ``return`` statement, indented by four blanks."""
    line = f"    return {_line(expression)}"
    if len(line) <= WIDTH or isinstance(expression, str):
        return line
    return f"    return (\n{_block(expression, 8)}\n    )"


def _joined(joint: Literal["and", "or"], terms: tuple[Expression, ...]) -> Expression:
    flat: list[Expression] = []
    for term in terms:
        flat += term.terms if isinstance(term, Terms) and term.joint == joint else [term]
    return flat[0] if len(flat) == 1 else Terms(joint, tuple(flat))


def _line(expression: Expression) -> str:
    if isinstance(expression, str):
        return expression
    return f" {expression.joint} ".join(t if isinstance(t, str) else f"({_line(t)})" for t in expression.terms)


def _block(expression: Terms, indent: int) -> str:
    lines = []
    for number, term in enumerate(expression.terms):
        start = " " * indent + (f"{expression.joint} " if number else "")
        lines.append(start + _term(term, len(start), indent))
    return "\n".join(lines)


def _term(term: Expression, column: int, indent: int) -> str:
    if isinstance(term, str):
        return term
    line = f"({_line(term)})"
    if column + len(line) <= WIDTH:
        return line
    return f"(\n{_block(term, indent + 4)}\n{' ' * indent})"
