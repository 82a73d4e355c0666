"""What `ocgen diff` prints as JSON is what its published schema says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from ocgen.changes.compare import compare
from ocgen.changes.report import to_json
from ocgen.changes.rules import Levels
from ocgen.facts.of_spec import facts_of
from ocgen.files.resources import report_schema
from tests.changes.conftest import SPEC
from tests.changes.edits import edits
from tests.conftest import CONNECTORS, Ocgen

SCHEMA = json.loads(report_schema("changes"))
VALID = Draft202012Validator(SCHEMA)


def test_every_edit_is_told_in_the_form_of_the_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    for connector in CONNECTORS[::20]:
        before = facts_of(connector)
        for edit in edits(connector):
            changes = compare(before, facts_of(edit.after))
            report = json.loads(to_json(changes, Levels({}), [changes[0].fingerprint]))
            VALID.validate(report)
            # The schema names every key that there is.
            assert report["changes"][0].keys() <= SCHEMA["$defs"]["change"]["properties"].keys()


def test_the_command_prints_it_and_the_schema(project: Path, ocgen: Ocgen) -> None:
    (project / "b.yaml").write_text(SPEC.replace("hub: crm", "hub: erp"), encoding="utf-8")
    assert json.loads(ocgen("schema", "changes").out) == SCHEMA
    for b in ("b.yaml", "acme"):
        VALID.validate(json.loads(ocgen("diff", "acme", b, "--format", "json").out))


@pytest.mark.parametrize(
    "damage", [{"breaking": False}, {"level": "error"}, {"fingerprint": "1"}, {"kind": "Hub"}, {"accepted": None}]
)
def test_the_schema_refuses_what_is_none(project: Path, ocgen: Ocgen, damage: dict[str, object]) -> None:
    (project / "b.yaml").write_text(SPEC.replace("hub: crm", "hub: erp"), encoding="utf-8")
    report = json.loads(ocgen("diff", "acme", "b.yaml", "--format", "json").out)
    report["changes"][0] |= damage
    assert not VALID.is_valid(report)
