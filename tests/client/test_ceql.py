"""Filters in the platform's query language: what is written, what is refused, and that a parser gets the same back."""

from __future__ import annotations

import copy
import enum
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st
from openconnectors import SettingsError, ceql
from openconnectors.ceql import F, field, raw


class Color(enum.StrEnum):
    RED = "it's red"


AWARE = datetime(2018, 1, 15, 1, 2, 3, 456789, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("expression", "clause"),
    [
        (F.email == "o'brien@x.io", "email = 'o''brien@x.io'"),
        (F["custom.multi"] != "a\\'\"b", "custom.multi != 'a\\''\"b'"),
        (F["ns:invoice number"] < 5, "`ns:invoice number` < 5"),
        (F["custom.1"] <= 0.1, "`custom.1` <= 0.1"),
        (F["or"] > 1e20, "`or` > 100000000000000000000"),
        (F.n >= Decimal("1.50"), "n >= 1.50"),
        (F.n == 1e-7, "n = 0.0000001"),
        (F.active == True, "active = true"),  # noqa: E712
        (F.color == Color.RED, "color = 'it''s red'"),
        (F.gone == None, "gone IS NULL"),  # noqa: E711
        (F.gone.is_null(), "gone IS NULL"),
        (F.name.like("x%'"), "name LIKE 'x%'''"),
        (F.status.in_(["a", 1, False]), "status IN ('a', 1, false)"),
        (F.status.in_(iter(["a"])), "status IN ('a')"),
        (F.at >= AWARE, "at >= '2018-01-14T23:02:03.456Z'"),
        (F.day == date(2018, 1, 5), "day = '2018-01-05'"),
        (field("at", date_format="%m/%d/%Y %H:%M:%S") > AWARE, "at > '01/14/2018 23:02:03'"),
        (field("at", date_format=ceql.epoch_ms).in_([AWARE]), "at IN (1515970923456)"),
        (field("at", date_format=ceql.epoch_ms) == date(1970, 1, 2), "at = 86400000"),
        (field("at", date_format=lambda at: f"{at:%Y}'") == AWARE, "at = '2018'''"),
        ((F.a == 1) & (F.b == 2) & (F.c == 3), "a = 1 AND b = 2 AND c = 3"),
        ((F.a == 1) & ((F.b == 2) | (F.c == 3)), "a = 1 AND (b = 2 OR c = 3)"),
        ((F.a == 1) & (F.b == 2) | (F.c == 3), "(a = 1 AND b = 2) OR c = 3"),
        (raw("x CONTAINS 'y' OR z") & (F.a == 1), "(x CONTAINS 'y' OR z) AND a = 1"),
        (raw("search = 'x'"), "search = 'x'"),
    ],
)
def test_what_is_written(expression: ceql.Expression, clause: str) -> None:
    assert str(expression) == clause


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: F.a == datetime(2018, 1, 1), "no zone"),
        (lambda: F.a.in_([]), "no values"),
        (lambda: F.a.in_("abc"), "list of values"),
        (lambda: F.a.in_(5), "list of values"),  # type: ignore[arg-type]
        (lambda: F.a.in_([None]), "== None asks"),
        (lambda: F.a < None, "== None asks"),
        (lambda: F.a != None, "documented"),  # noqa: E711
        (lambda: F.a == F.b, "a Field"),
        (lambda: F.a == b"x", "a bytes"),
        (lambda: F.a == ["x"], "a list"),
        (lambda: F.a == float("nan"), "finite"),
        (lambda: F.a == Decimal("Infinity"), "finite"),
        (lambda: F.a.like(5), "takes a text"),  # type: ignore[arg-type]
        (lambda: F["a`b"], "backtick"),
        (lambda: F["a\nb"], "control"),
        (lambda: F[""], "not empty"),
        (lambda: F[5], "not empty"),  # type: ignore[index]
        (lambda: raw(" "), "takes a clause"),
    ],
)
def test_what_is_refused(make: Callable[[], object], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        make()


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: bool(F.a == 1),
        lambda: (F.a == 1) and (F.b == 2),
        lambda: 1 < F.a < 5,
        lambda: not F.a,
        lambda: (F.a == 1) & "b = 2",
        lambda: (F.a == 1) | True,
        lambda: {F.a},
    ],
)
def test_mistakes_of_python_are_told(mistake: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        mistake()


def test_a_repr_shows_no_value() -> None:
    expression = ((F.email == "hunter2") | F.n.in_([77, 78])) & raw("x = 'hunter2'") & F.gone.is_null()
    assert repr(expression) == "<filter (email = ... OR n IN (...)) AND (...) AND gone IS NULL>"
    assert repr(F) == "F"
    assert copy.deepcopy(F) is not None


# A reader of the grammar: expr = term {(AND|OR) term}; term = "(" expr ")" | field op literal
# | field IN "(" literals ")" | field LIKE string | field IS NULL. Words in any case; AND before OR.
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<column>`[^`]+`)|(?P<number>-?[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<sign><=|>=|!=|[=<>(),])|(?P<name>[A-Za-z_][\w.]*))",
    re.DOTALL,
)


class Parser:
    def __init__(self, clause: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(clause):
            found = _TOKEN.match(clause, at)
            assert found is not None, f"nothing of the grammar at {at} of {clause!r}"
            assert found.lastgroup is not None
            self.tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()

    def word(self, *words: str) -> bool:
        if self.tokens and self.tokens[0][0] in ("name", "sign") and self.tokens[0][1].upper() in words:
            self.tokens.pop(0)
            return True
        return False

    def joined(self, words: tuple[str, ...]) -> Any:
        inner = self.term if words == ("AND",) else lambda: self.joined(("AND",))
        parts = [inner()]
        while self.word(*words):
            parts.append(inner())
        return parts[0] if len(parts) == 1 else (words[0], parts)

    def expression(self) -> Any:
        return self.joined(("OR",))

    def term(self) -> Any:
        if self.word("("):
            inner = self.expression()
            assert self.word(")")
            return inner
        kind, name = self.tokens.pop(0)
        assert kind in ("name", "column")
        name = name.strip("`") if kind == "column" else name
        if self.word("IS"):
            assert self.word("NULL")
            return (name, "IS NULL")
        if self.word("IN"):
            assert self.word("(")
            values = [self.literal()]
            while self.word(","):
                values.append(self.literal())
            assert self.word(")")
            return (name, "IN", values)
        kind, operator = self.tokens.pop(0)
        assert operator in ("=", "!=", "<", "<=", ">", ">=", "LIKE")
        return (name, operator, self.literal())

    def literal(self) -> Any:
        kind, text = self.tokens.pop(0)
        if kind == "text":
            return text[1:-1].replace("''", "'")
        if kind == "number":
            return Decimal(text)
        return {"TRUE": True, "FALSE": False}[text.upper()]


def parsed(clause: str) -> Any:
    parser = Parser(clause)
    tree = parser.expression()
    assert parser.tokens == []
    return tree


_OPERATORS: dict[str, Callable[[ceql.Field, Any], ceql.Expression]] = {
    "=": lambda f, value: f == value,
    "!=": lambda f, value: f != value,
    "<": lambda f, value: f < value,
    "<=": lambda f, value: f <= value,
    ">": lambda f, value: f > value,
    ">=": lambda f, value: f >= value,
}
_names = st.text(
    st.characters(exclude_characters="`", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=8
) | st.sampled_from(["and", "null", "a.b", "x'y", "a b", "or = 1 OR"])
_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.text("'%\\\"` ()=", max_size=6)
_values = _texts | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)


def _read_back(value: object) -> object:
    return Decimal(repr(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


_terms = st.one_of(
    st.tuples(_names, st.sampled_from([*_OPERATORS]), _values).map(
        lambda t: (_OPERATORS[t[1]](F[t[0]], t[2]), (t[0], t[1], _read_back(t[2])))
    ),
    st.tuples(_names, _texts).map(lambda t: (F[t[0]].like(t[1]), (t[0], "LIKE", t[1]))),
    st.tuples(_names, st.lists(_values, min_size=1, max_size=4)).map(
        lambda t: (F[t[0]].in_(t[1]), (t[0], "IN", [*map(_read_back, t[1])]))
    ),
    _names.map(lambda name: (F[name].is_null(), (name, "IS NULL"))),
)


def _join(word: str, one: Any, other: Any) -> tuple[ceql.Expression, Any]:
    """Both trees joined by a word, in which equal words that follow each other are one list."""
    trees = (one[1], other[1])
    parts = [part for tree in trees for part in (tree[1] if tree[0] == word and isinstance(tree[1], list) else [tree])]
    return (one[0] & other[0] if word == "AND" else one[0] | other[0]), (word, parts)


_trees = st.recursive(
    _terms,
    lambda inner: st.tuples(st.sampled_from(["AND", "OR"]), inner, inner).map(lambda t: _join(*t)),
    max_leaves=8,
)


@given(_trees)
def test_a_parser_gets_the_same_tree_back(pair: tuple[ceql.Expression, Any]) -> None:
    expression, tree = pair
    assert parsed(str(expression)) == tree
