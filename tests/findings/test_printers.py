"""What a finding looks like, to people and to programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ocgen.findings import json as json_printer, text
from ocgen.findings.finding import Finding, Related, in_order
from ocgen.findings.location import Location


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text("key: a\n\tnäme:  wide 漢字 here\nexample: AKIA-plant\x1b[2J\n", encoding="utf-8")
    return "a.yaml"


def test_place_line_caret_and_help(spec: str) -> None:
    finding = Finding("schema", "error", "no such key", Location(spec, 2, 9), 'did you mean "name"?')
    assert text.render([finding]) == (
        "a.yaml:2:9: error[schema]: no such key\n"
        "  2 |     näme:  wide 漢字 here\n"
        "    |            ^\n"
        '  help: did you mean "name"?\n'
        "\n1 error\n"
    )


def test_a_line_that_may_hold_a_secret_is_not_shown(spec: str) -> None:
    shown = text.render([Finding("real-credential", "error", "looks like a key", Location(spec, 3), secret=True)])
    assert "AKIA" not in shown
    assert "a.yaml:3:1" in shown


def test_nor_is_the_other_line_that_may_hold_it(spec: str) -> None:
    related = (Related(Location(spec, 3), "first here"),)
    shown = text.render([Finding("duplicate-name", "error", "twice", Location(spec, 1), related=related, secret=True)])
    assert "AKIA" not in shown
    assert "a.yaml:3:1: first here" in shown


def test_an_accepted_finding_is_short_and_counted_apart(spec: str) -> None:
    findings = [Finding("x", "error", "odd", Location(spec, 1), "fix it", accepted="as upstream has it")]
    assert text.render([*findings, Finding("y", "warning", "new")]) == (
        "a.yaml:1:1: accepted[x]: odd\n  reason: as upstream has it\n\nwarning[y]: new\n\n1 warning, 1 accepted\n"
    )


def test_no_line_can_command_the_terminal(spec: str) -> None:
    shown = text.render(
        [Finding("x", "error", "bell \x07", Location(spec, 3), related=(Related(Location(spec, 3), ""),))]
    )
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_a_file_that_is_gone_still_has_its_finding() -> None:
    assert text.render([Finding("x", "warning", "gone", Location("no/such.yaml", 4, 2))]) == (
        "no/such.yaml:4:2: warning[x]: gone\n\n1 warning\n"
    )


def test_nothing_for_nothing() -> None:
    assert text.render([]) == ""


def test_colour_only_where_asked_for(spec: str) -> None:
    finding = Finding("x", "info", "a note", Location(spec))
    assert "\x1b[" in text.render([finding], colour=True)
    assert "\x1b[" not in text.render([finding], colour=False)


def test_a_long_line_is_cut_around_its_caret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("long.yaml").write_text("x" * 5000 + "HERE" + "y" * 5000, encoding="utf-8")
    lines = text.render([Finding("x", "error", "m", Location("long.yaml", 1, 5001))]).splitlines()
    assert max(map(len, lines)) < 140
    assert lines[1][lines[2].index("^") :].startswith("HERE")


def test_json_has_everything(spec: str) -> None:
    related = (Related(Location("b", 1, 1), "other"),)
    finding = Finding("r", "error", "m", Location(spec, 2, 3), "h", related, "d", fingerprint="f")
    nowhere = Finding("r", "info", "m")
    accepted = Finding("r", "error", "m", accepted="we know")
    document = json.loads(json_printer.render([finding, nowhere, accepted]))
    assert document["findings"][0] == {
        "rule": "r", "level": "error", "message": "m", "help": "h", "detail": "d",
        "fingerprint": "f", "accepted": None, "count": 1, "files": [], "path": spec, "line": 2, "column": 3,
        "related": [{"message": "other", "path": "b", "line": 1, "column": 1}],
    }  # fmt: skip
    assert document["findings"][1]["path"] is None
    assert document["findings"][2]["accepted"] == "we know"
    assert document["summary"] == {"error": 1, "warning": 0, "info": 1, "accepted": 1}


def test_each_finding_once_and_by_place() -> None:
    late, early = Finding("a", "error", "m", Location("x", 9)), Finding("b", "error", "m", Location("x", 2))
    assert in_order([late, early, late]) == [early, late]
