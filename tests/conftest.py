"""What tests of every part use."""

from __future__ import annotations

import gc
import io
import os
import shutil
import signal
import ssl
import sys
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ocgen import cli
from ocgen.spec import Loaded, load, loader
from ocgen.spec.reader import read
from tests.amount import examples

# No test is judged by the clock: the machines that run the suite are slow and shared.
settings.register_profile(
    "suite", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=examples(160)
)
settings.load_profile("suite")

# The suite may itself run under GitHub Actions, where findings are printed as annotations unless asked otherwise, and
# where somebody has chosen a configuration or a day for `ocgen`.
for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "OCGEN_CONFIG", "OCGEN_TODAY"):
    os.environ.pop(name, None)

# A shell lets what it runs in the background ignore Ctrl-C, and so would every process that a test starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# What nearly every test makes again of the same bytes is made once: trees of specs, and the context of certificates.
# Both come of functions of their arguments alone, in which a test spends most of its time.
KEPT = pytest.MonkeyPatch()
KEPT.setattr(loader, "read", lru_cache(maxsize=512)(read))
KEPT.setattr(ssl, "create_default_context", cache(ssl.create_default_context))


def pytest_collection_finish() -> None:
    """Look through what all tests keep, and what a test leaves behind, no more often than the memory asks for."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


REPOSITORY = Path(__file__).parents[1]
SPECS = REPOSITORY / "specs"

# The tests import the committed client, as its users do; `ocgen check` and a test see to it that it is current.
sys.path.insert(0, str(REPOSITORY / "generated" / "python" / "src"))

LOADED = load([SPECS])
CONNECTORS = LOADED.connectors


@pytest.fixture(scope="session")
def loaded() -> Loaded:
    """The project's own specs."""
    assert not LOADED.findings, LOADED.findings
    return LOADED


@pytest.fixture
def load_text(tmp_path: Path) -> Callable[..., Loaded]:
    """Load one connector from YAML text; further files by keyword are families (``acme="..."``)."""

    def run(text: str, key: str = "acme", **families: str) -> Loaded:
        specs = tmp_path / "specs"
        (specs / "families").mkdir(parents=True, exist_ok=True)
        (specs / f"{key}.yaml").write_text(text, encoding="utf-8")
        for name, family in families.items():
            (specs / "families" / f"{name}.yaml").write_text(family, encoding="utf-8")
        return load([specs], [key])

    return run


@dataclass(frozen=True)
class Result:
    """What a run of the command line gave."""

    code: int
    out: str
    err: str


Ocgen = Callable[..., Result]
Make = Callable[[Path], object]
Prepare = Callable[[Make], Path]


def run_here(*arguments: str) -> Result:
    """Run `ocgen` in this process and the working directory."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["ocgen", *arguments])
        code = cli.run()
    return Result(code, *(_text(stream) for stream in (out, err)))


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Prepare:
    """A directory in which a function has made what many tests begin with, and which none of them may change."""

    @cache
    def made(make: Make) -> Path:
        directory = tmp_path_factory.mktemp("made")
        with chdir(directory):
            make(directory)
        return directory

    return made


@pytest.fixture
def prepare(_made: Prepare, tmp_path: Path) -> Prepare:
    """Fill the test's directory with what a function makes in an empty one; it is called once, for all tests."""
    return lambda make: Path(shutil.copytree(_made(make), tmp_path, symlinks=True, dirs_exist_ok=True))


@pytest.fixture
def ocgen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ocgen:
    """Run `ocgen` with arguments in an empty directory, in this process."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["ocgen", *arguments])
        capsys.readouterr()
        code = cli.run()
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run
