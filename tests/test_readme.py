"""README and the guides show what really happens: every console block is run, every output compared."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

BLOCK = re.compile(r'^```(?:console|\w+ title="(?P<file>[^"]+)")\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)
GUIDES = ("README.md", "CONTRIBUTING.md")
SET_UP = ("make ", "git clone", "cd ", "pip install", "python -m pip")  # the wheel's test tries these


def commands(block: str) -> list[tuple[str, str]]:
    """Return (command, output) of every `$ command` in a console block, in order."""
    found = []
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
    """A guide is one session, begun in an empty directory; a block with a title is the file of that name."""
    outside = {"GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"}
    environment = {name: value for name, value in os.environ.items() if name not in outside}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment["PYTHONPATH"] = str(tmp_path / "generated" / "python" / "src")
    ran = 0
    for block in BLOCK.finditer((REPOSITORY / guide).read_text(encoding="utf-8")):
        if block["file"]:
            file = tmp_path / block["file"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block["text"], encoding="utf-8")
            continue
        for command, shown in commands(block["text"]):
            if command.startswith(SET_UP):
                continue
            run = subprocess.run(
                ["bash", "-c", command], cwd=tmp_path, env=environment, text=True, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, check=False,
            )  # fmt: skip
            assert matches(shown, run.stdout), f"$ {command}\n{run.stdout}\nis shown as\n{shown}"
            ran += 1
    assert ran
