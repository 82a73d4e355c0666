"""The reference: made from click and the schemas, complete, current, and with examples that hold."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from jsonschema import Draft202012Validator

from docs._reference.pages import pages
from ocgen.cli import ocgen
from ocgen.spec.schema import KINDS, Kind, schema_text
from ocgen.targets.registry import OURS, options_of
from tests.conftest import REPOSITORY
from tests.processes import run

PAGES = pages()
DOCS = REPOSITORY / "docs"
ENTRY = re.compile(
    r"^\*\*`(?P<path>[^`]+)`\*\*: (?P<facts>[^\n]+)\n\n(?P<about>.+?)\n\n```yaml\n(?P<example>.*?)^```$", re.M | re.S
)


def definitions(kind: Kind) -> dict[str, Any]:
    """Return the definitions that are a kind's own, and the whole file as the one without a name."""
    schema = json.loads(schema_text(kind))
    shared = {} if kind == "connector" else json.loads(schema_text("connector"))["$defs"]
    return {"": schema} | {name: found for name, found in schema["$defs"].items() if name not in shared}


def properties(schema: Any) -> Iterator[tuple[str, Any]]:
    """Yield every key that a schema describes, at any depth, and what is said of it."""
    if isinstance(schema, dict):
        for name, found in schema.get("properties", {}).items():
            if list(found) == ["anyOf"]:  # what editors propose, beside another schema that says what it is
                continue
            yield name, found
            yield from properties(found)
        for part in ("items", "additionalProperties"):
            yield from properties(schema.get(part))


def options() -> Iterator[tuple[str, str]]:
    """Yield every command with each of its options, as click has them."""

    def below(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
        for parameter in command.params:
            yield from ((name, option) for option in (*parameter.opts, *parameter.secondary_opts) if option[0] == "-")
        if isinstance(command, click.Group):
            context = click.Context(command)
            for word in command.list_commands(context):
                found = command.get_command(context, word)
                assert found
                yield f"{name} {word}", ""
                yield from below(found, f"{name} {word}")

    return below(ocgen, "ocgen")


@pytest.mark.parametrize("name", PAGES)
def test_it_is_current(name: str) -> None:
    committed = (DOCS / "reference" / name).read_text(encoding="utf-8")
    assert committed == PAGES[name], "run: make reference"


def test_no_page_is_left_over() -> None:
    assert {path.name for path in (DOCS / "reference").iterdir()} == set(PAGES)


def test_every_command_and_option_has_its_place() -> None:
    sections = dict(re.findall(r"^## (ocgen[^\n]*)\n\n```text\n(.*?)^```$", PAGES["commands.md"], re.M | re.S))
    for command, option in options():
        assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", sections[command]), (command, option)
    assert len(sections) > 20


def test_every_option_of_a_target_has_an_example_that_it_takes() -> None:
    for target in OURS:
        for option in options_of(target):
            entry = f"{option.name} = {option.example}"
            assert f"```toml\n{entry}\n```" in PAGES["options.md"]
            assert option.read(tomllib.loads(entry)[option.name]) != option.default


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_has_its_place_a_meaning_and_an_example(kind: Kind) -> None:
    expected = sorted(name for found in definitions(kind).values() for name, _ in properties(found))
    entries = list(ENTRY.finditer(PAGES[f"{kind}.md"]))
    assert sorted(re.split(r"\.(?!\*)", entry["path"])[-1] for entry in entries) == expected
    for entry in entries:
        assert entry["about"].strip().endswith((".", "}")), entry["path"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_holds(kind: Kind) -> None:
    root = json.loads(schema_text(kind))
    known = [(name, found) for definition in definitions(kind).values() for name, found in properties(definition)]
    shown = [yaml.load(entry["example"], yaml.BaseLoader) for entry in ENTRY.finditer(PAGES[f"{kind}.md"])]
    for name, schema in known:
        assert any(name in example for example in shown)
        for example in schema.get("examples", ()) if isinstance(schema, dict) else ():
            Draft202012Validator({"$defs": root["$defs"], **schema}).validate(example)
    for entry in ENTRY.finditer(PAGES[f"{kind}.md"]):
        ((name, example),) = yaml.safe_load(entry["example"]).items()
        candidates = [found for key, found in known if key == name]
        assert any(Draft202012Validator({"$defs": root["$defs"], **found}).is_valid(example) for found in candidates), (
            entry["path"]
        )


def test_the_manual_builds_without_a_warning(tmp_path: Path) -> None:
    """As `make manual` does it: a page that no table of contents has, and a link into nothing, are warnings."""
    run(sys.executable, "-m", "sphinx", "--fail-on-warning", "--keep-going", "--quiet", DOCS, tmp_path)
    assert (tmp_path / "reference" / "commands.html").is_file()
