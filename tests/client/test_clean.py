"""The generated package passes its users' checkers, installs by pip, and is written in the oldest Python it claims."""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path

import pytest

from ocgen.model.names import module_name
from tests.client.conftest import SOURCE
from tests.conftest import CONNECTORS
from tests.processes import run
from tests.representatives import representatives

PACKAGE = SOURCE.parent


# Pyright takes ten times as long as mypy, so it reads the two modules of a part of the connectors, and all others.
LEFT_OUT = {
    SOURCE / "openconnectors" / folder / f"{module_name(connector.generated_name)}.py"
    for connector in {*CONNECTORS} - {*representatives(CONNECTORS)}
    for folder in ("connectors", "instance_clients", "validators")
}
MODULES = [str(path.relative_to(PACKAGE)) for path in sorted({*SOURCE.rglob("*.py")} - LEFT_OUT)]


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
    run(sys.executable, "-m", *checker, cwd=PACKAGE)


def test_the_sources_are_python_3_10() -> None:
    for path in SOURCE.rglob("*.py"):
        ast.parse(path.read_text(encoding="utf-8"), str(path), feature_version=(3, 10))


def test_pip_installs_it(tmp_path: Path) -> None:
    place = tmp_path / "site"
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation")
    run(*pip, "--target", place, PACKAGE, cwd=tmp_path)
    names = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
    assert "openconnectors/py.typed" in names
    ours = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py")}
    assert ours <= names
    code = "from openconnectors.connectors import sftp; print(sftp.Configuration)"
    run(sys.executable, "-S", "-c", code, cwd=tmp_path, PYTHONPATH=str(place))
