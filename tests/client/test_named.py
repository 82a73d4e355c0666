"""A package name of one's own: the client is generated, built, installed, checked and called by it."""

from __future__ import annotations

import os
import re
import sys
import venv
from pathlib import Path

import pytest

from tests import processes
from tests.conftest import REPOSITORY, Ocgen

NAMES = ("acme.vendor.openconnectors", "other_client")

USE = """
from {package} import Client, Request, Response
from {package}.connectors.acme import Configuration
from {package}.validators.acme import is_instance_request


def send(request: Request) -> Response:
    assert request.path == "/ping", request
    return Response(200, {{}}, b'{{"dateTime": "2026-01-01T00:00:00Z", "endpoint": "acme"}}')


configuration = Configuration(acme_api_key="fake-key", acme_subdomain="mycompany")
with Client("https://loopback.example/elements/api-v2", user="fake", organization="fake", transport=send) as client:
    endpoint: str | None = client.ping("fake-token").endpoint
valid: bool = is_instance_request({{}})
print(Client.__module__, endpoint, valid, configuration.acme_api_key)
"""
BOTH = """
import acme.vendor.openconnectors as one
import other_client as other

assert one.Client.__module__ != other.Client.__module__
assert not issubclass(one.ApiError, other.ApiError)
"""


def run(*command: str | Path, cwd: Path, code: int = 0) -> str:
    """Return what a command prints."""
    done = processes.run(*command, cwd=cwd, code=code)
    return done.stdout + done.stderr


def project(place: Path, package: str, *more: str) -> Path:
    """Return a project whose client has a name of its own."""
    (place / "specs").mkdir(parents=True, exist_ok=True)
    (place / "specs" / "acme.yaml").write_bytes((REPOSITORY / "examples/acme/specs/acme.yaml").read_bytes())
    lines = ["[tool.ocgen.targets.python]", f'package = "{package}"', *more]
    (place / "pyproject.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return place


def fresh_environment(place: Path) -> Path:
    """Return the interpreter of an environment with nothing in it."""
    venv.create(place)
    return place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def test_two_clients_live_side_by_side(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    for name in NAMES:
        place = project(tmp_path / name, name, 'version = "1.4.0"', 'requires-python = ">=3.11"')
        run(sys.executable, "-m", "ocgen", "generate", "--quiet", "--target", "python", cwd=place)
        client = place / "generated" / "python"
        run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", wheels, cwd=client)
        run(sys.executable, "-m", "mypy", "--cache-dir", tmp_path / "cache", cwd=client)
    names = sorted(wheel.name for wheel in wheels.iterdir())
    assert names == ["acme_vendor_openconnectors-1.4.0-py3-none-any.whl", "other_client-1.4.0-py3-none-any.whl"]
    python = fresh_environment(tmp_path / "environment")
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps")
    run(*pip, *(wheels / name for name in names), cwd=tmp_path)

    programs = [tmp_path / f"program{number}.py" for number in range(3)]
    for path, text in zip(programs, [*(USE.format(package=name) for name in NAMES), BOTH], strict=True):
        path.write_text(text, encoding="utf-8")
    said = [run(python, program, cwd=tmp_path) for program in programs]
    assert said == [*(f"{name}.client acme False ********\n" for name in NAMES), ""]

    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}', encoding="utf-8")
    wrong = tmp_path / "wrong.py"
    wrong.write_text(f"{programs[0].read_text(encoding='utf-8')}\nword: int = configuration.acme_subdomain\n", "utf-8")
    mypy = ("mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), "--python-executable", python)
    for checker in (mypy, ("pyright", "--pythonpath", python)):
        run(sys.executable, "-m", *checker, *programs, cwd=tmp_path)
        assert "wrong.py:18" in run(sys.executable, "-m", *checker, wrong, cwd=tmp_path, code=1)


def test_nothing_in_it_knows_the_usual_name(ocgen: Ocgen, tmp_path: Path) -> None:
    project(tmp_path, "other_client")
    assert ocgen("generate").code == 0
    usual = re.compile(r"(?<!api\.)\bopenconnectors\.|(?:from|import) openconnectors|[\"']openconnectors\b")
    for path in (tmp_path / "generated").rglob("*.*"):
        if path.suffix in (".py", ".toml", ".md"):
            assert not usual.search(path.read_text(encoding="utf-8")), path
    page = (tmp_path / "generated/docs/acme.md").read_text(encoding="utf-8")
    assert "from other_client.connectors.acme import Configuration" in page


def test_another_name_takes_the_files_along(ocgen: Ocgen, tmp_path: Path) -> None:
    project(tmp_path, "first.client")
    assert ocgen("generate", "--target", "python").code == 0
    assert ocgen("check", "--target", "python").code == 0
    project(tmp_path, "second")
    told = ocgen("check", "--target", "python")
    assert told.code == 1
    assert "the configuration has changed" in told.out
    assert ocgen("generate", "--target", "python").code == 0
    sources = tmp_path / "generated" / "python" / "src"
    assert [path.name for path in sources.iterdir()] == ["second"]
    assert "first" not in (tmp_path / "generated/python/pyproject.toml").read_text(encoding="utf-8")
    assert ocgen("check", "--target", "python").code == 0


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        ("[tool.ocgen.targets.pyton]\npackage = 'x'", 4, 'no target is named "pyton"; did you mean "python"?'),
        ("[tool.ocgen.targets.python]\npakage = 'x'", 5, 'did you mean "package"?'),
        ("[tool.ocgen.targets.python]\nversion = 1.4", 5, "version must be a string"),
        ("[tool.ocgen.targets.python]\nversion = '1.4-x'", 5, "for example: version ="),
        ("[tool.ocgen.targets.python]\npackage = 'acme-client'", 5, '"acme-client" is none'),
        ("[tool.ocgen.targets.python]\npackage = 'acme..x'", 5, '"" is none'),
        ("[tool.ocgen.targets.python]\npackage = 'acme.class'", 5, "a word of Python's"),
        ("[tool.ocgen.targets.python]\npackage = 'json'", 5, "a module of Python's"),
        ("[tool.ocgen.targets.python]\npackage = 'httpx'", 5, 'the client imports "httpx"'),
        ("[tool.ocgen.targets.python]\ndistribution = 'a b'", 5, "distribution must be the name of a distribution"),
        ("[tool.ocgen.targets.python]\nlicense = 'my own'", 5, "license must be an SPDX licence expression"),
        ("[tool.ocgen.targets.python]\nrequires-python = '3.11'", 5, "requires-python must be versions of Python"),
        ("[tool.ocgen.targets.python]\nrequires-python = '<4,>=3.9'", 5, "from 3.10 on"),
        ("[tool.ocgen.targets.schemas]\npackage = 'x'", 5, "there are none"),
        ("[tool.ocgen.targets]\nnames = 'python'", 5, "names must be a list of names"),
        ("[tool.ocgen.targets]\npython = 'x'", 5, "python must be a table of options"),
        ("[tool.ocgen]\ntargets.python.package = '1'", 5, "package must be an import name"),
    ],
)
def test_what_is_wrong_with_options(ocgen: Ocgen, tmp_path: Path, lines: str, line: int, said: str) -> None:
    # a key of the same name stands in front of it, in a table that is not ours
    (tmp_path / "pyproject.toml").write_text(f"[project]\nname = 'x'\nversion = '1'\n{lines}\n", encoding="utf-8")
    told = ocgen("list")
    assert told.code == 2
    assert said in told.err
    assert f"pyproject.toml:{line}:1" in told.err


def test_all_that_is_wrong_is_told_at_once(ocgen: Ocgen, tmp_path: Path) -> None:
    text = "[tool.ocgen.targets]\nnames = 1\n[tool.ocgen.targets.python]\npackage = 1\nlicence = 'MIT'\n"
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    told = ocgen("list").err
    assert all(f"pyproject.toml:{line}:1" in told for line in (2, 4, 5))
    assert 'did you mean "license"?' in told


def test_targets_are_named_beside_their_options(ocgen: Ocgen, tmp_path: Path) -> None:
    text = '[tool.ocgen]\nconnectors = ["sftp"]\n[tool.ocgen.targets]\nnames = ["python"]\npython.package = "mine"\n'
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    assert ocgen("generate").code == 0
    assert [path.name for path in (tmp_path / "generated").iterdir() if path.is_dir()] == ["python"]
    assert (tmp_path / "generated/python/src/mine/connectors/sftp.py").is_file()
