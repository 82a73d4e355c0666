"""Spec files that are not what they seem."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ocgen.findings.text import render
from ocgen.spec.files import is_connector_key
from ocgen.spec.loader import load
from tests.conftest import SPECS, Ocgen

SFTP = (SPECS / "sftp.yaml").read_text(encoding="utf-8")


def test_a_pipe_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "sftp.yaml")
    loaded = load([tmp_path])
    (finding,) = loaded.findings
    assert finding.message == "cannot read the file: it is no regular file"
    assert finding.message in render([finding])


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a file without an end")
def test_a_file_without_an_end(tmp_path: Path) -> None:
    (tmp_path / "sftp.yaml").symlink_to("/dev/zero")
    (finding,) = load([tmp_path]).findings
    assert (finding.rule, "no regular file" in finding.message) == ("unreadable", True)


def test_a_huge_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "sftp.yaml").open("wb") as file:
        file.truncate(2**40)  # a hole: it takes no room on the disk
    (finding,) = load([tmp_path]).findings
    assert finding.message == "the file is too large"
    assert "a spec has at most 1,000,000 bytes" in render([finding])


def test_two_files_of_one_connector(ocgen: Ocgen, tmp_path: Path) -> None:
    specs = tmp_path / "specs"
    specs.mkdir()
    for name in ("sftp.yaml", "sftp.yml"):
        (specs / name).write_text(SFTP, encoding="utf-8")
    result = ocgen("lint")
    assert result.code == 1
    assert "specs/sftp.yml:1:1: error[file-name]: sftp.yml and sftp.yaml are both files of one connector" in result.out
    assert ocgen("generate", "-q").code == 1
    (specs / "sftp.yaml").unlink()
    assert ocgen("lint").code == 0, "either suffix will do"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("sfdc", True), ("a.b_c-1", True), ("a" * 100, True), ("a" * 101, False), ("", False), ("-a", False),
     ("a/b", False), ("a\n", False), ("ä", False), ("platform", False)],
)  # fmt: skip
def test_what_can_be_the_key_of_a_connector(text: str, is_one: bool) -> None:
    assert is_connector_key(text) is is_one
