"""Changes of what an app can call below the hub: each edit of a spec's resources, at the level worked out by hand."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ocgen.changes.change import Change
from ocgen.changes.compare import compare
from ocgen.changes.hub_rules import HUB_RULES
from ocgen.changes.rules import Levels
from ocgen.facts.of_spec import facts_of
from ocgen.model import Connector, HubCall, Resource
from ocgen.spec.loader import Loaded
from ocgen.targets.python.instance_clients import instance_client
from tests.amount import part
from tests.changes.conftest import SPEC
from tests.conftest import CONNECTORS, Ocgen
from tests.files import edit
from tests.representatives import representatives
from tests.upstream.models import ELEMENT, SWAGGER

LEVELS = Levels({})
VARIOUS = [connector for connector in representatives(CONNECTORS) if connector.resources]
ASPECTS = ("required-changed", "type-changed", "enum-changed", "format-changed", "secret-changed", "deprecated-changed")
RESOURCES = """\
resources:
  contacts:
    description: People that one does business with.
    calls: [{list: {query: {status: {type: string, enum: [on, off]}}, where: [Email]}}, create, get, update]
    fields:
      Email: string!
      age: integer
      tags: [string]
      address: {fields: {city: string}}
      stage: {type: string, enum: [lead, customer]}
      createdDate: {type: string, format: date-time, read_only: true}
    children:
      notes: {calls: [list]}
  files:
    calls: [upload, download]
    address: [id, path]
    actions:
      lock: {call: "PUT {id}/lock", headers: {X-Reason: string}, body: none}
      copy: {call: "POST {id}/copy", description: Copies it., query: {overwrite: boolean}, fields: {path: string!}}
"""
LIST, CREATE, GET, UPDATE = "GET /contacts", "POST /contacts", "GET /contacts/{id}", "PATCH /contacts/{id}"
COPY, LOCK, DOWNLOAD = "POST /files/{id}/copy", "PUT /files/{id}/lock", "GET /files/{id}"

Told = tuple[str, str, str, str]  # where, kind, key, level


class Case(NamedTuple):
    """An edit of the resources, what it is told as, and what it is told as when it is taken back."""

    old: str
    new: str
    there: set[Told]
    back: set[Told]


def call(kind: str, name: str, level: str) -> Told:
    return "resources", f"hub-call-{kind}", name, level


def sent(kind: str, name: str, level: str) -> set[Told]:
    """A member of the contact in both bodies."""
    return {(CREATE, f"hub-member-{kind}", name, level), (UPDATE, f"hub-member-{kind}", name, level)}


def received(kind: str, name: str, level: str) -> set[Told]:
    """A member of the contact in every answer."""
    return {(where, f"hub-answer-member-{kind}", name, level) for where in (LIST, CREATE, GET, UPDATE)}


def both(kind: str, name: str, level: str) -> set[Told]:
    return sent(kind, name, level) | received(kind, name, level)


def texts(key: str, *places: str) -> set[Told]:
    return {(place, "text-changed", key, "info") for place in places}


CASES = {
    "call added": Case(", create, get, update]", ", create, get, update, delete]",
                       {call("added", "DELETE /contacts/{id}", "info")},
                       {call("removed", "DELETE /contacts/{id}", "breaking")}),
    "child added": Case("notes: {calls: [list]}", "notes: {calls: [list, get]}",
                        {call("added", "GET /contacts/{id}/notes/{id}", "info")},
                        {call("removed", "GET /contacts/{id}/notes/{id}", "breaking")}),
    "address by path": Case("address: [id, path]\n    actions", "actions",
                            {call("removed", name, "breaking") for name in ("GET /files", "PUT /files/lock",
                                                                            "POST /files/copy")},
                            {call("added", name, "info") for name in ("GET /files", "PUT /files/lock",
                                                                      "POST /files/copy")}),
    "name of a variable": Case("  contacts:\n", "  contacts:\n    id: contactId\n", set(), set()),
    "basis": Case("  contacts:\n", "  contacts:\n    basis: recorded\n    verified: 2026-01-02\n", set(), set()),
    "own hub": Case("  contacts:\n", "  contacts:\n    hub: crm\n", set(), set()),
    "answer": Case("body: none}", "body: none, answer: none}",
                   {call("answer-changed", LOCK, "breaking")}, {call("answer-changed", LOCK, "info")}),
    "body": Case("body: none}", "body: list}",
                 {call("body-changed", LOCK, "info")}, {call("body-changed", LOCK, "breaking")}),
    "files": Case("calls: [upload,", "calls: [{upload: {multipart: [body, file]}},",
                  {call("files-changed", "POST /files", "breaking")},
                  {call("files-changed", "POST /files", "breaking")}),
    "call deprecated": Case("description: Copies it.", "description: Copies it., deprecated: use clone",
                            {call("deprecated-changed", COPY, "warning")}, {call("deprecated-changed", COPY, "info")}),
    "filter": Case("where: [Email]", "where: [Email, age]", {(LIST, "hub-filter-added", "age", "info")},
                   {(LIST, "hub-filter-removed", "age", "warning")}),
    "parameter": Case("overwrite: boolean", "overwrite: boolean, depth: integer",
                      {(COPY, "hub-parameter-added", "depth", "info")},
                      {(COPY, "hub-parameter-removed", "depth", "breaking")}),
    "required parameter": Case("overwrite: boolean", "overwrite: boolean, depth: integer!",
                               {(COPY, "hub-parameter-added", "depth", "breaking")},
                               {(COPY, "hub-parameter-removed", "depth", "breaking")}),
    "need of a parameter": Case("overwrite: boolean", "overwrite: boolean!",
                                {(COPY, "hub-parameter-required-changed", "overwrite", "breaking")},
                                {(COPY, "hub-parameter-required-changed", "overwrite", "info")}),
    "type of a parameter": Case("overwrite: boolean", "overwrite: string",
                                {(COPY, "hub-parameter-type-changed", "overwrite", "breaking")},
                                {(COPY, "hub-parameter-type-changed", "overwrite", "breaking")}),
    "values of a parameter": Case("enum: [on, off]", "enum: [on, off, idle]",
                                  {(LIST, "hub-parameter-enum-changed", "status", "info")},
                                  {(LIST, "hub-parameter-enum-changed", "status", "breaking")}),
    "what lists take, said otherwise": Case("query: {status:", "query: {pageSize: string, status:",
                                            {(LIST, "hub-parameter-type-changed", "pageSize", "breaking"),
                                             *texts("description", f"{LIST}: pageSize")},
                                            {(LIST, "hub-parameter-type-changed", "pageSize", "breaking"),
                                             *texts("description", f"{LIST}: pageSize")}),
    "header": Case("X-Reason: string", "X-Reason: string, X-Until: string!",
                   {(LOCK, "hub-header-added", "X-Until", "breaking")},
                   {(LOCK, "hub-header-removed", "X-Until", "breaking")}),
    "format of a header": Case("X-Reason: string", "X-Reason: {type: string, format: date}",
                               {(LOCK, "hub-header-format-changed", "X-Reason", "warning")},
                               {(LOCK, "hub-header-format-changed", "X-Reason", "warning")}),
    "member": Case("age: integer\n", "age: integer\n      size: integer\n",
                   both("added", "size", "info"), both("removed", "size", "breaking")),
    "required member": Case("age: integer\n", "age: integer\n      size: integer!\n",
                            {(CREATE, "hub-member-added", "size", "breaking"),
                             (UPDATE, "hub-member-added", "size", "info"), *received("added", "size", "info")},
                            {*sent("removed", "size", "breaking"), *received("removed", "size", "breaking")}),
    "need of a member": Case("age: integer\n", "age: integer!\n",
                             {(CREATE, "hub-member-required-changed", "age", "breaking")},
                             {(CREATE, "hub-member-required-changed", "age", "info")}),
    "wider member": Case("age: integer\n", "age: number\n",
                         {*sent("type-changed", "age", "info"), *received("type-changed", "age", "breaking")},
                         {*sent("type-changed", "age", "breaking"), *received("type-changed", "age", "info")}),
    "member of any type": Case("age: integer\n", "age: any\n",
                               {*sent("type-changed", "age", "info"), *received("type-changed", "age", "warning")},
                               {*sent("type-changed", "age", "breaking"), *received("type-changed", "age", "info")}),
    "list of others": Case("tags: [string]", "tags: [integer]",
                           both("type-changed", "tags[]", "breaking"), both("type-changed", "tags[]", "breaking")),
    "list of objects": Case("tags: [string]", "tags: {items: {fields: {id: string, name: string}}}",
                            both("type-changed", "tags[]", "breaking"), both("type-changed", "tags[]", "breaking")),
    "object no more": Case("address: {fields: {city: string}}", "address: string",
                           both("type-changed", "address", "breaking"), both("type-changed", "address", "breaking")),
    "inner member": Case("{city: string}", "{city: string, zip: string}",
                         both("added", "address.zip", "info"), both("removed", "address.zip", "breaking")),
    "values of a member": Case("enum: [lead, customer]", "enum: [lead]",
                               {*sent("enum-changed", "stage", "breaking"), *received("enum-changed", "stage", "info")},
                               {*sent("enum-changed", "stage", "info"), *received("enum-changed", "stage", "warning")}),
    "read only": Case("age: integer\n", "age: {type: integer, read_only: true}\n",
                      sent("removed", "age", "breaking"), sent("added", "age", "info")),
    "secret": Case("age: integer\n", "age: {type: integer, secret: true}\n",
                   both("secret-changed", "age", "warning"), both("secret-changed", "age", "info")),
    "format": Case("age: integer\n", "age: {type: integer, format: int64}\n",
                   both("format-changed", "age", "warning"), both("format-changed", "age", "warning")),
    "member deprecated": Case("age: integer\n", "age: {type: integer, deprecated: use size}\n",
                              both("deprecated-changed", "age", "warning"),
                              both("deprecated-changed", "age", "info")),
    "text of a member": Case("age: integer\n", "age: {type: integer, description: In years.}\n",
                             texts("description", *(f"{c}: age" for c in (LIST, CREATE, GET, UPDATE))),
                             texts("description", *(f"{c}: age" for c in (LIST, CREATE, GET, UPDATE)))),
    "text of a call": Case("Copies it.", "Makes a copy.", texts("description", COPY), texts("description", COPY)),
    "text of a resource": Case("People that one does", "Whom one does",
                               texts("resources.contacts.description", ""),
                               texts("resources.contacts.description", "")),
    "resource by another name": Case("  contacts:\n", "  contacts:\n    alias: people\n",
                                     {("resources", "client-changed", "people", "breaking")},
                                     {("resources", "client-changed", "contacts", "breaking")}),
    "action by another name": Case("copy: {call", "duplicate: {call",
                                   {("resources", "client-changed", "files.duplicate", "breaking")},
                                   {("resources", "client-changed", "files.copy", "breaking")}),
    "parameter by another name": Case("overwrite: boolean", "overwrite: {type: boolean, alias: force}",
                                      {("resources", "client-changed", "files.copy(force)", "breaking")},
                                      {("resources", "client-changed", "files.copy(overwrite)", "breaking")}),
    "header by another name": Case("X-Reason: string", "X-Reason: {type: string, alias: reason}",
                                   {("resources", "client-changed", "files.lock(reason)", "breaking")},
                                   {("resources", "client-changed", "files.lock(x_reason)", "breaking")}),
    "variable by another name": Case("POST {id}/copy", "POST {fileId}/copy",
                                     {("resources", "client-changed", "files.copy(file_id)", "breaking")},
                                     {("resources", "client-changed", "files.copy(object_id)", "breaking")}),
}  # fmt: skip


def arguments(connector: Connector) -> dict[str, list[str]]:
    """The arguments of each method of the synchronous classes of the generated module."""
    classes = [node for node in ast.parse(instance_client(connector)).body if isinstance(node, ast.ClassDef)]
    return {
        f"{class_.name}.{method.name}": [a.arg for a in (*method.args.args, *method.args.kwonlyargs)]
        for class_ in classes
        for method in class_.body
        if isinstance(method, ast.FunctionDef)
    }


@pytest.mark.parametrize("name", [name for name in CASES if name.endswith("by another name")])
def test_what_is_told_of_names_is_what_differs_in_the_client(connector: Callable[[str], Connector], name: str) -> None:
    case = CASES[name]
    before, after = arguments(connector(RESOURCES)), arguments(connector(RESOURCES.replace(case.old, case.new, 1)))
    assert before != after
    lost = {a for method in before.keys() & after.keys() for a in {*before[method]} - {*after[method]}}
    assert len(lost) == (0 if name.startswith(("resource", "action")) else 1)


@pytest.fixture
def connector(load_text: Callable[..., Loaded]) -> Callable[[str], Connector]:
    """Return the connector with these resources."""

    def made(resources: str) -> Connector:
        loaded = load_text(SPEC + resources)
        assert not loaded.findings, loaded.findings
        return loaded.connectors[0]

    return made


def told(changes: tuple[Change, ...]) -> set[Told]:
    return {(change.where, change.kind, change.key, LEVELS.of(change)) for change in changes}


@pytest.mark.parametrize("name", CASES)
def test_an_edit_of_resources_is_told_in_both_directions(name: str, connector: Callable[[str], Connector]) -> None:
    case = CASES[name]
    assert RESOURCES.count(case.old) == 1
    before, after = (facts_of(connector(text)) for text in (RESOURCES, RESOURCES.replace(case.old, case.new)))
    assert told(compare(before, after)) == case.there
    assert told(compare(after, before)) == case.back


def test_the_edits_are_of_every_kind() -> None:
    kinds = {kind for case in CASES.values() for _, kind, _, _ in (*case.there, *case.back)}
    values = {f"hub-{part}-{aspect}" for part in ("parameter", "header", "member") for aspect in ASPECTS}
    assert {rule.kind for rule in HUB_RULES} - kinds <= values  # of each aspect one list does for the others
    assert {kind for kind in kinds if kind.startswith("hub-")} <= {rule.kind for rule in HUB_RULES}


def without(resources: tuple[Resource, ...], call: HubCall) -> tuple[Resource, ...]:
    return tuple(
        replace(
            resource,
            calls=tuple(own for own in resource.calls if own is not call),
            resources=without(resource.resources, call),
            children=without(resource.children, call),
        )
        for resource in resources
    )


def calls_of(connector: Connector) -> Iterator[HubCall]:
    for resource in connector.resources:
        for _, found in resource.walk():
            yield from found.calls


def test_each_call_of_our_own_specs_that_goes_is_told_once_an_address_and_nothing_else() -> None:
    for connector in VARIOUS:
        whole = facts_of(connector)
        assert compare(whole, facts_of(connector)) == ()
        for call in part(calls_of(connector), 40):
            less = facts_of(replace(connector, resources=without(connector.resources, call)))
            names = {f"{call.method} {path}" for path in call.paths}
            assert told(compare(whole, less)) == {("resources", "hub-call-removed", n, "breaking") for n in names}
            assert told(compare(less, whole)) == {("resources", "hub-call-added", n, "info") for n in names}


def test_a_report_shows_the_place_and_explains_the_rule(project: Path, ocgen: Ocgen) -> None:
    (project / "specs" / "acme.yaml").write_text(SPEC + RESOURCES, encoding="utf-8")
    (project / "b.yaml").write_text(SPEC + RESOURCES, encoding="utf-8")
    edit(project / "b.yaml", "      age: integer\n", "")
    edit(project / "b.yaml", "overwrite: boolean", "overwrite: boolean, depth: integer!")
    edit(project / "b.yaml", "{calls: [list]}", "{calls: [get]}")
    shown = ocgen("diff", "acme", "b.yaml")
    assert shown.code == 1
    line = next(n for n, text in enumerate((project / "b.yaml").read_text().splitlines(), 1) if "depth" in text)
    column = (project / "b.yaml").read_text().splitlines()[line - 1].index("integer!") + 1
    found = 'acme: query parameter "depth" added, required (POST /files/{id}/copy)'
    assert f"b.yaml:{line}:{column}: error[hub-parameter-added]: {found}" in shown.out
    assert 'error[hub-call-removed]: acme: hub call "GET /contacts/{id}/notes" removed (resources)' in shown.out
    assert 'acme: hub call "GET /contacts/{id}/notes/{id}" added (resources)' in shown.out
    assert 'acme: member of the answer "age" removed (GET /contacts)' in shown.out
    told = json.loads(ocgen("diff", "acme", "b.yaml", "--format", "json").out)
    assert told["summary"]["step"] == "major"
    assert ocgen("explain", "hub-call-removed").out.startswith("hub-call-removed (error): A hub call was removed")


@pytest.mark.parametrize("model", [ELEMENT, SWAGGER], ids=["export", "swagger"])
def test_a_draft_of_a_model_has_its_calls_and_what_is_changed_in_either_is_drift(
    project: Path, ocgen: Ocgen, model: dict[str, Any]
) -> None:
    (project / "model.json").write_text(json.dumps(model), encoding="utf-8")
    draft = project / "specs" / "acmecrm.yaml"
    ocgen("import", "model.json", "-o", str(draft))

    def drift() -> list[tuple[str, str, str]]:
        found = ocgen("drift", "acmecrm", "--model", "model.json", "--format", "json", "--fail-on", "none")
        told = json.loads(found.out)["findings"]
        assert all(f["path"] == "specs/acmecrm.yaml" for f in told if f["rule"].startswith("hub-"))
        return sorted((f["rule"], f["level"], f["message"]) for f in told if f["rule"].startswith("hub-"))

    assert drift() == []
    edit(draft, '["Subsite!"]', "[Subsite]")
    need = 'need of header "Subsite" is optional in the spec, required in the model (GET /contacts)'
    assert drift() == [("hub-header-required-changed", "error", f"acmecrm: different: {need}")]
    edit(draft, "[Subsite]", '["Subsite!"]')
    edit(draft, "import_: POST import", "import_: POST load")
    assert drift() == [
        ("hub-call-added", "info", 'acmecrm: only in the model: hub call "POST /contacts/import" (resources)'),
        ("hub-call-removed", "error", 'acmecrm: only in the spec: hub call "POST /contacts/load" (resources)'),
    ]


def test_a_spec_without_resources_does_not_contradict_a_model(project: Path, ocgen: Ocgen) -> None:
    (project / "specs" / "acmecrm.yaml").write_text(SPEC.replace("key: acme\n", "key: acmecrm\n"), encoding="utf-8")
    (project / "model.json").write_text(json.dumps(SWAGGER), encoding="utf-8")
    assert "hub-" not in ocgen("drift", "acmecrm", "--model", "model.json").out
