"""`ocgen docs changelog`: made from a real repository's commits, and from nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import SPECS, Ocgen
from tests.processes import run

FAMILY = """\
provider: Acme
description: Works with Acme.
authentication: {custom: {}}
configuration:
  - key: acme.site
    label: Site
    description: The site.
    example: north
"""
SPEC = "key: acme\nname: Acme\nhub: crm\nfamily: makers\n"
MODE = "configuration:\n  - key: acme.mode\n    description: The mode.\n    enum: [live, test]\n"


class Repository:
    """A repository with one spec; each commit is made on a day of its own."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.git("init", "--quiet", "--initial-branch=main")
        (directory / "specs" / "families").mkdir(parents=True)

    def git(self, *arguments: str, day: int = 1) -> None:
        when = f"2026-03-{day:02}T12:00:00+02:00"
        run("git", *arguments, cwd=self.directory, GIT_AUTHOR_DATE=when, GIT_COMMITTER_DATE=when)

    def commit(self, day: int, subject: str, **files: str) -> None:
        for name, text in files.items():
            path = self.directory / "specs" / (f"families/{name}.yaml" if name == "makers" else f"{name}.yaml")
            path.write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", subject, day=day)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    made.commit(1, "Add Acme", acme=SPEC, makers=FAMILY)
    made.commit(2, "Give Acme a *mode*", acme=SPEC + MODE)
    made.git("tag", "v1")
    made.commit(3, "Touch nothing of Acme", other=SPEC.replace("acme", "other"))
    made.commit(4, "Require the site", makers=FAMILY.replace("The site.", "Where it is.") + "    required: true\n")
    made.commit(5, "Only a comment", acme=f"{SPEC}{MODE}# a comment\n")
    made.commit(6, "Drop the mode", acme=SPEC)
    return made


def test_each_commit_of_spec_and_family_says_what_it_changed(ocgen: Ocgen, repository: Repository) -> None:
    result = ocgen("docs", "changelog", "acme")
    assert result.code == 0, result.err
    assert (
        result.out
        == """\
# Changes of `acme`

## 2026-03-06: Drop the mode

- configuration field "acme.mode" removed (configuration)

## 2026-03-04: Require the site

- need of configuration field "acme.site" changed from optional to required (configuration)
- acme.site, description reworded

## 2026-03-02: Give Acme a \\*mode\\*

- configuration field "acme.mode" added, optional (configuration)

## 2026-03-01: Add Acme

- The connector is new.
"""
    )
    assert ocgen("docs", "changelog", "acme").out == result.out


def test_since_begins_at_a_revision(ocgen: Ocgen, repository: Repository) -> None:
    out = ocgen("docs", "changelog", "acme", "--since", "v1").out
    assert [line for line in out.splitlines() if line.startswith("## ")] == [
        "## 2026-03-06: Drop the mode",
        "## 2026-03-04: Require the site",
    ]
    assert "None." in ocgen("docs", "changelog", "acme", "--since", "HEAD").out


def test_the_platform_has_a_part_in_it(ocgen: Ocgen, repository: Repository) -> None:
    platform = (SPECS / "platform.yaml").read_text(encoding="utf-8")
    repository.commit(7, "Have a platform of our own", platform=platform)
    moved = platform.replace("base_path: /elements/api-v2", "base_path: /elements/api-v3")
    repository.commit(8, "Move the platform", platform=moved)
    out = ocgen("docs", "changelog", "acme").out
    assert "- base path changed from /elements/api-v2 to /elements/api-v3" in out
    assert "2026-03-07" not in out


def test_the_working_tree_has_no_say(ocgen: Ocgen, repository: Repository) -> None:
    before = ocgen("docs", "changelog", "acme").out
    (repository.directory / "specs" / "acme.yaml").write_text(SPEC.replace("crm", "erp"), encoding="utf-8")
    assert ocgen("docs", "changelog", "acme").out == before


def test_a_commit_that_cannot_be_read_is_passed_over_and_told(ocgen: Ocgen, repository: Repository) -> None:
    repository.commit(7, "Break it", acme=SPEC.replace("hub", "hbu"))
    repository.commit(8, "Remedy it", acme=SPEC.replace("hub: crm", "hub: erp"))
    result = ocgen("docs", "changelog", "acme")
    assert result.code == 0
    assert "Break it" not in result.out
    assert "- hub changed from crm to erp" in result.out
    assert "has no spec of acme that this ocgen can read" in result.err


@pytest.mark.parametrize("depth", [1, 3, 5])
def test_a_shallow_clone_says_where_its_history_ends(
    ocgen: Ocgen, repository: Repository, monkeypatch: pytest.MonkeyPatch, depth: int
) -> None:
    whole = ocgen("docs", "changelog", "acme").out
    clone = repository.directory / "clone"
    repository.git("clone", "--quiet", f"--depth={depth}", repository.directory.as_uri(), str(clone))
    monkeypatch.chdir(clone)
    end = run("git", "rev-list", "--max-parents=0", "HEAD", cwd=clone).stdout[:12]
    result = ocgen("docs", "changelog", "acme")
    assert result.code == 0
    assert "The connector is new" not in result.out
    told, _, last = result.out.rpartition("\n\n")
    assert whole.startswith(told)
    assert told.count("\n## ") == {1: 0, 3: 1, 5: 2}[depth]
    assert last == f"What was changed before {end} is not known.\n"
    assert f"the clone is shallow: what acme was before {end} is not known; run `git fetch --unshallow`" in result.err
    run("git", "fetch", "--quiet", "--unshallow", cwd=clone)
    assert ocgen("docs", "changelog", "acme").out == whole


def test_a_connector_that_is_younger_than_a_shallow_history_is_told_whole(
    ocgen: Ocgen, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(7, "Add one more", third=SPEC.replace("acme", "third"))
    clone = repository.directory / "clone"
    repository.git("clone", "--quiet", "--depth=2", repository.directory.as_uri(), str(clone))
    monkeypatch.chdir(clone)
    result = ocgen("docs", "changelog", "third")
    assert "- The connector is new." in result.out
    assert "not known" not in result.out + result.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("acme", "--since", "v9"), 'git knows no revision "v9"'),
        (("acme", "--since", "--all"), '"--all" is no git revision'),
        (("amce",), 'did you mean "acme"?'),
        ((), "name a connector"),
    ],
)
def test_wrong_usage(ocgen: Ocgen, repository: Repository, arguments: tuple[str, ...], said: str) -> None:
    result = ocgen("docs", "changelog", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_before_the_first_commit(ocgen: Ocgen, tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "acme.yaml").write_text(SPEC.replace("family: makers\n", FAMILY), encoding="utf-8")
    run("git", "init", "--quiet", cwd=tmp_path)
    for verb in (("docs", "changelog", "acme"), ("diff", "HEAD:"), ("diff", "...")):
        assert 'git knows no revision "HEAD"; it has no commit yet' in ocgen(*verb).err


def test_without_a_repository(ocgen: Ocgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "acme.yaml").write_text(SPEC.replace("family: makers\n", FAMILY), encoding="utf-8")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    result = ocgen("docs", "changelog", "acme", "--since", "v1")
    assert result.code == 2
    assert "is in no git repository" in result.err
    assert "Usage:" not in result.err, "the command was used rightly"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git is not installed" in ocgen("docs", "changelog", "acme").err
