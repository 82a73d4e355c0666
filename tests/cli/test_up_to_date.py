"""The answer that comes before the command line is imported is the command line's own."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from ocgen.runs.up_to_date import answer
from tests.conftest import REPOSITORY, SPECS, Ocgen
from tests.processes import run


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


@pytest.mark.parametrize("name", ["specs/mysql.yaml", "generated/docs/mysql.md", "generated/.ocgen-record"])
def test_anything_that_changed_is_looked_at(project: Path, name: str) -> None:
    if name.endswith("record"):
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


def test_a_connector_with_two_files_is_told(project: Path, ocgen: Ocgen) -> None:
    shutil.copy(project / "specs" / "mysql.yaml", project / "specs" / "mysql.yml")
    assert answer(["generate"]) == answer(["check"]) == ""
    for verb in ("generate", "check"):
        said = ocgen(verb)
        assert (said.code, "both files of one connector" in said.out + said.err) == (1, True)


def test_a_spec_by_another_name_is_not_taken_for_the_bundled_one(project: Path, ocgen: Ocgen) -> None:
    spec = project / "specs" / "mysql.yaml"  # it is as the bundled one is
    text = spec.read_text(encoding="utf-8").replace("name: MySQL", "name: Our MySQL")
    spec.rename(spec.with_suffix(".yml")).write_text(text, encoding="utf-8")
    assert answer(["generate"]) == answer(["check"]) == ""
    assert ocgen("check").code == 1
    assert ocgen("generate").code == 0
    assert "Our MySQL" in (project / "generated" / "docs" / "mysql.md").read_text(encoding="utf-8")


def test_a_directory_of_templates_that_is_gone_is_told(project: Path, ocgen: Ocgen) -> None:
    (project / "pyproject.toml").write_text("[tool.ocgen]\ntemplates = 'mine'\n", encoding="utf-8")
    (project / "mine").mkdir()
    assert ocgen("generate").code == 0
    assert answer(["generate"]) != ""
    (project / "mine").rmdir()
    assert answer(["generate"]) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="links are for some users only")
def test_a_template_behind_a_link_is_looked_at(project: Path, ocgen: Ocgen) -> None:
    (project / "pyproject.toml").write_text("[tool.ocgen]\ntemplates = 'mine'\n", encoding="utf-8")
    (project / "theirs" / "partials").mkdir(parents=True)
    (project / "mine" / "docs").mkdir(parents=True)
    (project / "mine" / "docs" / "partials").symlink_to(project / "theirs" / "partials")
    (project / "theirs" / "partials" / "back").symlink_to(project / "mine")
    template = project / "theirs" / "partials" / "python.md.j2"
    shutil.copy(REPOSITORY / "templates" / "docs" / "partials" / "python.md.j2", template)
    assert ocgen("generate").code == 0
    assert answer(["generate"]) != ""
    edit(template)
    assert answer(["generate"]) == ""


def test_no_large_library_is_imported_for_it(project: Path) -> None:
    code = (
        "import sys; sys.argv = ['ocgen', 'generate']; from ocgen.__main__ import main\n"
        "try: main()\nexcept SystemExit as end: code = end.code\n"
        "print(code, {'click', 'yaml', 'jinja2', 'jsonschema'} & set(sys.modules))"
    )
    done = run(sys.executable, "-c", code, cwd=project)
    assert (done.stdout, done.stderr.startswith("nothing to do: ")) == ("0 set()\n", True)


def test_it_ends_well_when_nobody_listens(project: Path) -> None:
    command = f"{sys.executable} -m ocgen generate 2>&-"
    run("sh", "-c", command, cwd=project)
