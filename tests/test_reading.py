"""What stands in a file's place and is none is refused with words, at once: named pipes, devices, huge files."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ocgen.files import reading
from tests.conftest import SPECS, Ocgen

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def endless(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(10**12)  # takes no room


def sock(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the names of sockets are short
    try:
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(path.name)
    finally:
        os.chdir(here)


def folder(path: Path) -> None:
    path.mkdir()


THINGS: tuple[Callable[[Path], None], ...] = (pipe, device, endless, sock, folder)
WORDS = ("no regular file", "more than", "too large", "is a directory", "a directory")


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("read", [reading.read_file, reading.read_text])
def test_nothing_but_a_regular_file_is_read(
    tmp_path: Path, thing: Callable[[Path], None], read: Callable[[Path, int], object]
) -> None:
    thing(tmp_path / "thing")
    with pytest.raises(OSError) as refused:
        read(tmp_path / "thing", 1000)
    assert any(words in str(refused.value).lower() for words in WORDS)


# The file, and what reads it.
READ = {
    "specs/sftp.yaml": ("lint",),
    "specs/platform.yaml": ("lint",),
    "specs/families/odd.yaml": ("lint",),
    "pyproject.toml": ("list",),
    "ocgen.accepted.yaml": ("lint",),
    "templates/docs/connector.md.j2": ("generate",),
    "templates/docs/locale/de.mo": ("generate", "--language", "de"),
    "templates/docs/sections/errors.md.j2": ("check",),
    "generated/.ocgen-record": ("check",),
    "generated/.ocgen-journal.json": ("check",),
    "generated/docs/sftp.md": ("check",),
    "docs/page.md": ("docs", "inject", "docs/page.md"),
    "page.md": ("import", "page.md"),
    "model.json": ("drift", "sftp", "--model", "model.json"),
    "specs/sftp.lock.json": ("drift", "sftp", "--page", "saved.md"),
}


@pytest.mark.parametrize(
    ("name", "thing"),
    # A large file of that name without our table is none of our business.
    [(name, thing) for name in READ for thing in (pipe, endless) if (name, thing) != ("pyproject.toml", endless)],
)
def test_no_file_makes_a_run_wait(ocgen: Ocgen, tmp_path: Path, name: str, thing: Callable[[Path], None]) -> None:
    for directory in ("specs/families", "templates/docs/sections", "templates/docs/locale", "docs"):
        (tmp_path / directory).mkdir(parents=True)
    spec = (SPECS / "sftp.yaml").read_text(encoding="utf-8")
    (tmp_path / "specs/sftp.yaml").write_text(spec, encoding="utf-8")
    if name == "specs/families/odd.yaml":
        (tmp_path / "specs/sftp.yaml").write_text(f"family: odd\n{spec}", encoding="utf-8")
    config = '[tool.ocgen]\ntargets = ["docs"]\ntemplates = "templates"\n'
    (tmp_path / "pyproject.toml").write_text(config, encoding="utf-8")
    page = '# SFTP\n\n`POST /instances` with the connector key `sftp`:\n\n    {"element": {"key": "sftp"}}\n'
    (tmp_path / "saved.md").write_text(page, encoding="utf-8")
    if name.startswith("generated/docs"):
        assert ocgen("generate", "--quiet").code == 0
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    thing(path)
    result = ocgen(*READ[name])
    assert result.code in (1, 2)
    said = result.out + result.err
    assert "fault of ocgen" not in said
    assert any(words in said for words in (*WORDS, "nobody writes to", "edited", "no message catalogue")), said


def test_a_pipe_that_is_named_is_read(ocgen: Ocgen, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page.md")
    page = (
        '# Acme: authenticate\n\n`POST /instances` with the connector key `acme`:\n\n    {"element": {"key": "acme"}}\n'
    )
    writer = threading.Thread(target=(tmp_path / "page.md").write_text, args=(page,))
    writer.start()
    while not writer.is_alive():
        pass
    result = ocgen("import", "page.md")
    writer.join()
    assert (result.code, "key: acme" in result.out) == (0, True), result.err


def test_an_endless_input_is_read_to_the_bound(ocgen: Ocgen) -> None:
    result = ocgen("import", "/dev/zero")
    assert result.code == 2
    assert "more than 2,000,000 bytes" in result.err


def test_hard_links_and_links_to_files_of_ones_own_are_read(ocgen: Ocgen, tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    shutil.copy(SPECS / "sftp.yaml", tmp_path / "real.yaml")
    (tmp_path / "specs/sftp.yaml").symlink_to(tmp_path / "real.yaml")
    os.link(tmp_path / "real.yaml", tmp_path / "specs/ownsftp.yaml")
    assert '"sftp"' in ocgen("list", "--format", "json").out
