"""Progress: on a terminal once a run takes its time, and never in a log."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from ocgen.cli.progress import progress
from tests.conftest import SPECS
from tests.processes import run

SLOW = "import ocgen.cli.progress as p; p.PATIENCE = -1; from ocgen.__main__ import main; main()"


def test_a_terminal_shows_it_and_it_is_wiped_away(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", SLOW, "generate", "sftp", "sfdc", "--specs", str(SPECS)]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        shown = everything(ours)
    assert process.returncode == 0
    assert "reading specs" in shown
    assert "generating" in shown
    assert shown.rpartition("\033[2K\033[?25h")[2].strip().endswith("unchanged")


def everything(terminal: int) -> str:
    """Return what is written to a terminal until nobody holds its other end, which Linux tells as an error."""
    read = b""
    try:
        while more := os.read(terminal, 4096):
            read += more
    except OSError:
        pass
    os.close(terminal)
    return read.decode()


def test_a_log_has_nothing_of_it(tmp_path: Path) -> None:
    done = run(sys.executable, "-c", SLOW, "generate", "sftp", "--specs", SPECS, cwd=tmp_path)
    assert "generating" not in done.stdout + done.stderr


def test_what_is_quick_shows_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with progress() as tell:
        for done in range(4):
            tell("generating", done, 3)
    assert capsys.readouterr().err == ""
