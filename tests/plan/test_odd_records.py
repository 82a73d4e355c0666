"""Records that nobody would write: each is told or read, healed by one run, and costs nobody's work."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest

from ocgen.plan.digests import digest
from ocgen.plan.output_directory import OutputDirectory
from ocgen.plan.record import ATTRIBUTES, NAME
from tests.conftest import SPECS, Ocgen, Prepare, run_here
from tests.plan.findings import found
from tests.processes import ENVIRONMENT, commit, run

PAGE = "generated/docs/mysql.md"


def make(top: Path) -> None:
    (top / "specs").mkdir()
    shutil.copy(SPECS / "mysql.yaml", top / "specs")
    (top / "pyproject.toml").write_text('[tool.ocgen]\ntargets = ["docs"]\n', encoding="utf-8")
    assert run_here("generate", "-q").code == 0


@pytest.fixture
def project(prepare: Prepare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A generated project of one connector and one target, in no repository."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
        monkeypatch.setenv(name, ENVIRONMENT[name])
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    return prepare(make)


OUTSIDE = b"file " + b"0" * 64 + b" docs mysql ../../specs/mysql.yaml\n"

# What becomes of a record, and whether it is told.
ODD: dict[str, tuple[Callable[[bytes], bytes], bool]] = {
    "other line ends": (lambda was: was.replace(b"\n", b"\r\n"), False),
    "a byte order mark": (lambda was: b"\xef\xbb\xbf" + was, False),
    "groups twice": (lambda was: was + was, False),
    "another order": (lambda was: b"\n".join(sorted(was.split(b"\n"))) + b"\n", False),
    "a file long gone": (lambda was: was + b"file " + b"1" * 64 + b" docs gone docs/gone.md\n", False),
    "nothing": (lambda was: b"", True),
    "a blank line": (lambda was: b"\n", True),
    "no text": (lambda was: bytes(range(256)) * 40, True),
    "cut short": (lambda was: was[:-20], True),
    "a path that leads elsewhere": (lambda was: was + OUTSIDE, True),
    "ten thousand strange lines": (lambda was: was + b"strange\n" * 10_000, True),
    "ten thousand others' files": (
        lambda was: was + b"".join(b"file %064x docs x docs/x/%d.md\n" % (n, n) for n in range(10_000)),
        False,
    ),
    "a conflict that never ends": (lambda was: b"<<<<<<< ours\n" + was, True),
    "JSON of an older version": (lambda was: b'{"files": {}}\n', True),
}


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_record_heals_in_one_run_and_no_edit_is_lost(project: Path, ocgen: Ocgen, kind: str) -> None:
    change, told = ODD[kind]
    record, spec = project / "generated" / NAME, project / "specs" / "mysql.yaml"
    was, spec_was = record.read_bytes(), spec.read_bytes()
    record.write_bytes(change(was))
    findings = found(ocgen)
    assert {rule for rule, _ in findings} == ({"generated-record"} if told else set())
    assert len(findings) <= 3  # one cause, one finding
    text = (project / PAGE).read_text(encoding="utf-8")
    (project / PAGE).write_text(f"{text}by hand\n", encoding="utf-8")
    assert ("generated-edited", PAGE) in found(ocgen)
    assert ocgen("generate").code == 1
    assert (project / PAGE).read_text(encoding="utf-8") == f"{text}by hand\n"
    (project / PAGE).write_text(text, encoding="utf-8")
    assert ocgen("generate").code == 0
    assert (record.read_bytes().replace(b"\r\n", b"\n"), spec.read_bytes()) == (was, spec_was)
    assert found(ocgen) == []


def test_a_record_of_an_older_version_is_taken_over(project: Path, ocgen: Ocgen) -> None:
    files = list((project / "generated").rglob("*.md"))
    lines = [
        f'"{path.relative_to(project / "generated").as_posix()}": '
        f'["{digest(path.read_bytes())}", "docs", "{"mysql" if "mysql" in path.name else ""}", "0011757499681a09"]'
        for path in files
    ]
    for name in (NAME, ATTRIBUTES):
        (project / "generated" / name).unlink()
    older = project / "generated" / ".ocgen-manifest.json"
    half = len(lines) // 2
    conflict = ["<<<<<<< ours", *(f"{line}," for line in lines[:half]), "=======", *lines[half:], ">>>>>>> theirs"]
    older.write_text("\n".join(['{"recipes": {', "},", '"files": {', *conflict, "}}", ""]), encoding="utf-8")
    assert found(ocgen) == []  # an upgrade that changes no file is no finding
    spec = project / "specs" / "mysql.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("name: MySQL", "name: Our MySQL"), encoding="utf-8")
    assert {rule for rule, _ in found(ocgen)} == {"generated-outdated"}
    assert ocgen("generate").code == 0
    assert not older.exists() and (project / "generated" / ATTRIBUTES).is_file()
    assert found(ocgen) == []


@pytest.mark.parametrize("thing", ["folder", "link"])
def test_what_stands_in_the_place_of_the_record_is_told_and_stays(project: Path, ocgen: Ocgen, thing: str) -> None:
    record = project / "generated" / NAME
    record.rename(project / "elsewhere")
    record.mkdir() if thing == "folder" else record.symlink_to(project / "elsewhere")
    for verb in ("check", "generate"):
        result = ocgen(verb)
        assert result.code == 2 and NAME in result.err and "--force" not in result.err
        assert result.err.rstrip().endswith("which makes the record again and overwrites no edited file")
    record.rmdir() if thing == "folder" else record.unlink()
    assert ocgen("generate").code == 0
    assert record.read_bytes() == (project / "elsewhere").read_bytes()


def restored(project: Path, ocgen: Ocgen, out: str, where: Path) -> None:
    """A page of the last commit but one is outdated in an output directory of the repository ``where``."""
    page = project / out / "docs" / "mysql.md"
    first = page.read_bytes()
    commit(where)
    spec = project / "specs" / "mysql.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("name: MySQL", f"name: {out}"), encoding="utf-8")
    assert ocgen("generate", "--out", out, "-q").code == 0
    commit(where)
    assert page.read_bytes() != first
    page.write_bytes(first)
    assert found(ocgen, "--out", out) == [("generated-outdated", f"{out}/docs/mysql.md")]
    page.write_bytes(first + b"by hand\n")
    assert found(ocgen, "--out", out) == [("generated-edited", f"{out}/docs/mysql.md")]
    page.write_bytes(first)
    assert ocgen("generate", "--out", out, "-q").code == 0


@pytest.mark.parametrize("out", ["generated", "other"])
def test_two_output_directories_of_a_repository(project: Path, ocgen: Ocgen, out: str) -> None:
    assert ocgen("generate", "--out", "other", "-q").code == 0
    restored(project, ocgen, out, project)


def test_a_submodule_has_a_history_of_its_own(project: Path, ocgen: Ocgen) -> None:
    shutil.rmtree(project / "generated")
    (project / "origin").mkdir()
    (project / "origin" / "README").write_text("\n", encoding="utf-8")
    commit(project / "origin")
    commit(project)
    add = ("git", "-c", "protocol.file.allow=always", "submodule", "add", "-q", "./origin", "generated")
    run(*add, cwd=project)
    assert ocgen("generate", "-q").code == 0
    restored(project, ocgen, "generated", project / "generated")


def test_an_output_directory_that_git_ignores_works_without_its_history(project: Path, ocgen: Ocgen) -> None:
    (project / ".gitignore").write_text("generated/\n", encoding="utf-8")
    commit(project)
    (project / PAGE).write_bytes(b"by hand\n")
    assert found(ocgen) == [("generated-edited", PAGE)]
    assert ocgen("generate", "--force", "-q").code == 0
    assert found(ocgen) == []


def test_variables_that_git_gives_to_hooks(project: Path, ocgen: Ocgen, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(project)
    first = (project / PAGE).read_bytes()
    spec = project / "specs" / "mysql.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("name: MySQL", "name: Ours"), encoding="utf-8")
    assert ocgen("generate", "-q").code == 0
    commit(project)
    (project / PAGE).write_bytes(first)
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert found(ocgen) == [("generated-outdated", PAGE)]


def test_a_repository_that_git_does_not_trust_is_as_none(
    project: Path, ocgen: Ocgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(project)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")  # git's own way of trying it
    (project / "generated" / NAME).unlink()
    (project / PAGE).write_bytes((project / PAGE).read_bytes() + b"by hand\n")
    assert set(found(ocgen)) == {("generated-record", f"generated/{NAME}"), ("generated-edited", PAGE)}
    assert ocgen("generate").code == 1


@pytest.mark.parametrize("documents", [False, True])
def test_a_record_that_alone_tells_the_connectors_and_cannot_be_read(
    ocgen: Ocgen, tmp_path: Path, documents: bool
) -> None:
    if documents:
        (tmp_path / "pyproject.toml").write_text('[tool.ocgen]\ndocs = ["*.md"]\n', encoding="utf-8")
    (tmp_path / "generated" / NAME).mkdir(parents=True)
    for verb in ("generate", "check"):
        said = ocgen(verb)
        assert (said.code, f"generated/{NAME} cannot be read" in said.err) == (2, True)
        assert "; move away what is there, then run: ocgen generate, which" in " ".join(said.err.split())


def test_the_record_is_read_once(ocgen: Ocgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ocgen("generate", "mysql", "--target", "docs").code == 0
    read = Mock(side_effect=OutputDirectory.read, spec=OutputDirectory.read)
    monkeypatch.setattr(OutputDirectory, "read", lambda inside, path: read(inside, path))
    assert ocgen("check").code == 1
    assert [call.args[1] for call in read.call_args_list].count(NAME) == 1
