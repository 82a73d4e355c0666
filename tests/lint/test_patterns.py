"""What is told of a pattern: how bad it is, why, and what to write instead."""

from __future__ import annotations

import pytest

from tests.lint.conftest import BASE, Lint
from tests.lint.test_rules import field


def told(lint_text: Lint, pattern: str) -> list[tuple[str, str, str, str]]:
    findings = lint_text(BASE + field("acme.x", pattern=f"'{pattern}'", example=""))
    return [(f.rule, f.level, f.message, f.help) for f in findings if f.rule.startswith("pattern-")]


@pytest.mark.parametrize(
    ("pattern", "level", "message"),
    [
        ("^(b|a{1,20}){1,20}$", "error", 'to refuse a text of 25 characters takes 117,381,473 steps: "a" * 24 + "x"'),
        ("^([a-z]+-?)+$", "error", 'to refuse a text of 42 characters takes 15,393,162,788,858 steps: "a" * 41 + "A"'),
        ("^(a*)*b$", "error", 'to refuse a text of 41 characters takes 17,592,186,044,414 steps: "a" * 41'),
        (
            "^a+a+a+$",
            "error",
            "the time to refuse a text grows with the cube of the length, 6,999,364 steps at 256 characters: "
            '"a" * 5001 + "b"',
        ),
        (
            "^a*b?a*$",
            "warning",
            "the time to refuse a text grows with the square of the length, 89,177 steps at 256 characters: "
            '"a" * 5001 + "x"',
        ),
        ("^" + "a?" * 500 + "$", "error", "the pattern is too complex for its running time to be judged"),
    ],
)
def test_what_runs_away_is_told_with_its_cost(lint_text: Lint, pattern: str, level: str, message: str) -> None:
    [(rule, found, text, remedy)] = told(lint_text, pattern)
    assert (rule, found, text) == ("pattern-backtracking", level, message)
    assert remedy


@pytest.mark.parametrize(
    ("pattern", "remedies"),
    [
        (r"^\d+$", ["write: ^[0-9]+$"]),
        ("^[--c]$", [r"write: ^[\--c]$"]),
        (r"\A[a-z]+\Z", ["write: ^[a-z]+$"] * 2),
        (r"\d+", ["write: [0-9]+", "if the whole value is meant, write: ^[0-9]+$"]),
        ("^a|b$", ["if the whole value is meant, write: ^(a|b)$"]),
        ("^(?>a|ab)c$", ["rewrite it with literals, sets, groups, alternatives and counters"]),
        ("^a++a$", ["rewrite it with literals, sets, groups, alternatives and counters"]),
    ],
)
def test_what_is_written_instead_means_the_same_or_says_what_it_means(
    lint_text: Lint, pattern: str, remedies: list[str]
) -> None:
    assert sorted(remedy for *_, remedy in told(lint_text, pattern)) == sorted(remedies)


@pytest.mark.parametrize(
    ("pattern", "instead"),
    [
        ("^([a-z]+-?)+$", "^[a-z]+(-[a-z]+)*-?$"),
        ("^([a-z]+-?)*$", "^([a-z]+(-[a-z]+)*-?)?$"),
        ("^(a+)+$", "^a+$"),
        ("^([a-z]{1,9}){1,20}$", "^[a-z]{1,180}$"),
        ("^(a|[a-z]|[.])*$", "^[.a-z]*$"),
        ("^a*a*$", "^a*$"),
        ("^a+a+a+$", "^a{3,}$"),
        (r"^([^\r\n]+/?)+x$", ""),
        ("^([a-z]{1,20}[0-9]?){1,10}$", ""),
        ("^(a{2}|b){2,9}(a{3}|b*)*$", ""),
    ],
)
def test_a_simpler_pattern_is_offered_where_it_accepts_the_same(lint_text: Lint, pattern: str, instead: str) -> None:
    [(_, _, _, remedy)] = told(lint_text, pattern)
    assert remedy == (f"write: {instead}" if instead else "leave only one way to go on after each character")
