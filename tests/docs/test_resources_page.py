"""The page of a connector's resources: what is known is told, and nothing that nobody knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Ocgen
from tests.docs.reading import Read, Table, read

HEAD = """
key: acme
name: Acme
hub: crm
provider: Acme
description: Works with Acme.
authentication: {custom: {}}
configuration: [{key: a, description: Text a., example: x}]
sources: [{page: a, read: 2026-11-24}]
"""
RICH = """
resources_basis: documented
resources:
  contacts:
    description: People and their addresses.
    verified: 2026-01-02
    basis: swagger
    calls: [list, create]
    actions:
      merge: {call: "POST {id}/merge", description: Makes one of two., query: {keep: string!}}
    fields:
      email: string!
      createdDate: {type: string, format: date-time, read_only: true}
      password: {type: string, secret: true, description: Kept by Acme.}
      status: {type: string, enum: [active, gone]}
      address: {fields: {city: string!, lines: [string]}}
      phones: {type: array, items: {type: object, fields: {number: string}}}
  notes: {calls: [get], fields: {text: string, pages: integer}}
  tasks: {basis: export, calls: [get]}
"""
PLAIN = """
resources_basis: %s
resources:
  notes: {calls: [get], fields: {text: string}}
"""


def page_of(ocgen: Ocgen, directory: Path, text: str, language: str = "en") -> Read:
    """Generate a spec and read the page of its resources."""
    (directory / "specs").mkdir(exist_ok=True)
    (directory / "specs" / "acme.yaml").write_text(HEAD + text, encoding="utf-8")
    settings = f'[tool.ocgen]\ntargets = ["docs"]\ndocs.languages = ["{language}"]\n'
    (directory / "pyproject.toml").write_text(settings, encoding="utf-8")
    result = ocgen("generate")
    assert result.code == 0, result.err
    (written,) = (directory / "generated" / "docs").rglob("resources/acme.md")
    return read(written.read_text(encoding="utf-8"))


def table(page: Read, anchor: str) -> Table:
    """The table that has a row of an anchor."""
    (found,) = (made for made in page.tables if [anchor] in made.anchors)
    return found


def test_a_row_says_all_that_is_known_of_a_field(ocgen: Ocgen, tmp_path: Path) -> None:
    fields = table(page_of(ocgen, tmp_path, RICH), "resource-field--contacts--email")
    assert fields.head == ["Field", "Type", "Required for a new item", "Read only", "Description"]
    assert fields.rows == [
        ["email", "string", "yes", "no", ""],
        ["createdDate", "string, date-time", "no", "yes", ""],
        ["password", "string, secret", "no", "no", "Kept by Acme."],
        ["status", "string", "no", "no", "Accepted: active, gone."],
        ["address", "object", "no", "no", ""],
        ["address.city", "string", "yes", "no", ""],
        ["address.lines", "array of string", "no", "no", ""],
        ["phones", "array of object", "no", "no", ""],
        ["phones.number", "string", "no", "no", ""],
    ]


def test_what_nobody_knows_of_any_row_has_no_column(ocgen: Ocgen, tmp_path: Path) -> None:
    page = page_of(ocgen, tmp_path, RICH)
    assert table(page, "resource-field--notes--text").head == ["Field", "Type"]
    assert table(page, "resource-field--notes--text").rows == [["text", "string"], ["pages", "integer"]]
    assert table(page, "call--notes--get").head == ["Call", "Request", "Response"]
    calls = table(page, "call--contacts--merge")
    assert calls.head == ["Call", "Request", "Description", "Query parameters", "Response"]
    assert calls.rows[-1][:4] == ["merge", "POST /hubs/crm/contacts/{id}/merge", "Makes one of two.", "keep*"]
    assert calls.rows[0][2:4] == ["", ""]


def test_each_resource_says_where_its_calls_are_known_from(ocgen: Ocgen, tmp_path: Path) -> None:
    page = page_of(ocgen, tmp_path, RICH)
    contacts, notes, tasks = (page.sections[f"`/{name}`"] for name in ("contacts", "notes", "tasks"))
    assert "People and their addresses." in contacts
    assert "Last seen to work on 2026-01-02." in contacts
    assert "of the platform's own Swagger document" in contacts
    assert "of documentation, and were not tried" in notes and "Last seen" not in notes
    assert "of an export of the connector" in tasks


@pytest.mark.parametrize("basis", ["recorded", "swagger", "export", "documented"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_where_all_are_known_from_one_place_it_is_said_once(
    ocgen: Ocgen, tmp_path: Path, basis: str, language: str
) -> None:
    said = {
        "en": {"recorded": "recorded", "swagger": "Swagger", "export": "export", "documented": "documentation"},
        "de": {"recorded": "Aufzeichnung", "swagger": "Swagger", "export": "Export", "documented": "Dokumentation"},
    }
    text = page_of(ocgen, tmp_path, PLAIN % basis, language).text
    assert {name: text.count(word) for name, word in said[language].items()} == {
        name: int(name == basis) for name in said[language]
    }


def test_a_page_explains_only_what_stands_on_it(ocgen: Ocgen, tmp_path: Path) -> None:
    rich, plain = (page_of(ocgen, tmp_path, text).text for text in (RICH, PLAIN % "recorded"))
    for sentence in ("marks a required query parameter", "Lists also take `pageSize` and `nextPage`"):
        assert (sentence in rich, sentence in plain) == (True, False)
    bare = page_of(ocgen, tmp_path, "resources_basis: recorded\nresources: {notes: {calls: [get]}}\n").text
    assert ("may have more fields" in plain, "may have more fields" in bare) == (True, False)
