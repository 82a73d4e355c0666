"""What tells a finding again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ocgen.findings.finding import Finding
from ocgen.findings.fingerprint import fingerprinted
from ocgen.findings.location import Location
from ocgen.findings.place import from_root
from tests.findings.samples import SECRET
from tests.lint.conftest import BASE

Lint = Callable[..., list[Finding]]

FIELDS = BASE + "  - key: acme.one\n    label: One\n  - key: acme.two\n    label: TODO\n"


@pytest.fixture
def lint_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lint:
    """Lint a spec that stands in a repository, from one of its directories."""
    from ocgen import linter
    from ocgen.spec.loader import load

    (tmp_path / ".git").mkdir()
    (tmp_path / "specs").mkdir()

    def run(text: str, directory: str = ".") -> list[Finding]:
        (tmp_path / "specs" / "acme.yaml").write_text(text, encoding="utf-8")
        monkeypatch.chdir(tmp_path / directory)
        return linter.run(load([Path("." if directory == "specs" else "specs")], ["acme"]))

    return run


def _prints(findings: list[Finding]) -> dict[str, set[str]]:
    marked = fingerprinted(findings)
    return {rule: {f.fingerprint for f in marked if f.rule == rule} for rule in {f.rule for f in marked}}


def test_moved_lines_change_nothing(lint_in: Lint) -> None:
    before = lint_in(FIELDS)
    assert {f.rule for f in before} == {"missing-description", "missing-example", "todo"}
    after = lint_in("# a comment\n\n" + FIELDS)
    assert [f.location.line for f in before] != [f.location.line for f in after]
    assert _prints(before) == _prints(after)


def test_a_fixed_finding_leaves_the_others_theirs(lint_in: Lint) -> None:
    before = _prints(lint_in(FIELDS))
    after = _prints(lint_in(FIELDS.replace("label: One\n", "label: One\n    description: The first one.\n")))
    assert after["missing-description"] < before["missing-description"]
    assert after["todo"] == before["todo"]


def test_other_words_change_nothing_and_another_field_does() -> None:
    finding = Finding("todo", "error", "m", Location("a.yaml", 3), "h", subject="configuration/acme.one")
    same = replace(finding, message="in other words", help="", location=Location("a.yaml", 9), level="info")
    others = [
        replace(finding, subject="configuration/acme.two"),
        replace(finding, rule="schema"),
        replace(finding, location=Location("b.yaml", 3)),
    ]
    (mine,) = fingerprinted([finding])
    assert fingerprinted([same])[0].fingerprint == mine.fingerprint
    assert len({mine.fingerprint, *(fingerprinted([other])[0].fingerprint for other in others)}) == 4


def test_two_that_agree_in_everything_are_told_apart() -> None:
    twins = [Finding("todo", "error", "m", Location("a.yaml", line)) for line in (3, 9)]
    assert len({f.fingerprint for f in fingerprinted(twins)}) == 2


def test_a_given_one_stays() -> None:
    assert fingerprinted([Finding("todo", "error", "m", fingerprint="mine")])[0].fingerprint == "mine"


def test_the_working_directory_does_not_matter(lint_in: Lint) -> None:
    here = lint_in(FIELDS)
    assert {f.location.path for f in here} == {"specs/acme.yaml"}
    prints = _prints(here)
    below = lint_in(FIELDS, "specs")
    assert {f.location.path for f in below} == {"acme.yaml"}
    assert _prints(below) == prints
    assert {f.location.path for f in from_root(below)} == {"specs/acme.yaml"}


def test_a_file_elsewhere_has_the_same_fingerprint_on_every_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    one, other = (Finding("todo", "error", "m", Location(f"/{place}/specs/a.yaml")) for place in ("opt", "home/x"))
    assert fingerprinted([one])[0].fingerprint == fingerprinted([other])[0].fingerprint


def test_a_bare_value_is_no_part_of_what_a_finding_is_about(lint_in: Lint) -> None:
    findings = lint_in(FIELDS + f"    enum:\n      - one\n      - {SECRET}\n")
    (found,) = [f for f in findings if f.rule == "real-credential"]
    assert found.subject == "configuration/acme.two/enum/1"
