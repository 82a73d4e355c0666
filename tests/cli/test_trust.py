"""A configuration that is found counts when it is one's own; one that is named counts whoever it belongs to."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from ocgen.files import trust
from tests.conftest import Ocgen, Result

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="a system whose users have no ids")

TABLE = '[tool.ocgen]\nconnectors = ["sftp"]\n'


def put(directory: Path, text: str = TABLE) -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "pyproject.toml").write_text(text, encoding="utf-8")
    return directory / "pyproject.toml"


def keys(result: Result) -> list[str]:
    assert result.code == 0, result.err
    return [entry["key"] for entry in json.loads(result.out)]


@pytest.fixture
def another(monkeypatch: pytest.MonkeyPatch) -> int:
    """The process runs as somebody else than who made the files; return the id of who made them."""
    me = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: me + 1)
    return me


def test_the_configuration_of_another_user_is_not_heeded(ocgen: Ocgen, tmp_path: Path, another: int) -> None:
    file = put(tmp_path)
    for verb in (["list"], ["generate"], ["check"], ["lint"]):
        result = ocgen(*verb)
        assert result.code == 2
        assert f"belongs to another user (uid {another})" in result.err
        assert f"ocgen --config {file}" in result.err
    assert not (tmp_path / "generated").exists()


def test_one_that_is_named_is(ocgen: Ocgen, tmp_path: Path, another: int, monkeypatch: pytest.MonkeyPatch) -> None:
    file = put(tmp_path)
    assert keys(ocgen("--config", str(file), "list", "--format", "json")) == ["sftp"]
    monkeypatch.setenv("OCGEN_CONFIG", str(file))
    assert keys(ocgen("list", "--format", "json")) == ["sftp"]


def test_what_is_named_is_relative_to_its_file_and_the_commands_repeat_it(ocgen: Ocgen, tmp_path: Path) -> None:
    put(tmp_path / "project", TABLE + 'targets = ["docs"]\nout = "generated"\n')
    arguments = ("--config", "project/pyproject.toml")
    assert ocgen(*arguments, "generate", "--quiet").code == 0
    (tmp_path / "project/generated/docs/sftp.md").unlink()
    checked = ocgen(*arguments, "check", "--format", "json")
    assert json.loads(checked.out)["findings"][0]["help"] == (
        "run: ocgen --config project/pyproject.toml generate sftp"
    )


@pytest.mark.parametrize("text", ["[project]\n", "", None])
def test_a_named_file_that_says_nothing(ocgen: Ocgen, tmp_path: Path, text: str | None) -> None:
    if text is not None:
        put(tmp_path, text)
    result = ocgen("--config", "pyproject.toml", "list")
    assert result.code == 2
    assert "pyproject.toml" in result.err


def test_a_file_of_another_user_without_our_table_is_walked_past(ocgen: Ocgen, tmp_path: Path, another: int) -> None:
    put(tmp_path, '[project]\nname = "ocgen-like"\n')
    assert ocgen("list").code == 0


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root can give files away")
@pytest.mark.parametrize("what", ["file", "directory", "link"])
def test_the_file_its_directory_and_a_link_to_it_count(
    ocgen: Ocgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    file = put(tmp_path / "above")
    (tmp_path / "above/here").mkdir()
    monkeypatch.chdir(tmp_path / "above/here")
    assert keys(ocgen("list", "--format", "json")) == ["sftp"]
    if what == "link":
        file.rename(tmp_path / "other.toml")
        file.symlink_to(tmp_path / "other.toml")
    os.chown(file.parent if what == "directory" else file, 12345, 12345, follow_symlinks=False)
    assert "(uid 12345)" in ocgen("list").err
    monkeypatch.setenv("SUDO_UID", "12345")
    assert keys(ocgen("list", "--format", "json")) == ["sftp"]


def test_who_called_sudo_counts_for_root_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, me = put(tmp_path), tmp_path.stat().st_uid
    monkeypatch.setenv("SUDO_UID", str(me))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert trust.other_owner(file) is None
    monkeypatch.setattr(os, "geteuid", lambda: me + 1)
    assert trust.other_owner(file) == me


# --- what no configuration is ---

DEEP = 50_000


@pytest.mark.parametrize(
    "text",
    [
        f"a = {'[' * DEEP}",
        f"a = {'{a=' * DEEP}",
        f"{'x.' * DEEP}y = 1",
        f"[{'x.' * DEEP}y]",
        "\n".join(f"[{'.'.join('a' * n)}]" for n in range(1, 700)),
    ],
)
def test_toml_without_measure_is_refused_with_words(ocgen: Ocgen, tmp_path: Path, text: str) -> None:
    put(tmp_path, f"{TABLE}{text}\n")
    begun = time.process_time()
    result = ocgen("list")
    assert result.code == 2
    assert "pyproject.toml:1:1: error[configuration]" in result.err
    assert "fault of ocgen" not in result.err
    assert time.process_time() - begun < 5  # unbounded, it takes minutes


def test_what_is_too_large_is_refused_where_it_may_be_ours(ocgen: Ocgen, tmp_path: Path) -> None:
    put(tmp_path, TABLE + "# " + "x" * 300_000)
    assert "more than 300,000 bytes" in ocgen("list").err
    put(tmp_path, "# " + "x" * 300_000)
    assert ocgen("list").code == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_a_pipe_in_its_place_is_not_waited_for(ocgen: Ocgen, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pyproject.toml")
    assert "cannot read the file: it is no regular file" in ocgen("list").err


# --- what verbs write beside the output directory ---


@pytest.mark.parametrize(
    ("link", "arguments"),
    [
        ("draft.yaml", ("import", "page.md", "-o", "draft.yaml")),
        ("specs/acme.yaml", ("new", "acme")),
        ("specs/schema/connector.schema.json", ("new", "acme")),
        ("templates/docs/index.md.j2", ("docs", "eject", "index", "--to", "templates")),
    ],
)
def test_a_new_file_is_never_written_through_a_link(
    ocgen: Ocgen, tmp_path: Path, link: str, arguments: tuple[str, ...]
) -> None:
    text = '# Acme\n\n`POST /instances` with the key `acme`:\n\n    {"element": {"key": "acme"}}\n'
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    (tmp_path / link).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / link).symlink_to(tmp_path / "elsewhere")
    result = ocgen(*arguments)
    assert result.code == 2
    assert "exists" in result.err
    assert not (tmp_path / "elsewhere").exists()


def test_a_report_is_written_through_no_link_at_the_name_that_it_is_staged_by(ocgen: Ocgen, tmp_path: Path) -> None:
    (tmp_path / f".report.json.{os.getpid()}.ocgen").symlink_to(tmp_path / "elsewhere")
    assert ocgen("lint", "sftp", "--format", "json", "-o", "report.json").code == 0
    assert (tmp_path / "report.json").is_file()
    assert not (tmp_path / "elsewhere").exists()
