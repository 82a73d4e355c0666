"""The hooks, run by pre-commit."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.ci.project import make
from tests.conftest import REPOSITORY
from tests.processes import commit, run

# What an installation needs, and the hooks themselves.
PARTS = (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE", "generator", "specs", "templates")


def test_the_manifest_is_one_that_pre_commit_takes() -> None:
    run("pre-commit", "validate-manifest", ".pre-commit-hooks.yaml", cwd=REPOSITORY)


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A clone of this repository as it stands on disk."""
    clone = tmp_path / "ocgen"
    clone.mkdir()
    for part in PARTS:
        source = REPOSITORY / part
        if source.is_dir():
            shutil.copytree(source, clone / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, clone / part)
    return clone


@pytest.mark.network  # pre-commit installs ocgen and what it depends on into an environment of its own
def test_pre_commit_runs_them(ours: Path, tmp_path: Path) -> None:
    project = make(tmp_path / "project")
    hooks = [{"id": f"ocgen-{verb}"} for verb in ("lint", "check", "generate")]
    config = {"repos": [{"repo": str(ours), "rev": commit(ours), "hooks": hooks}]}
    # JSON is YAML.
    (project / ".pre-commit-config.yaml").write_text(json.dumps(config), encoding="utf-8")
    commit(project)

    def pre_commit(*arguments: str, code: int = 0) -> str:
        home = str(tmp_path / "home")
        return run("pre-commit", "run", *arguments, cwd=project, code=code, PRE_COMMIT_HOME=home).stdout

    assert pre_commit("--all-files").count("Passed") == 3

    (project / "notes.txt").write_text("Still nothing.\n", encoding="utf-8")
    run("git", "add", "--all", cwd=project)
    assert pre_commit().count("(no files to check)Skipped") == 3

    page = project / "generated" / "docs" / "acme.md"
    was = page.read_text(encoding="utf-8")
    page.write_text(was + "by hand\n", encoding="utf-8")
    run("git", "add", "--all", cwd=project)
    said = pre_commit("ocgen-check", code=1)
    assert "generated/docs/acme.md" in said
    assert "error[generated-edited]" in said
    page.write_text(was, encoding="utf-8")

    spec = project / "specs" / "acme.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("label: Server", "label: Host"), encoding="utf-8")
    run("git", "add", "--all", cwd=project)
    assert "error[generated-outdated]" in pre_commit("ocgen-check", code=1)
    assert "files were modified by this hook" in pre_commit("ocgen-generate", code=1)
    assert "Host" in page.read_text(encoding="utf-8")
    run("git", "add", "--all", cwd=project)
    assert pre_commit("--all-files").count("Passed") == 3

    spec.write_text(spec.read_text(encoding="utf-8").replace("label:", "lable:"), encoding="utf-8")
    run("git", "add", "--all", cwd=project)
    assert 'did you mean "label"?' in pre_commit("ocgen-lint", code=1)
