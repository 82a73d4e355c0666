"""The hooks, run by pre-commit."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.ci.project import SPEC, make
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
    assert "written generated/docs/acme.md" in pre_commit("ocgen-generate", code=1)
    assert "Host" in page.read_text(encoding="utf-8")
    run("git", "add", "--all", cwd=project)
    assert pre_commit("--all-files").count("Passed") == 3

    spec.write_text(spec.read_text(encoding="utf-8").replace("label:", "lable:"), encoding="utf-8")
    run("git", "add", "--all", cwd=project)
    assert 'did you mean "label"?' in pre_commit("ocgen-lint", code=1)


MANIFEST = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
PAGE = "generated/docs/acme.md"
DOCUMENT = """\
# Ours

<!-- ocgen:begin table acme configuration columns=label,key anchors=false -->
<!-- ocgen:end -->
"""


class Repository:
    """A repository whose every commit goes through hooks of ours, with the ocgen that is being tested."""

    def __init__(self, directory: Path, home: Path) -> None:
        self.directory = directory
        self.home = home

    def install(self, *ids: str, entry: Callable[[str], str] = str) -> None:
        """Install hooks as the manifest has them, but for the environment that pre-commit would make."""
        hooks = [
            {**hook, "language": "system", "entry": entry(hook["entry"])} for hook in MANIFEST if hook["id"] in ids
        ]
        assert len(hooks) == len(ids)
        config = {"repos": [{"repo": "local", "hooks": hooks}]}
        (self.directory / ".pre-commit-config.yaml").write_text(json.dumps(config), encoding="utf-8")
        run("pre-commit", "install", cwd=self.directory, PRE_COMMIT_HOME=str(self.home))

    def add(self) -> None:
        """Add everything that is there, and what is not there any more."""
        run("git", "add", "--all", cwd=self.directory)

    def commit(self, *, code: int) -> str:
        """Commit what was added; return what the hooks said."""
        done = run("git", "commit", "-m", "A change", cwd=self.directory, code=code, PRE_COMMIT_HOME=str(self.home))
        return done.stdout + done.stderr

    def files(self) -> set[str]:
        """The files of the last commit."""
        return set(run("git", "ls-tree", "-r", "--name-only", "HEAD", cwd=self.directory).stdout.splitlines())


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A project with a family, a template of its own and a document, all in order and committed."""
    made = tmp_path / "project"
    for directory in ("specs/families", "templates/docs", "handbook"):
        (made / directory).mkdir(parents=True)
    (made / "specs" / "families" / "makers.yaml").write_text("provider: Acme\n", encoding="utf-8")
    (made / "specs" / "acme.yaml").write_text(SPEC.replace("provider: Acme", "family: makers"), encoding="utf-8")
    (made / "specs" / "other.yaml").write_text(SPEC.replace("key: acme\n", "key: other\n"), encoding="utf-8")
    shutil.copy(REPOSITORY / "templates" / "docs" / "connector.md.j2", made / "templates" / "docs")
    (made / "handbook" / "ours.md").write_text(DOCUMENT, encoding="utf-8")
    (made / "pyproject.toml").write_text(
        '[tool.ocgen]\ntargets = ["docs"]\ntemplates = "templates"\ndocs = ["handbook/*.md"]\n', encoding="utf-8"
    )
    run("ocgen", "generate", "--quiet", cwd=made)
    commit(made)
    return Repository(made, tmp_path / "home")


def test_the_very_first_commit_has_all_that_was_generated(tmp_path: Path) -> None:
    (tmp_path / "project" / "specs").mkdir(parents=True)
    repository = Repository(tmp_path / "project", tmp_path / "home")
    (repository.directory / "specs" / "acme.yaml").write_text(SPEC, encoding="utf-8")
    run("git", "init", "--quiet", cwd=repository.directory)
    repository.install("ocgen-generate")
    repository.add()
    assert f"written {PAGE}" in repository.commit(code=1)
    assert "not in git yet; run: git add -- generated" in repository.commit(code=1)  # though nothing was written
    run("git", "rev-parse", "--verify", "HEAD", cwd=repository.directory, code=128)
    repository.add()
    assert "Passed" in repository.commit(code=0)
    assert {PAGE, "specs/acme.yaml", "generated/.ocgen-record"} <= repository.files()
    assert run("git", "status", "--porcelain", cwd=repository.directory).stdout == ""


def _replace(file: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(project: Path) -> None:
        text = (project / file).read_text(encoding="utf-8")
        assert old in text
        (project / file).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def _rename(project: Path) -> None:
    (project / "specs" / "other.yaml").rename(project / "specs" / "third.yaml")
    _replace("specs/third.yaml", "key: other", "key: third")(project)


EDITS: tuple[Callable[[Path], None], ...] = (
    _replace("templates/docs/connector.md.j2", "# {% trans", "# Ours: {% trans"),
    _replace("handbook/ours.md", "columns=label,key", "columns=key"),
    _rename,
    lambda project: (project / "specs" / "third.yaml").unlink(),
)


def test_a_commit_that_lacks_what_it_brings_about_is_refused(repository: Repository) -> None:
    """One of a template, a document, a spec with a new name or one that is gone, and nothing else."""
    repository.install("ocgen-generate")
    for edit in EDITS:
        edit(repository.directory)
        repository.add()
        assert "- hook id: ocgen-generate" in repository.commit(code=1)
        repository.add()  # what was generated, so that the next commit is about the next edit
        run("git", "commit", "--quiet", "--allow-empty", "--no-verify", "-m", "Generated", cwd=repository.directory)
    (repository.directory / "notes.txt").write_text("Nothing of ours.\n", encoding="utf-8")
    repository.add()
    assert "Passed" in repository.commit(code=0)


def test_a_family_that_is_deleted_and_a_page_that_was_edited_are_told(repository: Repository) -> None:
    repository.install("ocgen-lint", "ocgen-check")
    (repository.directory / "specs" / "families" / "makers.yaml").unlink()
    repository.add()
    said = repository.commit(code=1)
    assert "- hook id: ocgen-lint" in said
    assert "- hook id: ocgen-check" in said
    run("git", "reset", "--quiet", "--hard", cwd=repository.directory)
    repository.install("ocgen-generate")
    page = repository.directory / PAGE
    page.write_text(page.read_text(encoding="utf-8") + "Ours.\n", encoding="utf-8")
    repository.add()
    assert "error[generated-edited]" in repository.commit(code=1)
    assert page.read_text(encoding="utf-8").endswith("Ours.\n")


def test_what_git_is_told_to_ignore_need_not_be_added(repository: Repository) -> None:
    run("git", "rm", "-r", "--quiet", "--cached", "generated", cwd=repository.directory)
    assert "not in git yet" in run("ocgen", "generate", "--exit-code", cwd=repository.directory, code=1).stderr
    (repository.directory / ".gitignore").write_text("generated/\n", encoding="utf-8")
    run("ocgen", "generate", "--exit-code", cwd=repository.directory)


def test_a_hook_of_a_linked_worktree_asks_git_about_that(repository: Repository, tmp_path: Path) -> None:
    """Git hands GIT_DIR to it, and takes whatever directory it is called in for the top of the working tree."""
    hook = repository.directory / ".git" / "hooks" / "pre-commit"
    hook.write_text('#!/bin/sh\ntest -n "$GIT_DIR" && ocgen generate --exit-code && ocgen docs changelog acme\n')
    hook.chmod(0o755)
    linked = Repository(tmp_path / "linked", repository.home)
    run("git", "worktree", "add", "--quiet", str(linked.directory), cwd=repository.directory)
    (linked.directory / "notes.txt").write_text("Nothing of ours.\n", encoding="utf-8")
    linked.add()
    assert "- The connector is new." in linked.commit(code=0)


def test_a_project_below_the_root_of_the_repository(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "repository", tmp_path / "home")
    project = repository.directory / "a b" / "project"
    (project / "specs").mkdir(parents=True)
    (project / "specs" / "acme.yaml").write_text(SPEC, encoding="utf-8")
    (project / "pyproject.toml").write_text('[tool.ocgen]\ntargets = ["docs"]\n', encoding="utf-8")
    run("git", "init", "--quiet", cwd=repository.directory)
    named = "ocgen --config 'a b/project/pyproject.toml'"
    repository.install("ocgen-generate", entry=lambda entry: entry.replace("ocgen", named, 1))
    repository.add()
    said = repository.commit(code=1)
    assert f"written a b/project/{PAGE}" in said
    assert "not in git yet; run: git add -- 'a b/project/generated'" in said
    repository.add()
    assert "Passed" in repository.commit(code=0)
    assert f"a b/project/{PAGE}" in repository.files()
