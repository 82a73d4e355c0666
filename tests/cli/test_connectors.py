"""Which connectors a project has: what its configuration names, leaves out and hides is told where it is."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from unittest.mock import Mock

import pytest

from ocgen import Config, lint
from ocgen.runs.up_to_date import answer
from tests.cli.test_generate import SPEC
from tests.conftest import SPECS, Ocgen

SETTINGS = """\
[tool.ocgen]
targets = ["docs"]
connectors = [
    "sftp",
    "acme",  # ours
    "gobex",
]
"""


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A project of two specs, whose configuration misspells the second."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    for key in ("acme", "globex"):
        text = SPEC.replace("acme", key).replace("Acme Files", f"{key.title()} Files")
        (tmp_path / "specs" / f"{key}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


UNKNOWN = 'pyproject.toml:6:1: error[unknown-connector]: `connectors` names "gobex", and there is no such spec'
SUGGESTED = '  help: did you mean "globex"?'


def found(ocgen: Ocgen, *arguments: str) -> set[tuple[str, str, int]]:
    told = json.loads(ocgen("lint", *arguments, "--format", "json").out)["findings"]
    return {(f["rule"], f["path"], f["line"]) for f in told}


def test_an_unknown_one_stops_what_would_remove_files_and_nothing_else(ocgen: Ocgen, top: Path) -> None:
    for verb in ("generate", "check"):
        said = ocgen(verb)
        assert (said.code, UNKNOWN in said.err, SUGGESTED in said.err) == (2, True, True)
    assert not (top / "generated").exists()
    for verb in ("list", "stats", "lint"):
        said = ocgen(verb)
        assert (said.code, UNKNOWN in said.out + said.err) == (1, True), verb
    assert [line.split()[0] for line in ocgen("list").out.splitlines()] == ["KEY", "acme", "sftp"]
    document = top / "guide.md"
    document.write_text("<!-- ocgen:begin table acme configuration -->\n<!-- ocgen:end -->\n", encoding="utf-8")
    for arguments in (
        ("show", "acme"),
        ("show", "--all", "--format", "json"),
        ("list", "acme"),
        ("docs", "table", "acme", "--section", "configuration"),
        ("docs", "inject", "guide.md"),
        ("diff", "acme", "globex", "--fail-on", "none"),
        ("new", "other"),
        ("explain", "unknown-connector"),
    ):
        assert ocgen(*arguments).code == (1 if "--all" in arguments else 0), arguments


def test_a_glob_that_matches_nothing_is_told_too(ocgen: Ocgen, top: Path) -> None:
    (top / "pyproject.toml").write_text("[tool.ocgen]\nconnectors = ['ac*', 'nothing*']\n", encoding="utf-8")
    assert ("unknown-connector", "pyproject.toml", 2) in found(ocgen)
    (top / "pyproject.toml").write_text("[tool.ocgen]\nconnectors = ['nothing*']\n", encoding="utf-8")
    said = ocgen("list")
    assert (said.code, said.out) == (1, "") and "no connector fits" not in said.err


def test_what_was_current_is_not_once_a_name_is_misspelt(ocgen: Ocgen, top: Path) -> None:
    settings = top / "pyproject.toml"
    settings.write_text(SETTINGS.replace('    "gobex",\n', ""), encoding="utf-8")
    assert ocgen("generate", "-q").code == 0
    assert answer(["check"]) != ""
    settings.write_text(SETTINGS, encoding="utf-8")
    assert answer(["check"]) == answer(["generate"]) == ""


def test_a_spec_that_is_left_out_is_told(ocgen: Ocgen, top: Path) -> None:
    left_out = ("left-out-spec", "specs/globex.yaml", 1)
    assert left_out in found(ocgen)
    assert left_out in found(ocgen, "globex") and left_out not in found(ocgen, "acme")
    (top / "pyproject.toml").write_text('[tool.ocgen]\nconnectors = ["sftp", "acme"]\n', encoding="utf-8")
    said = ocgen("lint")
    assert said.code == 0, "it may be meant"
    assert 'help: add "globex" to `connectors` in pyproject.toml:2, or delete the file' in said.out
    (top / "pyproject.toml").write_text('[tool.ocgen]\nconnectors = ["sftp", "acme", "glo*"]\n', encoding="utf-8")
    assert found(ocgen) == set()


def test_a_spec_that_hides_a_bundled_one_is_told(ocgen: Ocgen, top: Path) -> None:
    (top / "pyproject.toml").unlink()
    assert found(ocgen) == set()
    (top / "specs" / "sftp.yaml").write_bytes((SPECS / "sftp.yaml").read_bytes())
    assert found(ocgen) == {("hidden-bundled-spec", "specs/sftp.yaml", 1)}
    assert found(ocgen, "acme") == set()
    assert ocgen("lint").code == 0


def test_the_bundled_specs_hide_nothing(ocgen: Ocgen) -> None:
    assert "hidden" not in ocgen("lint", "sftp", "--specs", str(SPECS)).out


def test_a_table_finds_what_show_finds(ocgen: Ocgen, top: Path) -> None:
    (top / "pyproject.toml").write_text('[tool.ocgen]\nconnectors = ["acme"]\n', encoding="utf-8")
    for key in ("acme", "globex", "sftp"):  # of the project, left out of it, and bundled
        assert ocgen("show", key).code == 0
        assert ocgen("docs", "table", key, "--section", "configuration").code == 0
    assert [ocgen("show", "sf*").code, ocgen("docs", "table", "sf*", "--section", "catalogue").code] == [0, 0]
    listed = ocgen("docs", "table", "--section", "catalogue", "--format", "csv").out
    assert "acme" in listed and "sftp" not in listed and "globex" not in listed
    wrong = ocgen("docs", "table", "sftpp", "--section", "configuration")
    assert (wrong.code, 'no connector is named "sftpp"; did you mean "sftp"?' in wrong.err) == (2, True)


def test_tables_in_documents_do_so_too_and_pages_do_not(ocgen: Ocgen, top: Path) -> None:
    (top / "pyproject.toml").write_text('[tool.ocgen]\nconnectors = ["acme"]\n', encoding="utf-8")
    blocks = ("table sftp configuration", "table acme configuration", "table - catalogue columns=key")
    text = "".join(f"<!-- ocgen:begin {block} -->\n<!-- ocgen:end -->\n\n" for block in blocks)
    guide = top / "guide.md"
    guide.write_text(text.replace("table - ", "table "), encoding="utf-8")
    assert ocgen("docs", "inject", "guide.md").code == 0
    of_sftp, _, of_all = guide.read_text(encoding="utf-8").split("ocgen:end")[:3]
    assert "sftp" in of_sftp
    assert "acme" in of_all and "sftp" not in of_all, "the catalogue is that of the project, whatever else is shown"
    assert ocgen("docs", "inject", "--check", "guide.md").code == 0
    guide.write_text("<!-- ocgen:begin page sftp -->\n<!-- ocgen:end -->\n", encoding="utf-8")
    told = ocgen("docs", "inject", "guide.md")
    assert (told.code, "it is no part of this project: name it in `connectors`" in told.out) == (1, True)


def test_what_is_bundled_can_be_looked_through_from_a_project(ocgen: Ocgen, top: Path) -> None:
    (top / "specs" / "sftp.yaml").write_text(SPEC.replace("acme", "sftp").replace("Acme", "Our"), encoding="utf-8")
    assert "Our Files" in ocgen("list", "sftp").out
    bundled = {entry["key"]: entry for entry in json.loads(ocgen("list", "--bundled", "--format", "json").out)}
    assert len(bundled) > 100 and "acme" not in bundled
    assert bundled["sftp"]["name"] != "Our Files", "and not what hides it"
    found = ocgen("list", "--bundled", "--search", "salesforce", "--hub", "crm")
    assert found.code == 0 and "sfdc" in found.out and "acme" not in found.out
    assert ocgen("list", "--bundled", "sf*").out.splitlines()[1].startswith("sf")
    assert ocgen("list", "--bundled", "acme").code == 2
    assert "give one" in ocgen("list", "--bundled", "--specs", "specs").err


def test_the_configuration_is_read_once_for_all_findings_about_it(
    ocgen: Ocgen, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ", ".join(f'"nothing{number}"' for number in range(20))
    (top / "pyproject.toml").write_text(f"[tool.ocgen]\nconnectors = [{names}]\n", encoding="utf-8")
    loads = Mock(side_effect=tomllib.loads)
    monkeypatch.setattr(tomllib, "loads", loads)
    told = found(ocgen)
    assert {rule for rule, *_ in told} == {"unknown-connector", "left-out-spec"}
    assert loads.call_count == 2, "by the run, and by what tells"


def test_connectors_that_no_file_names_have_no_place(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(top)
    told = lint(config=Config(specs=top / "specs", connectors=("acme", "gobex"))).findings
    places = {finding.rule: finding.location.path for finding in told}
    assert places == {"unknown-connector": "", "left-out-spec": "specs/globex.yaml"}
    (left_out,) = (finding for finding in told if finding.rule == "left-out-spec")
    assert left_out.message == "`connectors` does not name globex, so nothing is generated from the spec"
    assert left_out.help == 'add "globex" to `connectors` of the configuration, or delete the file'
