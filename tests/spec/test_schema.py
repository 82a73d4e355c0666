"""The spec schema: a valid document itself, and its findings as a person would want them."""

from __future__ import annotations

import json
from collections.abc import Callable

import jsonschema
import pytest

from ocgen.findings.finding import Finding
from ocgen.spec import Loaded
from ocgen.spec.schema import KINDS, Kind, schema_text

GOOD = """\
key: acme
name: Acme
hub: crm
provider: Acme
description: Works with Acme.
authentication:
  custom: {}
configuration:
  - key: acme.token
    label: Token
    description: The token.
    secret: true
    required: true
    example: fake
"""


@pytest.mark.parametrize("kind", KINDS)
def test_the_schemas_are_valid_and_self_contained(kind: Kind) -> None:
    schema = json.loads(schema_text(kind))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert "connector.schema.json#" not in schema_text(kind)


def _properties(schema: object) -> list[dict[str, object]]:
    if isinstance(schema, dict):
        own = schema.get("properties")
        found = list(own.values()) if isinstance(own, dict) else []
        return found + [p for value in schema.values() for p in _properties(value)]
    return [p for value in schema for p in _properties(value)] if isinstance(schema, list) else []


def test_every_key_of_a_connector_has_hover_help() -> None:
    properties = [p for p in _properties(json.loads(schema_text("connector"))) if p.keys() - {"$ref", "anyOf"}]
    assert len(properties) > 50
    assert all(p.get("title") and p.get("description") for p in properties)
    assert sum("examples" in p for p in properties) > 30


def findings(load_text: Callable[..., Loaded], text: str, **families: str) -> list[Finding]:
    return list(load_text(text, **families).findings)


def test_a_good_spec_has_no_finding(load_text: Callable[..., Loaded]) -> None:
    loaded = load_text(GOOD)
    assert not loaded.findings
    assert [c.key for c in loaded.connectors] == ["acme"]


def test_a_misspelt_key_is_one_finding_at_its_place(load_text: Callable[..., Loaded]) -> None:
    (finding,) = findings(load_text, GOOD.replace("provider: Acme", "provder: Acme"))
    assert (finding.location.line, finding.location.column) == (4, 1)
    assert finding.message == 'unknown key "provder"'
    assert finding.help == 'did you mean "provider"?'


def test_key_and_name_are_told_apart_in_one_finding(load_text: Callable[..., Loaded]) -> None:
    text = GOOD.replace("custom: {}", "custom: {callback: [{key: code2, description: Code., example: a}]}")
    (finding,) = findings(load_text, text)
    assert (finding.message, finding.help) == ('unknown key "key"', 'did you mean "name"?')
    (finding,) = findings(load_text, GOOD.replace("- key: acme.token", "- name: acme.token"))
    assert (finding.message, finding.help) == ('unknown key "name"', 'did you mean "key"?')
    (finding,) = findings(load_text, text.replace("key: code2", "name: code2, key: x"))
    assert finding.help.startswith("known here: ")


@pytest.mark.parametrize(
    ("before", "after", "line", "column", "said", "help_"),
    [
        ("hub: crm", "hub: [crm]", 3, 6, "hub must be text, not a list", "For example"),
        ("hub: crm", "hub: CRM", 3, 6, "form that is not accepted", "For example"),
        ("name: Acme", "name: ''", 2, 7, "name is empty", ""),
        ("name: Acme\n", "", 1, 1, 'the key "name" is missing', "name: The connector's name"),
        ("secret: true", "secret: yes", 12, 13, "secret must be true or false, not text", ""),
        ("label: Token", "lable: Token", 10, 5, 'unknown key "lable"', 'did you mean "label"?'),
        ("custom: {}", "oauth3: {}", 7, 3, 'the method "oauth3" needs a type', "oauth2"),
        ("custom: {}", "oauth2: {}", 7, 3, "has no oauth_url", ""),
        ("custom: {}", "custom: {type: oath2}", 7, 18, "must be oauth2 or", 'did you mean "oauth2"?'),
        ("configuration:\n", "configuration:\n  - oauth.api.kee\n", 9, 5, 'named "oauth.api.kee"', "oauth.api.key"),
        ("example: fake", "format: urll", 14, 13, 'no format is named "urll"', 'did you mean "url"?'),
        ("key: acme\n", "key: acme\nfamily: acmee\n", 2, 9, 'no family is named "acmee"', ""),
        ("hub: crm", "<<: {hub: crm}", 3, 1, 'unknown key "<<"', "merge keys"),
    ],
)  # fmt: skip
def test_each_mistake_has_place_reason_and_remedy(
    load_text: Callable[..., Loaded], before: str, after: str, line: int, column: int, said: str, help_: str
) -> None:
    assert before in GOOD
    found = findings(load_text, GOOD.replace(before, after, 1))
    first = next((f for f in found if said in f.message), None)
    assert first is not None, found
    assert (first.location.line, first.location.column) == (line, column)
    assert help_ in first.help


def test_all_mistakes_are_told_at_once_in_order(load_text: Callable[..., Loaded]) -> None:
    text = GOOD.replace("hub: crm", "hub: CRM").replace("label:", "lable:").replace("secret: true", "secret: maybe")
    lines = [f.location.line for f in findings(load_text, text)]
    assert lines == [3, 10, 12]


def test_a_mistake_in_a_family_is_told_once_and_at_its_place(load_text: Callable[..., Loaded]) -> None:
    family = GOOD.replace("key: acme\nname: Acme\n", "").replace("label:", "lable:")
    found = findings(load_text, "key: acme\nname: Acme\nfamily: acmes\n", acmes=family)
    assert [f.location.path.rpartition("/")[2] for f in found] == ["acmes.yaml"]


def test_what_only_the_merged_spec_lacks_is_told_at_the_connector(load_text: Callable[..., Loaded]) -> None:
    family = GOOD.replace("key: acme\nname: Acme\n", "").replace("provider: Acme\n", "")
    (finding,) = findings(load_text, "key: acme\nname: Acme\nfamily: acmes\n", acmes=family)
    assert finding.message == 'the key "provider" is missing'
    assert finding.location.path.endswith("acme.yaml")


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("key: acme\n", 'key: "acme\\n"\n', 1),
        ("hub: crm", 'hub: "crm\\n"', 3),
        ("- key: acme.token", '- key: "acme.token\\n"', 9),
        ("custom: {}", '"custom\\n": {}', 7),
        ("custom: {}", 'custom: {provider_data: [{name: "x", value_from: "token:token\\n"}]}', 7),
        ("description: Works with Acme.", 'description: {en: It., "de\\n": Es.}', 5),
        ("hub: crm", 'hub: crm\ndocumentation: "https://x.example/\\n"', 4),
        ("hub: crm", 'hub: crm\nsources: [{page: x, read: "2026-11-24\\n"}]', 4),
    ],
)
def test_a_line_break_at_the_end_is_no_part_of_a_form(
    load_text: Callable[..., Loaded], before: str, after: str, line: int
) -> None:
    assert before in GOOD
    found = findings(load_text, GOOD.replace(before, after))
    assert [f.location.line for f in found if "U+000A LINE FEED" in f.message] == [line]


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "2026-00-10", "2025-02-29", "0000-01-01", "2026-11-31"])
def test_a_day_that_no_calendar_has_is_told(load_text: Callable[..., Loaded], day: str) -> None:
    (finding,) = findings(load_text, f"{GOOD}sources:\n  - page: x\n    read: {day}\n")
    assert (finding.location.line, finding.message) == (17, f'read is no date: "{day}"')
    assert finding.help == 'The day it was read. For example: "2026-11-23"'


@pytest.mark.parametrize("value", ["~", "null", "Null"])
def test_a_value_that_yaml_takes_for_nothing_may_be_quoted(load_text: Callable[..., Loaded], value: str) -> None:
    (finding,) = findings(load_text, GOOD.replace("label: Token", f"label: Token\n    enum: [a, {value}]"))
    assert f'quote it if it is meant as text: "{value}"' in finding.help
    assert not findings(load_text, GOOD.replace("label: Token", f'label: Token\n    enum: [a, "{value}"]'))
