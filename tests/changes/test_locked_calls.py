"""A lock keeps what a model says of hub calls, and drift tells what has changed of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from ocgen.facts.connector import ConnectorFacts
from ocgen.facts.found_call import FoundCall
from ocgen.facts.lock import lock_text, read_lock, silenced
from ocgen.model import ResourceField
from tests.conftest import Ocgen
from tests.draft.test_resources import found_calls
from tests.upstream.models import ELEMENT, POST, resource

SPEC = """\
key: acmecrm
name: Globex
hub: crm
provider: Globex
description: Works with Globex.
authentication:
  custom: {}
"""


@given(st.one_of(st.none(), st.lists(found_calls(), max_size=6, unique_by=lambda c: (c.hub, c.path, c.method))))
def test_calls_come_out_of_a_lock_as_they_went_in(calls: list[FoundCall] | None) -> None:
    facts = ConnectorFacts("acme", "model", calls=None if calls is None else tuple(calls), calls_basis="export")
    text = lock_text({"model": facts})
    found = read_lock(text.encode(), "acme.lock.json", "acme")["model"]
    assert found.calls == silenced(facts).calls
    assert found.calls_basis == ("export" if calls is not None else "documented")
    assert lock_text({"model": found}) == text
    if calls is not None:
        assert {(c.hub, c.path, c.method, c.body) for c in found.calls or ()} == {
            (c.hub, c.path, c.method, c.body) for c in calls
        }


def test_a_lock_holds_no_text_and_no_value_of_a_secret() -> None:
    secret = ResourceField("pin", "string", secret=True, enum=("hunter2",), description="hunter2")
    call = FoundCall("POST", "/pins", body="object", fields=(secret, replace(secret, name="n", fields=(secret,))))
    text = lock_text({"model": ConnectorFacts("acme", "model", calls=(replace(call, description="hunter2"),))})
    assert "hunter2" not in text
    assert "pin" in text


@pytest.fixture
def project(tmp_path: Path, ocgen: Ocgen) -> Path:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "acmecrm.yaml").write_text(SPEC, encoding="utf-8")
    (tmp_path / "model.json").write_text(json.dumps(ELEMENT), encoding="utf-8")
    ocgen("drift", "--model", "model.json", "--lock")
    assert len(json.loads((tmp_path / "specs" / "acmecrm.lock.json").read_text("utf-8"))["model"]["calls"]) == 9
    return tmp_path


def without_delete(calls: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [call for call in calls if call["method"] != "DELETE"]


def with_one_more(calls: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [*calls, resource("GET", "/leads")]


def with_more_required(calls: list[dict[str, Any]]) -> list[dict[str, Any]]:
    post = {**POST, "required": ["Email", "tags"]}
    return [
        {**call, "model": {**call["model"], "requestSwagger": {"contactPost": post}}}
        if call["method"] == "POST" and call["path"].endswith("/contacts")
        else call
        for call in calls
    ]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (without_delete, "DELETE /contacts/{id}"),
        (with_one_more, "GET /leads"),
        (with_more_required, '"tags"'),
    ],
)
def test_a_model_whose_calls_differ_from_the_lock_is_told(
    project: Path, ocgen: Ocgen, edit: Callable[[list[dict[str, Any]]], list[dict[str, Any]]], said: str
) -> None:
    def told() -> list[str]:
        found = ocgen("drift", "--model", "model.json", "--format", "json").out
        return [f["message"] for f in json.loads(found)["findings"] if "since it was accepted" in f["message"]]

    assert told() == []
    changed = {**ELEMENT, "resources": edit(ELEMENT["resources"])}
    (project / "model.json").write_text(json.dumps(changed), encoding="utf-8")
    assert [said in message for message in told()] == [True]
    ocgen("drift", "--model", "model.json", "--lock")
    assert told() == []


def test_a_lock_of_an_older_ocgen_says_nothing_of_calls(project: Path, ocgen: Ocgen) -> None:
    file = project / "specs" / "acmecrm.lock.json"
    document = json.loads(file.read_text("utf-8"))
    del document["model"]["calls"], document["model"]["calls_basis"]
    file.write_text(json.dumps(document), encoding="utf-8")
    assert "since it was accepted" not in ocgen("drift", "--model", "model.json").out
