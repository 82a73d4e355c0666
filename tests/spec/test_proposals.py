"""What editors propose: the names of the platform file, and never what is the only legal value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docs._reference.__main__ import connector_schema
from ocgen.spec.proposals import proposals_of
from ocgen.spec.schema import KINDS, schema_text, validator
from tests.conftest import CONNECTORS, SPECS, Ocgen

PLATFORM = CONNECTORS[0].platform
BUNDLED = (SPECS / "platform.yaml").read_text(encoding="utf-8")


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from parts(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from parts(value)


def names(schema: str, definition: str) -> list[str]:
    found: list[str] = json.loads(schema)["$defs"][definition]["enum"]
    return found


def test_the_committed_schema_has_the_names_of_our_platform_file() -> None:
    committed = (SPECS / "schema" / "connector.schema.json").read_text(encoding="utf-8")
    assert committed == connector_schema(), "run: make reference"
    assert names(committed, "field_names") == [f.name for f in PLATFORM.configuration]
    assert names(committed, "query_parameter_names") == [p.name for p in PLATFORM.query_parameters]
    assert names(committed, "callback_parameter_names") == [p.name for p in PLATFORM.callback_parameters]
    assert names(committed, "provider_data_names") == [p.name for p in PLATFORM.provider_data]
    assert names(committed, "format_names") == [f.name for f in PLATFORM.formats]
    assert names(committed, "hub_names") == [name for name, _ in PLATFORM.hubs]
    for definition in (d for d in json.loads(committed)["$defs"].values() if "enumDescriptions" in d):
        assert len(definition["enumDescriptions"]) == len(definition["enum"])


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_is_proposed_and_no_other_is_refused(kind: str) -> None:
    schema = json.loads(schema_text(kind))  # type: ignore[arg-type]
    proposed = {f"#/$defs/{name}" for name in proposals_of(SPECS)}
    used = set()
    for part in parts(schema):
        assert part.get("$ref") not in proposed or part == {"$ref": part["$ref"]}
        references = {one["$ref"] for one in part.get("anyOf", ()) if one.get("$ref") in proposed}
        if references:
            assert {} in part["anyOf"]
        used |= references
    assert used == proposed


def test_specs_may_hold_names_of_their_own() -> None:
    own = {"key": "own.field", "description": "Mine.", "format": "own_format"}
    query = ["apiKey", "own", {"name": "mine", "description": "Mine."}]
    spec = {
        "key": "acme", "name": "Acme", "hub": "my-hub", "provider": "Acme", "description": "Works.",
        "authentication": {"oauth2": {"oauth_url": {"query": query}, "callback": query, "provider_data": query}},
        "configuration": ["oauth.api.key", "another", own], "errata": ["no-such"],
    }  # fmt: skip
    assert validator("connector").is_valid(spec)
    spec["configuration"] = [{**own, "unknown": 1}]
    assert not validator("connector").is_valid(spec)
    spec["configuration"] = []
    spec["authentication"] = {"oauth2": {"callback": [{"name": "a", "unknown": 1}]}}
    assert not validator("connector").is_valid(spec), "what a parameter may hold stays closed"


def test_a_project_with_a_platform_file_proposes_its_names(ocgen: Ocgen, tmp_path: Path) -> None:
    specs = tmp_path / "specs"
    specs.mkdir()
    assert ocgen("schema").out == connector_schema()
    own = BUNDLED.replace("  - key: oauth.scope\n", "  - key: oauth.own.scope\n", 1).replace(
        "\nhubs:\n", "\nhubs:\n  - name: mine\n    description: Mine\n"
    )
    assert own.count("oauth.own.scope") == 1
    own = own.replace("- oauth.scope\n", "- oauth.own.scope\n")
    (specs / "platform.yaml").write_text(own, encoding="utf-8")
    for kind in ("connector", "family"):
        printed = ocgen("schema", kind).out
        assert "oauth.own.scope" in names(printed, "field_names") and "mine" in names(printed, "hub_names")
    assert ocgen("new", "acme", "--name", "Acme").code == 0
    assert (specs / "schema" / "connector.schema.json").read_text(encoding="utf-8") == ocgen("schema").out
    (specs / "platform.yaml").write_text("name: [", encoding="utf-8")
    assert ocgen("schema").out == connector_schema(), "one that is not in order proposes nothing"
