"""Bodies and answers of resources: what validators and JSON Schemas say of them, and what looks misspelt."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from jsonschema import Draft202012Validator

from ocgen.model.names import module_name
from tests.amount import examples
from tests.bodies import POOL
from tests.checkers import GENERATED, schema_validator
from tests.conftest import CONNECTORS
from tests.processes import BINARIES, run

SPEC = """
key: acme
name: Acme
hub: crm
provider: Acme
description: Works with Acme.
authentication: {custom: {}}
configuration: [{key: a, description: Text a., example: x}]
sources: [{page: a, read: 2026-11-24}]
resources_basis: documented
resources:
  contacts:
    calls: [list, create, get, update, delete]
    fields:
      email: string!
      createdDate: {type: string, read_only: true}
      password: {type: string, secret: true}
      "a/b~c": boolean
      age: integer
      score: number
      extra: any
      status: {type: string, enum: [active, gone]}
      level: {type: integer, enum: ["1", "2"]}
      tags: [string]
      address: {fields: {city: string!, lines: [string]}}
      phones: {type: array, items: {type: object, fields: {number: string!}}}
    actions:
      merge: {call: "POST {id}/merge", fields: {into: string!}, answer_fields: {merged: boolean}}
  files:
    calls: [upload]
    fields: {name: string}
"""
SCRIPT = """
import json, sys
from openconnectors.resource_validators.acme import ANSWERS, BODIES
told = []
for group, name, body in json.load(sys.stdin):
    check = (BODIES if group == "bodies" else ANSWERS)[name]
    found, hints = check.validate(body), check.hints(body)
    assert check.is_valid(body) == (not found)
    told.append([[[v.pointer, v.code, v.message] for v in each] for each in (found, hints)])
print(json.dumps([[*BODIES], [*ANSWERS], told]))
"""
GOOD: dict[str, Any] = {
    "email": "a@b.example",
    "password": "x",
    "a/b~c": True,
    "age": 7,
    "score": 1.5,
    "extra": None,
    "status": "active",
    "level": 1,
    "tags": ["x"],
    "address": {"city": "x", "lines": []},
    "phones": [{"number": "7", "kind": "home"}],
    "custom": {"any": "thing"},
}
Told = list[list[str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output for a spec whose resources have members of every kind."""
    place = tmp_path_factory.mktemp("acme")
    (place / "specs").mkdir()
    (place / "specs" / "acme.yaml").write_text(SPEC, encoding="utf-8")
    run(BINARIES / "ocgen", "generate", "--quiet", "--out", "out", cwd=place)
    return place / "out"


def asked(made: Path, *bodies: tuple[str, str, object]) -> tuple[list[str], list[str], list[list[Told]]]:
    """Return the names of bodies and of answers, and of each body what is wrong and what looks misspelt.

    The JSON Schema has to accept the same bodies.
    """
    done = run(sys.executable, "-c", SCRIPT, stdin=json.dumps(bodies), PYTHONPATH=str(made / "python/src"))
    known, answers, told = json.loads(done.stdout)
    for (group, name, body), (violations, _) in zip(bodies, told, strict=True):
        theirs = definition(made, "acme", group, name).is_valid(body)
        assert theirs == (not violations), (group, name, body, violations)
    return known, answers, told


def definition(generated: Path, folder: str, group: str, name: str) -> Draft202012Validator:
    path = generated / "schemas" / folder / "resources.schema.json"
    return schema_validator(path, f"/$defs/{group}/$defs/{name}")


def test_a_check_for_each_known_body_and_for_each_object(made: Path) -> None:
    bodies, answers, _ = asked(made)
    assert bodies == ["contacts.create", "contacts.update", "contacts.merge"], "a form is no JSON"
    assert answers == ["contacts", "contacts.merge", "files"]


def test_a_new_item_needs_what_is_required_and_all_is_told(made: Path) -> None:
    wrong = {
        **GOOD,
        "email": None,
        "a/b~c": "true",
        "age": 1.5,
        "score": True,
        "status": "actve",
        "level": True,
        "tags": ["x", None],
        "address": {"lines": 5},
        "phones": [{"number": "7"}, 7, {}],
    }
    _, _, told = asked(
        made,
        ("bodies", "contacts.create", GOOD),
        ("bodies", "contacts.create", {}),
        ("bodies", "contacts.create", wrong),
    )
    assert not any(told[0])
    assert told[1][0] == [["/email", "required", "email is missing"]]
    assert told[2][0] == [
        ["/email", "type", "email must be a string, not null"],
        ["/a~1b~0c", "type", "a/b~c must be true or false, not a string"],
        ["/age", "type", "age must be a whole number, not a number"],
        ["/score", "type", "score must be a number, not true or false"],
        ["/status", "enum", "status must be 'active' or 'gone'; did you mean \"active\"?"],
        ["/level", "enum", "level must be '1' or '2'"],
        ["/tags/1", "type", "item 1 of tags must be a string, not null"],
        ["/address/city", "required", "city is missing"],
        ["/address/lines", "type", "lines must be a list, not a number"],
        ["/phones/1", "type", "item 1 of phones must be an object, not a number"],
        ["/phones/2/number", "required", "number is missing"],
    ]


def test_an_update_needs_nothing_and_null_empties(made: Path) -> None:
    emptied: dict[str, object] = {
        "email": None,
        "tags": None,
        "address": {"city": None},
        "phones": [{}],
        "status": None,
    }
    _, _, told = asked(
        made,
        ("bodies", "contacts.update", {}),
        ("bodies", "contacts.update", emptied),
        ("bodies", "contacts.merge", {}),
        ("bodies", "contacts.update", []),
    )
    assert not any(any(each) for each in told[:2])
    assert told[2][0] == [["/into", "required", "into is missing"]]
    assert told[3][0] == [["", "type", "the body of contacts.update must be an object, not a list"]]


def test_an_answer_may_lack_anything_and_write_values_as_texts(made: Path) -> None:
    texts = {"email": 7, "a/b~c": "true", "age": "7", "score": "-1.5", "status": "new", "level": "3", "tags": [None, 1]}
    wrong = {"a/b~c": "yes", "age": "7\n", "score": "x", "address": [], "tags": "x"}
    _, _, told = asked(
        made,
        ("answers", "contacts", {}),
        ("answers", "contacts", dict.fromkeys(GOOD)),
        ("answers", "contacts", texts),
        ("answers", "contacts", wrong),
    )
    assert not any(any(each) for each in told[:3])
    assert [(pointer, code) for pointer, code, _ in told[3][0]] == [
        ("/a~1b~0c", "type"), ("/age", "type"), ("/score", "type"), ("/tags", "type"), ("/address", "type"),
    ]  # fmt: skip


def test_a_misspelt_member_is_a_hint_and_no_violation(made: Path) -> None:
    body = {
        **{name: value for name, value in GOOD.items() if name != "score"},
        "Score": 7,
        "zzz": 1,
        "emails": "custom beside the known one",
        "address": {"city": "x", "linse": []},
        "phones": [{"number": "1"}, {"nubmer": "7"}],
    }
    _, _, [(violations, hints)] = asked(made, ("bodies", "contacts.update", body))
    assert violations == []
    assert hints == [
        ["/address/linse", "unknown", "'linse' is no known member; did you mean \"lines\"?"],
        ["/phones/1/nubmer", "unknown", "'nubmer' is no known member; did you mean \"number\"?"],
        ["/Score", "unknown", "'Score' is no known member; did you mean \"score\"?"],
    ]


def test_no_value_is_told(made: Path) -> None:
    value = "fake-hunter2"
    wrong = {name: [value] if name != "tags" else value for name in GOOD} | {"status": value, "level": value}
    _, _, told = asked(made, ("bodies", "contacts.create", wrong), ("answers", "contacts", wrong))
    assert all(found for found, _ in told) and value not in json.dumps(told)


def test_the_schema_writes_secrets_only(made: Path) -> None:
    document = json.loads((made / "schemas/acme/resources.schema.json").read_text(encoding="utf-8"))
    sent, answered = (document["$defs"][group]["$defs"] for group in ("bodies", "answers"))
    assert sent["contacts.create"]["properties"]["password"]["writeOnly"] is True
    assert "createdDate" not in sent["contacts.create"]["properties"]
    assert "createdDate" in answered["contacts"]["properties"]


def test_validators_and_schemas_agree_on_bodies_that_are_nearly_right(made: Path) -> None:
    random = Random("acme")
    bodies = [
        (group, name, nearly_right(random, GOOD))
        for group, name in (("bodies", "contacts.create"), ("bodies", "contacts.update"), ("answers", "contacts"))
        for _ in range(examples(200))
    ]
    _, _, told = asked(made, *bodies)
    assert 0 < sum(not found for found, _ in told) < len(told)


def test_every_document_is_a_json_schema() -> None:
    documents = list(GENERATED.glob("schemas/*/resources.schema.json"))
    assert documents
    for path in documents:
        Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


def of_catalogue() -> Iterator[tuple[str, str, str]]:
    for connector in CONNECTORS:
        if connector.resources:
            path = GENERATED / "schemas" / connector.key / "resources.schema.json"
            document = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"$defs": {}}
            for group, definitions in document["$defs"].items():
                yield from ((connector.key, group, name) for name in definitions["$defs"])


CATALOGUE = list(of_catalogue())


@given(known=st.sampled_from(CATALOGUE), random=st.randoms(use_true_random=False))
@settings(max_examples=examples(300))
def test_they_agree_over_the_catalogue(known: tuple[str, str, str], random: Random) -> None:
    key, group, name = known
    module = importlib.import_module(f"openconnectors.resource_validators.{module_name(key)}")
    check = (module.BODIES if group == "bodies" else module.ANSWERS)[name]
    body = nearly_right(random, dict.fromkeys(check.known, None))
    found, theirs = check.validate(body), definition(GENERATED, key, group, name).is_valid(body)
    assert check.is_valid(body) == (not found) == theirs, (known, found, json.dumps(body))


def test_both_name_the_same_bodies() -> None:
    for key in {key for key, _, _ in CATALOGUE}:
        module = importlib.import_module(f"openconnectors.resource_validators.{module_name(key)}")
        named = [*(("bodies", name) for name in module.BODIES), *(("answers", name) for name in module.ANSWERS)]
        assert named == [(group, name) for of, group, name in CATALOGUE if of == key]


def test_a_name_that_is_not_there_is_told_with_the_nearest() -> None:
    key, group, name = CATALOGUE[0]
    module = importlib.import_module(f"openconnectors.resource_validators.{module_name(key)}")
    checks = module.BODIES if group == "bodies" else module.ANSWERS
    with pytest.raises(KeyError, match=f'did you mean "{name}"'):
        checks[f"{name}s"]


def nearly_right(random: Random, good: dict[str, Any]) -> Any:
    """Return a body with some of the members of a good one, and a few values and names that others have."""
    body = {name: value for name, value in good.items() if random.random() < 0.8}
    for name in random.sample(sorted(good), min(len(good), random.choice((0, 0, 1, 1, 2, 3)))):
        body[name] = random.choice(POOL)
    if random.random() < 0.1:
        body[random.choice(("x", "", "~", "a/b"))] = random.choice(POOL)
    return random.choice(POOL) if random.random() < 0.03 else body
