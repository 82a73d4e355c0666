"""`ocgen check` says what has brought each stale file about."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SPECS, Ocgen
from tests.files import edit

Causes = Callable[[], dict[str, str]]


@pytest.fixture
def generated(tmp_path: Path, ocgen: Ocgen) -> Causes:
    """A project of two connectors, just generated; what `check` says of each file of the docs target."""
    specs = tmp_path / "specs"
    specs.mkdir()
    shutil.copy(SPECS / "sfdc.yaml", specs)
    own = (SPECS / "sftp.yaml").read_text(encoding="utf-8").replace("key: sftp\n", "key: ownsftp\n")
    (specs / "ownsftp.yaml").write_text(own, encoding="utf-8")
    (tmp_path / "templates" / "docs").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text(
        '[tool.ocgen]\ntargets = ["docs"]\ntemplates = "templates"\n', encoding="utf-8"
    )
    assert ocgen("generate").code == 0
    assert ocgen("check").code == 0

    def said() -> dict[str, str]:
        found = json.loads(ocgen("check", "--files", "--format", "json").out)["findings"]
        return {finding["path"]: finding["message"] for finding in found}

    return said


def test_a_changed_spec(tmp_path: Path, generated: Causes) -> None:
    edit(tmp_path / "specs" / "sfdc.yaml", "name: Salesforce Sales Cloud\n", "name: Salesforce\n")
    said = generated()
    expected = "outdated: it is as it was generated, and since then the spec sfdc.yaml has changed"
    assert said["generated/docs/sfdc.md"] == expected
    assert "generated/docs/ownsftp.md" not in said


def test_a_spec_that_is_gone(tmp_path: Path, generated: Causes) -> None:
    (tmp_path / "specs" / "ownsftp.yaml").unlink()
    expected = "orphaned: it was generated once, and nothing makes it any more: the spec ownsftp.yaml was removed"
    assert generated()["generated/docs/ownsftp.md"] == expected


def test_a_deleted_file_of_a_changed_spec(tmp_path: Path, generated: Causes) -> None:
    (tmp_path / "generated" / "docs" / "sfdc.md").unlink()
    assert generated() == {"generated/docs/sfdc.md": "missing: it is not there"}
    edit(tmp_path / "specs" / "sfdc.yaml", "hub: crm", "hub: erp")
    expected = "missing: it is not there, and since it was generated the spec sfdc.yaml has changed"
    assert generated()["generated/docs/sfdc.md"] == expected


def test_a_file_changed_by_hand(tmp_path: Path, generated: Causes) -> None:
    edit(tmp_path / "generated" / "docs" / "sfdc.md", "Salesforce", "Sales force")
    assert generated() == {"generated/docs/sfdc.md": "edited: somebody has changed it by hand"}


def test_the_templates_and_the_tool(
    tmp_path: Path, generated: Causes, ocgen: Ocgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = SPECS.parent / "templates" / "docs" / "macros.md.j2"
    shutil.copy(template, tmp_path / "templates" / "docs" / template.name)
    edit(tmp_path / "specs" / "ownsftp.yaml", "\nname: SFTP", "\nname: SFTP 2")
    assert (
        "the spec ownsftp.yaml has changed and the templates have changed" in generated()["generated/docs/ownsftp.md"]
    )
    monkeypatch.setattr("ocgen.plan.inputs.tool_digest", lambda: "0" * 64)
    assert "ocgen itself has changed" in generated()["generated/docs/ownsftp.md"]
