"""The generated package passes its users' checkers, installs by pip, and is written in the oldest Python it claims."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from ocgen.model.names import module_name
from tests.client.conftest import SOURCE
from tests.conftest import CONNECTORS
from tests.representatives import representatives

PACKAGE = SOURCE.parent


def run(*command: str, cwd: Path, environment: Mapping[str, str] | None = None) -> None:
    """Run a command by this interpreter; what it prints is what a failing test shows."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, env={**os.environ, **(environment or {})}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


# Every module of the runtime, and the two of each connector that pyright reads: it takes ten times as long as mypy.
MODULES = [
    *(str(path.relative_to(PACKAGE)) for path in (SOURCE / "openconnectors").glob("*.py")),
    *(
        f"src/openconnectors/{folder}/{module_name(connector.key)}.py"
        for connector in representatives(CONNECTORS)
        for folder in ("connectors", "validators")
    ),
]


@pytest.mark.parametrize(
    "checker",
    [
        ("mypy", "--strict", "--python-version", "3.10", "--cache-dir", os.devnull, "src"),
        ("pyright", "--pythonpath", sys.executable, "--pythonversion", "3.10", *MODULES),
        ("ruff", "check", "--no-cache", "src"),
        ("ruff", "format", "--no-cache", "--config", "format.exclude=[]", "--check", "src"),
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_a_checker_finds_nothing(checker: tuple[str, ...]) -> None:
    run(*checker, cwd=PACKAGE)


def test_the_sources_are_python_3_10() -> None:
    for path in SOURCE.rglob("*.py"):
        ast.parse(path.read_text(encoding="utf-8"), str(path), feature_version=(3, 10))


def test_pip_installs_it(tmp_path: Path) -> None:
    place = tmp_path / "site"
    install = ("pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--target", str(place), str(PACKAGE))
    run(*install, cwd=tmp_path)
    names = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
    assert "openconnectors/py.typed" in names
    ours = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py")}
    assert ours <= names
    code = "from openconnectors.connectors import sftp; print(sftp.Configuration)"
    done = subprocess.run([sys.executable, "-S", "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(place)}, check=False)
    assert done.returncode == 0
