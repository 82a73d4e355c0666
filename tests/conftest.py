"""What tests of every part use."""

from __future__ import annotations

import os
import signal
import ssl
import sys
from collections.abc import Callable
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

# The suite may itself run under GitHub Actions, where findings are printed as annotations unless asked otherwise.
for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
    os.environ.pop(name, None)

# A shell lets what it runs in the background ignore Ctrl-C, and so would every process that a test starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# What nearly every test makes anew of the same bytes is made once: trees of specs, and the context of certificates.
# Both come of functions of their arguments alone, in which a test spends most of its time.
KEPT = pytest.MonkeyPatch()
KEPT.setattr(loader, "read", lru_cache(maxsize=512)(read))
KEPT.setattr(ssl, "create_default_context", cache(ssl.create_default_context))

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
