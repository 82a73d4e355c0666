"""Where text goes: ``-`` is stdout for every verb that has an option for a file, and nothing else is made of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from ocgen.cli import ocgen as root
from tests.conftest import Ocgen
from tests.upstream.test_model import EXPORT

_SPEC = """\
key: acmecrm
name: Acme
hub: crm
provider: Acme
description: Works with the contacts of an Acme account.
documentation: https://developer.acme.example/api
authentication: {basic: {}}
"""
_WAYS = {  # what each verb needs besides
    "import": ["model.json"],
    "drift": ["--model", "model.json"],
    "diff": ["before", "specs"],
    "docs inject": ["--check", "page.md"],
}


def _commands(group: click.Group, *path: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if isinstance(found, click.Group):
            yield from _commands(found, *path, name)
        elif found is not None:
            yield " ".join((*path, name)), found


COMMANDS = dict(_commands(root))
WITH_FILE = [name for name, command in COMMANDS.items() if any("-o" in p.opts for p in command.params)]
WITH_DIRECTORY = [
    (name, option)
    for name, command in COMMANDS.items()
    for parameter in command.params
    for option in parameter.opts
    if parameter.type.name == "directory"
]


@pytest.fixture(autouse=True)
def _project(tmp_path: Path) -> None:
    for folder in ("specs", "before"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "acmecrm.yaml").write_text(_SPEC.replace("Acme\n", f"{folder}\n", 1), encoding="utf-8")
    (tmp_path / "model.json").write_text(json.dumps(EXPORT), encoding="utf-8")
    marker = "<!-- ocgen:begin table acmecrm configuration -->\n<!-- ocgen:end -->\n"
    (tmp_path / "page.md").write_text(marker, encoding="utf-8")


def test_verbs_are_found() -> None:
    assert {"import", "lint", "check", "diff", "drift", "docs inject"} <= set(WITH_FILE)
    assert {("generate", "--out"), ("check", "--specs"), ("docs eject", "--to"), ("docs site", "--out")} <= set(
        WITH_DIRECTORY
    )


@pytest.mark.parametrize("verb", WITH_FILE)
def test_a_dash_is_stdout(ocgen: Ocgen, tmp_path: Path, verb: str) -> None:
    line = [*verb.split(), *_WAYS.get(verb, [])]
    plain, dashed = ocgen(*line), ocgen(*line, "-o", "-")
    assert (dashed.code, dashed.out, dashed.err) == (plain.code, plain.out, plain.err)
    assert plain.out
    assert not (tmp_path / "-").exists()
    named = ocgen(*line, "-o", "./-")
    assert named.code == plain.code, named.err
    assert (tmp_path / "-").read_text(encoding="utf-8") == plain.out


@pytest.mark.parametrize(("verb", "option"), WITH_DIRECTORY)
@pytest.mark.parametrize("value", ["-", "a\0b"])
def test_what_is_no_directory_is_refused(ocgen: Ocgen, tmp_path: Path, verb: str, option: str, value: str) -> None:
    before = sorted(tmp_path.iterdir())
    told = ocgen(*verb.split(), option, value)
    assert (told.code, told.out) == (2, "")
    assert "fault of ocgen" not in told.err
    assert ("NUL" if "\0" in value else "./-") in told.err
    assert sorted(tmp_path.iterdir()) == before


def test_a_draft_on_stdout_is_nothing_but_the_draft(ocgen: Ocgen) -> None:
    made = ocgen("import", "model.json", "-o", "-")
    assert made.out.startswith("# yaml-language-server:")
    assert "TODO, save it as specs/acmecrm.yaml, then run: ocgen lint acmecrm" in made.err


@pytest.mark.parametrize(
    ("file", "options", "way"),
    [
        ("specs/new.yaml", (), "TODO, then run: ocgen lint new"),
        ("draft.yaml", (), "already, and what differs tells: ocgen diff acmecrm draft.yaml"),
        ("specs/new.txt", (), "tells: mv specs/new.txt specs/new.yaml && ocgen diff acmecrm specs/new.yaml"),
        ("other/a b.yaml", ("--specs", "other"), "TODO, then run: ocgen lint 'a b' --specs other"),
        ("d.yaml", ("--specs", "other"), "run: mv d.yaml other/acmecrm.yaml && ocgen lint acmecrm --specs other"),
    ],
)
def test_the_next_step_works(ocgen: Ocgen, tmp_path: Path, file: str, options: tuple[str, ...], way: str) -> None:
    (tmp_path / "other").mkdir()
    made = ocgen("import", "model.json", "-o", file, *options)
    assert made.out == f"{file}\n"
    assert f"{way}\n" in made.err
