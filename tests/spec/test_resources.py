"""`resources:` of a spec, as calls with methods and paths."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ocgen import linter
from ocgen.model import Connector
from ocgen.model.describe import connector_json
from ocgen.spec import Loaded, load
from tests.conftest import CONNECTORS

HEAD = """\
key: acme
name: Acme
hub: documents
provider: Acme
description: Works with Acme.
authentication:
  custom: {}
"""


def calls(connector: Connector) -> dict[str, dict[str, Any]]:
    """Return the connector's own calls, as `ocgen show --format json` tells them, by id."""
    shown = json.loads(json.dumps(connector_json(connector)["calls"]))
    return {call["id"]: call for call in shown if not call["platform"]}


def lines(connector: Connector) -> list[str]:
    return [f"{id_}: {call['method']} {call['path']}" for id_, call in calls(connector).items()]


def one(loaded: Loaded) -> Connector:
    assert not loaded.findings, loaded.findings
    return loaded.connectors[0]


def test_each_word_is_a_method_and_a_place(load_text: Callable[..., Loaded]) -> None:
    text = "resources:\n  notes: {calls: [list, create, upload, get, download, update, replace, delete]}\n"
    found = calls(one(load_text(HEAD + text)))
    assert [(c["method"], c["path"], c["answer"], c["multipart"]) for c in found.values()] == [
        ("GET", "/hubs/documents/notes", "list", []),
        ("POST", "/hubs/documents/notes", "item", []),
        ("POST", "/hubs/documents/notes", "item", ["file"]),
        ("GET", "/hubs/documents/notes/{id}", "item", []),
        ("GET", "/hubs/documents/notes/{id}", "file", []),
        ("PATCH", "/hubs/documents/notes/{id}", "item", []),
        ("PUT", "/hubs/documents/notes/{id}", "item", []),
        ("DELETE", "/hubs/documents/notes/{id}", "none", []),
    ]
    assert [p["name"] for p in found["notes.list"]["query"]] == ["where", "fields", "orderBy", "pageSize", "nextPage"]


def test_an_item_named_by_id_or_path_has_two_addresses_and_so_has_all_below_it(
    load_text: Callable[..., Loaded],
) -> None:
    text = """\
resources:
  files:
    address: [id, path]
    calls: [upload, download, {delete: {address: [id]}}]
    actions: {lock: PUT {id}/lock, sweep: POST sweep}
    children:
      comments: {id: commentId, calls: [list, get]}
      links: {single: true, address: [path], calls: [{get: {answer: link}}]}
""".replace("PUT {id}/lock", '"PUT {id}/lock"')
    found = one(load_text(HEAD + text))
    assert lines(found) == [
        "files.upload: POST /hubs/documents/files",
        "files.download: GET /hubs/documents/files/{id}",
        "files.download:path: GET /hubs/documents/files",
        "files.delete: DELETE /hubs/documents/files/{id}",
        "files.lock: PUT /hubs/documents/files/{id}/lock",
        "files.lock:path: PUT /hubs/documents/files/lock",
        "files.sweep: POST /hubs/documents/files/sweep",
        "files.comments.list: GET /hubs/documents/files/{id}/comments",
        "files.comments.list:path: GET /hubs/documents/files/comments",
        "files.comments.get: GET /hubs/documents/files/{id}/comments/{commentId}",
        "files.comments.get:path: GET /hubs/documents/files/comments/{commentId}",
        "files.links.get:path: GET /hubs/documents/files/links",
    ]
    by_path = calls(found)["files.comments.get:path"]["query"]
    assert by_path == [{"name": "path", "type": "string", "required": True}]


def test_bodies_hold_what_may_be_sent_and_only_a_new_item_must_have_it(load_text: Callable[..., Loaded]) -> None:
    text = """\
resources:
  contacts:
    calls: [list, create, update, {replace: {fields: {Email: string!}}}]
    fields:
      Email: string!
      tags: [string]
      id: {type: integer, read_only: true}
      address: {fields: {city: string}}
"""
    found = calls(one(load_text(HEAD + text)))
    members = {name: [(m["name"], m["required"]) for m in found[f"contacts.{name}"]["body"]["members"]]
               for name in ("create", "update", "replace")}  # fmt: skip
    assert members["create"] == [("Email", True), ("tags", False), ("address", False)]
    assert members["update"] == [("Email", False), ("tags", False), ("address", False)]
    assert members["replace"] == [("Email", True)]
    assert [m["name"] for m in found["contacts.list"]["answer_members"]] == ["Email", "tags", "id", "address"]


def test_a_file_and_a_family_give_resources_that_a_connector_changes(tmp_path: Path) -> None:
    specs = tmp_path / "specs"
    for folder in ("families", "resources"):
        (specs / folder).mkdir(parents=True)
    (specs / "resources" / "acme.yaml").write_text(
        "contacts: {calls: [list, create]}\nleads: {calls: [list]}\n", encoding="utf-8"
    )
    (specs / "families" / "acmes.yaml").write_text("resources: resources/acme.yaml\n", encoding="utf-8")
    own = "family: acmes\nresources:\n  leads: {omit: true}\n  contacts: {calls: [list]}\n  orders: {calls: [get]}\n"
    (specs / "acme.yaml").write_text(HEAD + own, encoding="utf-8")
    found = one(load([specs], ["acme"]))
    assert [name.partition(":")[0] for name in lines(found)] == ["contacts.list", "orders.get"]
    assert [Path(file).name for file in found.files] == ["acme.yaml", "acmes.yaml", "acme.yaml", "platform.yaml"]


def test_a_file_that_is_not_there_or_outside_is_told_at_its_name(load_text: Callable[..., Loaded]) -> None:
    loaded = load_text(HEAD + "resources: resources/gone.yaml\n")
    assert [(f.rule, f.location.line, f.message) for f in loaded.findings] == [
        ("unreadable", 8, 'there is no file "resources/gone.yaml"')
    ]


def test_what_cannot_be_read_is_told_at_its_place(load_text: Callable[..., Loaded]) -> None:
    text = """\
resources:
  contacts:
    calls: [lists]
    actions: {merge: MERGE x}
    fields: {Email: strings}
"""
    loaded = load_text(HEAD + text)
    assert {f.location.line for f in loaded.findings} == {10, 11, 12}


def test_every_resource_says_where_it_is_known_from() -> None:
    bases = {
        found.basis
        for connector in CONNECTORS
        for resource in connector.resources
        for _, found in resource.walk()
    }  # fmt: skip
    assert bases == {"recorded"}
    assert sum(len(list(r.walk())) for c in CONNECTORS for r in c.resources) > 1500


def test_a_query_parameter_has_an_alias_where_its_name_is_taken(load_text: Callable[..., Loaded]) -> None:
    text = "resources:\n  notes: {calls: [{list: {query: {'page[size]': {type: string%s}}}}]}\n"
    assert [f.rule for f in linter.errors(load_text(HEAD + text % ""))] == ["identifier-collision"]
    loaded = load_text(HEAD + text % ", alias: page_size_2")
    assert linter.errors(loaded) == []
    query = calls(one(loaded))["notes.list"]["query"]
    assert query[-1] == {"name": "page[size]", "type": "string", "required": False, "alias": "page_size_2"}
