"""Filters in the platform's query language: ``(F.email == "ann@example.com") & F.status.in_(["a", "b"])``.

What is written is quoted by construction: no value can end the text that it stands in. Operators are those that the
platform documents, and no others; `raw` is for a clause that needs more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn, final

from .ceql_values import DateFormat, column, epoch_ms, literal
from .errors import SettingsError

__all__ = ["DateFormat", "Expression", "F", "Field", "epoch_ms", "field", "raw"]

_SHOWN = "..."  # what a repr has in place of a value


class Expression:
    """A filter. ``&`` and ``|`` join filters, ``str`` gives the clause; its repr shows no values."""

    __slots__ = ()

    def __and__(self, other: object) -> Expression:
        return _joined("AND", self, other) if isinstance(other, Expression) else NotImplemented

    def __or__(self, other: object) -> Expression:
        return _joined("OR", self, other) if isinstance(other, Expression) else NotImplemented

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "a filter is neither true nor false: join filters by & and | in place of 'and' and 'or', each in "
            "parentheses, and write a range as (F.x > 1) & (F.x < 5)"
        )

    def __str__(self) -> str:
        return self.written(values=True)

    def __repr__(self) -> str:
        return f"<filter {self.written(values=False)}>"

    def written(self, *, values: bool) -> str:
        """Return the clause, with ``values`` or a mark in place of each."""
        raise NotImplementedError


@final
@dataclass(frozen=True, slots=True, repr=False)
class _Comparison(Expression):
    """A field compared with values: those of a list in parentheses, none at all after ``IS NULL``."""

    column: str
    operator: str
    literals: tuple[str, ...] = ()

    def written(self, *, values: bool) -> str:
        shown = ", ".join(self.literals if values else [_SHOWN] * bool(self.literals))
        if self.operator == "IN":
            shown = f"({shown})"
        return " ".join(filter(None, (self.column, self.operator, shown)))


@final
@dataclass(frozen=True, slots=True, repr=False)
class _Junction(Expression):
    """Filters joined by one word, AND or OR. A part that is joined by the other stands in parentheses.

    That is right whether a reader takes AND before OR, as SQL does, or both from left to right.
    """

    word: str
    parts: tuple[Expression, ...]

    def written(self, *, values: bool) -> str:
        texts = (
            f"({part.written(values=values)})" if isinstance(part, _Junction | _Raw) else part.written(values=values)
            for part in self.parts
        )
        return f" {self.word} ".join(texts)


@final
@dataclass(frozen=True, slots=True, repr=False)
class _Raw(Expression):
    """A clause that the caller wrote."""

    clause: str

    def written(self, *, values: bool) -> str:
        return self.clause if values else _SHOWN


def _joined(word: str, *operands: Expression) -> Expression:
    """Return operands joined by a word; those that are joined by the same word already give their parts."""
    parts: list[Expression] = []
    for operand in operands:
        parts += operand.parts if isinstance(operand, _Junction) and operand.word == word else (operand,)
    return _Junction(word, tuple(parts))


@final
@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A field to compare: ``F.email``, ``F["custom.multi"]`` or `field`. What it is compared with becomes a literal.

    A bool, int, float or Decimal stands bare, a str in quotes, a datetime as UTC in quotes or in the field's own
    format. ``== None`` asks whether the field is empty. Raises SettingsError for a value that no clause can hold.
    """

    name: str
    date_format: DateFormat | None = None

    def __post_init__(self) -> None:
        column(self.name)

    def __eq__(self, other: object) -> Expression:  # type: ignore[override]
        return self.is_null() if other is None else self._compared("=", other)

    def __ne__(self, other: object) -> Expression:  # type: ignore[override]
        if other is None:
            raise SettingsError(
                f"no operator for 'not empty' is documented, so {self.name} != None cannot be written; where the "
                "connector takes one, give the clause by raw(...)"
            )
        return self._compared("!=", other)

    def __lt__(self, other: object) -> Expression:
        return self._compared("<", other)

    def __le__(self, other: object) -> Expression:
        return self._compared("<=", other)

    def __gt__(self, other: object) -> Expression:
        return self._compared(">", other)

    def __ge__(self, other: object) -> Expression:
        return self._compared(">=", other)

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> NoReturn:
        raise TypeError(f"a field is neither true nor false: compare it, as in F[{self.name!r}] == True")

    def in_(self, values: Iterable[object]) -> Expression:
        """Return the filter for any of ``values``; raises SettingsError when there is none, or for a single text."""
        listed = isinstance(values, Iterable)  # pyright: ignore[reportUnnecessaryIsInstance]
        if isinstance(values, str | bytes) or not listed:
            kind = type(values).__name__
            raise SettingsError(f"{self.name}.in_ takes a list of values, not a {kind}: put it in [ ]")
        literals = tuple(literal(self.name, value, self.date_format) for value in values)
        if not literals:
            raise SettingsError(f"{self.name}.in_ has no values, which no clause can say; leave the call out")
        return _Comparison(column(self.name), "IN", literals)

    def like(self, pattern: str) -> Expression:
        """Return the filter for texts of a pattern, in which ``%`` stands for any characters; none is escaped."""
        if not isinstance(pattern, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise SettingsError(f"{self.name}.like takes a text, not a {type(pattern).__name__}")
        return self._compared("LIKE", pattern)

    def is_null(self) -> Expression:
        """Return the filter for what has no value here."""
        return _Comparison(column(self.name), "IS NULL")

    def _compared(self, operator: str, value: object) -> Expression:
        return _Comparison(column(self.name), operator, (literal(self.name, value, self.date_format),))


@final
class _Fields:
    """Makes fields of names: ``F.email``, ``F["address.street"]``."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Field:
        if name.startswith("__"):  # what Python itself asks for, when it copies an object for example
            raise AttributeError(name)
        return Field(name)

    def __getitem__(self, name: str) -> Field:
        return Field(name)

    def __repr__(self) -> str:
        return "F"


F = _Fields()
"""Fields by their names."""


def field(name: str, *, date_format: DateFormat | None = None) -> Field:
    """Return a field whose dates are written in the provider's own format.

    ``date_format`` is a format of ``strftime`` for the time in UTC, or a function of a datetime in UTC: a str that it
    returns is quoted, an int such as that of `epoch_ms` is not. Raises SettingsError for a name that cannot be.
    """
    return Field(name, date_format)


def raw(clause: str) -> Expression:
    """Return a filter that is sent as it is written here: quoting what stands in it is the caller's own affair."""
    if not isinstance(clause, str) or not clause.strip():  # pyright: ignore[reportUnnecessaryIsInstance]
        raise SettingsError("raw takes a clause, such as \"Email = 'ann@example.com'\"")
    return _Raw(clause)
