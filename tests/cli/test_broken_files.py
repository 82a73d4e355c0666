"""Files of a user that are broken in many ways: each is named with what is wrong, and never called a fault of ocgen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ci.project import SPEC
from tests.conftest import Ocgen

MODEL = {"key": "acme", "name": "Acme", "configuration": [{"key": "acme.server"}], "authentication": {"type": "apiKey"}}
ACCEPT = ("accept", "2f1c4d5e6a7b8c9d", "--reason", "x", "--expires", "2099-01-01")
DRIFT = ("drift", "acme", "--model", "model.json")

# A file -> the verbs that read it, whose answer names it.
READ_BY: dict[str, list[tuple[str, ...]]] = {
    "generated/.ocgen-record": [("generate",), ("check",)],
    "generated/.ocgen-journal.json": [("generate",)],
    "specs/acme.lock.json": [DRIFT],
    "ocgen.accepted.yaml": [ACCEPT, DRIFT],
    "pyproject.toml": [("lint",)],
    "model.json": [("import", "model.json"), DRIFT],
    "specs/acme.yaml": [("lint",)],
    "specs/platform.yaml": [("lint",)],
    "guide.md": [("docs", "inject", "guide.md")],
}
CONTENTS: dict[str, bytes | None] = {
    "empty": b"",
    "a NUL": b"\0",
    "binary": bytes(range(256)),
    "Latin-1": "key: ü".encode("latin-1"),
    "UTF-16": "key: 1".encode("utf-16"),
    "a list": b"[]",
    "null": b"null",
    "an object": b"{}",
    "deep lists": b"[" * 100_000,
    "a large number": b"1" * 10_000,
    "half a character": b'{"files": {"\\ud800": ["a", "b", "c", "d"]}, "recipes": {}}',
    "half a character in a list": b'[["\\ud800", "a", "b", "c"]]',
    "wrong types": b'{"files": [1], "recipes": 3, "key": [], "configuration": {}}',
    "more wrong types": b'{"files": {"a": 1}, "recipes": {"a": []}, "key": 1, "configuration": [1, null]}',
    "a path with a NUL": b'[["a\\u0000", "a", "b", "c"]]',
    "a directory": None,
}
TEMPLATES = {
    "an undefined name": "{{ nothing.at.all }}",
    "no end": "{% for x in y %}",
    "no such include": '{% include "nope.j2" %}',
    "itself": '{% include "docs/sections/before.md.j2" %}',
    "a macro without end": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "a division": "{{ 1 / 0 }}",
    "no such filter": "{{ 1 | nofilter }}",
    "an index": "{{ [][3] }}",
    "a key": '{{ {}["x"] }}',
    "types": '{{ "a" + 1 }}',
    "a format": '{{ "%d" % "x" }}',
    "no such macro": '{% from "docs/macros.md.j2" import nosuch %}{{ nosuch() }}',
    "deep blocks": "{% if 1 %}" * 2000 + "{% endif %}" * 2000,
    "deep brackets": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "half a character": '{{ "\\ud800" }}',
}


@pytest.fixture(autouse=True)
def _project(ocgen: Ocgen, tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "acme.yaml").write_text(SPEC, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[tool.ocgen]\ntargets = ["docs"]\n', encoding="utf-8")
    (tmp_path / "model.json").write_text(json.dumps(MODEL), encoding="utf-8")


def _told(ocgen: Ocgen, line: tuple[str, ...]) -> str:
    done = ocgen(*line)
    told = done.out + done.err
    assert done.code in (0, 1, 2), told
    assert "fault of ocgen" not in told, told
    assert "half-written" not in told
    return told if done.code else ""


@pytest.mark.parametrize("content", CONTENTS)
@pytest.mark.parametrize("name", READ_BY)
def test_a_broken_file_is_named(ocgen: Ocgen, tmp_path: Path, name: str, content: str) -> None:
    path, what = tmp_path / name, CONTENTS[content]
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    if what is None:
        path.mkdir()
    else:
        path.write_bytes(what)
    for line in READ_BY[name]:
        told = _told(ocgen, line)
        assert not told or path.name in told, told


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_broken_template_is_named(ocgen: Ocgen, tmp_path: Path, template: str) -> None:
    path = tmp_path / "mine" / "docs" / "sections" / "before.md.j2"
    path.parent.mkdir(parents=True)
    path.write_text(TEMPLATES[template], encoding="utf-8")
    page = "<!-- ocgen:begin section acme before -->\n<!-- ocgen:end -->\n"
    (tmp_path / "guide.md").write_text(page, encoding="utf-8")
    for line in (("generate", "--templates", "mine"), ("docs", "inject", "--templates", "mine", "guide.md")):
        told = _told(ocgen, line)
        assert "docs/" in told and ".j2" in told, told


@pytest.mark.parametrize("key", ["specs", "out", "templates"])
def test_a_path_with_a_nul_is_told_as_such(ocgen: Ocgen, tmp_path: Path, key: str) -> None:
    (tmp_path / "pyproject.toml").write_text(f'[tool.ocgen]\n\n{key} = "a\\u0000b"\n', encoding="utf-8")
    for verb in ("generate", "check", "lint"):
        told = _told(ocgen, (verb,))
        assert (
            f"pyproject.toml:3:1: error[configuration]: {key} must be a path, and none can hold the character U+0000"
            in told
        )
        assert "manifest" not in told


@pytest.mark.parametrize("key", ["docs", "connectors", "targets"])
def test_a_name_with_a_nul_is_told_as_such(ocgen: Ocgen, tmp_path: Path, key: str) -> None:
    (tmp_path / "pyproject.toml").write_text(f'[tool.ocgen]\n{key} = ["a\\u0000b"]\n', encoding="utf-8")
    told = _told(ocgen, ("generate",))
    assert f"pyproject.toml:2:1: error[configuration]: {key} must be a list of names" in told
    assert "U+0000" in told


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[tool.ocgen]\nspecs = "a\n', "2:"),
        ("[tool.ocgen]\nspecs = a\n", "2:9"),
        ("[tool.ocgen]\n\nspecs\n", "3:6"),
        ('[tool.ocgen]\nspecs = "a"\nspecs = "b"\n', "3:"),
        ("[tool.ocgen]\n[tool.ocgen]\n", "2:"),
        ("[tool.ocgen]\ndocs = [1,\n", "2:1"),
        ('[tool.ocgen]\nout = "\\q"\n', "2:"),
    ],
)
def test_what_is_no_toml_is_told_at_its_place(ocgen: Ocgen, tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    told = _told(ocgen, ("lint",))
    assert f"pyproject.toml:{place}" in told
    assert "(at " not in told


@pytest.mark.parametrize(("name", "line"), [("specs/acme.lock.json", DRIFT)])
@pytest.mark.parametrize("kind", ["a merge conflict", "is no JSON"])
def test_a_record_that_is_no_json_is_told_with_its_line(
    ocgen: Ocgen, tmp_path: Path, name: str, line: tuple[str, ...], kind: str
) -> None:
    assert ocgen("generate").code == 0
    assert ocgen(*DRIFT, "--lock", "--fail-on", "none").code == 0
    path = tmp_path / name
    lines = path.read_text(encoding="utf-8").split("\n")
    spoiled = (
        ["<<<<<<< HEAD", lines[4], "=======", lines[4], ">>>>>>> topic"] if "conflict" in kind else ["{", lines[4]]
    )
    path.write_text("\n".join([*lines[:4], *spoiled, *lines[5:]]), encoding="utf-8")
    told = _told(ocgen, line)
    assert path.name in told and "damaged: line 5" in told and kind in told, told
