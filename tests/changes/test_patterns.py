"""A changed pattern through `ocgen diff`: what it does to a client hangs on what fits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.changes.conftest import SPEC
from tests.conftest import Ocgen

FIELD = SPEC.replace("example: one.acme.example", "example: abc\n    MEMBERS")
CALLBACK = SPEC.replace("callback: [code, state]", "callback: [code, {name: state, description: Comes back., MEMBERS}]")


def told(project: Path, ocgen: Ocgen, spec: str, before: str, after: str) -> tuple[str, str]:
    """Return level and message of the one change between two forms of the spec."""
    for name, members in (("a", before), ("b", after)):
        (project / f"{name}.yaml").write_text(spec.replace("MEMBERS", members), encoding="utf-8")
    (change,) = json.loads(ocgen("diff", "a.yaml", "b.yaml", "--format", "json").out)["changes"]
    assert change["kind"].endswith("-pattern-changed")
    return change["level"], change["message"]


@pytest.mark.parametrize(
    ("spec", "before", "after", "level", "remark"),
    [
        # Of what is sent, all that fitted must fit.
        (FIELD, "^[a-z]+$", "^[a-z0-9]+$", "info", "all that fits the first fits the second"),
        (FIELD, "^[a-z]+$", "^[a-z]{3}$", "breaking", '"a" fits the first and not the second'),
        (FIELD, r"^[a-z\t]+$", "^[a-z]+$", "breaking", r'"\t" fits the first and not the second'),
        (FIELD, r"^\w+$", "^[a-z]+$", "breaking", "whether all that fits the first fits the second cannot be told"),
        (FIELD, "", "^[a-z]+$", "breaking", '"A" does not fit the second'),
        (FIELD, "^[a-z]+$", "", "info", ""),
        # Of what is received, nothing may come that did not fit.
        (CALLBACK, "^[a-z]+$", "^[a-z]{3}$", "info", "all that fits the second fits the first"),
        (CALLBACK, "^[a-z]+$", "^[a-z0-9]+$", "breaking", '"0" fits the second and not the first'),
        (CALLBACK, "^[a-z]+$", "", "breaking", '"A" does not fit the first'),
        (CALLBACK, "", "^[a-z]+$", "info", ""),
    ],
)
def test_what_fits_decides(
    project: Path, ocgen: Ocgen, spec: str, before: str, after: str, level: str, remark: str
) -> None:
    forms = [f"pattern: '{pattern}'" if pattern else "" for pattern in (before, after)]
    found, message = told(project, ocgen, spec, *forms)
    assert found == level
    assert message.partition("; ")[2] == remark


@pytest.mark.parametrize(
    ("before", "after", "level", "remark"),
    [
        ("type: integer", "type: integer\n    pattern: '^[1-9]$'", "breaking", '"0" fits the first and not the second'),
        ("enum: [abc]", "enum: [abc]\n    pattern: '^[x-z]+$'", "info", "all that fits the first fits the second"),
    ],
)
def test_what_more_than_a_pattern_binds_has_its_say(
    project: Path, ocgen: Ocgen, before: str, after: str, level: str, remark: str
) -> None:
    found, message = told(project, ocgen, FIELD.replace("example: abc", "example: '1'"), before, after)
    assert (found, message.partition("; ")[2]) == (level, remark)


def test_a_long_example_is_cut(project: Path, ocgen: Ocgen) -> None:
    level, message = told(project, ocgen, FIELD, "pattern: '^a{200}$'", "pattern: '^b$'")
    assert level == "breaking"
    assert '"aaaaaaaa' in message and '…" (200 characters) fits the first and not the second' in message
    assert len(message) < 250
