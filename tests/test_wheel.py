"""The wheel, built, installed into an empty environment and run where there is nothing but a user's own specs."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from ocgen.files.below import files_below
from tests.conftest import REPOSITORY
from tests.processes import run
from tests.site.project import ACME


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, REPOSITORY)
    (built,) = out.glob("*.whl")
    return built


def test_templates_and_specs_travel_inside(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("templates", "specs"):
        ours = {p.relative_to(REPOSITORY / folder).as_posix() for p in files_below(REPOSITORY / folder)}
        assert {f"ocgen/_data/{folder}/{f}" for f in ours} <= names
    assert not any("__pycache__" in name or name.startswith("tests/") for name in names)


def test_it_works_in_an_empty_directory(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv")
    binaries = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = (sys.executable, "-m", "pip", "--python", binaries / "python")
    run(*pip, "install", "--quiet", "--no-compile", wheel)
    project = tmp_path / "project"
    (project / "specs").mkdir(parents=True)
    (project / "specs" / "acme.yaml").write_text(ACME, encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}

    def ocgen(*arguments: str) -> str:
        done = subprocess.run(
            [binaries / "ocgen", *arguments], cwd=project, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "acme" in ocgen("list")
    ocgen("lint")
    ocgen("generate")
    for made in (
        "schemas/acme/instance-request.schema.json",
        "python/src/openconnectors/connectors/acme.py",
        "docs/acme.md",
    ):
        assert (project / "generated" / made).is_file()
    ocgen("check")
    assert str(REPOSITORY) not in "".join(
        p.read_text(encoding="utf-8") for p in (project / "generated").rglob("*") if p.is_file()
    )
