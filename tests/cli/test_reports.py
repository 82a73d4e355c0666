"""Reports through the front door: the same findings in every format, files, exit codes, readers that go away."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import junitparser
import pytest
from jsonschema import Draft202012Validator

from ocgen.findings.printers import NAMES
from tests.ci.project import SPEC as CLEAN
from tests.conftest import Ocgen
from tests.processes import run

FOUND = (
    CLEAN
    + """\
  - key: acme.two
    label: TODO
    description: Another one.
    where_to_find: In Acme, under Settings.
"""
)
FOUND_AT = {("todo", "specs/acme.yaml", 17), ("missing-example", "specs/acme.yaml", 16)}
# A key that means something to every format.
ODD = CLEAN + '    "a|b`::error::%0A##[x]]>\\x07<b>@team,": 1\n'

Put = Callable[[str], None]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write the one spec of a project."""
    (tmp_path / "specs").mkdir()

    def write(text: str) -> None:
        (tmp_path / "specs" / "acme.yaml").write_text(text, encoding="utf-8")

    return write


def _read(name: str, text: str) -> set[tuple[str, str, int]]:
    """Rule, file and line of all findings of a report."""
    if name == "json":
        return {(f["rule"], f["path"], f["line"]) for f in json.loads(text)["findings"]}
    if name.endswith("sarif"):
        results = json.loads(text)["runs"][0]["results"]
        places = [(r["ruleId"], r["locations"][0]["physicalLocation"]) for r in results]
        return {(rule, at["artifactLocation"]["uri"], at["region"]["startLine"]) for rule, at in places}
    if name == "gitlab":
        return {(e["check_name"], e["location"]["path"], e["location"]["lines"]["begin"]) for e in json.loads(text)}
    if name == "junit":
        (suite,) = junitparser.JUnitXml.fromstring(text.encode())
        cases = [case for case in suite if case.is_failure]
        return {(c.name.partition(":")[0], c.classname, int(c._elem.get("line") or 0)) for c in cases}
    return {(rule, path, int(line)) for path, line, rule in _places(name, text)}


def _places(name: str, text: str) -> list[tuple[str, str, str]]:
    if name == "github":
        return re.findall(r"^::\w+ file=(.*?),line=(\d+),col=\d+,title=ocgen (.*?)::", text, re.MULTILINE)
    if name == "markdown":
        row = r"^\| \w+ \| <code>(.*?):(\d+)</code> \| \*\*(.*?)\*\*"
        return re.findall(row, text.replace("\\", ""), re.MULTILINE)
    return re.findall(r"^(\S+?):(\d+):\d+: \w+\[(.*?)\]", text, re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_every_format_tells_the_same_findings(ocgen: Ocgen, put: Put, name: str) -> None:
    put(FOUND)
    result = ocgen("lint", "--format", name)
    assert result.code == 1
    assert _read(name, result.out) == FOUND_AT


def test_several_at_once_and_each_like_alone(ocgen: Ocgen, put: Put, tmp_path: Path) -> None:
    put(FOUND)
    arguments = [word for name in NAMES for word in ("--format", f"{name}=report.{name}")]
    both = ocgen("lint", *arguments, "--format", "text")
    assert both.out == ocgen("lint").out
    for name in NAMES:
        written = (tmp_path / f"report.{name}").read_text(encoding="utf-8")
        assert written == ocgen("lint", "--format", name).out
    only_files = ocgen("lint", "--format", "sarif=again.sarif", "-o", "again.txt", "--format", "text")
    assert (only_files.out, only_files.code) == ("", 1)
    assert (tmp_path / "again.txt").read_text(encoding="utf-8") == both.out


def test_check_reports_in_every_format_too(ocgen: Ocgen, put: Put, tmp_path: Path) -> None:
    put(CLEAN)
    ocgen("generate", "--target", "docs")
    (tmp_path / "generated/docs/acme.md").write_text("edited\n", encoding="utf-8")
    for name in NAMES:
        result = ocgen("check", "--target", "docs", "--format", name)
        assert result.code == 1
        assert "generated" in result.out
        assert "edited" in result.out
    assert "+edited" in ocgen("check", "--target", "docs", "--format", "markdown").out.replace("-edited", "+edited")
    assert "edited\n" not in ocgen("check", "--target", "docs", "--no-diff", "--format", "github").out


@pytest.mark.parametrize("name", NAMES)
def test_errors_of_a_spec_are_in_the_report_of_check(ocgen: Ocgen, put: Put, tmp_path: Path, name: str) -> None:
    put(ODD)
    result = ocgen("check", "--format", f"{name}=report")
    assert (result.code, result.out) == (1, "")
    report = (tmp_path / "report").read_text(encoding="utf-8")
    assert ("schema", "specs/acme.yaml", 16) in _read(name, report)
    assert "\x07" not in report
    assert not (tmp_path / "generated").exists()


def test_the_published_schema_holds(ocgen: Ocgen, put: Put) -> None:
    put(FOUND)
    schema = json.loads(ocgen("schema", "findings").out)
    Draft202012Validator.check_schema(schema)
    report = json.loads(ocgen("lint", "--format", "json").out)
    Draft202012Validator(schema).validate(report)
    report["findings"][0]["level"] = "fatal"
    assert not Draft202012Validator(schema).is_valid(report)


def test_github_is_chosen_under_actions(
    ocgen: Ocgen, put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(FOUND)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    assert ocgen("lint").out.startswith("::error file=specs/acme.yaml,line=17,")
    assert "::error" not in ocgen("lint", "--format", "text").out
    ocgen("lint", "-o", "report.txt")
    assert "::error" not in (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert not (tmp_path / "summary.md").exists()
    monkeypatch.setenv("GITHUB_ACTIONS", "false")
    assert "::error" not in ocgen("lint").out


def test_what_is_not_annotated_is_added_to_the_summary(
    ocgen: Ocgen, put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(
        CLEAN + "".join(f"  - key: acme.n{n}\n    label: L\n    example: e\n    description: TODO\n" for n in range(12))
    )
    summary = tmp_path / "summary.md"
    summary.write_text("what other steps say\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    result = ocgen("lint", "--rule", "todo")
    assert result.out.count("::error ") == 10
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("what other steps say\n")
    assert "2 errors" in text
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    refused = ocgen("lint", "--rule", "todo")
    assert refused.code == 2
    assert "is a directory" in refused.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "sarfi"], 'did you mean "sarif"?'),
        (["--format", "xml"], "the formats are text, json, sarif, github-sarif, junit, github, gitlab, markdown"),
        (["--format", "sarif="], "a file is missing after sarif="),
        (["--format", "text", "--format", "json"], "only one report can go to stdout"),
        (["--format", "text", "--format", "json=-"], "only one report can go to stdout"),
        (["--format", "text", "--format", "json", "-o", "r"], "text and json are without a file"),
        (["--format", "json=a", "-o", "b"], "no format is without a file"),
        (["--format", "json=a", "--format", "text=./a"], "two reports cannot both go to a"),
        (["--format", "json=specs"], "specs is a directory"),
        (["-o", "."], "is a directory"),
        (["--format", "json=no/such/r"], "the directory no/such of the report r does not exist"),
        (["-o", "specs/acme.yaml/r"], "the directory specs/acme.yaml of the report r does not exist"),
    ],
)
def test_what_cannot_be_written_is_told_before_the_run(
    ocgen: Ocgen, put: Put, tmp_path: Path, arguments: list[str], said: str
) -> None:
    put(FOUND)
    result = ocgen("lint", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert {path.name for path in tmp_path.iterdir()} == {"specs"}


def test_a_file_that_cannot_be_replaced_stays_and_the_others_are_written(
    ocgen: Ocgen, put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(FOUND)
    (tmp_path / "old.json").write_text("old", encoding="utf-8")

    def refuse(source: Path, target: Path) -> None:
        if target.name == "old.json":
            raise PermissionError(13, "Permission denied", str(source))
        source.rename(target)

    monkeypatch.setattr(os, "replace", refuse)
    result = ocgen("lint", "--format", "json=old.json", "--format", "text", "--format", "junit=new.xml")
    assert result.code == 2
    assert result.err.endswith(f"Error: {tmp_path / 'old.json'}: permission denied\n")
    assert "todo" in result.out
    assert (tmp_path / "old.json").read_text(encoding="utf-8") == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"specs", "old.json", "new.xml"}


def test_a_report_replaces_the_file_behind_a_link_and_everybody_may_read_it(
    ocgen: Ocgen, put: Put, tmp_path: Path
) -> None:
    put(FOUND)
    (tmp_path / "real.json").write_text("old", encoding="utf-8")
    (tmp_path / "link.json").symlink_to("real.json")
    ocgen("lint", "--format", "json", "-o", "link.json")
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "real.json").read_text(encoding="utf-8"))["summary"]["error"] == 1
    before = os.umask(0o022)
    os.umask(before)
    assert stat.S_IMODE((tmp_path / "real.json").stat().st_mode) == 0o666 & ~before


def _shell(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    script = f'ocgen() {{ "{sys.executable}" -m ocgen "$@"; }}\n{command}'
    return run("bash", "-c", script, cwd=cwd, code=None)


@pytest.mark.parametrize(
    ("command", "code"),
    [("lint", 1), ("lint --format json", 1), ("lint --fail-on none", 0), ("show acme --format json", 0)],
)
def test_a_reader_that_goes_away_changes_nothing(put: Put, tmp_path: Path, command: str, code: int) -> None:
    put(FOUND.replace("description: Works", f"description: {'x' * 200_000} works"))
    more = "".join(f"  - key: acme.n{n}\n    label: TODO\n" for n in range(300))
    (tmp_path / "specs/many.yaml").write_text(FOUND.replace("key: acme\n", "key: many\n") + more, encoding="utf-8")
    run = _shell(f"ocgen {command} | true; echo ${{PIPESTATUS[0]}}", tmp_path)
    assert run.stdout == f"{code}\n"
    assert run.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_and_a_closed_stdout(put: Put, tmp_path: Path) -> None:
    put(FOUND)
    full = _shell("ocgen lint > /dev/full", tmp_path)
    assert (full.returncode, full.stderr) == (2, "Error: stdout: no space left on device\n")
    device = _shell("ocgen lint -o /dev/full", tmp_path)
    assert (device.returncode, device.stderr) == (2, "Error: /dev/full: no space left on device\n")
    listed = _shell("ocgen list > /dev/full", tmp_path)
    assert listed.returncode == 2
    assert listed.stderr.startswith("error: no space left on device")
    assert listed.stderr.count("\n") == 1
    assert _shell("ocgen lint >&-", tmp_path).returncode == 1
    assert _shell("ocgen lint >&- 2>&-", tmp_path).returncode == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_ctrl_c_is_130_and_leaves_nothing_half_written(put: Put, tmp_path: Path) -> None:
    put(FOUND)
    os.mkfifo(tmp_path / "pipe")
    command = [sys.executable, "-m", "ocgen", "lint", "--format", "text", "--format", "json=pipe"]
    run = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert run.stdout is not None
    assert run.stdout.readline().startswith("specs/acme.yaml:16:5: warning[missing-example]")
    run.send_signal(signal.SIGINT)  # what is left to do is to wait for somebody who reads the pipe
    _, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert err.strip() == "interrupted"
