"""Every rule has a page, and every rule that is used anywhere is a known one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from ocgen.changes.rules import RULES
from ocgen.explain import rules
from ocgen.linter.checks import CHECKED
from ocgen.linter.rule import Rule
from ocgen.plan.compare import State
from tests.conftest import REPOSITORY, Ocgen
from tests.lint.test_rules import BROKEN

_REPORTS = {"Finding", "report", "_report", "_doubt"}
_ID = re.compile(r"[a-z]+(-[a-z]+)*")
_COMPUTED = re.compile(r"f'[^ ]*'")


def used() -> Iterator[str]:
    """The rules that the source names where it makes findings."""
    root = REPOSITORY / "generator" / "ocgen"
    for path in root.rglob("*.py"):
        if "patterns" in path.relative_to(root).parts:
            continue  # notes problems of a pattern's text, no findings
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and name_of(node.func) in _REPORTS:
                yield from ids(node.args[:2])


def name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def ids(arguments: list[ast.expr]) -> Iterator[str]:
    """The rule is the first argument, or the second after a place; a level in its stead is none."""
    for argument in arguments:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and _ID.fullmatch(argument.value):
            yield argument.value
        elif isinstance(argument, ast.JoinedStr) and _COMPUTED.fullmatch(ast.unparse(argument)):
            yield ast.unparse(argument)


def test_every_rule_that_is_used_is_explained() -> None:
    found = set(used()) - {"error", "warning", "info"}
    assert {"schema", "yaml-syntax", "unknown-reference", "configuration", "todo"} <= found
    computed = {name for name in found if not _ID.fullmatch(name)}
    assert computed == {"f'generated-{first.state}'"}, "give the test the ids that this can become"
    stale = {f"generated-{state}" for state in get_args(State) if state != "current"}
    assert (found - computed) | stale | set(RULES) == {rule.id for rule in rules()}


def test_rules_are_listed_once_and_in_order() -> None:
    names = [rule.id for rule in rules()]
    assert names == sorted(set(names))


def test_every_page_says_what_and_how_to_fix_it() -> None:
    for rule in rules():
        assert rule.title and not rule.title.endswith("."), rule.id
        assert "How to fix it" in rule.explanation, rule.id
        assert len(rule.explanation.split()) > 30, rule.id


def test_findings_bear_the_name_of_the_module_that_makes_them() -> None:
    for module in CHECKED:
        own = {
            name
            for name in ids_in(REPOSITORY.joinpath("generator", *module.__name__.split(".")).with_suffix(".py"))
            if name not in {"error", "warning", "info"}
        }
        assert own == {Rule.of(module).id}


def ids_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and name_of(node.func) == "Finding":
            yield from ids(node.args[:1])


def test_every_rule_has_a_spec_that_breaks_it() -> None:
    elsewhere = {
        "incomplete-platform",
        "unused-family",
        "unused-resources",
        "unused-erratum",
        "real-credential",
        "missing-translation",
    }  # in tests of their own
    for module in CHECKED:
        rule = Rule.of(module).id
        assert rule in elsewhere or any(f"#! {rule}" in text for text in BROKEN.values()), rule


def test_explain_shows_the_page(ocgen: Ocgen) -> None:
    shown = ocgen("explain", "unmarked-secret")
    assert shown.code == 0
    assert shown.out.startswith("unmarked-secret (error): A value looks secret")
    assert "secret: true" in shown.out
