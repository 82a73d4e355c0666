"""README and the guides show what really happens: every console block is run, every output compared."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GUIDES = ("README.md", "CONTRIBUTING.md")


def steps(guide: str) -> list[tuple[str, str]]:
    """Return (command, output) of every `$ command` in the guide's console blocks, in order."""
    found = []
    for block in BLOCK.findall((REPOSITORY / guide).read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            while command.endswith("\\"):
                more, _, output = output.partition("\n")
                command = f"{command[:-1]}{more}"
            found.append((command, output))
    return found


def matches(shown: str, real: str) -> bool:
    """Whether the real output is the shown one; a line `...` stands for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in shown.splitlines())
    return re.fullmatch(pattern, real) is not None


@pytest.mark.parametrize("guide", GUIDES)
def test_every_console_example_is_true(guide: str, tmp_path: Path) -> None:
    """The blocks of a guide are one session, begun in an empty directory."""
    shutil.copytree(REPOSITORY / "tests" / "guides", tmp_path, dirs_exist_ok=True)
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    session = steps(guide)
    assert session
    for command, shown in session:
        if command.startswith(("make ", "git clone", "cd ", "pip install", "python -m pip")):
            continue  # the set-up; it is tested by the suite's own run and by the wheel's test
        run = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, env=environment, text=True, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        assert matches(shown, run.stdout), f"$ {command}\n{run.stdout}\nis shown as\n{shown}"
