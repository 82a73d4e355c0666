"""Pages and models that nobody meant, through the front door: a clear answer in bounded time, and nothing written."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.changes.conftest import MODEL, PAGE
from tests.conftest import Ocgen

RUNS: tuple[tuple[str, ...], ...] = (("diff", "acme"), ("import",), ("drift", "acme", "--page"))


def _sparse(file: Path) -> None:
    """50 MB that take no room on the disk."""
    with file.open("wb") as opened:
        opened.write(b"<html><body>")
        opened.truncate(50_000_000)


def _loop(file: Path) -> None:
    file.symlink_to(file.name)


UNUSABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "large": (_sparse, "more than 2,000,000 bytes"),
    "empty": (lambda file: file.write_bytes(b""), "empty"),
    "deep model": (lambda file: file.write_bytes(b"[" * 100_000), "too deep"),
    "deep page": (lambda file: file.write_bytes(b"<html><body>" + b"<div><table><tr><td>" * 9_000), "no help page"),
    "deep text": (lambda file: file.write_text("# x\n" + "> " * 50_000 + "\n" + "- " * 50_000), "no help page"),
    "a codec that is no character set": (
        lambda file: file.write_bytes(b"<html><meta charset=punycode><body>" + b"\xff" * 9_000 + b"<p>a-</p>" * 3),
        "no help page",
    ),
    "directory": (lambda file: file.mkdir(), "director|no spec"),
    "link to itself": (_loop, "links|does not exist|no file"),
    "gone": (lambda file: None, "no such file|does not exist|no file"),
}


@pytest.mark.parametrize("what", UNUSABLE)
def test_what_cannot_be_used_is_told_and_ends_with_2(project: Path, ocgen: Ocgen, what: str) -> None:
    make, words = UNUSABLE[what]
    make(project / "bad")
    before = sorted(project.rglob("*"))
    for run in RUNS:
        shown = ocgen(*run, "bad")
        said = (shown.out + shown.err).lower()
        assert shown.code == 2, (run, said)
        assert any(word in said for word in words.lower().split("|")), (run, said)
        assert "traceback" not in said
        assert "fault of ocgen" not in said
    assert sorted(project.rglob("*")) == before


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_page_in_another_encoding_says_the_same(project: Path, ocgen: Ocgen, encoding: str) -> None:
    (project / "other.md").write_bytes(PAGE.replace("\n", "\r\n").encode(encoding))
    shown = ocgen("diff", "page.md", "other.md", "--fail-on", "info")
    assert (shown.code, shown.out) == (0, "")


def test_text_after_a_model_is_told_and_the_model_read(project: Path, ocgen: Ocgen) -> None:
    (project / "model.json").write_text(f"{MODEL}\nand so on", encoding="utf-8")
    shown = ocgen("drift", "acme", "--model", "model.json")
    assert "model.json:1:1: warning[upstream-partly-read]: text follows the JSON; it was not read" in shown.out
    assert shown.out.endswith("\n1 warning\n")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with a name")
def test_a_page_is_read_only_once(project: Path, ocgen: Ocgen) -> None:
    """A pipe gives it only once, such as <(curl ...) of a shell; and a file may change under the run."""
    pipe = project / "pipe"
    os.mkfifo(pipe)
    writer = "import sys, pathlib; pathlib.Path('pipe').write_bytes(pathlib.Path('page.md').read_bytes())"
    for run in (("drift", "acme", "--page"), ("diff", "acme")):
        with subprocess.Popen([sys.executable, "-c", writer], cwd=project):
            shown = ocgen(*run, "pipe")
        assert shown.code in (0, 1), shown.err
        assert "Acme" in shown.out or "no drift" in shown.err or "change" in shown.err
