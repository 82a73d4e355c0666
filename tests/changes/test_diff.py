"""`ocgen diff` through the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.changes.conftest import SPEC, Git
from tests.conftest import SPECS, Ocgen, Result
from tests.files import edit
from tests.processes import run

OPTIONAL = SPEC.replace("errata:", "  - key: acme.depth\n    description: How deep.\n    required: false\nerrata:")


def changes(result: Result) -> list[tuple[str, str, str]]:
    return [(c["kind"], c["key"], c["level"]) for c in json.loads(result.out)["changes"]]


def test_a_new_required_field_breaks_and_an_optional_one_does_not(project: Path, ocgen: Ocgen) -> None:
    (project / "b.yaml").write_text(OPTIONAL, encoding="utf-8")
    shown = ocgen("diff", "acme", "b.yaml", "--format", "json")
    assert (shown.code, changes(shown)) == (0, [("field-added", "acme.depth", "info")])
    edit(project / "b.yaml", "required: false", "required: true")
    shown = ocgen("diff", "acme", "b.yaml", "--format", "json")
    assert (shown.code, changes(shown)) == (1, [("field-added", "acme.depth", "breaking")])
    told = json.loads(shown.out)
    assert told["summary"] == {"total": 1, "breaking": 1, "warning": 0, "info": 0, "step": "major"}
    assert told["changes"][0]["connector"] == "acme"
    assert told["changes"][0]["where"] == "configuration"
    assert told["changes"][0]["breaking"] is True


@pytest.mark.parametrize(
    ("fail_on", "code"), [("breaking", 0), ("warning", 0), ("info", 1), ("none", 0)]
)  # fmt: skip
def test_fail_on(project: Path, ocgen: Ocgen, fail_on: str, code: int) -> None:
    (project / "b.yaml").write_text(OPTIONAL, encoding="utf-8")
    assert ocgen("diff", "acme", "b.yaml", "--fail-on", fail_on).code == code


def test_text_names_the_places_of_both_sides_and_the_way_to_accept(project: Path, ocgen: Ocgen) -> None:
    (project / "b.yaml").write_text(SPEC.replace("key: acme.server", "key: acme.host"), encoding="utf-8")
    shown = ocgen("diff", "acme", "b.yaml")
    assert shown.code == 1
    assert 'b.yaml:12:1: error[field-removed]: acme: configuration field "acme.server" removed' in shown.out
    assert "specs/acme.yaml:16:5: was here" in shown.out
    assert 'b.yaml:16:5: error[field-added]: acme: configuration field "acme.host" added, required' in shown.out
    assert (
        'is "acme.host" another name of "acme.server"? Then give it in the spec: renamed_from: acme.server' in shown.out
    )
    assert "version step: major" in shown.err


def test_a_rename_that_the_spec_tells_is_one_change(project: Path, ocgen: Ocgen) -> None:
    renamed = SPEC.replace("key: acme.server", "key: acme.host\n    renamed_from: acme.server")
    (project / "b.yaml").write_text(renamed, encoding="utf-8")
    told = json.loads(ocgen("diff", "acme", "b.yaml", "--format", "json").out)["changes"]
    assert [(c["kind"], c["key"], c["to"]) for c in told] == [("field-renamed", "acme.server", "acme.host")]


def test_equal_sides_say_nothing(project: Path, ocgen: Ocgen) -> None:
    shown = ocgen("diff", "acme", "specs", "--fail-on", "info")
    assert (shown.code, shown.out) == (0, "")
    assert "no change" in shown.err


def test_a_revision_against_the_working_tree(project: Path, git: Git, ocgen: Ocgen) -> None:
    edit(project / "specs" / "acme.yaml", "hub: crm", "hub: marketing")
    for before in ("HEAD:", "main:specs", "HEAD:specs/acme.yaml", "HEAD:./specs"):
        shown = ocgen("diff", before, "specs", "--format", "json")
        assert (before, changes(shown)) == (before, [("hub-changed", "hub", "breaking")])
    assert "HEAD:specs/acme.yaml:1:1: the other side" in ocgen("diff", "HEAD:", "acme").out


def test_a_page_of_a_revision(project: Path, git: Git, ocgen: Ocgen) -> None:
    edit(project / "page.md", "acme.server", "acme.host")
    shown = ocgen("diff", "HEAD:page.md", "page.md", "--format", "json")
    assert changes(shown) == [("field-added", "acme.host", "breaking"), ("field-removed", "acme.server", "breaking")]


def test_a_family_is_read_from_the_same_revision(project: Path, git: Git, ocgen: Ocgen) -> None:
    (project / "specs" / "families").mkdir()
    family = project / "specs" / "families" / "acme.yaml"
    family.write_text(
        "provider: Acme\nauthentication:\n  basic:\nconfiguration: [username, password]\n", encoding="utf-8"
    )
    (project / "specs" / "acme.yaml").write_text(
        "key: acme\nname: A\nhub: crm\ndescription: D.\nfamily: acme\n", encoding="utf-8"
    )
    git("add", "--all")
    git("commit", "--quiet", "--message=second")
    edit(family, "username, password", "username")
    shown = ocgen("diff", "HEAD:specs/acme.yaml", "acme", "--format", "json")
    assert changes(shown) == [("field-removed", "password", "breaking")]


def test_connectors_come_and_go(project: Path, git: Git, ocgen: Ocgen) -> None:
    (project / "specs" / "acme.yaml").rename(project / "specs" / "other.yaml")
    edit(project / "specs" / "other.yaml", "key: acme\n", "key: other\n")
    shown = ocgen("diff", "HEAD:", "specs", "--format", "json")
    assert changes(shown) == [("connector-removed", "acme", "breaking"), ("connector-added", "other", "info")]


def test_git_is_given_no_options_and_no_way_out(project: Path, git: Git, ocgen: Ocgen, tmp_path: Path) -> None:
    for side in ("--output=stolen:", "-h:", "HEAD:../outside", "HEAD:/etc/passwd", "HEAD:nothing", "nobody:", ":"):
        shown = ocgen("diff", "acme", "--", side) if not side.startswith("-") else ocgen("diff", "--", side, "acme")
        assert (side, shown.code) == (side, 2)
        assert "Error: " in shown.err
    assert not (tmp_path / "stolen").exists()


def test_a_link_in_a_revision_is_not_followed(project: Path, git: Git, ocgen: Ocgen) -> None:
    (project / "specs" / "evil.yaml").symlink_to("/etc/passwd")
    git("add", "--all")
    git("commit", "--quiet", "--message=link")
    shown = ocgen("diff", "HEAD:specs/evil.yaml", "acme")
    assert shown.code == 2
    assert "root:" not in shown.err


def test_a_shallow_clone_says_how_to_deepen_it(
    project: Path, git: Git, ocgen: Ocgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(project / "specs" / "acme.yaml", "hub: crm", "hub: marketing")
    git("commit", "--all", "--quiet", "--message=second")
    clone = project / "clone"
    git("clone", "--quiet", "--depth=1", project.as_uri(), str(clone))
    monkeypatch.chdir(clone)
    shown = ocgen("diff", "HEAD~1:", "specs")
    assert shown.code == 2
    assert "git fetch --unshallow" in shown.err


def test_no_repository(project: Path, ocgen: Ocgen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
    shown = ocgen("diff", "HEAD:", "specs")
    assert shown.code == 2
    assert "is in no git repository; give a file or a directory instead" in shown.err


def test_no_git(project: Path, ocgen: Ocgen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(project))
    shown = ocgen("diff", "HEAD:", "specs")
    assert shown.code == 2
    assert "git is not installed" in shown.err


def test_damaged_sides(project: Path, ocgen: Ocgen) -> None:
    for name, content in {
        "empty.yaml": b"", "binary.yaml": bytes(range(256)), "list.yaml": b"- a\n", "half.yaml": b"key: [\n",
        "empty.md": b"", "binary.html": bytes(range(256)) * 9, "half.json": b'{"key": ', "deep.json": b"[" * 100_000,
    }.items():  # fmt: skip
        (project / name).write_bytes(content)
        for sides in ((name, "acme"), ("acme", name)):
            shown = ocgen("diff", *sides)
            assert (name, shown.code in {1, 2}) == (name, True)
            assert "Traceback" not in shown.err
            assert "fault of ocgen" not in shown.err, (name, shown.err)
    (project / "empty").mkdir()
    for side in ("empty", "nothing", "acmee", "specs/none.yaml"):
        assert ocgen("diff", "acme", side).code == 2
    assert 'did you mean "acme"?' in ocgen("diff", "acmee", "acme").err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(project: Path, ocgen: Ocgen) -> None:
    (project / "page.md").chmod(0)
    assert ocgen("diff", "acme", "page.md").code == 2


def test_the_changelog_is_markdown_that_shows_what_it_says(project: Path, ocgen: Ocgen) -> None:
    odd = SPEC.replace("key: acme.server", "key: acme.*server*")
    (project / "b.yaml").write_text(odd, encoding="utf-8")
    shown = ocgen("diff", "acme", "b.yaml", "--format", "markdown")
    assert shown.out.startswith("# Changes\n\nVersion step: **major**\n\n## acme (major)\n\n### Breaking\n\n- ")
    tokens = MarkdownIt().parse(shown.out)
    assert 'configuration field "acme.*server*" added, required (configuration)' in {
        "".join(c.content for c in t.children or ()) for t in tokens
    }


def test_levels_are_set_in_the_configuration(project: Path, ocgen: Ocgen) -> None:
    (project / "b.yaml").write_text(SPEC.replace("hub: crm", "hub: erp"), encoding="utf-8")
    assert ocgen("diff", "acme", "b.yaml").code == 1
    (project / "pyproject.toml").write_text('[tool.ocgen.levels]\nhub-changed = "warning"\n', encoding="utf-8")
    assert ocgen("diff", "acme", "b.yaml").code == 0
    assert "warning[hub-changed]" in ocgen("diff", "acme", "b.yaml").out
    (project / "pyproject.toml").write_text('[tool.ocgen.levels]\nhub-chnaged = "warning"\n', encoding="utf-8")
    shown = ocgen("diff", "acme", "b.yaml")
    assert shown.code == 2
    assert 'did you mean "hub-changed"?' in shown.err
    (project / "pyproject.toml").write_text('[tool.ocgen.levels]\nhub-changed = "error"\n', encoding="utf-8")
    assert "a level is one of breaking, warning, info" in ocgen("diff", "acme", "b.yaml").err


def test_the_answer_hangs_on_no_hash_order(project: Path) -> None:
    (project / "b.yaml").write_text(OPTIONAL.replace("hub: crm", "hub: erp"), encoding="utf-8")
    command = ["python", "-m", "ocgen", "diff", "acme", "b.yaml", "--format", "json"]
    import sys

    answers = {
        run(sys.executable, *command[1:], cwd=project, code=None, PYTHONHASHSEED=seed).stdout for seed in ("1", "2")
    }
    assert len(answers) == 1
    assert answers != {""}


def test_what_the_platform_changes_for_all_is_one_change_with_a_place(project: Path, ocgen: Ocgen) -> None:
    old, new = project / "old", project / "new"
    for directory in (old, new):
        directory.mkdir()
        for key in ("box", "dropbox", "twitter"):
            (directory / f"{key}.yaml").write_bytes((SPECS / f"{key}.yaml").read_bytes())
        (directory / "platform.yaml").write_bytes((SPECS / "platform.yaml").read_bytes())
    edit(new / "platform.yaml", "label: API secret", "label: The secret")
    edit(new / "platform.yaml", "max_size: 200", "max_size: 100")
    shown = ocgen("diff", "old", "new", "--format", "json")
    assert [
        (c["connector"], *about) for c, about in zip(json.loads(shown.out)["changes"], changes(shown), strict=True)
    ] == [
        ("platform", "field-label-changed", "oauth.api.secret", "info"),
        ("platform", "paging-changed", "max_size", "breaking"),
        ("platform", "query-label-changed", "apiSecret", "info"),
    ]
    text = ocgen("diff", "old", "new").out
    line = (new / "platform.yaml").read_text(encoding="utf-8").split("\n").index("  max_size: 100") + 1
    assert f'new/platform.yaml:{line}:3: error[paging-changed]: platform: paging fact "max_size" changed' in text
    fingerprint = json.loads(shown.out)["changes"][1]["fingerprint"]
    assert ocgen("accept", fingerprint, "--reason", "known", "--expires", "2027-02-01").code == 0
    assert ocgen("diff", "old", "new").code == 0


@pytest.fixture
def branches(project: Path, git: Git) -> Path:
    """On main a connector was added since topic, which is checked out, has changed another one."""
    git("checkout", "--quiet", "-b", "topic")
    edit(project / "specs" / "acme.yaml", "hub: crm", "hub: marketing")
    git("commit", "--all", "--quiet", "--message=topic")
    git("checkout", "--quiet", "main")
    (project / "specs" / "other.yaml").write_text(SPEC.replace("key: acme\n", "key: other\n"), encoding="utf-8")
    git("add", "--all")
    git("commit", "--quiet", "--message=main")
    git("checkout", "--quiet", "topic")
    return project


MINE = [("hub-changed", "hub", "breaking")]


def test_what_was_added_on_the_other_branch_since_is_not_removed(branches: Path, git: Git, ocgen: Ocgen) -> None:
    gone = ("connector-removed", "other", "breaking")
    assert gone in changes(ocgen("diff", "main:", "--format", "json"))
    ways = (
        ("--merge-base", "main"), ("--merge-base", "main:"), ("--merge-base", "main:specs"),
        ("--merge-base", "main", "topic:"), ("--merge-base", "main", "acme"), ("--merge-base", "main:./specs"),
        ("main...",), ("main...topic",), ("main...topic:specs/acme.yaml",), ("main...HEAD:./specs",),
        ("--merge-base", "main...topic"),
    )  # fmt: skip
    for way in ways:
        shown = ocgen("diff", *way, "--format", "json")
        assert (way, changes(shown)) == (way, MINE)
        assert "the merge base of main and " in shown.err
    added = [("connector-added", "other", "info")]
    assert changes(ocgen("diff", "...main", "--format", "json")) == added
    assert changes(ocgen("diff", "topic...main", "--format", "json")) == added


def test_a_range_is_of_commits_and_merge_base_alone_takes_the_specs_as_they_are(
    branches: Path, git: Git, ocgen: Ocgen
) -> None:
    edit(branches / "specs" / "acme.yaml", "hub: marketing", "hub: crm")
    assert changes(ocgen("diff", "main...", "--format", "json")) == MINE
    assert changes(ocgen("diff", "--merge-base", "main", "--format", "json")) == []


def test_after_a_merge_the_other_branch_is_the_base(branches: Path, git: Git, ocgen: Ocgen) -> None:
    git("merge", "--quiet", "--no-edit", "main")
    assert changes(ocgen("diff", "--merge-base", "main", "--format", "json")) == MINE


def test_a_file_wins_over_a_range(project: Path, ocgen: Ocgen) -> None:
    (project / "a...b").mkdir()
    (project / "a...b" / "acme.yaml").write_text(SPEC, encoding="utf-8")
    assert ocgen("diff", "a...b", "specs").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--merge-base", "nobody"), 'git knows no revision "nobody"'),
        (("--merge-base", "specs"), 'git knows no revision "specs"'),
        (("--merge-base", ""), '"" is no git revision'),
        (("nobody...main",), 'git knows no revision "nobody"'),
        (("main...nobody",), 'git knows no revision "nobody"'),
        (("main...--all",), '"--all" is no git revision'),
        (("main...HEAD", "specs"), "main...HEAD names both sides; leave out specs"),
        (("--merge-base", "apart"), '"apart" and "HEAD" have no commit in common; name a revision of the same history'),
        (("apart...main",), '"apart" and "main" have no commit in common'),
        (("main...:nothing",), "has no nothing"),
    ],
)
def test_a_merge_base_that_there_is_not(
    project: Path, git: Git, ocgen: Ocgen, arguments: tuple[str, ...], said: str
) -> None:
    git("checkout", "--quiet", "--orphan", "apart")
    git("commit", "--quiet", "--message=apart")
    git("checkout", "--quiet", "main")
    shown = ocgen("diff", *arguments)
    assert (shown.code, shown.out) == (2, "")
    assert said in shown.err


def test_a_shallow_clone_may_lack_the_merge_base(
    branches: Path, git: Git, ocgen: Ocgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone = branches / "clone"
    git("clone", "--quiet", "--depth=1", "--no-single-branch", branches.as_uri(), str(clone))
    monkeypatch.chdir(clone)
    shown = ocgen("diff", "--merge-base", "origin/main")
    assert shown.code == 2
    assert '"origin/main" and "HEAD" have no commit in common; the clone is shallow: run `git fetch' in shown.err
    assert "fetch-depth: 0" in shown.err
    run("git", "fetch", "--quiet", "--unshallow", cwd=clone)
    assert changes(ocgen("diff", "--merge-base", "origin/main", "--format", "json")) == MINE


@pytest.mark.parametrize("verb", [("diff", "HEAD:"), ("diff", "--merge-base", "main"), ("docs", "changelog", "acme")])
def test_an_owner_that_git_does_not_trust_is_told_whole(
    project: Path, git: Git, ocgen: Ocgen, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...]
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    shown = ocgen(*verb)
    assert (shown.code, shown.out) == (2, "")
    assert "dubious ownership in repository at" in shown.err
    assert f"git config --global --add safe.directory {project}" in shown.err
