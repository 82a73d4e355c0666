"""What git brings back or mixes is outdated, and what somebody has typed is edited."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.processes import run
from tests.repository.conftest import Healed
from tests.repository.repository import BY_HAND, OUT, RECORD, Repository

PAGE = f"{OUT}/docs/alpha.md"


def commits(repository: Repository) -> list[str]:
    """Return all commits of the branch, the first one first."""
    return repository.git("rev-list", "--reverse", "HEAD").split()


@pytest.mark.parametrize(("place", "back"), [(PAGE, 0), (PAGE, 2), (f"{OUT}/docs", 1), (OUT, 0), (RECORD, 0)])
def test_generated_files_of_an_older_commit(grown: Repository, healed: Healed, place: str, back: int) -> None:
    grown.git("checkout", commits(grown)[back], "--", place)
    found = grown.findings()
    assert set(found.values()) <= {"generated-outdated"}
    assert found or place == RECORD
    healed(grown)
    assert grown.git("diff", "HEAD") == ""


@pytest.mark.parametrize("place", ["specs", "specs/alpha.yaml"])
def test_specs_of_an_older_commit(grown: Repository, healed: Healed, place: str) -> None:
    grown.git("checkout", commits(grown)[1], "--", place)
    assert set(grown.findings().values()) == {"generated-outdated"}
    healed(grown)
    assert grown.git("diff", commits(grown)[1], "--", OUT) == ""


def test_a_revert_takes_everything_back(grown: Repository, healed: Healed) -> None:
    grown.git("revert", "--no-edit", "HEAD")
    assert grown.check().code == 0
    healed(grown)


@pytest.mark.parametrize("kept", ["specs", OUT, RECORD])
def test_a_revert_of_a_part(grown: Repository, healed: Healed, kept: str) -> None:
    grown.git("revert", "--no-commit", "HEAD")
    grown.git("checkout", "HEAD", "--", kept)
    grown.commit()
    assert set(grown.findings().values()) <= {"generated-outdated"}
    healed(grown)


def test_a_revert_amid_later_changes(grown: Repository, healed: Healed) -> None:
    assert not grown.tries("revert", "--no-edit", commits(grown)[2])
    grown.git("checkout", "--ours", "specs")
    assert set(grown.findings().values()) <= {"generated-outdated"}
    healed(grown)


def test_a_picked_commit_of_specs_alone(repository: Repository, healed: Healed) -> None:
    repository.branch("theirs")
    repository.edit("specs/alpha.yaml", "Host name", "The host name")
    picked = repository.commit()
    repository.switch("main")
    repository.reword("beta", "ours")
    repository.git("cherry-pick", picked)
    assert set(repository.findings().values()) == {"generated-outdated"}
    healed(repository)


def test_a_deleted_output_directory_is_made_anew(repository: Repository, healed: Healed) -> None:
    repository.branch("theirs")
    repository.git("rm", "-r", "--quiet", OUT)
    repository.commit()
    repository.branch("ours")
    repository.reword("alpha", "ours")
    assert not repository.tries("merge", "theirs")
    assert set(repository.findings().values()) <= {"generated-missing", "generated-outdated", "generated-record"}
    healed(repository)
    repository.git("reset", "--quiet", "--hard")
    repository.switch("theirs")
    assert not repository.tries("merge", "ours")
    healed(repository)


@pytest.mark.parametrize(("style", "committed"), [("merge", 0), ("diff3", 0), ("diff3", 1), ("zdiff3", 2)])
def test_conflict_markers_in_a_generated_file(diverged: Repository, healed: Healed, style: str, committed: int) -> None:
    assert not diverged.tries("-c", f"merge.conflictStyle={style}", "merge", "theirs")
    assert PAGE in diverged.unmerged()
    diverged.git("checkout", "--theirs", "specs")
    for number in range(committed):
        diverged.write("notes.txt", f"{number}\n")
        diverged.commit()
    assert diverged.findings()[PAGE] == "generated-outdated"
    healed(diverged)


@pytest.mark.parametrize(
    ("place", "committed"), [("<<<<<<<", False), ("=======", True), (">>>>>>>", False), ("# Connect Alpha", True)]
)
def test_what_is_typed_into_a_file_with_conflict_markers_is_kept(
    diverged: Repository, place: str, committed: bool
) -> None:
    assert not diverged.tries("merge", "theirs")
    diverged.git("checkout", "--theirs", "specs")
    lines = diverged.read(PAGE).splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith(place))
    lines.insert(at + (place != ">>>>>>>"), f"{BY_HAND}\n")
    diverged.write(PAGE, "".join(lines))
    if committed:
        diverged.commit()
    kept(diverged, PAGE)


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_what_one_branch_has_typed_is_kept_through_a_merge(diverged: Repository, side: str) -> None:
    diverged.switch(side)
    diverged.edit(PAGE, "# Connect Alpha CRM", f"# Connect Alpha CRM, {BY_HAND}")
    diverged.edit(f"{OUT}/docs/beta.md", "# Connect Beta CRM", f"# Connect Beta CRM, {BY_HAND}")
    diverged.commit()
    diverged.switch("ours")
    diverged.tries("merge", "theirs")
    diverged.git("checkout", "--theirs", "specs")
    assert diverged.findings()[f"{OUT}/docs/beta.md"] == "generated-edited"
    kept(diverged, PAGE, f"{OUT}/docs/beta.md")


def test_a_line_typed_and_given_up_is_typed_again_when_it_comes_back(repository: Repository) -> None:
    repository.by_hand(PAGE)
    typed = repository.commit()
    assert repository.generate("--force").code == 0
    given_up = repository.commit()
    assert repository.findings() == {}
    repository.git("checkout", typed, "--", PAGE)
    kept(repository, PAGE)
    repository.git("reset", "--quiet", "--hard")
    repository.git("revert", "--no-edit", given_up)
    kept(repository, PAGE)


@pytest.mark.parametrize("lines", [slice(40, 41), slice(20, 60)])
def test_lines_taken_away_by_hand_are_an_edit(grown: Repository, lines: slice) -> None:
    text = grown.read(PAGE).splitlines(keepends=True)
    del text[lines]
    grown.write(PAGE, "".join(text))
    assert grown.findings() == {PAGE: "generated-edited"}
    assert grown.generate().code == 1
    grown.commit()
    assert grown.findings() == {PAGE: "generated-edited"}


def kept(repository: Repository, *paths: str) -> None:
    """Hold a run to naming these files and leaving everything as it is."""
    found = repository.findings()
    before = repository.generated()
    done = repository.generate()
    assert done.code == 1
    assert {path: found.get(path) for path in paths} == dict.fromkeys(paths, "generated-edited")
    assert not [path for path in paths if path not in done.err]
    assert repository.generated() == before


def test_a_mix_of_two_versions_by_git_is_outdated(repository: Repository, healed: Healed) -> None:
    """Both branches change one page in different places, and then the merged spec is changed once more."""
    repository.branch("theirs")
    repository.edit("specs/alpha.yaml", "description: Works with", "description: Deals with")
    assert repository.generate().code == 0
    repository.commit()
    repository.branch("ours")
    repository.reword("alpha", "ours")
    repository.git("merge", "--no-edit", "theirs")
    assert repository.check().code == 0  # here the mix is what is wanted
    repository.edit("specs/alpha.yaml", "label: Server", "label: Host")
    found = repository.findings()
    assert found[PAGE] == "generated-outdated"
    assert set(found.values()) == {"generated-outdated"}
    healed(repository)


@pytest.mark.parametrize("option", ["ours", "theirs"])
def test_a_mix_by_a_strategy_is_outdated(diverged: Repository, healed: Healed, option: str) -> None:
    diverged.git("merge", "--no-edit", "-X", option, "theirs")
    diverged.git("checkout", {"ours": "theirs", "theirs": "HEAD^1"}[option], "--", "specs")
    assert set(diverged.findings().values()) == {"generated-outdated"}
    healed(diverged)


def test_a_conflict_settled_by_hand_with_lines_of_both_sides_is_outdated(diverged: Repository, healed: Healed) -> None:
    assert not diverged.tries("merge", "theirs")
    diverged.git("checkout", "--theirs", "specs")
    text = diverged.read(PAGE).splitlines(keepends=True)
    diverged.write(PAGE, "".join(line for line in text if line[:7] not in ("<<<<<<<", "=======", ">>>>>>>")))
    assert diverged.findings()[PAGE] == "generated-outdated"
    healed(diverged)


def test_a_shallow_clone(grown: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("git", "clone", "--quiet", "--depth", "1", grown.root.as_uri(), tmp_path / "clone", cwd=tmp_path)
    monkeypatch.chdir(tmp_path / "clone")
    clone = Repository(tmp_path / "clone", grown.ocgen)
    assert clone.check().code == 0
    clone.edit("specs/alpha.yaml", "label: Server", "label: Host")
    assert set(clone.findings().values()) == {"generated-outdated"}
    clone.by_hand(PAGE)
    kept(clone, PAGE)
    assert clone.generate("--force").code == 0
    assert clone.check().code == 0


def test_a_project_below_the_top_of_its_repository(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, healed: Healed
) -> None:
    inner = repository.root / "services" / "crm"
    inner.mkdir(parents=True)
    for name in ("specs", "templates", "pyproject.toml", OUT):
        repository.git("mv", name, str(inner / name))
    repository.commit()
    below = Repository(inner, repository.ocgen)
    monkeypatch.chdir(inner)
    first = below.git("rev-parse", "HEAD").strip()
    below.reword("alpha", "one")
    below.reword("alpha", "two")
    below.git("checkout", first, "--", OUT)
    assert set(below.findings().values()) == {"generated-outdated"}
    healed(below)
    below.by_hand(PAGE)
    kept(below, PAGE)


def test_without_git_a_run_goes_by_its_record(
    repository: Repository, healed: Healed, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(repository.root / ".git")
    monkeypatch.setenv("PATH", "")
    repository.edit("specs/alpha.yaml", "label: Server", "label: Host")
    assert set(repository.findings().values()) == {"generated-outdated"}
    healed(repository)
    repository.by_hand(PAGE)
    kept(repository, PAGE)


@pytest.mark.parametrize("kept", ["ours", "theirs"])
def test_changes_that_a_merge_carries_over_to_a_renamed_file_are_outdated(
    repository: Repository, healed: Healed, kept: str
) -> None:
    """One branch renames a connector, the other one changes a template, and so the old page."""
    repository.branch("theirs")
    text = repository.read("specs/alpha.yaml").replace("alpha", "alphanew")
    repository.git("rm", "--quiet", "specs/alpha.yaml")
    repository.write("specs/alphanew.yaml", text)
    assert repository.generate("--quiet").code == 0
    repository.commit()
    repository.branch("ours")
    repository.lay_over("docs/sections/manage.md.j2", "## {{", "## New {{")
    assert repository.generate("--quiet").code == 0
    repository.commit()
    if kept == "theirs":
        repository.switch("theirs")
    assert repository.tries("merge", "--no-edit", {"ours": "theirs", "theirs": "ours"}[kept])
    repository.edit("templates/docs/sections/manage.md.j2", "## New {{", "## Other {{")
    assert repository.findings()[f"{OUT}/docs/alphanew.md"] == "generated-outdated"
    healed(repository)


def test_a_version_that_only_another_branch_has_counts_once_the_merge_is_committed(
    repository: Repository, healed: Healed
) -> None:
    """The picked commit is nobody's parent, and the file has had many versions since."""
    repository.branch("theirs")
    picked = repository.reword("alpha", "theirs")
    repository.branch("ours")
    for word in ("one", "two", "three", "four"):
        repository.reword("alpha", word)
    assert not repository.tries("cherry-pick", picked)
    repository.git("checkout", "--theirs", "specs")
    repository.commit()
    repository.write("notes.txt", "A commit more.\n")
    repository.commit()
    assert repository.findings()[PAGE] == "generated-outdated"
    healed(repository)
