"""An upgrade of the tool, or a template of one's own, on one branch, and a change of a spec on another."""

from __future__ import annotations

import pytest

from tests.repository.conftest import Healed
from tests.repository.repository import OUT, RECORD, Repository


def upgraded(repository: Repository, patch: pytest.MonkeyPatch) -> None:
    """Upgrade the tool for what remains of the test; every page changes, by a template."""
    patch.setattr("ocgen.plan.inputs.tool_digest", lambda: "f" * 64)
    repository.lay_over("docs/sections/errors.md.j2", "## {{", "## New {{")


def test_an_upgrade_that_changes_no_file_changes_no_line_of_the_record(
    repository: Repository, healed: Healed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ocgen.plan.inputs.tool_digest", lambda: "f" * 64)
    healed(repository)
    assert repository.git("diff", "HEAD") == ""
    assert repository.check().code == 0


def test_a_change_by_the_new_tool_changes_the_lines_of_one_connector(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ocgen.plan.inputs.tool_digest", lambda: "f" * 64)
    repository.reword("alpha", "new")
    changed = repository.git("diff", "--numstat", "main~1", "--", RECORD).split()
    assert int(changed[0]) <= 6  # its page, two schemas, its spec, and the tool


@pytest.mark.parametrize("way", ["merge", "rebase", "squash", "back"])
def test_an_upgrade_meets_a_change(
    repository: Repository, healed: Healed, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    repository.branch("ours")
    repository.reword("alpha", "ours")
    repository.write("notes.txt", "A commit more.\n")
    repository.commit()
    repository.branch("theirs", "main")
    upgraded(repository, monkeypatch)
    healed(repository)
    repository.commit()
    if way == "back":  # the old branch is merged into the new one
        repository.tries("merge", "--no-edit", "ours")
    else:
        repository.switch("ours")
        commands = {"merge": ("merge", "--no-edit"), "rebase": ("rebase",), "squash": ("merge", "--squash")}
        repository.tries(*commands[way], "theirs")
    assert RECORD not in repository.unmerged()
    assert {path for path in repository.unmerged() if not path.startswith(f"{OUT}/")} == set()
    assert "generated-edited" not in repository.findings().values()
    healed(repository)


def test_an_older_tool_takes_what_a_newer_one_has_generated_for_outdated(
    repository: Repository, healed: Healed
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        upgraded(repository, patch)
        healed(repository)
        repository.commit()
    repository.git("rm", "-r", "--quiet", "templates/docs")
    assert set(repository.findings().values()) == {"generated-outdated"}
    healed(repository)
