"""`ocgen.accepted.yaml`, and `ocgen accept` that adds to it."""

from __future__ import annotations

import json
import random
import shlex
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from ocgen.changes.accepted import Acceptance, read_accepted
from ocgen.changes.accepted_file import entry_text, united, with_entry
from tests.changes.conftest import SPEC
from tests.conftest import Ocgen, Result
from tests.processes import ENVIRONMENT

NAME = "ocgen.accepted.yaml"
DIFF = ("diff", "acme", "b.yaml")


@pytest.fixture
def broken(project: Path) -> Path:
    """The project with a second version that breaks the first."""
    (project / "b.yaml").write_text(SPEC.replace("hub: crm", "hub: erp"), encoding="utf-8")
    return project


def fingerprint(ocgen: Ocgen) -> str:
    found: str = json.loads(ocgen(*DIFF, "--format", "json").out)["changes"][0]["fingerprint"]
    return found


def accept(ocgen: Ocgen, *more: str, expires: str = "2027-06-01") -> Result:
    return ocgen("accept", fingerprint(ocgen), "--reason", "planned", "--expires", expires, *more)


def write(project: Path, text: str) -> None:
    (project / NAME).write_text(text, encoding="utf-8")


def test_an_accepted_change_no_longer_fails_and_is_still_shown(broken: Path, ocgen: Ocgen) -> None:
    assert ocgen(*DIFF).code == 1
    assert accept(ocgen).code == 0
    shown = ocgen(*DIFF, "--format", "json")
    assert shown.code == 0
    assert [c["accepted"] for c in json.loads(shown.out)["changes"]] == [True]


def test_an_acceptance_ends(broken: Path, ocgen: Ocgen) -> None:
    accept(ocgen)
    assert ocgen(*DIFF, "--today", "2027-06-01").code == 0
    assert "accepted-expiring" in ocgen(*DIFF, "--today", "2027-06-01").out
    shown = ocgen(*DIFF, "--today", "2027-06-02")
    assert shown.code == 1
    assert f"{NAME}:3:5: warning[accepted-expired]: the acceptance ended on 2027-06-01" in shown.out
    assert ocgen(*DIFF, "--fail-on", "warning", "--today", "2027-05-01").out.count("accepted-") == 0


def test_an_entry_that_is_about_nothing_is_told_when_its_connector_is_looked_at(broken: Path, ocgen: Ocgen) -> None:
    entry = "accepted:\n- {fingerprint: 0123456789abcdef, connector: CONNECTOR, reason: r, expires: 2028-01-01}\n"
    write(broken, entry.replace("CONNECTOR", "acme"))
    assert "accepted-unused" in ocgen(*DIFF).out
    assert "accepted-unused" in ocgen("drift", "--page", "page.md").out
    write(broken, entry.replace("CONNECTOR", "other"))
    assert "accepted-unused" not in ocgen(*DIFF).out
    write(broken, entry.replace("CONNECTOR, ", "acme, verb: drift, "))
    assert "accepted-unused" not in ocgen(*DIFF).out


def test_an_entry_about_too_much_is_told(broken: Path, ocgen: Ocgen) -> None:
    write(broken, "accepted:\n- {rule: hub-changed, reason: r, expires: 2028-01-01}\n")
    shown = ocgen(*DIFF)
    assert shown.code == 0
    assert "warning[accepted-broad]" in shown.out
    write(broken, "accepted:\n- {rule: hub-changed, connector: acme, reason: r, expires: 2028-01-01}\n")
    shown = ocgen(*DIFF)
    assert (shown.code, "accepted-" in shown.out) == (0, False)


def test_mistakes_are_told_at_their_places_and_all_of_them(broken: Path, ocgen: Ocgen) -> None:
    write(broken, """\
accepted:
  - rule: hub-chnaged
    reason: r
    expires: 2027-13-01
  - connector: acme
    raeson: r
  - just a word
  - reason: r
    expires: 2028-01-01
unknown: 1
""")  # fmt: skip
    shown = ocgen(*DIFF)
    assert shown.code == 1
    for line, words in {
        2: '"hub-chnaged" is no rule', 4: '"2027-13-01" is no day', 6: 'unknown key "raeson"',
        5: "an entry without reason", 7: "an entry is a mapping", 8: "an entry that is about nothing",
        10: 'unknown key "unknown"',
    }.items():  # fmt: skip
        assert any(f"{NAME}:{line}:" in text and words in text for text in shown.out.splitlines()), words
    assert 'did you mean "reason"?' in shown.out


@pytest.mark.parametrize("text", ["[]\n", "accepted: 1\n", "a: [\n", "accepted: !!x y\n", "\x00"])
def test_damaged_files(broken: Path, ocgen: Ocgen, text: str) -> None:
    write(broken, text)
    shown = ocgen(*DIFF)
    assert shown.code == 1
    assert "fault of ocgen" not in shown.err
    assert NAME in shown.out


def test_findings_of_lint_are_accepted_in_the_same_way(broken: Path, ocgen: Ocgen) -> None:
    def lint(*options: str) -> Result:
        return ocgen("lint", "acme", "--rule", "missing-where-to-find", *options)

    found = json.loads(lint("--format", "json").out)["findings"]
    assert lint().code == 1
    assert len(found) == 1
    name = found[0]["fingerprint"]
    assert ocgen("accept", name, "--reason", "none known", "--expires", "2027-06-01", "--verb", "lint").code == 0
    shown = json.loads(lint("--format", "json").out)
    assert [finding["accepted"] for finding in shown["findings"]] == ["none known"]
    assert (lint().code, shown["summary"]["accepted"]) == (0, 1)
    assert lint("--today", "2027-06-02").code == 1
    assert "accepted-" not in ocgen(*DIFF).out


def test_an_entry_is_unused_only_for_a_verb_that_could_see_it(broken: Path, ocgen: Ocgen) -> None:
    entry = "accepted:\n- {rule: RULE, connector: acme, reason: r, expires: 2028-01-01}\n"
    runs = {"lint": ("lint", "acme"), "diff": DIFF, "drift": ("drift", "--page", "page.md")}
    for rule, told in (("todo", {"lint"}), ("field-removed", {"diff", "drift"})):
        write(broken, entry.replace("RULE", rule))
        assert {verb for verb, run in runs.items() if "accepted-unused" in ocgen(*run).out} == told


def test_a_fixed_erratum_can_be_accepted(project: Path, ocgen: Ocgen) -> None:
    page = (project / "page.md").read_text(encoding="utf-8")
    (project / "page.md").write_text(page.replace("https;//", "https://"), encoding="utf-8")
    drift = ("drift", "--page", "page.md")
    (found,) = json.loads(ocgen(*drift, "--format", "json").out)["findings"]
    assert found["rule"] == "drift-erratum-fixed"
    write(project, "accepted:\n- {rule: drift-erratum-fixed, connector: acme, reason: r, expires: 2028-01-01}\n")
    assert ocgen(*drift).code == 0
    write(project, f"accepted:\n- {{fingerprint: {found['fingerprint']}, reason: r, expires: 2028-01-01}}\n")
    assert ocgen(*drift).code == 0


@pytest.mark.parametrize("text", ["", "accepted: []\n", "# none left\n", "\ufeff# none\r\n\r\n", "accepted:\n"])
def test_a_file_without_entries_accepts_nothing(broken: Path, ocgen: Ocgen, text: str) -> None:
    write(broken, text)
    shown = ocgen(*DIFF)
    assert (shown.code, NAME in shown.out) == (1, False)
    if "[]" in text:
        assert "is not written as a plain list; add this by hand" in accept(ocgen).err
        return
    assert accept(ocgen).code == 0
    assert ocgen(*DIFF).code == 0


def test_accept_keeps_what_stands_there(broken: Path, ocgen: Ocgen) -> None:
    before = """\
# Ours: ask the integrations team.
accepted:
  # the old one
  - fingerprint: "0123456789abcdef"   # seen in March
    reason: 'it''s known'
    expires: 2028-01-01
"""
    write(broken, before)
    assert accept(ocgen, "--owner", "me", "--connector", "acme", "--verb", "diff").code == 0
    after = (broken / NAME).read_text(encoding="utf-8")
    assert after.startswith(before)
    assert after.removeprefix(before).splitlines()[0] == f'  - fingerprint: "{fingerprint(ocgen)}"'
    assert ocgen(*DIFF).code == 0


@pytest.mark.parametrize("before", ["accepted: []\n", "accepted:\n  - {rule: a}\n", "a: 1\n", "x: [\n"])
def test_accept_writes_nothing_where_it_cannot_be_sure(broken: Path, ocgen: Ocgen, before: str) -> None:
    write(broken, before)
    shown = accept(ocgen)
    assert shown.code == 2
    assert (broken / NAME).read_text(encoding="utf-8") == before


def test_accept_refuses_what_makes_no_sense(broken: Path, ocgen: Ocgen) -> None:
    for arguments, words in {
        ("nonsense", "--reason", "r", "--expires", "2028-01-01"): "no fingerprint",
        ("0123456789abcdef", "--reason", " ", "--expires", "2028-01-01"): "without reason",
        ("0123456789abcdef", "--reason", "r", "--expires", "2020-01-01"): "in the past",
        ("0123456789abcdef", "--reason", "r", "--expires", "soon"): "is no day",
    }.items():
        shown = ocgen("accept", *arguments)
        assert (arguments, shown.code) == (arguments, 2)
        assert words in shown.err
    assert not (broken / NAME).exists()
    accept(ocgen)
    assert "is accepted already" in accept(ocgen).err


ENTRIES = st.builds(
    Acceptance, reason=st.text(min_size=1).map(str.strip).filter(bool), owner=st.text().map(str.strip),
    expires=st.dates(), fingerprint=st.just("0123456789abcdef"),
)  # fmt: skip


@given(st.lists(ENTRIES, min_size=1, max_size=3), st.sampled_from(["", "# words\n", "accepted:\n"]), st.booleans())
def test_what_is_written_is_what_is_read(entries: list[Acceptance], start: str, windows: bool) -> None:
    content = start.replace("\n", "\r\n").encode() if windows else start.encode()
    written = 0
    for entry in entries:
        result = with_entry(content, entry)
        if result is None:  # a character that YAML cannot hold
            assert any(not c.isprintable() for c in entry.reason + entry.owner)
            continue
        assert result.startswith(content)
        content, written = result, written + 1
        last = read_accepted(content).entries[-1]
        assert (last.reason, last.owner, last.expires) == (entry.reason, entry.owner, entry.expires)
    assert written == 0 or len(read_accepted(content).entries) == written


@pytest.mark.parametrize("reason", ["two\nlines", "not \udc85 text", "a\u2028b"])
def test_a_reason_that_cannot_be_shown_is_refused(project: Path, ocgen: Ocgen, reason: str) -> None:
    shown = ocgen("accept", "0123456789abcdef", "--reason", reason, "--expires", "2028-01-01")
    assert (shown.code, "--reason" in shown.err) == (2, True)
    assert not (project / NAME).exists()


@pytest.mark.parametrize("content", [None, b"\xff\xfea\x00", b"- " * 600_000, b"accepted: " + b"[" * 100_000])
def test_a_file_that_cannot_be_used_is_told_by_each_verb(broken: Path, ocgen: Ocgen, content: bytes | None) -> None:
    if content is None:
        (broken / NAME).mkdir()
    else:
        (broken / NAME).write_bytes(content)
    runs = (DIFF, ("lint", "acme"), ("accept", "0123456789abcdef", "--reason", "r", "--expires", "2028-01-01"))
    for run in runs:
        shown = ocgen(*run)
        assert shown.code in (1, 2)
        assert NAME in shown.out + shown.err
        assert "Traceback" not in shown.err
        assert "fault of ocgen" not in shown.err


def test_the_command_under_a_breaking_change_accepts_it_with_all_that_a_reviewer_wants(
    broken: Path, ocgen: Ocgen
) -> None:
    (told,) = [line for line in ocgen(*DIFF).out.splitlines() if "ocgen accept" in line]
    command = told.partition("to accept it: ")[2].replace("WHY", "planned").replace("DAY", "2027-06-01")
    assert ocgen(*shlex.split(command)[1:]).code == 0
    assert (
        (broken / NAME).read_text(encoding="utf-8").partition("accepted:\n")[2]
        == f"""\
  - fingerprint: "{fingerprint(ocgen)}"
    rule: "hub-changed"
    connector: "acme"
    verb: "diff"
    text: "hub changed from crm to erp"
    reason: "planned"
    expires: 2027-06-01
"""
    )
    shown = ocgen(*DIFF)
    assert (shown.code, "accepted[hub-changed]" in shown.out) == (0, True)
    assert "- hub changed from crm to erp (accepted: planned)\n" in ocgen(*DIFF, "--format", "markdown").out
    assert "accepted-" not in ocgen("drift", "--page", "page.md").out


def test_what_the_entry_does_not_say_is_told(broken: Path, ocgen: Ocgen) -> None:
    said = accept(ocgen, "--connector", "acme").err
    assert "without --rule, --text nobody sees in the file what was accepted" in said


def test_where_all_was_looked_at_every_unused_entry_is_told(broken: Path, ocgen: Ocgen) -> None:
    end = "reason: r, expires: 2028-01-01}\n"
    old, gone = "{fingerprint: 0123456789abcdef, ", "{fingerprint: 0123456789abcdee, connector: gone, verb: diff, "
    write(broken, f"accepted:\n- {old}{end}- {gone}{end}")
    (broken / "before").mkdir()
    (broken / "before" / "acme.yaml").write_text(SPEC, encoding="utf-8")
    shown = ocgen("diff", "before")
    assert f"{NAME}:2:3: warning[accepted-unused]" in shown.out
    assert f"{NAME}:3:3: warning[accepted-unused]" in shown.out
    assert "help: remove the entry, or name the verb that still finds it: verb: drift\n" in shown.out
    assert "help: remove the entry\n" in shown.out
    assert "accepted-unused" not in ocgen("diff", "before", "before").out  # neither is the project as it is
    write(broken, f"accepted:\n- {{fingerprint: 0123456789abcdef0123, {end}")
    assert "accepted-unused" in ocgen("lint").out
    assert "accepted-unused" not in ocgen("lint", "acme").out


def _entry(number: int, **more: Any) -> Acceptance:
    text = f"acme: field {number:x} removed"
    return Acceptance(
        "planned", date(2028, 1, 1), f"{number:016x}", "field-removed", "acme", verb="diff", text=text, **more
    )


def _file(*entries: Acceptance) -> bytes:
    return ("# Ours.\naccepted:\n" + "".join(map(entry_text, entries))).encode()


def test_entries_go_by_fingerprint_and_what_others_wrote_stays(broken: Path) -> None:
    before = b"""\
# Ours: ask the integrations team.
accepted:
    # the first
    - {fingerprint: 3333333333333333, reason: r, expires: 2028-01-01}

    # of long ago,
    # and out of order
    -
      fingerprint: "2222222222222222"   # seen in March
      reason: 'it''s known'
      expires: 2028-01-01
    - fingerprint: 5555555555555555
      reason: r
      expires: 2028-01-01
    # the end
"""
    for number, following in (
        (0x1111111111111111, "    # the first\n"),
        (0x4444444444444444, "    - fingerprint: 5555555555555555\n"),
        (0x6666666666666666, ""),
    ):
        entry = _entry(number)
        after = with_entry(before, entry)
        assert after is not None
        added = entry_text(entry, "    ").encode()
        assert after.replace(added, b"", 1) == before
        assert after.decode().partition(added.decode())[2].startswith(following)
        windows = with_entry(before.replace(b"\n", b"\r\n"), entry)
        assert windows == after.replace(b"\n", b"\r\n")


def _merge(directory: Path, base: bytes, ours: bytes, theirs: bytes, *options: str) -> tuple[bytes, int]:
    """Return what git makes of two changes of a file, and in how many places they conflict."""
    for name, content in {"ours": ours, "base": base, "theirs": theirs}.items():
        (directory / name).write_bytes(content)
    command = ["git", "merge-file", "-p", *options, "ours", "base", "theirs"]
    done = subprocess.run(command, cwd=directory, env=ENVIRONMENT, capture_output=True, check=False)
    return done.stdout, done.returncode


@pytest.mark.parametrize("size", [0, 1, 8, 30])
def test_what_two_branches_accept_merges(tmp_path: Path, size: int) -> None:
    """All conflicts are of entries that stand side by side, and keep the entries of both."""
    drawn = random.Random(size)
    for round_ in range(15):
        numbers = drawn.sample(range(1000), size + 4)
        there, one, two = numbers[:size], numbers[size : size + 2], numbers[size + 2 :]
        base = _file(*(_entry(n) for n in sorted(there)))
        sides = []
        for added in (one, two):
            content: bytes | None = base
            for number in added:
                content = with_entry(content, _entry(number, owner=f"team {round_}"))
            assert content is not None
            sides.append(content)
        merged, conflicts = _merge(tmp_path, base, sides[0], sides[1], *(["--diff3"] if round_ % 2 else []))
        everything = sorted(numbers)
        gaps = [{sum(n < number for n in there) for number in added} for added in (one, two)]
        assert bool(conflicts) == bool(gaps[0] & gaps[1])
        if conflicts:
            (conflict,) = read_accepted(merged).findings
            assert (conflict.rule, conflict.location.line > 0) == ("accepted-conflict", True)
            assert {e.fingerprint for e in read_accepted(merged).entries} == {f"{n:016x}" for n in everything}
            resolved = united(merged)
            assert resolved is not None
            merged = resolved
        assert merged == _file(*(_entry(n) if n in there else _entry(n, owner=f"team {round_}") for n in everything))


def test_a_conflict_counts_on_both_sides_and_is_resolved_by_keeping_both(broken: Path, ocgen: Ocgen) -> None:
    mine = replace(_entry(int(fingerprint(ocgen), 16)), rule="", text="", verb="diff")
    base, theirs = _file(), _file(_entry(1)).replace(b"  - ", b"  # Ask Kim.\n  - ")
    merged, _ = _merge(broken, base, _file(mine), theirs)
    (broken / NAME).write_bytes(merged)
    shown = ocgen(*DIFF)
    assert "accepted[hub-changed]" in shown.out
    assert f"{NAME}:3:1: error[accepted-conflict]: a merge has left both sides in the file" in shown.out
    assert "help: to keep the entries of both: ocgen accept --resolve" in shown.out
    assert shown.code == 1
    said = accept(ocgen)
    assert (said.code, "ocgen accept --resolve" in said.err) == (2, True)
    assert ocgen("accept", "--resolve").code == 0
    text = (broken / NAME).read_text(encoding="utf-8")
    assert text.encode() == theirs + entry_text(mine).encode()
    shown = ocgen(*DIFF)
    assert (shown.code, "accepted-conflict" in shown.out) == (0, False)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "accepted:\n",
        "accepted:\n<<<<<<< ours\n",
        "accepted:\n=======\n>>>>>>> theirs\n",
        "accepted:\n<<<<<<< ours\n  - {rule: a}\n=======\n  - {rule: b}\n>>>>>>> theirs\n",
        "accepted:\n<<<<<<< ours\n<<<<<<< ours\n=======\n=======\n>>>>>>> theirs\n>>>>>>> theirs\n",
    ],
)
def test_what_is_no_conflict_of_entries_is_not_resolved(broken: Path, ocgen: Ocgen, text: str | None) -> None:
    if text is not None:
        write(broken, text)
    shown = ocgen("accept", "--resolve")
    assert shown.code == 2
    assert f"{NAME} has no conflict" in shown.err or f"{NAME} has mistakes; fix them first" in shown.err
    assert ((broken / NAME).read_text(encoding="utf-8") if text is not None else None) == text


def test_one_entry_that_both_sides_have_changed_stays_twice_for_somebody_to_choose() -> None:
    side = _entry(1, owner="a")
    conflict = b"accepted:\n<<<<<<< a\n%s=======\n%s>>>>>>> b\n"
    result = united(conflict % (entry_text(side).encode(), entry_text(replace(side, owner="b")).encode()))
    assert result is not None
    assert [entry.owner for entry in read_accepted(result).entries] == ["a", "b"]


def test_accept_wants_its_fingerprint(project: Path, ocgen: Ocgen) -> None:
    assert "give the fingerprint, --reason WHY and --expires DAY" in ocgen("accept", "0123456789abcdef").err
    assert "--resolve adds no entry" in ocgen("accept", "0123456789abcdef", "--resolve").err
