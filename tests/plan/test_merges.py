"""Branches that meet, with real git: what a merge leaves in generated files and in the record heals by itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ocgen.plan.record import ATTRIBUTES, NAME
from tests import files
from tests.conftest import Ocgen, Prepare, run_here
from tests.plan.findings import found
from tests.processes import ENVIRONMENT, commit, run

SPEC = """\
key: {key}
name: {key}
hub: crm
provider: Acme
description: Works with the contacts of an account.
documentation: https://developer.acme.example/api
setup:
  - In Acme, open Settings and create a key.
authentication:
  apiKey: {{}}
configuration:
  - key: acme.api.key
    label: API Key
    description: Key that the platform signs in with.
    where_to_find: In Acme under Settings.
    secret: true
    required: true
    example: fake_key
sources:
  - page: Acme's API documentation
    read: 2026-11-24
"""
KEYS = ("alpha", "bravo", "delta", "echo")


def make(top: Path) -> None:
    """Make a repository with a generated project of four connectors, committed on the branch main."""
    (top / "specs").mkdir()
    for key in KEYS:
        (top / "specs" / f"{key}.yaml").write_text(SPEC.format(key=key), encoding="utf-8")
    (top / "pyproject.toml").write_text('[tool.ocgen]\ntargets = ["docs", "schemas"]\n', encoding="utf-8")
    assert run_here("generate", "-q").code == 0
    commit(top)


@pytest.fixture
def project(prepare: Prepare, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
        monkeypatch.setenv(name, ENVIRONMENT[name])
    return prepare(make)


def edit(project: Path, key: str, old: str, new: str) -> None:
    files.edit(project / "specs" / f"{key}.yaml", old, new)


def branch(project: Path, name: str, change: Callable[[], object], ocgen: Ocgen) -> None:
    run("git", "switch", "-q", "-c", name, "main", cwd=project)
    change()
    assert ocgen("generate", "-q").code == 0
    commit(project)


def tree(directory: Path) -> dict[str, str]:
    return {
        path.relative_to(directory).as_posix(): path.read_text(encoding="utf-8")
        for path in directory.rglob("*")
        if path.is_file() and path.name != ATTRIBUTES  # which is the user's to change
    }


def fresh(project: Path, ocgen: Ocgen) -> dict[str, str]:
    """What a run gives that finds nothing there."""
    assert ocgen("generate", "-q", "--out", "fresh").code == 0
    made = tree(project / "fresh")
    shutil.rmtree(project / "fresh")
    return made


def healed(project: Path, ocgen: Ocgen) -> None:
    """A run without force, and then all is as a fresh run makes it, and `check` says so."""
    result = ocgen("generate")
    assert result.code == 0, result.err
    assert tree(project / "generated") == fresh(project, ocgen)
    assert ocgen("check").code == 0
    assert "nothing to do" in ocgen("generate").err


@pytest.mark.parametrize("union", [True, False])
def test_branches_that_change_different_connectors_never_conflict_in_the_record(
    project: Path, ocgen: Ocgen, union: bool
) -> None:
    if not union:
        (project / "generated" / ATTRIBUTES).write_text("# ours\n", encoding="utf-8")
        commit(project)
    branch(project, "one", lambda: edit(project, "bravo", "API Key", "Key of the API"), ocgen)
    branch(project, "two", lambda: edit(project, "delta", "API Key", "Key of an API"), ocgen)
    run("git", "merge", "-q", "--no-edit", "one", cwd=project)
    healed(project, ocgen)


def test_shared_lines_stop_no_merge_where_attributes_stand_and_heal_where_none_do(project: Path, ocgen: Ocgen) -> None:
    def rename(key: str) -> Callable[[], None]:
        return lambda: edit(project, key, f"name: {key}", f"name: {key} 2")

    for union in (True, False):
        if not union:
            run("git", "switch", "-q", "main", cwd=project)
            (project / "generated" / ATTRIBUTES).write_text("# ours\n", encoding="utf-8")
            commit(project)
        branch(project, f"one-{union}", rename("alpha"), ocgen)
        branch(project, f"two-{union}", rename("echo"), ocgen)
        run("git", "merge", "-q", "--no-edit", f"one-{union}", cwd=project, code=None)
        record = (project / "generated" / NAME).read_text(encoding="utf-8")
        assert ("<<<<<<<" in record) != union
        rules = {rule for rule, _ in found(ocgen)}
        assert "generated-edited" not in rules and "generated-foreign" not in rules
        assert ("generated-record" in rules) != union
        healed(project, ocgen)
        commit(project)


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_a_conflict_in_specs_record_and_files_is_over_when_the_spec_is_fixed(
    project: Path, ocgen: Ocgen, style: str
) -> None:
    run("git", "config", "merge.conflictStyle", style, cwd=project)
    (project / "generated" / ATTRIBUTES).write_text("# ours\n", encoding="utf-8")
    commit(project)
    branch(project, "one", lambda: edit(project, "bravo", "API Key", "One"), ocgen)
    branch(project, "two", lambda: edit(project, "bravo", "API Key", "Two"), ocgen)
    run("git", "merge", "one", cwd=project, code=1)
    assert "<<<<<<<" in (project / "generated/docs/bravo.md").read_text(encoding="utf-8")
    (project / "specs/bravo.yaml").write_text(SPEC.format(key="bravo"), encoding="utf-8")
    healed(project, ocgen)


def test_a_hand_edit_amid_a_conflict_is_seen(project: Path, ocgen: Ocgen) -> None:
    branch(project, "one", lambda: edit(project, "bravo", "API Key", "One"), ocgen)
    branch(project, "two", lambda: edit(project, "bravo", "API Key", "Two"), ocgen)
    run("git", "merge", "one", cwd=project, code=1)
    run("git", "checkout", "-q", "--ours", "specs", cwd=project)
    page = project / "generated/docs/bravo.md"
    page.write_text(page.read_text(encoding="utf-8").replace("One", "One!"), encoding="utf-8")
    assert ("generated-edited", "generated/docs/bravo.md") in found(ocgen)
    before = tree(project / "generated")
    assert ocgen("generate").code == 1
    assert tree(project / "generated") == before


def test_what_history_generated_is_outdated_and_the_rest_is_edited(project: Path, ocgen: Ocgen) -> None:
    page = project / "generated/docs/bravo.md"
    for label in ("One", "Two"):
        branch(project, label, partial(edit, project, "bravo", "API Key", label), ocgen)
    run("git", "switch", "-q", "main", cwd=project)
    run("git", "merge", "-q", "--ff-only", "One", cwd=project)
    run("git", "checkout", "-q", "main~1", "--", "generated/docs/bravo.md", cwd=project)
    assert found(ocgen) == [("generated-outdated", "generated/docs/bravo.md")]
    run("git", "checkout", "-q", "Two", "--", "generated/docs/bravo.md", cwd=project)
    assert found(ocgen) == [("generated-outdated", "generated/docs/bravo.md")]
    text = page.read_text(encoding="utf-8")
    page.write_text(text + "by hand\n", encoding="utf-8")
    commit(project)  # what is committed is no less by hand
    assert found(ocgen) == [("generated-edited", "generated/docs/bravo.md")]
    page.write_text(text, encoding="utf-8")
    healed(project, ocgen)


def test_a_lost_record_is_told_and_made_anew_and_no_hand_edit_goes_with_it(project: Path, ocgen: Ocgen) -> None:
    (project / "generated" / NAME).unlink()
    assert found(ocgen) == [("generated-record", f"generated/{NAME}")]
    page = project / "generated/docs/bravo.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text + "by hand\n", encoding="utf-8")
    (project / "specs/echo.yaml").unlink()
    assert {("generated-edited", "generated/docs/bravo.md"), ("generated-orphaned", "generated/docs/echo.md")} <= set(
        found(ocgen, "--files")
    )
    assert ocgen("generate").code == 1
    page.write_text(text, encoding="utf-8")
    healed(project, ocgen)
    assert not (project / "generated/docs/echo.md").exists()


def test_without_git_what_a_lost_record_leaves_over_is_somebodys_to_decide(project: Path, ocgen: Ocgen) -> None:
    shutil.rmtree(project / ".git")
    (project / "generated" / NAME).unlink()
    (project / "specs/echo.yaml").unlink()
    rules = found(ocgen, "--files")
    assert ("generated-leftover", "generated/docs/echo.md") in rules
    assert ocgen("generate").code == 1
    assert (project / "generated/docs/echo.md").exists()
    assert ocgen("generate", "--force").code == 0
    assert not (project / "generated/docs/echo.md").exists()
    assert ocgen("check").code == 0
