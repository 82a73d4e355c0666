"""Line ends: a checkout changes them, and nothing else is changed by that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from tests.ci.project import SPEC
from tests.conftest import Ocgen, Prepare, run_here
from tests.processes import run

_LONG = SPEC.replace(
    "description: ", "description: >-\n  Folded over\n  several lines.\n\n  And a paragraph.\n#description: ", 1
)
_PAGE = """\
# Acme

<!-- ocgen:begin table acme configuration -->
<!-- ocgen:end -->

<!-- ocgen:begin section acme before -->
<!-- ocgen:end -->
"""
_SETTINGS = '[tool.ocgen]\ntemplates = "templates"\ndocs = ["guide.md"]\n'
KINDS: Mapping[str, tuple[bytes, ...]] = {
    "lf": (b"\n",),
    "crlf": (b"\r\n",),
    "cr": (b"\r",),
    "mixed": (b"\n", b"\r\n", b"\r"),
}


def mangled(content: bytes, kind: str, random: Random) -> bytes:
    """The same text with other line ends. A CR before a LF would be one end and no longer two."""
    lines = content.split(b"\n")
    ends = [random.choice(KINDS[kind]) for _ in lines[1:]]
    for n, end in enumerate(ends[:-1]):
        if end == b"\r" and ends[n + 1] == b"\n" and not lines[n + 1]:
            ends[n] = b"\r\n"
    return b"".join(part for pair in zip(lines, [*ends, b""], strict=True) for part in pair)


def files(top: Path) -> dict[str, bytes]:
    found = (path for path in top.rglob("*") if path.is_file() and ".git" not in path.relative_to(top).parts)
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in found}


def make(top: Path) -> None:
    """Make a project with everything that is read or kept true, generated."""
    (top / "specs").mkdir()
    (top / "specs" / "acme.yaml").write_text(_LONG, encoding="utf-8")
    (top / "pyproject.toml").write_text(_SETTINGS, encoding="utf-8")
    (top / "guide.md").write_text(_PAGE, encoding="utf-8")
    assert run_here("docs", "eject", "docs/sections/before.md.j2", "--to", "templates").code == 0
    assert run_here("generate").code == 0
    assert run_here("docs", "inject").code == 0
    assert run_here("check").code == 0


@pytest.fixture
def made(prepare: Prepare) -> dict[str, bytes]:
    return files(prepare(make))


@pytest.mark.parametrize("kind", [*KINDS, *range(4)])
def test_line_ends_alone_change_nothing(ocgen: Ocgen, tmp_path: Path, made: dict[str, bytes], kind: str | int) -> None:
    """Whatever line ends which file has: all is current, nothing is written, and the specs say the same.

    A number is the seed by which each file gets a kind of its own.
    """
    random = Random(str(kind))
    chosen = {name: random.choice(list(KINDS)) if isinstance(kind, int) else kind for name in made}
    chosen["pyproject.toml"] = random.choice(["lf", "crlf"])  # a CR alone is no line end of TOML
    changed = {name: mangled(content, chosen[name], random) for name, content in made.items()}
    for name, content in changed.items():
        (tmp_path / name).write_bytes(content)
    checked = ocgen("check")
    assert (checked.code, checked.out) == (0, ""), checked
    assert "nothing to do" in ocgen("generate").err
    assert ocgen("docs", "inject", "--check").code == 0
    assert files(tmp_path) == changed
    assert ocgen("generate", "--out", "again").code == 0
    again = {f"generated/{name}": text for name, text in files(tmp_path / "again").items()}
    assert again == {name: text for name, text in made.items() if name.startswith("generated/")}


@pytest.mark.parametrize("kind", ["crlf", "cr", "mixed"])
def test_an_edit_is_one_still_and_its_diff_shows_it_alone(
    ocgen: Ocgen, tmp_path: Path, made: dict[str, bytes], kind: str
) -> None:
    page = tmp_path / "generated" / "docs" / "acme.md"
    edited = page.read_bytes().replace(b"Acme", b"Acme!", 1)
    page.write_bytes(mangled(edited, kind, Random(1)))
    told = ocgen("check")
    assert "generated-edited" in told.out
    lines = [line for line in told.out.splitlines() if re.match(r"  [-+](?![-+]{2})", line)]
    assert len(lines) == 2, told.out


@pytest.mark.parametrize("autocrlf", ["true", "input", "false"])
def test_a_checkout_with_other_line_ends(
    ocgen: Ocgen, tmp_path: Path, made: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, autocrlf: str
) -> None:
    """As Git for Windows makes it: clean, current, and after an edit of the spec only what follows from it changes."""
    run("git", "init", "-q", cwd=tmp_path)
    run("git", "-c", "core.autocrlf=false", "add", "-A", cwd=tmp_path)
    run("git", "commit", "-qm", "all", cwd=tmp_path)
    copy = tmp_path.with_name(f"{tmp_path.name}-copy")
    run("git", "-c", f"core.autocrlf={autocrlf}", "clone", "-q", tmp_path, copy, cwd=tmp_path)
    run("git", "config", "core.autocrlf", autocrlf, cwd=copy)
    monkeypatch.chdir(copy)
    assert (b"\r\n" in (copy / "generated" / "docs" / "acme.md").read_bytes()) == (autocrlf == "true")
    assert run("git", "status", "--short", cwd=copy).stdout == ""
    assert ocgen("check").code == 0
    assert "nothing to do" in ocgen("generate").err
    spec = copy / "specs" / "acme.yaml"
    spec.write_bytes(spec.read_bytes().replace(b"Folded over", b"Written over"))
    assert ocgen("generate").code == 0
    assert ocgen("docs", "inject").code == 0
    assert ocgen("check").code == 0
    changed = {line[3:] for line in run("git", "status", "--short", cwd=copy).stdout.splitlines()}
    assert {"specs/acme.yaml", "generated/.ocgen-record", "generated/docs/acme.md"} <= changed
    assert all("acme" in name or "record" in name or "index" in name for name in changed), changed
