"""What git's own merges make of generated versions is a mix of them, and what somebody types into it is none."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import assume, given, settings, strategies as st

from ocgen.plan.merged_text import is_merged, sides
from tests.processes import run

# Most lines of generated files stand there once; some, such as a closing bracket or a blank, many times.
lines = st.one_of(st.integers(0, 40).map("line {}".format), st.sampled_from(["", "}"]))
BASE = st.lists(lines, min_size=8, max_size=30, unique_by=lambda line: line if line.startswith("line") else object())


@st.composite
def versions(draw: st.DrawFn) -> tuple[list[str], list[str], list[str]]:
    """A version and two that have grown from it: each has other lines in some places, and more or fewer of them."""
    base = draw(BASE)

    def grown(name: str) -> list[str]:
        made: list[str] = []
        at = 0
        while at < len(base):
            kind = draw(st.sampled_from(["keep"] * 8 + ["replace", "remove", "add"]))
            if kind == "keep":
                made.append(base[at])
            elif kind == "replace":
                made.append(f"{name} {at}")
            elif kind == "add":
                made += [base[at], *(f"{name} {at} {n}" for n in range(draw(st.integers(1, 3))))]
            at += 1
        return made

    return base, grown("ours"), grown("theirs")


def merged(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], *style: str) -> str:
    with tempfile.TemporaryDirectory() as name:
        files = [Path(name) / part for part in ("ours", "base", "theirs")]
        for file, text in zip(files, (ours, base, theirs), strict=True):
            file.write_text("".join(f"{line}\n" for line in text), encoding="utf-8")
        return run("git", "merge-file", "-p", *style, *files, cwd=Path(name), code=None).stdout


def text(of_lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in of_lines)


@settings(max_examples=80)
@given(versions(), st.sampled_from([(), ("--diff3",), ("--zdiff3",), ("--ours",), ("--theirs",)]))
def test_what_git_makes_of_versions_is_a_mix_of_them(
    made: tuple[list[str], list[str], list[str]], style: tuple[str, ...]
) -> None:
    base, ours, theirs = made
    known = [text(version) for version in made]
    result = merged(base, ours, theirs, *style)
    assume(len(set(known)) > 1)
    assert is_merged(result, known)


@settings(max_examples=80)
@given(versions(), st.data())
def test_what_is_typed_into_it_is_seen(made: tuple[list[str], list[str], list[str]], data: st.DataObject) -> None:
    base, ours, theirs = made
    known = [text(version) for version in made]
    result = merged(base, ours, theirs, *data.draw(st.sampled_from([(), ("--diff3",)]))).splitlines()
    assume(len(set(known)) > 1 and result)
    at = data.draw(st.integers(0, len(result) - 1))
    typed = [*result[:at], "typed by hand", *result[at:]]
    assert not is_merged(text(typed), known)
    # Marks of a conflict aside, a word that somebody has put to a line is no word of any version.
    assume(not result[at].startswith(("<<<<<<<", "|||||||", "=======", ">>>>>>>")))
    assert not is_merged(text([*result[:at], f"{result[at]} !", *result[at + 1 :]]), known)


@settings(max_examples=80)
@given(versions(), st.data())
def test_a_line_that_all_agree_on_is_missed_and_seen_twice(
    made: tuple[list[str], list[str], list[str]], data: st.DataObject
) -> None:
    known = [text(version) for version in made]
    agreed = [line for line in made[0] if line.startswith("line") and all(line in version for version in made)]
    result = merged(*made, "--ours").splitlines()
    assume(len(set(known)) > 1 and agreed)
    line = data.draw(st.sampled_from(agreed))
    assert line in result
    assert not is_merged(text([other for other in result if other != line]), known)
    assert not is_merged(text([*result, line]), known)


def test_one_version_alone_explains_nothing() -> None:
    assert not is_merged("a\nb\n", ["a\n"])
    assert not is_merged("a\n", [])
    assert not is_merged("a\n", ["a\n", "a\n"])


def test_a_line_that_stands_often_is_counted_where_no_version_has_touched_it() -> None:
    known = ["a\n}\n}\nb\nold\n", "a\n}\n}\nb\nnew\n"]
    assert is_merged("a\n}\n}\nb\nold\nnew\n", known)
    for typed in ("a\n}\nb\nold\nnew\n", "a\n}\n}\n}\nb\nnew\n", "b\na\n}\n}\nnew\n"):
        assert not is_merged(typed, known)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["a"], [["a"]]),
        (["a", "<<<<<<< x", "b", "=======", "c", ">>>>>>> y", "d"], [["a", "b", "d"], ["a", "c", "d"]]),
        (
            ["<<<<<<< x", "b", "||||||| z", "o", "=======", "c", ">>>>>>> y"],
            [["b"], ["o"], ["c"]],
        ),
        (["=======", "a"], [["=======", "a"]]),
        (["a", ">>>>>>> y"], [["a", ">>>>>>> y"]]),
        (["<<<<<<< x", "b", "=======", ">>>>>>> y"], [["b"], []]),
    ],
)
def test_the_sides_of_a_conflict(lines: list[str], expected: list[list[str]]) -> None:
    assert sides(lines) == expected
