"""The answer that comes before the command line is imported is the command line's own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ocgen.quick import answer
from tests.conftest import SPECS, Ocgen


@pytest.fixture
def project(tmp_path: Path, ocgen: Ocgen) -> Path:
    """A generated project of one connector."""
    (tmp_path / "specs").mkdir()
    shutil.copy(SPECS / "mysql.yaml", tmp_path / "specs")
    assert ocgen("generate").code == 0
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ["generate"],
        ["check"],
        ["generate", "-q"],
        ["generate", "--out", "generated", "--quiet"],
        ["generate", "--out", "generated", "--specs", "specs"],
        ["check", "--specs", "./specs"],
    ],
)
def test_it_says_what_the_command_line_says(project: Path, ocgen: Ocgen, arguments: list[str]) -> None:
    said = ocgen(*arguments)
    assert (said.code, said.out) == (0, "")
    assert answer(arguments) + "\n" == said.err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--help"],
        ["list"],
        ["generate", "mysql"],
        ["generate", "--out", "-q", "generated"],
        ["check", "-q"],
        ["generate", "--out"],
        ["generate", "--out", ""],
        ["generate", "--out", "--specs"],
        ["generate", "--out", "generated", "--out", "generated"],
        ["generate", "--target", "docs"],
        ["check", "--format", "json"],
        ["generate", "--specs", "nowhere"],
        ["generate", "--templates", "nowhere"],
        ["generate", "--out", "elsewhere"],
    ],
)
def test_whatever_is_not_plain_is_left_to_the_command_line(project: Path, arguments: list[str]) -> None:
    assert answer(arguments) == ""


def edit(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")


@pytest.mark.parametrize("name", ["specs/mysql.yaml", "generated/docs/mysql.md", "generated/.ocgen-manifest.json"])
def test_anything_that_changed_is_looked_at(project: Path, name: str) -> None:
    if name.endswith(".json"):
        (project / name).unlink()
    else:
        edit(project / name)
    assert answer(["generate"]) == answer(["check"]) == ""


@pytest.mark.parametrize("text", ["[tool.ocgen]\ndocs = ['*.md']\n", "[tool.ocgen]\ntemplates = 'mine'\n"])
def test_check_looks_at_documents_and_templates_too(project: Path, text: str) -> None:
    (project / "mine").mkdir()
    (project / "pyproject.toml").write_text(text, encoding="utf-8")
    assert answer(["check"]) == ""


def test_a_broken_configuration_is_the_command_lines_to_explain(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.ocgen]\nspecs = 1\n", encoding="utf-8")
    assert answer(["generate"]) == ""


def test_no_large_library_is_imported_for_it(project: Path) -> None:
    code = (
        "import sys; sys.argv = ['ocgen', 'generate']; from ocgen.__main__ import main\n"
        "try: main()\nexcept SystemExit as end: code = end.code\n"
        "print(code, {'click', 'yaml', 'jinja2', 'jsonschema'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr.startswith("nothing to do: ")) == ("0 set()\n", True)


def test_it_ends_well_when_nobody_listens(project: Path) -> None:
    command = f"{sys.executable} -m ocgen generate 2>&-"
    assert subprocess.run(["sh", "-c", command], cwd=project, check=False).returncode == 0
