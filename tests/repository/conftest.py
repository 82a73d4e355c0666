"""Each test has a clone of its own, and a second one to see what a fresh run gives."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pytest

from tests.conftest import run_here
from tests.repository.repository import OUT, Repository, generated, make

Fresh = Callable[[Repository], dict[str, str]]
Known = dict[frozenset[tuple[str, bytes]], dict[str, str]]
Healed = Callable[[Repository], None]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository that each test begins with."""
    return make(tmp_path_factory.mktemp("made") / "repository")


def _grown(repository: Repository) -> None:
    """Change the spec of one connector three times."""
    for word in ("one", "two", "three"):
        repository.reword("alpha", word)


def _copy(source: Path, directory: Path, prepare: Callable[[Repository], None]) -> Path:
    """Copy a repository, and prepare the copy for many tests."""
    root = Path(shutil.copytree(source, directory / "repository"))
    with chdir(root):
        prepare(Repository(root, run_here))
    return root


@pytest.fixture(scope="session")
def made_grown(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _copy(made, tmp_path_factory.mktemp("grown"), _grown)


@pytest.fixture(scope="session")
def made_diverged(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _copy(made, tmp_path_factory.mktemp("diverged"), lambda copy: copy.diverge("alpha", "alpha"))


@pytest.fixture
def repository(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A copy of the repository, which is the working directory."""
    return _clone(made, tmp_path, monkeypatch)


@pytest.fixture
def grown(made_grown: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A copy whose first connector three more commits have changed."""
    return _clone(made_grown, tmp_path, monkeypatch)


@pytest.fixture
def diverged(made_diverged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A copy in which `ours`, which is checked out, and `theirs` have changed the same line of a spec."""
    return _clone(made_diverged, tmp_path, monkeypatch)


def _clone(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    root = Path(shutil.copytree(source, tmp_path / "repository"))
    monkeypatch.chdir(root)
    return Repository(root, run_here)


@pytest.fixture(scope="session")
def known() -> Known:
    """What fresh runs have given, by what they were given: many tests end in the same specs."""
    return {}


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: Known) -> Fresh:
    """What a run gives in a directory that has the specs, the templates and the configuration alone."""

    def run(repository: Repository) -> dict[str, str]:
        root = tmp_path / "fresh"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(repository.root, root, ignore=shutil.ignore_patterns(".git", OUT, "notes.txt"))
        given = frozenset((str(p.relative_to(root)), p.read_bytes()) for p in root.rglob("*") if p.is_file())
        if given not in known:
            with monkeypatch.context() as there:
                there.chdir(root)
                assert repository.generate("--quiet").code == 0
            known[given] = generated(root)
        return known[given]

    return run


@pytest.fixture
def healed(fresh: Fresh) -> Healed:
    """Generate, and hold the repository to what a fresh run gives, its record included."""

    def run(repository: Repository) -> None:
        done = repository.generate()
        assert done.code == 0, done.err
        current(repository, fresh)

    return run


def current(repository: Repository, fresh: Fresh) -> None:
    """Hold a repository to what a fresh run gives, and its record to knowing that."""
    assert repository.generated() == fresh(repository)
    checked = repository.check()
    assert (checked.code, checked.out) == (0, ""), checked.out
    again = repository.generate()
    assert (again.code, again.out) == (0, "")
    assert "nothing to do" in again.err
