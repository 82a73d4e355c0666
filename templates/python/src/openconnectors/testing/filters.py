"""Filters of the platform's query language, read and applied to objects, as far as the language is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias, cast

from .exchanges import Refused

__all__ = ["Filter", "parse_filter", "value_at"]

Filter: TypeAlias = Callable[[Mapping[str, object]], bool]

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:[^']|'')*')|`(?P<column>[^`]+)`|(?P<sign><=|>=|!=|[=<>(),])|(?P<word>[^\s'"`<>=!(),]+))""",
)
_SIGNS: Mapping[str, Callable[[int], bool]] = {
    "=": lambda order: order == 0,
    "!=": lambda order: order != 0,
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}


def parse_filter(clause: str) -> Filter:
    """Return the filter of a clause; raises Refused, 400, for what is none."""
    parser = _Parser(clause)
    found = parser.either()
    parser.end()
    return found


def value_at(item: Mapping[str, object], name: str) -> object:
    """Return a member of an object, or one within a member by a name with dots; None where there is none."""
    if name in item:
        return item[name]
    head, dot, rest = name.partition(".")
    inner = item.get(head)
    return value_at(cast("Mapping[str, object]", inner), rest) if dot and isinstance(inner, Mapping) else None


class _Parser:
    """Reads ``expr = term {(AND|OR) term}``, AND before OR, words in any case."""

    def __init__(self, clause: str) -> None:
        self._tokens: list[tuple[str, str]] = []
        at, clause = 0, clause.rstrip()
        while at < len(clause):
            found = _TOKEN.match(clause, at)
            if found is None or found.lastgroup is None:
                raise _refused()
            self._tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()

    def end(self) -> None:
        """Raise Refused unless all was read."""
        if self._tokens:
            raise _refused()

    def either(self) -> Filter:
        """Read filters joined by OR."""
        parts = [self._all()]
        while self._word("OR"):
            parts.append(self._all())
        return lambda item: any(part(item) for part in parts)

    def _all(self) -> Filter:
        parts = [self._term()]
        while self._word("AND"):
            parts.append(self._term())
        return lambda item: all(part(item) for part in parts)

    def _term(self) -> Filter:
        if self._sign("("):
            inner = self.either()
            self._need(self._sign(")"))
            return inner
        name = self._take("column", "word")
        if self._word("IS"):
            negated = self._word("NOT")
            self._need(self._word("NULL"))
            return lambda item: (value_at(item, name) is None) != negated
        if self._word("IN"):
            self._need(self._sign("("))
            values = [self._take("text", "word")]
            while self._sign(","):
                values.append(self._take("text", "word"))
            self._need(self._sign(")"))
            return lambda item: any(_order(value_at(item, name), value) == 0 for value in values)
        if self._word("LIKE"):
            pattern = re.compile(".*".join(map(re.escape, self._take("text").split("%"))), re.DOTALL)
            return lambda item: pattern.fullmatch(_text(value_at(item, name)) or "") is not None
        meant = _SIGNS.get(self._take("sign"))
        if meant is None:
            raise _refused()
        return _compared(name, meant, self._take("text", "word"))

    def _take(self, *kinds: str) -> str:
        if not self._tokens or self._tokens[0][0] not in kinds:
            raise _refused()
        kind, text = self._tokens.pop(0)
        return text[1:-1].replace("''", "'") if kind == "text" else text

    def _word(self, word: str) -> bool:
        return self._skip("word", word)

    def _sign(self, sign: str) -> bool:
        return self._skip("sign", sign)

    def _skip(self, kind: str, text: str) -> bool:
        if self._tokens and self._tokens[0][0] == kind and self._tokens[0][1].upper() == text:
            self._tokens.pop(0)
            return True
        return False

    def _need(self, there: bool) -> None:
        if not there:
            raise _refused()


def _compared(name: str, meant: Callable[[int], bool], value: str) -> Filter:
    def matches(item: Mapping[str, object]) -> bool:
        order = _order(value_at(item, name), value)
        return order is not None and meant(order)

    return matches


def _order(value: object, literal: str) -> int | None:
    """Return how a value stands to a literal, as numbers where both are; None where there is no value."""
    text = _text(value)
    if text is None:
        return None
    one, other = _number(text), _number(literal)
    if one is not None and other is not None:
        return (one > other) - (one < other)
    return (text > literal) - (text < literal)


def _text(value: object) -> str | None:
    if value is None or isinstance(value, dict | list):
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _refused() -> Refused:
    return Refused(400, "Error parsing query")
