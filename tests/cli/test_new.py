"""`ocgen new`: a skeleton that is clean once its blanks are filled."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from ocgen.model import AuthType
from tests.conftest import SPECS, Ocgen


def fill(path: Path) -> None:
    """Fill each blank with a text of its own, as a person would."""
    numbers = iter(range(100))
    text = path.read_text(encoding="utf-8")
    text = text.replace("https://example.com/TODO", "https://docs.example.com/")
    path.write_text(re.sub("TODO", lambda _: f"Text number {next(numbers)}", text), encoding="utf-8")


@pytest.mark.parametrize("type_", get_args(AuthType))
def test_a_filled_skeleton_is_clean(ocgen: Ocgen, tmp_path: Path, type_: str) -> None:
    made = ocgen("new", "acme", "--type", type_, "--name", "Acme: the #1", "--hub", "crm", "--provider", "Acme")
    assert (made.code, made.out) == (0, "specs/acme.yaml\n")
    path = tmp_path / "specs" / "acme.yaml"
    unfilled = ocgen("lint", "acme")
    assert unfilled.code == 1
    assert "TODO" in unfilled.out
    fill(path)
    assert ocgen("lint", "acme").out == ""
    assert ocgen("lint", "acme").code == 0
    assert "Acme: the #1" in ocgen("list", "acme").out


def test_a_skeleton_can_start_from_a_family(ocgen: Ocgen, tmp_path: Path) -> None:
    assert ocgen("new", "infusionsoftbeta", "--name", "Beta", "--hub", "crm", "--family", "infusionsoft").code == 0
    fill(tmp_path / "specs" / "infusionsoftbeta.yaml")
    assert ocgen("lint", "infusionsoftbeta").code == 0
    assert "infusionsoft.server" in ocgen("show", "infusionsoftbeta").out


def test_the_editors_schema_is_where_the_modeline_points(ocgen: Ocgen, tmp_path: Path) -> None:
    ocgen("new", "acme")
    first = (tmp_path / "specs" / "acme.yaml").read_text(encoding="utf-8").splitlines()[0]
    schema = re.fullmatch(r"# yaml-language-server: \$schema=(.*)", first)
    assert schema is not None
    assert (tmp_path / "specs" / schema[1]).is_file()


def test_nothing_is_overwritten(ocgen: Ocgen, tmp_path: Path) -> None:
    ocgen("new", "acme")
    before = (tmp_path / "specs" / "acme.yaml").read_text(encoding="utf-8")
    again = ocgen("new", "acme", "--type", "basic")
    assert again.code == 2
    assert "overwrites nothing" in again.err
    assert (tmp_path / "specs" / "acme.yaml").read_text(encoding="utf-8") == before


def test_the_platforms_own_file_is_not_taken(ocgen: Ocgen, tmp_path: Path) -> None:
    result = ocgen("new", "platform")
    assert result.code == 2
    assert "a connector needs another key" in result.err
    assert not (tmp_path / "specs").exists()


def test_a_family_that_is_not_there(ocgen: Ocgen, tmp_path: Path) -> None:
    result = ocgen("new", "acme", "--family", "infusionsfot")
    assert result.code == 2
    assert 'did you mean "infusionsoft"?' in result.err
    assert not (tmp_path / "specs").exists()


def test_a_copy_of_a_bundled_spec(ocgen: Ocgen, tmp_path: Path) -> None:
    made = ocgen("new", "acme", "--from", "infusionsoftmarketing")
    assert (made.code, made.out) == (0, "specs/acme.yaml\n")
    copy, original = (tmp_path / "specs" / "acme.yaml"), SPECS / "infusionsoftmarketing.yaml"
    before, after = (file.read_text(encoding="utf-8").splitlines() for file in (original, copy))
    assert [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]] == [
        ("key: infusionsoftmarketing", "key: acme")
    ]
    assert (tmp_path / "specs" / "schema" / "connector.schema.json").is_file()
    assert ocgen("generate", "acme", "--quiet").code == 0


def test_a_spec_that_hides_a_bundled_one_or_is_left_out_is_told(ocgen: Ocgen, tmp_path: Path) -> None:
    made = ocgen("new", "box", "--from", "box")
    assert made.code == 0 and "info[hidden-bundled-spec]: the spec hides the bundled one of box" in made.err
    (tmp_path / "pyproject.toml").write_text('[tool.ocgen]\nconnectors = ["box"]\n', encoding="utf-8")
    made = ocgen("new", "acme")
    assert made.code == 0 and "pyproject.toml does not name acme, so nothing is generated from the spec" in made.err


def test_a_copy_of_what_is_not_bundled_or_with_more_is_refused(ocgen: Ocgen, tmp_path: Path) -> None:
    refused = ocgen("new", "acme", "--from", "infusionsoftmarketin")
    assert refused.code == 2 and 'did you mean "infusionsoftmarketing"?' in refused.err
    refused = ocgen("new", "acme", "--from", "box", "--name", "Acme")
    assert refused.code == 2 and "--from copies a whole spec" in refused.err
    assert not (tmp_path / "specs").exists()


@pytest.mark.parametrize("key", ["123", "1e5", "true", "Null", "0x1F", "a-b.c_d"])
def test_a_key_that_yaml_would_take_for_something_else(ocgen: Ocgen, tmp_path: Path, key: str) -> None:
    assert ocgen("new", key, "--name", key, "--hub", "crm", "--provider", "true").code == 0
    fill(tmp_path / "specs" / f"{key}.yaml")
    linted = ocgen("lint", key)
    assert (linted.code, linted.out) == (0, "")


@pytest.mark.parametrize(("setting", "reason"), [("templates", "does not exist"), ("out", "is the root of")])
def test_nothing_is_written_for_a_configuration_that_no_verb_could_use(
    ocgen: Ocgen, tmp_path: Path, setting: str, reason: str
) -> None:
    place = "/" if setting == "out" else "nowhere"
    (tmp_path / "pyproject.toml").write_text(f"[tool.ocgen]\n{setting} = '{place}'\n", encoding="utf-8")
    said = ocgen("new", "acme")
    assert (said.code, reason in said.err) == (2, True)
    assert not (tmp_path / "specs").exists()
