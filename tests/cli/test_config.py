"""`[tool.ocgen]`: found by walking up, relative to its file, under the command line, strict about its keys."""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from ocgen import read_config
from tests.conftest import SPECS, Ocgen


def put(directory: Path, text: str) -> None:
    (directory / "pyproject.toml").write_text(text, encoding="utf-8")


def keys(ocgen: Ocgen, *arguments: str) -> set[str]:
    result = ocgen("list", "--format", "json", *arguments)
    assert result.code == 0, result.err
    return {entry["key"] for entry in json.loads(result.out)}


def test_it_is_found_from_below_and_its_paths_are_relative_to_it(
    ocgen: Ocgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, '[tool.ocgen]\nspecs = "my/specs"\n')
    (tmp_path / "my/specs").mkdir(parents=True)
    shutil.copy(SPECS / "sftp.yaml", tmp_path / "my/specs")
    below = tmp_path / "a/b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert keys(ocgen) == {"sftp"}


def test_usual_paths_are_relative_to_it_too(ocgen: Ocgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SPECS / "families", tmp_path / "project" / "specs" / "families")
    shutil.copy(SPECS / "mysql.yaml", tmp_path / "project" / "specs")
    (tmp_path / "project" / "pyproject.toml").write_text("[tool.ocgen]\ntargets = ['schemas']\n", encoding="utf-8")
    result = ocgen("--config", "project/pyproject.toml", "generate")
    assert result.code == 0, result.err
    assert (tmp_path / "project" / "generated" / "schemas" / "mysql").is_dir()
    monkeypatch.chdir(tmp_path / "project" / "specs" / "families")
    assert ocgen("check").code == 0
    assert not (tmp_path / "generated").exists()


def test_a_pyproject_without_our_table_is_walked_past(
    ocgen: Ocgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, '[tool.ocgen]\nconnectors = ["sfdc"]\n')
    (tmp_path / "inner").mkdir()
    put(tmp_path / "inner", '[project]\nname = "x"  # not tool.ocgen\n')
    monkeypatch.chdir(tmp_path / "inner")
    assert keys(ocgen) == {"sfdc"}


def test_connectors_are_keys_or_globs(ocgen: Ocgen, tmp_path: Path) -> None:
    put(tmp_path, '[tool.ocgen]\nconnectors = ["infusionsoft[cm]*", "sftp"]\n')
    assert keys(ocgen) == {"infusionsoftcrm", "infusionsoftmarketing", "sftp"}
    assert keys(ocgen, "sf*") == {"sftp"}


def test_the_command_line_is_above_the_file(ocgen: Ocgen, tmp_path: Path) -> None:
    put(tmp_path, '[tool.ocgen]\nspecs = "nowhere"\n')
    assert ocgen("list").code == 2
    assert "sfdc" in keys(ocgen, "--specs", str(SPECS))


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        ('spec = "x"', 2, 'did you mean "specs"?'),
        ("specs = 3", 2, "specs must be a path"),
        ('connectors = "sfdc"', 2, "connectors must be a list of names"),
        ("targets = [1]", 2, "targets must be a list of names"),
        ('templates = "nowhere"', None, "nowhere does not exist"),
    ],
)
def test_what_is_wrong_with_it(ocgen: Ocgen, tmp_path: Path, table: str, line: int | None, said: str) -> None:
    put(tmp_path, f"[tool.ocgen]\n{table}\n")
    result = ocgen("list")
    assert result.code == 2
    assert said in result.err
    if line:
        assert f"pyproject.toml:{line}:1" in result.err


def test_all_that_is_wrong_is_told_at_once(ocgen: Ocgen, tmp_path: Path) -> None:
    put(tmp_path, '[tool.ocgen]\nspec = "x"\nouts = "y"\ntargets = 1\n')
    err = ocgen("list").err
    assert all(f"pyproject.toml:{line}:1" in err for line in (2, 3, 4))


def test_a_file_that_is_no_toml(ocgen: Ocgen, tmp_path: Path) -> None:
    put(tmp_path, "[tool.ocgen\n")
    result = ocgen("list")
    assert result.code == 2
    assert "not TOML" in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize("text", ["[tool]\nocgen = 5\n", "tool.ocgen = []\n"])
def test_a_table_that_is_none(ocgen: Ocgen, tmp_path: Path, text: str) -> None:
    put(tmp_path, text)
    result = ocgen("list")
    assert result.code == 2
    assert "tool.ocgen must be a table" in result.err


def test_a_file_that_cannot_be_read_is_not_passed_over(
    ocgen: Ocgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, '[tool.ocgen]\nconnectors = ["sftp"]\n')
    real = os.open

    def refusing(path: str | Path, *arguments: Any, **options: Any) -> int:
        if path == tmp_path / "pyproject.toml":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, *arguments, **options)

    monkeypatch.setattr(os, "open", refusing)
    result = ocgen("list")
    assert result.code == 2
    assert "cannot read the file: permission denied" in result.err


def test_a_specs_directory_that_cannot_be_read(ocgen: Ocgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "specs").mkdir()
    refuse(monkeypatch, "iterdir", Path("specs"))
    result = ocgen("lint")
    assert result.code == 2
    assert "cannot read specs: permission denied" in result.err


def refuse(monkeypatch: pytest.MonkeyPatch, function: str, what: Path) -> None:
    """Let a function of `Path` fail for one path, as it does for a user without permission; a test may run as root."""
    real = getattr(Path, function)

    def refusing(self: Path, *arguments: object) -> object:
        if self == what:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return real(self, *arguments)

    monkeypatch.setattr(Path, function, refusing)


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("/", "is the root of the file system"),
        ("..", "holds the specs directory"),
        (".", "holds the specs directory"),
        ("specs", "is the specs directory"),
        ("specs/deeper/still", "lies in the specs directory"),
        ("a/../specs", "is the specs directory"),
        ("linked", "is the specs directory"),
        ("mine", "is the templates directory"),
        ("mine/made", "lies in the templates directory"),
        ("pyproject.toml", "is a file"),
        ("pyproject.toml/made", "is a file"),
        ("loop/made", "cannot be used"),
        ("a\\u0000b", "none can hold the character U+0000"),
    ],
)
@pytest.mark.parametrize("verb", ["lint", "check", "generate"])
def test_what_is_read_is_never_written_over(ocgen: Ocgen, tmp_path: Path, verb: str, out: str, said: str) -> None:
    for name in ("specs", "mine"):
        (tmp_path / name).mkdir()
    shutil.copy(SPECS / "sftp.yaml", tmp_path / "specs")
    (tmp_path / "linked").symlink_to("specs")
    (tmp_path / "loop").symlink_to("loop")
    put(tmp_path, f'[tool.other]\nout = "x"\n\n[tool.ocgen]\ntemplates = "mine"\nout = "{out}"\n')
    before = sorted(tmp_path.rglob("*"))
    refused = ocgen(verb)
    assert refused.code == 2
    assert f"{tmp_path}/pyproject.toml:6:1: error[configuration]: " in refused.err and said in refused.err
    assert "help: " in refused.err
    assert sorted(tmp_path.rglob("*")) == before
    if verb != "lint" and not {"pyproject.toml", "a\\u0000b"} & {*out.split("/")}:
        put(tmp_path, "")
        refused = ocgen(verb, "--out", out, "--templates", "mine")
        assert refused.code == 2 and said in refused.err and "--out generated" in refused.err


def test_paths_that_a_program_gives_are_relative_to_the_directory_that_it_gives(tmp_path: Path) -> None:
    for directory in (tmp_path, Path("elsewhere"), None):
        config = read_config(directory, specs=Path("s"), out=Path("o"), templates=Path("t"))
        base = directory or Path()
        assert (config.specs, config.out, config.templates) == (base / "s", base / "o", base / "t")
    assert read_config(tmp_path, specs=tmp_path / "mine").specs == tmp_path / "mine"
