"""Hub calls of exports and of Swagger documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from ocgen.facts.found_call import FoundCall
from ocgen.model import ResourceField
from ocgen.upstream.hub_calls.schemas import MAX_ALL_FIELDS, MAX_DEPTH, MAX_FIELDS
from tests.conftest import Ocgen
from tests.upstream.conftest import Facts, Read
from tests.upstream.models import ELEMENT, SWAGGER, operation, parameter, resource
from tests.upstream.test_draft import filled
from tests.upstream.test_model import SMALL

SOURCES = {"export": ELEMENT, "swagger": SWAGGER}
both = pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)


def calls(facts: Facts, model: dict[str, Any]) -> dict[str, FoundCall]:
    """The calls of a model by method and path."""
    found = facts(json.dumps(model)).calls
    assert found is not None
    return {f"{call.method} {call.path}": call for call in found}


def names(fields: tuple[ResourceField, ...]) -> list[str]:
    return [f.name + "!" * f.required for f in fields]


def exported(*resources: dict[str, Any]) -> dict[str, Any]:
    return {**SMALL, "resources": list(resources)}


@both
def test_calls_of_the_connector_alone(facts: Facts, source: dict[str, Any]) -> None:
    assert set(calls(facts, source)) == {
        "GET /contacts", "POST /contacts", "GET /contacts/{id}", "PATCH /contacts/{id}", "DELETE /contacts/{id}",
        "GET /contacts/{id}/owner", "POST /contacts/{id}/picture", "GET /contacts/{id}/picture",
        "POST /contacts/import",
    }  # fmt: skip


@both
def test_what_a_caller_gives(facts: Facts, source: dict[str, Any]) -> None:
    listed = calls(facts, source)["GET /contacts"]
    assert set(names(listed.query)) == {"where", "nextPage", "include"}
    assert {f.name: f.type for f in listed.query}["include"] == "array"
    assert names(listed.headers) == ["Subsite!"]
    assert listed.where == ("Email",)


@both
def test_bodies_and_answers(facts: Facts, source: dict[str, Any]) -> None:
    found = calls(facts, source)
    assert {name: (call.body, call.answer) for name, call in found.items()} == {
        "GET /contacts": ("none", "list"),
        "POST /contacts": ("object", "item"),
        "GET /contacts/{id}": ("none", "item"),
        "PATCH /contacts/{id}": ("object", "item"),
        "DELETE /contacts/{id}": ("none", ""),
        "GET /contacts/{id}/owner": ("none", "item"),
        "POST /contacts/{id}/picture": ("object", ""),
        "GET /contacts/{id}/picture": ("none", "file"),
        "POST /contacts/import": ("object", ""),
    }
    assert names(found["POST /contacts"].fields) == ["Email!", "tags"]
    assert names(found["PATCH /contacts/{id}"].fields) == ["Email", "tags"]
    assert names(found["GET /contacts/{id}/owner"].answer_fields) == ["team", "boss"]
    picture = found["POST /contacts/{id}/picture"]
    assert (picture.multipart, names(picture.fields)) == (("file",), ["title"])


@both
def test_members_in_all_three_styles_of_references(facts: Facts, source: dict[str, Any]) -> None:
    members = {f.name: f for f in calls(facts, source)["GET /contacts"].answer_fields}
    assert (members["id"].type, members["id"].read_only) == ("string", True)
    assert (members["createdDate"].type, members["createdDate"].format) == ("string", "date-time")
    assert members["status"].enum == ("new", "old")
    assert names(members["owner"].fields) == ["name"]
    city, lines = members["address"].fields
    assert (city.type, lines.type) == ("string", "array")
    assert lines.items and names(lines.items.fields) == ["text", "above"]


@both
def test_nothing_of_a_sample_is_taken_over(facts: Facts, source: dict[str, Any], ocgen: Ocgen, tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text(json.dumps(source), encoding="utf-8")
    assert "hunter2" not in repr(facts(json.dumps(source)))
    for form in ("yaml", "json"):
        drafted = ocgen("import", "model.json", "--format", form)
        assert drafted.code == 0
        assert "hunter2" not in drafted.out + drafted.err


SECRET = "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc"


def test_what_looks_like_a_credential_is_left_out(reading: Read) -> None:
    properties = {SECRET: {"type": "string"}, "mode": {"enum": ["a", SECRET]}, "a": {"format": SECRET}}
    model = exported(
        resource("POST", "/notes", parameter("body", "body", "note"), parameter(SECRET, "query"),
                 model={"requestSwagger": {"note": {"properties": properties}}}),
        resource("GET", f"/notes/{SECRET}"),
    )  # fmt: skip
    result = reading(json.dumps(model))
    assert result.facts and result.facts.calls
    assert SECRET not in repr(result)
    (call,) = result.facts.calls
    assert names(call.fields) == ["mode", "a"]
    assert {finding.level for finding in result.findings} == {"warning"}


def test_a_name_that_a_spec_cannot_hold_is_told(reading: Read) -> None:
    names_ = ["", " a", "a\nb", "a\u202eb", "n" * 300, "\ud800", "fine"]
    note = {"properties": {name: {"type": "string"} for name in names_}}
    model = exported(resource("GET", "/notes/{id}", model={"name": "note", "swagger": {"note": note}}))
    result = reading(json.dumps(model))
    assert result.facts and result.facts.calls
    assert names(result.facts.calls[0].answer_fields) == ["?", "fine"]
    assert ["GET /notes/{id}" in finding.message for finding in result.findings] == [True]


PATHS = {
    "/hubs/crm/contacts/": ("crm", "/contacts"),
    "/contacts ": ("", "/contacts"),
    "//contacts/ {id} /x": ("", "/contacts/{id}/x"),
    "/elements/api-v2/hubs/Help-Desk/contacts": ("help-desk", "/contacts"),
    "/contacts/{id}/notes/{id}": ("", "/contacts/{id}/notes/{id2}"),
    "/contacts/{Contact ID}/notes/{contact.id}/{2}": ("", "/contacts/{contact_ID}/notes/{contact_id2}/{id}"),
    "/a.b/@me": ("", "/a.b/@me"),
}


@pytest.mark.parametrize("path", PATHS)
def test_paths_are_brought_into_form(facts: Facts, path: str) -> None:
    (call,) = calls(facts, exported({**resource("GET", ""), "path": path})).values()
    assert (call.hub, call.path) == PATHS[path]


@pytest.mark.parametrize("path", ["", "/", "/hubs/crm", "/a b/c", "/{id}.json/a", "/a?b=c", "/a{", "/a" * 40])
def test_a_path_that_no_resource_has_is_told(reading: Read, path: str) -> None:
    result = reading(json.dumps(exported({**resource("GET", ""), "path": path})))
    assert result.facts and result.facts.calls == ()
    (told,) = result.findings
    assert (told.rule, told.level) == ("upstream-partly-read", "warning")
    assert "b=c" not in told.message


def test_a_definition_of_itself_ends(facts: Facts) -> None:
    definitions = {
        "loop": {"$ref": "#/definitions/loop"},
        "list": {"type": "array", "items": {"$ref": "list"}},
        "both": {"allOf": [{"$ref": "both"}, {"properties": {"inner": {"$ref": "both"}}}]},
    }
    model = exported(*(
        resource("GET", f"/{name}", model={"name": name, "swagger": definitions}) for name in definitions
    ))  # fmt: skip
    found = calls(facts, model)
    assert found["GET /loop"].answer_fields == ()
    assert names(found["GET /both"].answer_fields) == ["inner"]
    field, depth = found["GET /both"].answer_fields[0], 1
    while field.fields:
        field, depth = field.fields[0], depth + 1
    assert depth == MAX_DEPTH


def test_wide_definitions_are_cut_at_depth(reading: Read) -> None:
    wide = {"properties": {f"m{n}": {"$ref": "wide"} for n in range(300)}}
    result = reading(json.dumps(exported(resource("GET", "/a", model={"name": "wide", "swagger": {"wide": wide}}))))
    assert result.facts and result.facts.calls
    (call,) = result.facts.calls
    assert len(call.answer_fields) == 300 <= MAX_FIELDS
    assert not any(f.fields for f in call.answer_fields)
    assert [finding.level for finding in result.findings] == ["warning"]


def test_an_export_without_resources_tells_no_calls(facts: Facts) -> None:
    assert facts(json.dumps(SMALL)).calls is None
    assert facts(json.dumps(exported())).calls == ()


@both
def test_a_mark_before_and_text_after_do_no_harm(reading: Read, source: dict[str, Any]) -> None:
    result = reading("\ufeff" + json.dumps(source) + "\n<html>")
    assert result.facts and result.facts.calls and len(result.facts.calls) == 9
    assert "text follows the JSON" in result.findings[0].message


def test_a_swagger_document_tells_who_it_is_of(facts: Facts) -> None:
    found = facts(json.dumps(SWAGGER))
    assert (found.kind, found.key, found.name, found.hub) == ("swagger", "acmecrm", "Acme CRM", "crm")
    keyed = {**SWAGGER, "info": {"title": "My API, of old", "x-element-key": "acme2"}}
    assert facts(json.dumps(keyed)).key == "acme2"
    assert facts(json.dumps({**SWAGGER, "info": {"title": "My API, of old"}})).key == ""


@pytest.mark.parametrize("wrong", [{"openapi": "3.0.0"}, {"swagger": "2.0"}, {"swagger": "1.2", "paths": {}}])
def test_other_documents_are_told(reading: Read, wrong: dict[str, Any]) -> None:
    result = reading(json.dumps(wrong))
    assert result.facts is None
    assert [finding.rule for finding in result.findings] == ["upstream-unreadable"]
    assert "/docs" in result.findings[0].help


@both
def test_a_draft_has_the_calls(ocgen: Ocgen, tmp_path: Path, source: dict[str, Any]) -> None:
    (tmp_path / "model.json").write_text(json.dumps(source), encoding="utf-8")
    (tmp_path / "specs").mkdir()
    shown = json.loads(ocgen("import", "model.json", "--format", "json").out)
    assert ocgen("import", "model.json", "-o", "specs/acmecrm.yaml").code == 0
    draft = tmp_path / "specs" / "acmecrm.yaml"
    text = draft.read_text(encoding="utf-8")
    assert f"\nresources_basis: {'swagger' if source is SWAGGER else 'export'}\n" in text
    draft.write_text(filled(text), encoding="utf-8")
    linted = ocgen("lint", "acmecrm")
    assert (linted.code, linted.out) == (0, "")
    loaded = json.loads(ocgen("show", "acmecrm", "--format", "json").out)
    assert shown["calls"] == [call for call in loaded["calls"] if not call["platform"]]
    assert {(c["method"], c["path"]) for c in shown["calls"]} >= {("GET", "/hubs/crm/contacts/{id}/picture")}


def test_a_document_without_a_hub_has_paths_without_one(ocgen: Ocgen, tmp_path: Path) -> None:
    document = deepcopy(SWAGGER)
    del document["info"]["x-element-hub"]
    (tmp_path / "model.json").write_text(json.dumps(document), encoding="utf-8")
    shown = json.loads(ocgen("import", "model.json", "--format", "json").out)
    assert shown["hub"] is None
    assert shown["calls"][0]["path"] == "/contacts"
    assert "\nhub: TODO\n" in ocgen("import", "model.json").out


MORE: dict[str, Callable[[int], dict[str, Any]]] = {
    "calls": lambda n: resource("GET", f"/thing{n}/{{id}}"),
    "members": lambda n: resource("GET", f"/thing{n}", model={"name": "x", "swagger": {"x": {
        "properties": {f"member{m}": {"properties": {"a": {}, "b": {}}} for m in range(300)}}}}),
    "parameters": lambda n: resource("GET", f"/thing{n}", *(parameter(f"name{m}", "query") for m in range(200))),
}  # fmt: skip


@pytest.mark.parametrize("more", MORE.values(), ids=MORE)
def test_a_draft_is_never_larger_than_a_spec(
    ocgen: Ocgen, tmp_path: Path, more: Callable[[int], dict[str, Any]]
) -> None:
    model = {**ELEMENT, "resources": [more(n) for n in range(2500 if more is MORE["calls"] else 150)]}
    (tmp_path / "model.json").write_text(json.dumps(model), encoding="utf-8")
    (tmp_path / "specs").mkdir()
    made = ocgen("import", "model.json", "-o", "specs/acmecrm.yaml")
    assert made.code == 0, made.err
    shown = ocgen("show", "acmecrm", "--format", "json")
    assert shown.code == 0, shown.err
    assert len(json.loads(shown.out)["calls"]) >= 150


def test_more_than_a_spec_can_hold_is_refused(ocgen: Ocgen, tmp_path: Path) -> None:
    model = {**ELEMENT, "resources": [MORE["parameters"](n) for n in range(350)]}
    (tmp_path / "model.json").write_text(json.dumps(model), encoding="utf-8")
    refused = ocgen("import", "model.json")
    assert (refused.code, refused.out) == (2, "")
    assert "more calls than a spec can hold" in refused.err


def test_drift_of_a_swagger_document_is_none_of_signing_in(ocgen: Ocgen, tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text(json.dumps({**SWAGGER, "info": {"title": "box"}}), encoding="utf-8")
    drift = ocgen("drift", "box", "--model", "model.json")
    assert "configuration" not in drift.out
    assert ocgen("drift", "box", "--page", "model.json").code == 2


def test_shared_answers_and_odd_operations(facts: Facts) -> None:
    document = {
        "swagger": "2.0", "info": {"title": "acme"}, "responses": {"all": {"schema": {"type": "array"}}},
        "paths": {"/a": {"get": {"responses": {"200": {"$ref": "#/responses/all"}}}, "post": None, "trace": {},
                         "put": operation({"in": "query", "name": 1}, {"in": "query"}, {"$ref": "#/parameters/y"})},
                  "/b": [], "/c": {"get": {"parameters": {}, "responses": []}}},
    }  # fmt: skip
    found = calls(facts, document)
    assert {name: call.answer for name, call in found.items()} == {"GET /a": "list", "PUT /a": "", "GET /c": ""}


def test_much_that_refers_to_itself_ends_soon(reading: Read) -> None:
    """Two thousand calls, each with nine hundred members that have as many: what is looked at is bounded."""
    answer = {"$ref": "#/definitions/wide"}
    document = {
        "swagger": "2.0", "info": {"title": "acme"},
        "paths": {f"/p{n}": {"get": operation(answer=answer)} for n in range(2000)},
        "definitions": {"wide": {"properties": {f"m{n}": answer for n in range(900)}}},
    }  # fmt: skip
    result = reading(json.dumps(document))
    assert result.facts and result.facts.calls and len(result.facts.calls) == 2000
    assert sum(len(call.answer_fields) for call in result.facts.calls) <= MAX_ALL_FIELDS
    assert [finding.level for finding in result.findings] == ["warning"]
