"""`ocgen generate` and `ocgen check`, from a change in a spec to everything that follows from it."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ocgen.spec import loader
from tests.conftest import SPECS, Ocgen
from tests.files import contents, edit
from tests.processes import run

BEFORE, AFTER = "Host name of the server.", "Name of the host that files come from."
FOLLOW = (
    "docs/acme.md",
    "python/src/openconnectors/connectors/acme.py",
    "schemas/acme/connector-instance-request.schema.json",
    "schemas/acme/instance-request.schema.json",
)

SPEC = f"""\
key: acme
name: Acme Files
hub: documents
provider: Acme
description: Works with the files of an Acme server.
authentication:
  basic: {{}}
configuration:
  - key: acme.host
    label: Host
    description: {BEFORE}
    where_to_find: In the settings of the server.
    required: true
    example: files.example.com
sources:
  - page: https://docs.example.com/
    read: 2026-11-24
"""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A project's only spec."""
    (tmp_path / "specs").mkdir()
    path = tmp_path / "specs" / "acme.yaml"
    path.write_text(SPEC, encoding="utf-8")
    return path


def stale(ocgen: Ocgen) -> dict[str, tuple[str, str]]:
    """What `check` finds, by path below generated/: its word, and what fixes it."""
    result = ocgen("check", "--files", "--format", "json")
    found = json.loads(result.out)["findings"]
    assert result.code == (1 if found else 0)
    return {f["path"].removeprefix("generated/"): (f["rule"].removeprefix("generated-"), f["help"]) for f in found}


def test_one_changed_line_is_followed_by_schema_client_and_page(ocgen: Ocgen, spec: Path, tmp_path: Path) -> None:
    assert ocgen("generate").code == 0
    assert stale(ocgen) == {}
    edit(spec, BEFORE, AFTER)
    assert {path: word for path, (word, _) in stale(ocgen).items()} == dict.fromkeys(FOLLOW, "outdated")
    shown = ocgen("check").out
    assert "acme.yaml" in shown.partition("help:")[0].partition("generated-outdated")[2]
    assert AFTER in shown
    made = ocgen("generate")
    assert [line.removeprefix("written generated/") for line in made.out.splitlines()] == [*FOLLOW]
    for path in FOLLOW:
        text = (tmp_path / "generated" / path).read_text(encoding="utf-8")
        assert AFTER in text
        assert BEFORE not in text
    assert stale(ocgen) == {}


def test_each_state_has_its_word_and_the_command_that_fixes_it(ocgen: Ocgen, spec: Path, tmp_path: Path) -> None:
    page, module = (tmp_path / "generated" / path for path in FOLLOW[:2])
    (tmp_path / "specs" / "old.yaml").write_text(SPEC.replace("acme", "old"), encoding="utf-8")
    page.parent.mkdir(parents=True)
    page.write_text("mine\n", encoding="utf-8")
    assert "generated-foreign" in ocgen("generate").err
    assert not module.exists(), "nothing is written when a file is in the way"
    assert ocgen("generate", "--force", "-q").code == 0
    (tmp_path / "specs" / "old.yaml").unlink()
    edit(spec, BEFORE, AFTER)
    edit(page, "Acme", "ACME")
    module.unlink()
    found = stale(ocgen)
    assert found[FOLLOW[0]] == ("edited", "move the change to specs/acme.yaml, then run: ocgen generate acme --force")
    assert found[FOLLOW[1]] == ("missing", "run: ocgen generate acme")
    assert found[FOLLOW[2]] == ("outdated", "run: ocgen generate acme")
    assert found["docs/old.md"] == ("orphaned", "run: ocgen generate")
    before = contents(tmp_path / "generated")
    assert ocgen("generate").code == 1
    assert contents(tmp_path / "generated") == before, "an edited file stops the run before it writes anything"
    assert ocgen("generate", "--force", "-q").code == 0
    assert stale(ocgen) == {}
    assert not (tmp_path / "generated/docs/old.md").exists()


def test_each_command_that_is_printed_fixes_what_it_stands_under(ocgen: Ocgen, spec: Path, tmp_path: Path) -> None:
    old = tmp_path / "specs" / "old.yaml"
    old.write_text(SPEC.replace("acme", "old"), encoding="utf-8")
    page, module = (tmp_path / "generated" / path for path in FOLLOW[:2])

    def edited_and_gone() -> None:
        edit(tmp_path / "generated/docs/old.md", "Acme", "ACME")
        old.unlink()

    def renamed() -> None:
        spec.rename(old)
        edit(old, "acme", "old")

    harms: list[Callable[[], object]] = [
        lambda: edit(spec, BEFORE, AFTER),
        lambda: edit(page, "Acme", "ACME"),
        module.unlink,
        edited_and_gone,
        renamed,
    ]
    for harm in harms:
        assert ocgen("generate", "-q", "--force").code == 0
        harm()
        found = stale(ocgen)
        commands = {help_.rpartition("ocgen ")[2] for _, help_ in found.values()}
        for command in sorted(commands, key=lambda c: "--force" not in c):  # an edited file stops the others
            assert ocgen(*command.split()).code == 0, command
        assert stale(ocgen) == {}, commands


OPTIONS = ("--specs", "my specs", "--out", "my out", "--templates", "mine", "--target", "docs", "--language", "de")


def test_a_command_that_fixes_repeats_the_options_of_the_run(ocgen: Ocgen, spec: Path, tmp_path: Path) -> None:
    spec.parent.rename(tmp_path / "my specs")
    (tmp_path / "mine").mkdir()
    page, shared = (tmp_path / "my out" / "docs" / "de" / name for name in ("acme.md", "index.md"))
    harms: list[Callable[[], object]] = [page.unlink, shared.unlink, lambda: edit(page, "Acme", "ACME")]
    for harm in harms:
        assert ocgen("generate", *OPTIONS, "--force", "-q").code == 0
        harm()
        (said,) = re.findall("ocgen generate.*", ocgen("check", *OPTIONS, "--no-diff").out)
        whose = [] if harm == shared.unlink else ["acme"]
        assert shlex.split(said)[: 2 + len(whose) + len(OPTIONS)] == ["ocgen", "generate", *whose, *OPTIONS]
        assert ocgen(*shlex.split(said)[1:]).code == 0
        assert ocgen("check", *OPTIONS).code == 0
    edit(page, "Acme", "ACME")
    assert f"ocgen generate acme {shlex.join(OPTIONS)} --force" in ocgen("generate", *OPTIONS).err


def test_a_command_that_fixes_names_all_that_a_run_without_specs_is_about(ocgen: Ocgen, tmp_path: Path) -> None:
    run = ("sftp", "sfd[c]", "--out", "out", "--target", "docs")
    assert ocgen("generate", *run, "-q").code == 0
    (tmp_path / "out" / "docs" / "sftp.md").unlink()
    (said,) = re.findall("ocgen generate.*", ocgen("check", *run, "--no-diff").out)
    assert said == "ocgen generate sftp 'sfd[c]' --out out --target docs"
    assert ocgen(*shlex.split(said)[1:]).code == 0
    assert ocgen("check", *run).code == 0


def test_a_connector_named_as_the_catalogue_has_its_page_beside_it(ocgen: Ocgen, spec: Path, tmp_path: Path) -> None:
    edit(spec, "key: acme", "key: index")
    spec.rename(spec.with_name("index.yaml"))
    assert [ocgen(verb).code for verb in ("generate", "check")] == [0, 0]
    assert "](index_.md)" in (tmp_path / "generated/docs/index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "mistake", [("hub: documents", "hubb: documents"), ("example: files", "exampel: files"), ("key:", "\t")]
)
def test_nothing_is_written_while_any_spec_has_an_error(
    ocgen: Ocgen, spec: Path, tmp_path: Path, mistake: tuple[str, str]
) -> None:
    (tmp_path / "specs" / "fine.yaml").write_text(SPEC.replace("acme", "fine"), encoding="utf-8")
    edit(spec, *mistake)
    for arguments in ((), ("--force",), ("fine",)):
        result = ocgen("generate", *arguments)
        assert result.code == 1
        assert "specs/acme.yaml:" in result.err
        assert "nothing was generated" in result.err
        assert not (tmp_path / "generated").exists()


def test_a_selection_writes_only_its_own_and_what_all_share(ocgen: Ocgen, spec: Path, tmp_path: Path) -> None:
    (tmp_path / "specs" / "other.yaml").write_text(SPEC.replace("acme", "other"), encoding="utf-8")
    assert ocgen("generate", "ac*", "--target", "schemas", "-q").code == 0
    assert {path.split("/")[1] for path in contents(tmp_path / "generated") if path.startswith("schemas/")} == {
        "acme",
        "platform.schema.json",
    }
    assert not (tmp_path / "generated/docs").exists()


def test_templates_of_the_users_own_lie_over_ours_file_by_file(ocgen: Ocgen, spec: Path, tmp_path: Path) -> None:
    assert ocgen("generate", "-q").code == 0
    ours = contents(tmp_path / "generated")
    overlay = tmp_path / "mine" / "docs"
    overlay.mkdir(parents=True)
    (overlay / "connector.md.j2").write_text("# By us\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[tool.ocgen]\ntemplates = "mine"\n', encoding="utf-8")
    assert {path: word for path, (word, _) in stale(ocgen).items()} == {"docs/acme.md": "outdated"}
    assert "the templates" in ocgen("check").out
    assert ocgen("generate", "-q").code == 0
    theirs = contents(tmp_path / "generated")
    assert theirs.pop("docs/acme.md").decode().endswith("# By us\n")
    assert {p for p in theirs if theirs[p] != ours[p]} == {".ocgen-record"}


def test_two_runs_at_once_both_succeed(spec: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ocgen", "generate", "-q"]
    runs = [subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    told = [run.communicate()[1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0], told
    run(*command[:3], "check", cwd=tmp_path)
    assert not (tmp_path / "generated" / ".ocgen-stage").exists()


def test_the_bundled_specs_make_the_same_files_in_any_directory(ocgen: Ocgen, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert ocgen("generate", "sftp", "-q", "--out", f"{name}/generated").code == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert (SPECS / "sftp.yaml").is_file()


@pytest.mark.parametrize("known", [False, True])
def test_a_spec_that_is_saved_while_a_run_is_at_work_is_seen_by_the_next_one(
    ocgen: Ocgen, spec: Path, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    other = spec.with_name("beta.yaml")
    other.write_text(SPEC.replace("key: acme\n", "key: beta\n").replace("Acme Files", "Beta Files"), encoding="utf-8")
    if known:
        assert ocgen("generate").code == 0
        edit(other, BEFORE, "Host name.")  # so that there is something to do
    read = loader.load

    def saved(*arguments: object) -> object:
        found = read(*arguments)  # type: ignore[arg-type]
        edit(spec, BEFORE, AFTER)
        return found

    monkeypatch.setattr(loader, "load", saved)
    assert ocgen("generate").code == 0
    monkeypatch.setattr(loader, "load", read)
    assert ocgen("check").code == 1
    assert ocgen("generate").code == 0
    assert AFTER in (spec.parents[1] / "generated" / FOLLOW[0]).read_text(encoding="utf-8")


def test_a_target_that_the_configuration_leaves_out_leaves_nothing_behind(
    tmp_path: Path, ocgen: Ocgen, spec: Path
) -> None:
    settings = tmp_path / "pyproject.toml"
    settings.write_text('[tool.ocgen]\ntargets = ["docs", "schemas"]\n', encoding="utf-8")
    assert ocgen("generate", "-q").code == 0
    schemas = {name for name in contents(tmp_path / "generated") if name.startswith("schemas/")}
    assert schemas
    assert ocgen("check", "--target", "docs").code == 0
    settings.write_text('[tool.ocgen]\ntargets = ["docs"]\n', encoding="utf-8")
    assert {path for path, (word, _) in stale(ocgen).items() if word == "orphaned"} == schemas
    assert ocgen("generate", "-q").code == 0
    assert not [name for name in contents(tmp_path / "generated") if name.startswith("schemas/")]
    assert ocgen("check").err == "8 files are current\n"
