"""A guide as a session at the command line: its files, its commands, and what is shown of their output."""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from ocgen import cli
from tests.conftest import REPOSITORY
from tests.processes import ENVIRONMENT

_BLOCK = re.compile(r'^```(?:console|\w+ title="(?P<file>[^"]+)")\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)
_DIRECTORY = re.compile(r"^<!-- directory: (\S+) -->$", re.MULTILINE)
_SET_UP = (
    "make ",
    "git clone",
    "cd ",
    "pip install",
    "python -m pip",
    "python -m venv",
)  # the wheel's test tries these
_COUNT = re.compile(r"\d+(?=\\ (?:files\\ are\\ current|unchanged))|(?<=/docs/acme\\.md:)\d+")
_SHELL = re.compile(r"[|&;<>$`\\]")


@dataclass(frozen=True)
class File:
    """A block with a title: the file of that name."""

    name: str
    text: str


@dataclass(frozen=True)
class Command:
    """A command, and its output as the guide shows it."""

    line: str
    shown: str


def steps(guide: str) -> Iterator[File | Command]:
    """Yield the files and commands of a guide's Markdown, in order; leaves out how to install."""
    for block in _BLOCK.finditer(guide):
        if block["file"]:
            yield File(block["file"], block["text"])
            continue
        for part in re.split(r"^\$ ", block["text"], flags=re.MULTILINE)[1:]:
            line, _, shown = part.partition("\n")
            if not line.startswith(_SET_UP):
                yield Command(line, shown)


def start_directory(guide: str) -> str:
    """Return the directory of the repository that a guide begins in a copy of; empty for an empty one."""
    found = _DIRECTORY.search(guide)
    return found[1] if found else ""


def matches(shown: str, real: str) -> bool:
    """Whether the real output is the shown one.

    A line `...` stands for any lines. How many files a project has, and the line of a generated page, are not
    compared: they change with every file that the generated client gets, and every sentence of the page.
    """
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else _escaped(line) + r"\n" for line in shown.splitlines())
    return re.fullmatch(pattern, real) is not None


def _escaped(line: str) -> str:
    return _COUNT.sub(r"\\d+", re.escape(line))


class Session:
    """Runs commands in a directory: `ocgen` in this process, since starting one costs more than most commands do."""

    def __init__(self, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._directory = directory
        self._patch = monkeypatch
        monkeypatch.chdir(directory)

    def begin(self, start: str) -> None:
        """Copy a directory of the repository, if one is given, to begin in."""
        if start:
            shutil.copytree(REPOSITORY / start, self._directory, dirs_exist_ok=True)

    def write(self, file: File) -> None:
        """Write a file of the guide."""
        place = self._directory / file.name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(file.text, encoding="utf-8")

    def run(self, line: str) -> str:
        """Run a command, and return what it printed, talk included."""
        if line.startswith("ocgen ") and not _SHELL.search(line):
            return self._ocgen(shlex.split(line))
        path = f"{Path(sys.executable).parent}{os.pathsep}{ENVIRONMENT['PATH']}"
        environment = {"PATH": path, "PYTHONPATH": str(self._directory / "generated" / "python" / "src")}
        return subprocess.run(
            ["bash", "-c", line], cwd=self._directory, env=ENVIRONMENT | environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        ).stdout  # fmt: skip

    def _ocgen(self, arguments: list[str]) -> str:
        self._patch.setattr(sys, "argv", arguments)
        printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)
        with redirect_stdout(printed), redirect_stderr(printed):
            cli.run()
        printed.seek(0)
        return printed.read()
