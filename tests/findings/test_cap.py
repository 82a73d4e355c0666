"""Findings without measure: the first hundred of a kind, how many more, and the same exit code."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from ocgen.findings.cap import SHOWN, capped
from ocgen.findings.finding import LEVELS, Finding, counted
from ocgen.findings.location import Location
from ocgen.text.suggest import closest
from tests.conftest import SPECS, Ocgen

kinds = st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(LEVELS), st.sampled_from(["", "known"]))


@settings(max_examples=40)
@given(st.lists(st.tuples(kinds, st.sampled_from([1, 7, 99, 100, 101, 250])), max_size=4))
def test_of_each_kind_a_hundred_are_told_and_all_are_counted(many: list[tuple[tuple[str, str, str], int]]) -> None:
    kinds_of_all = [kind for kind, count in many for _ in range(count)]
    findings = [
        Finding(rule, level, "x", Location("f", n), accepted=accepted)  # type: ignore[arg-type]
        for n, (rule, level, accepted) in enumerate(kinds_of_all, 1)
    ]
    shown = capped(findings)
    assert counted(shown) == counted(findings)
    told = [finding for finding in shown if finding.location.path]
    first: Counter[tuple[str, str, str]] = Counter()
    expected = []
    for finding, kind in zip(findings, kinds_of_all, strict=True):
        first[kind] += 1
        expected += [finding] if first[kind] <= SHOWN else []
    assert told == expected
    more = {(f.rule, f.level, bool(f.accepted)): f.count for f in shown[len(told) :]}
    assert more == {(r, lv, bool(a)): n - SHOWN for (r, lv, a), n in Counter(kinds_of_all).items() if n > SHOWN}


@pytest.fixture
def many(tmp_path: Path) -> int:
    """A spec with many unknown keys, of a connector that is not bundled."""
    (tmp_path / "specs").mkdir()
    spec = (SPECS / "sftp.yaml").read_text(encoding="utf-8").replace("key: sftp\n", "key: acme\n")
    keys = "".join(f"unknown{n}: 1\n" for n in range(1500))
    (tmp_path / "specs" / "acme.yaml").write_text(spec + keys, encoding="utf-8")
    return 1500


def test_every_format_tells_how_many_more(ocgen: Ocgen, many: int) -> None:
    text = ocgen("lint")
    assert text.code == 1
    assert text.out.count("error[schema]") == SHOWN + 1
    assert f"error[schema]: and {many - SHOWN:,} more of this kind" in text.out
    assert f"{many} errors" in text.out
    report = json.loads(ocgen("lint", "--format", "json").out)
    assert report["summary"]["error"] == many
    assert [f["count"] for f in report["findings"]] == [1] * SHOWN + [many - SHOWN]
    results = json.loads(ocgen("lint", "--format", "sarif").out)["runs"][0]["results"]
    assert results[-1]["occurrenceCount"] == many - SHOWN
    for format_ in ("junit", "github", "gitlab", "markdown"):
        assert f"{many - SHOWN:,} more of this kind" in ocgen("lint", "--format", format_).out.replace("\\", "")


def test_all_are_told_where_that_is_wanted(ocgen: Ocgen, many: int) -> None:
    report = json.loads(ocgen("lint", "--all-findings", "--format", "json").out)
    assert len(report["findings"]) == many
    assert {f["count"] for f in report["findings"]} == {1}


def test_only_the_first_mistakes_are_compared_with_what_is_known(
    ocgen: Ocgen, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def counting(word: str, known: Iterable[str]) -> str | None:
        calls.append(word)
        return closest(word, known)

    monkeypatch.setattr("ocgen.spec.schema.closest", counting)
    ocgen("lint")
    assert len(calls) <= 2 * SHOWN


def test_aliases_cannot_make_a_small_file_large(ocgen: Ocgen, tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    spec = (SPECS / "sftp.yaml").read_text(encoding="utf-8")
    aliases = "x: &a " + "ab-c1D_" * 2900 + "\ny:\n" + "  - *a\n" * 20000
    (tmp_path / "specs" / "sftp.yaml").write_text(spec + aliases, encoding="utf-8")
    report = json.loads(ocgen("lint", "--format", "json").out)
    assert "yaml-too-large" in {finding["rule"] for finding in report["findings"]}
