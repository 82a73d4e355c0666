"""One run at a time in an output directory."""

from __future__ import annotations

import errno
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from ocgen.plan import run_lock as lock

HOLD = """
import sys
from pathlib import Path
from ocgen.plan.run_lock import alone

with alone(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
print("done", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="asks POSIX whether the directory is locked")
def test_a_run_has_the_directory_to_itself(tmp_path: Path) -> None:
    import fcntl

    with lock.alone(tmp_path / "out"):
        other = os.open(tmp_path / "out", os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(other)


def test_a_second_run_goes_on_after_the_first(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with lock.alone(tmp_path):
        second = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert second.communicate("\n")[0] == "held\ndone\n"


def test_a_run_that_died_holds_nobody_up(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout and first.stdout.readline() == "held\n"
        first.kill()
    with lock.alone(tmp_path):
        pass


class Msvcrt(ModuleType):
    """Windows' locks: the first two times somebody else has it for longer than `locking` waits."""

    LK_LOCK = 1

    def __init__(self, refusals: list[int]) -> None:
        super().__init__("msvcrt")
        self.refusals = refusals
        self.locked: list[int] = []

    def locking(self, handle: int, mode: int, count: int) -> None:
        os.fstat(handle)  # an open file
        assert (mode, count) == (self.LK_LOCK, 1)
        if self.refusals:
            raise OSError(self.refusals.pop(0), "refused")
        self.locked.append(handle)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the directory of temporary files, one of the test's own."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    return place


def _on_windows(monkeypatch: pytest.MonkeyPatch, msvcrt: Msvcrt) -> ModuleType:
    """Return the module as Windows loads it."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", msvcrt)
    spec = importlib.util.spec_from_file_location("windows_lock", lock.__file__)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_windows_locks_a_file_that_stands_for_the_directory(
    tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    msvcrt = Msvcrt([errno.EDEADLK, errno.EDEADLK])
    module = _on_windows(monkeypatch, msvcrt)
    for directory in (tmp_path / "out", tmp_path / "a" / ".." / "out", tmp_path / "other"):
        with module.alone(directory):
            assert os.fstat(msvcrt.locked[-1])
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(msvcrt.locked[-1])
    assert len(msvcrt.locked) == 3
    assert len(list(temporary.iterdir())) == 2, "one a directory, however it is named"
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.usefixtures("temporary")
def test_windows_goes_on_where_a_file_system_has_no_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    msvcrt = Msvcrt([errno.ENOLCK])
    with _on_windows(monkeypatch, msvcrt).alone(tmp_path / "out"):
        assert not msvcrt.locked
