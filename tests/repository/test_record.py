"""The record is merged by git, read whatever git left in it, and made again when it is lost."""

from __future__ import annotations

import itertools
import re

import pytest

from tests.conftest import REPOSITORY
from tests.processes import run
from tests.repository.conftest import Healed
from tests.repository.repository import CONNECTORS, OUT, RECORD, Repository, spec

ATTRIBUTES = f"{OUT}/.gitattributes"


@pytest.mark.parametrize("union", [True, False], ids=["union", "web"])
def test_branches_of_different_connectors_never_conflict(repository: Repository, healed: Healed, union: bool) -> None:
    """Whether git takes our `.gitattributes` into account or not, as the merge button of a code host does not."""
    if not union:
        repository.git("rm", "--quiet", ATTRIBUTES)
        repository.commit()
    for key in CONNECTORS:
        repository.branch(key)
        repository.reword(key, key)
    for ours, theirs in itertools.combinations(CONNECTORS, 2):
        repository.git("checkout", "--quiet", "--detach", ours)
        repository.git("merge", "--quiet", "--no-edit", theirs)
    repository.switch("main")
    for key in CONNECTORS:
        repository.git("merge", "--quiet", "--no-edit", key)
    healed(repository)


def test_a_merge_keeps_what_either_side_has_added_and_removed(repository: Repository, healed: Healed) -> None:
    repository.branch("theirs")
    repository.write("specs/zeta.yaml", spec("zeta"))
    (repository.root / "specs/beta.yaml").unlink()
    assert repository.generate().code == 0
    repository.commit()
    repository.branch("ours")
    repository.write("specs/aleph.yaml", spec("aleph"))
    (repository.root / "specs/gamma.yaml").unlink()
    assert repository.generate().code == 0
    repository.commit()
    repository.tries("merge", "theirs")
    assert repository.unmerged() <= {f"{OUT}/docs/index.md"}
    healed(repository)
    for key in ("zeta", "aleph"):  # what was merged is owned, and goes with its spec
        (repository.root / f"specs/{key}.yaml").unlink()
    healed(repository)


@pytest.mark.parametrize(("style", "committed"), [("merge", False), ("diff3", True), ("zdiff3", False)])
def test_markers_in_the_record_are_read_as_both_sides(
    repository: Repository, healed: Healed, style: str, committed: bool
) -> None:
    repository.git("rm", "--quiet", "--ignore-unmatch", ATTRIBUTES)
    repository.commit()
    repository.diverge("alpha", "alpha")
    assert not repository.tries("-c", f"merge.conflictStyle={style}", "merge", "theirs")
    assert RECORD in repository.unmerged()
    assert "<<<<<<<" in repository.read(RECORD)
    repository.git("checkout", "--theirs", "specs")
    if committed:
        repository.commit()
    assert "generated-edited" not in repository.findings().values()
    healed(repository)
    assert "<<<<<<<" not in repository.read(RECORD)
    (repository.root / "specs/alpha.yaml").unlink()
    healed(repository)


@pytest.mark.parametrize("side", ["--ours", "--theirs"])
def test_the_record_of_one_side_will_do(repository: Repository, healed: Healed, side: str) -> None:
    repository.git("rm", "--quiet", "--ignore-unmatch", ATTRIBUTES)
    repository.commit()
    repository.diverge("alpha", "alpha")
    repository.branch("both", "ours")
    repository.write("specs/zeta.yaml", spec("zeta"))
    assert repository.generate().code == 0
    repository.commit()
    assert not repository.tries("merge", "theirs")
    repository.git("checkout", side, RECORD)
    repository.git("checkout", "--theirs", "specs/alpha.yaml")
    healed(repository)


def test_a_lost_record_is_a_finding_and_made_anew(repository: Repository, healed: Healed) -> None:
    (repository.root / RECORD).unlink()
    (repository.root / "specs/beta.yaml").unlink()
    repository.edit("specs/alpha.yaml", "Host name", "The host name")
    found = repository.findings()
    assert RECORD in found
    assert found[f"{OUT}/docs/beta.md"] == "generated-orphaned"
    assert found[f"{OUT}/docs/alpha.md"] == "generated-outdated"
    healed(repository)


def test_a_lost_record_alone_is_a_finding(repository: Repository, healed: Healed) -> None:
    (repository.root / RECORD).unlink()
    assert set(repository.findings()) == {RECORD}
    assert repository.check().code == 1
    healed(repository)
    assert repository.git("diff", "HEAD") == ""


def test_without_record_and_history_nothing_typed_by_hand_is_lost(repository: Repository, healed: Healed) -> None:
    repository.by_hand(f"{OUT}/docs/alpha.md")
    repository.by_hand(f"{OUT}/docs/beta.md")
    (repository.root / "specs/beta.yaml").unlink()
    (repository.root / RECORD).unlink()
    done = repository.generate()
    assert done.code == 1
    assert f"{OUT}/docs/alpha.md" in done.err
    assert f"{OUT}/docs/beta.md" in done.err
    assert repository.edited() == {f"{OUT}/docs/alpha.md", f"{OUT}/docs/beta.md"}
    assert repository.generate("--force").code == 0
    healed(repository)


@pytest.mark.parametrize("damage", ["", "\0\1", "<<<<<<< ours\n", "half"])
def test_a_damaged_record_is_told_and_made_anew(repository: Repository, healed: Healed, damage: str) -> None:
    repository.by_hand(f"{OUT}/docs/alpha.md")
    text = repository.read(RECORD)
    repository.write(RECORD, text[: len(text) // 2] if damage == "half" else damage)
    checked = repository.check()
    assert checked.code in (1, 2)
    assert RECORD in checked.out + checked.err
    done = repository.generate()
    assert done.code != 0
    assert repository.edited() == {f"{OUT}/docs/alpha.md"}
    repository.git("checkout", f"{OUT}/docs/alpha.md")
    healed(repository)


def test_the_driver_of_the_manual_leaves_specs_to_settle_and_the_hook_generates(
    repository: Repository, healed: Healed
) -> None:
    text = (REPOSITORY / "docs" / "merges.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^```text\n(.*)\n```$", text, re.MULTILINE)
    repository.write(ATTRIBUTES, f"{line}\n{repository.read(ATTRIBUTES)}")
    repository.commit()
    (repository.root / ".git" / "hooks").mkdir()
    section = text.partition("## No markers")[2]
    for command in re.findall(r"^\$ (.*)$", section, re.MULTILINE):
        run("bash", "-c", command, cwd=repository.root)
    repository.diverge("alpha", "alpha")
    assert not repository.tries("merge", "theirs")
    assert repository.unmerged() == {"specs/alpha.yaml"}
    repository.git("checkout", "--theirs", "specs")
    healed(repository)
    repository.commit()
    for branch in ("right", "left"):  # the index of each has a line that the other one lacks
        repository.branch(branch, "ours")
        repository.write(f"specs/{branch}.yaml", spec(branch))
        assert repository.generate().code == 0
        repository.commit()
    repository.git("merge", "--no-edit", "right")
    assert repository.git("status", "--porcelain").split() == ["M", RECORD, "M", f"{OUT}/docs/index.md"]
    healed(repository)


def test_a_file_that_a_merge_has_kept_of_a_target_that_is_left_out_is_told(
    repository: Repository, healed: Healed
) -> None:
    path = f"{OUT}/schemas/alpha/instance-request.schema.json"
    repository.branch("theirs")
    repository.edit("pyproject.toml", '"docs", "schemas"', '"docs"')
    assert repository.generate("--quiet").code == 0
    repository.commit()
    repository.branch("ours")
    repository.by_hand(path)
    repository.commit()
    assert not repository.tries("merge", "theirs")
    assert repository.unmerged() == {path}
    assert repository.findings() == {path: "generated-leftover"}
    assert path in repository.generate().err
    assert repository.edited() == {path}
    assert repository.generate("--force").code == 0
    healed(repository)
