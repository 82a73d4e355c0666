"""Why a text is no YAML: each kind of mistake at each line of real specs, told at its line with a remedy that works."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from ocgen.findings.finding import Finding
from ocgen.spec.reader import read
from tests.conftest import SPECS

TEXTS = {
    name: (SPECS / name).read_text(encoding="utf-8")
    for name in ("infusionsoftmarketing.yaml", "families/microsoft.yaml")
}
_ENTRY = re.compile(r"( *(?:- )?)([\w.-]+): (\S.*)")
Change = Callable[[str], "str | None"]


def depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def indented(by: Callable[[int], str]) -> Change:
    return lambda line: by(depth(line)) + line.lstrip(" ") if depth(line) else None


def valued(change: Change) -> Change:
    """Change a plain value; leave out what is none."""

    def run(line: str) -> str | None:
        match = _ENTRY.fullmatch(line)
        if match is None or match[3][0] in "\"'[{|>*&":
            return None
        value = change(match[3])
        return None if value is None else f"{match[1]}{match[2]}: {value}"

    return run


def without(signs: str) -> Change:
    return lambda line: "".join(sign for sign in line if sign not in signs)


def quoted(line: str) -> str:
    head, value = re.fullmatch(r"([^:]*: )(.*)", line).groups()  # type: ignore[union-attr]
    return head + "'" + value.replace("'", "''") + "'"


def requoted(line: str) -> str:
    head, value = re.fullmatch(r"([^:]*: )(.*)", line).groups()  # type: ignore[union-attr]
    inner = value[1:-1] if value[0] == value[-1] else value
    return head + "'" + inner.replace("'", "''") + "'"


@dataclass(frozen=True)
class Kind:
    """A mistake in a line, the help that is to be told, and what a person does who follows it."""

    spoil: Change
    help: str
    fix: Change


def in_place_of(sign: str, other: str) -> Change:
    return lambda line: line.replace(sign, other)


def _odd_after_colon(line: str) -> str | None:
    match = _ENTRY.fullmatch(line)
    return f"{match[1]}{match[2]}:\u00a0{match[3]}" if match and ":" not in match[3] else None


def _no_colon(line: str) -> str | None:
    match = _ENTRY.fullmatch(line)
    return f"{match[1]}{match[2]} {match[3]}" if match and ":" not in match[3] else None


def _dashed(after: str) -> Change:
    return lambda line: line.replace("- ", f"-{after}", 1) if re.match(r" *- [\w.]+: ", line) else None


QUOTE = "put the value into quotes"
KINDS = {
    "no-break spaces": Kind(
        indented(lambda n: "\u00a0" * n), "replace the no-break spaces by blanks", in_place_of("\u00a0", " ")
    ),
    "one no-break space": Kind(
        indented(lambda n: " " * (n - 1) + "\u00a0"),
        "replace the no-break spaces by blanks",
        in_place_of("\u00a0", " "),
    ),
    "ideographic spaces": Kind(
        indented(lambda n: "\u3000" * n), "replace the ideographic spaces by blanks", in_place_of("\u3000", " ")
    ),
    "narrow no-break spaces": Kind(
        indented(lambda n: "\u202f" * n),
        "replace the narrow no-break spaces by blanks",
        in_place_of("\u202f", " "),
    ),
    "zero-width spaces": Kind(
        lambda line: " " * depth(line) + "\u200b" + line.lstrip(" ") if ":" in line else None,
        "remove the zero-width spaces",
        without("\u200b"),
    ),
    "a no-break space after a colon": Kind(
        _odd_after_colon,
        "replace the no-break spaces by blanks",
        in_place_of("\u00a0", " "),
    ),
    "a no-break space after a dash": Kind(
        _dashed("\u00a0"), "replace the no-break spaces by blanks", in_place_of("\u00a0", " ")
    ),
    "tabs": Kind(indented(lambda n: "\t" * (n // 2)), "indent with blanks in place of tabs", in_place_of("\t", "  ")),
    "a tab after a dash": Kind(
        _dashed("\t"), "write a blank in place of the tab", lambda line: line.replace("\t", " ")
    ),
    "an open double quote": Kind(valued(lambda v: f'"{v}'), 'close it: write "', lambda line: f'{line}"'),
    "an open single quote": Kind(
        valued(lambda v: None if "'" in v else f"'{v}"), "close it: write '", lambda line: f"{line}'"
    ),
    "an open bracket": Kind(
        valued(lambda v: None if set(v) & set("'\"") else f"[{v}"), "close it: write ]", lambda line: f"{line}]"
    ),
    "an open brace": Kind(
        valued(lambda v: None if set(v) & set("'\"") else f"{{{v}"), "close it: write }", lambda line: f"{line}}}"
    ),
    "a bracket too many": Kind(valued(lambda v: "[a, b]]"), "remove ]", lambda line: line[:-1]),
    "a colon in a value": Kind(valued(lambda v: f"{v.split()[0]}: {v}"), QUOTE, quoted),
    "a colon at the end": Kind(valued(lambda v: f"{v}:"), QUOTE, quoted),
    **{f"{sign} at the start": Kind(valued(lambda v, sign=sign: sign + v), QUOTE, quoted) for sign in "@`%"},  # type: ignore[misc]
    **{
        f"{sign} and a blank": Kind(valued(lambda v, sign=sign: f"{sign} {v}"), QUOTE, quoted)  # type: ignore[misc]
        for sign in "*&-?"
    },
    "an alias of nothing": Kind(valued(lambda v: "*nothing"), "write &nothing before", quoted),
    "a broken tag": Kind(valued(lambda v: f"!<{v}"), QUOTE, quoted),
    "text after |": Kind(valued(lambda v: f"|{v}" if v[0].isalpha() else None), QUOTE, quoted),
    "text after >": Kind(valued(lambda v: f">{v}" if v[0].isalpha() else None), QUOTE, quoted),
    "typographic quotes": Kind(
        valued(lambda v: f"\u201c{v.split()[0]}: {v}\u201d" if '"' not in v else None),
        "write straight quotes",
        lambda line: line.replace("\u201c", '"').replace("\u201d", '"'),
    ),
    "text after quotes": Kind(
        valued(lambda v: f'"{v}" or so' if not set(v) & set('"\\') else None),
        "put the whole value into quotes",
        requoted,
    ),
    "an apostrophe in quotes": Kind(
        valued(lambda v: f"'It's {v}'" if "'" not in v else None), "put the whole value into quotes", requoted
    ),
    "no escape": Kind(
        valued(lambda v: f'"\\d{v}"' if not set(v) & set("\"\\'") else None), "write \\\\ for a backslash", requoted
    ),
    "no blank after the colon": Kind(
        lambda line: f"{m[1]}{m[2]}:{m[3]}" if (m := _ENTRY.fullmatch(line)) and m[3][0].isalpha() else None,
        "write a blank after the colon",
        lambda line: line.replace(":", ": ", 1),
    ),
    "no blank after the dash": Kind(
        _dashed(""), "write a blank after the dash", lambda line: re.sub(r"\A( *)-", r"\1- ", line)
    ),
    "no colon": Kind(
        lambda line: _no_colon(line) if not line.lstrip().startswith("-") else None,
        "write a colon after the key",
        lambda line: re.sub(r"\A( *[\w.-]+)", r"\1:", line),
    ),
    "a control character": Kind(
        lambda line: f"{line}\x07" if line.strip() else None, "remove the character U+0007", without("\x07")
    ),
    "a byte order mark": Kind(
        lambda line: f"\ufeff{line}" if line.strip() else None, "remove the character U+FEFF", without("\ufeff")
    ),
}
INSERTED = {
    "---": "remove the line ---",
    "...": "remove the line ...",
    "=======": "resolve the merge conflict",
    "<<<<<<< HEAD": "resolve the merge conflict",
    "||||||| 1f2e3d4": "resolve the merge conflict",
    ">>>>>>> topic": "resolve the merge conflict",
}


def faults(lines: list[str], ends: str = "\n") -> list[Finding]:
    found = read("x.yaml", ends.join(lines).encode()).findings
    return [finding for finding in found if finding.rule == "yaml-syntax"]


def spoiled(text: str, change: Change) -> Iterator[tuple[list[str], int]]:
    """Every line that can be spoiled, each alone; the first line is a comment."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        new = None if line.lstrip().startswith("#") else change(line)
        if number and new is not None and new != line:
            yield [*lines[:number], new, *lines[number + 1 :]], number


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", TEXTS)
def test_each_mistake_at_each_line(name: str, kind: str) -> None:
    told = 0
    mistake = KINDS[kind]
    for lines, number in spoiled(TEXTS[name], mistake.spoil):
        found = faults(lines, "\r\n" if number % 2 else "\n")
        if not found:  # it is YAML still, and means something else
            continue
        told += 1
        finding = found[0]
        assert (finding.location.line, finding.help[: len(mistake.help)]) == (number + 1, mistake.help), lines[number]
        fixed = mistake.fix(lines[number])
        assert fixed is not None
        assert not faults([*lines[:number], fixed, *lines[number + 1 :]]), (lines[number], fixed)
    assert told > 1


@pytest.mark.parametrize("line", INSERTED)
@pytest.mark.parametrize("name", TEXTS)
def test_a_line_that_belongs_in_no_spec(name: str, line: str) -> None:
    lines = TEXTS[name].rstrip("\n").split("\n")
    first = next(number for number, text in enumerate(lines) if text and not text.startswith("#"))
    for number in range(first + 1, len(lines)):
        found = faults([*lines[:number], line, *lines[number:]])
        assert [(f.location.line, INSERTED[line] in f.help) for f in found] == [(number + 1, True)], (number, found)


def test_a_merge_conflict_is_told_at_its_first_line_even_where_it_parses() -> None:
    for base in ("", "||||||| 123\n    description: Base.\n"):
        text = TEXTS["infusionsoftmarketing.yaml"]
        lines = text.split("\n")
        for number, line in enumerate(lines[2:-1], 2):
            conflict = ["<<<<<<< HEAD", line, *base.splitlines(), "=======", line, ">>>>>>> topic"]
            (found,) = faults([*lines[:number], *conflict, *lines[number + 1 :]])
            assert found.location.line == number + 1
            assert "resolve the merge conflict" in found.help
    assert faults(["key: |", "  text", "<<<<<<< a", "name: b", "=======", "name: c", ">>>>>>> d"])[0].location.line == 3
    assert not faults(["key: |", "  <<<<<<< a", "  =======", "  >>>>>>> d"])


@pytest.mark.parametrize("by", [-4, -2, -1, 1, 2, 3])
@pytest.mark.parametrize("name", TEXTS)
def test_a_line_that_is_indented_otherwise(name: str, by: int) -> None:
    """Which of two lines is wrong nobody can always tell; that what the help says gets further always holds."""
    right = told = 0
    for lines, number in spoiled(TEXTS[name], lambda line: " " * max(0, depth(line) + by) + line.lstrip(" ")):
        for finding in faults(lines)[:1]:
            told += 1
            right += finding.location.line == number + 1
            at = finding.location.line - 1
            if match := re.match(r"indent it by (\d+) blanks", finding.help):
                moved = int(match[1]) - depth(lines[at])
                fixed = [*lines[:at], " " * int(match[1]) + lines[at].lstrip(" "), *lines[at + 1 :]]
                if "likewise" in finding.help:
                    for below in range(at + 1, len(lines)):
                        if lines[below].strip() and depth(lines[below]) <= depth(lines[at]):
                            break
                        fixed[below] = " " * (depth(lines[below]) + moved) + lines[below].lstrip(" ")
                left = faults(fixed)
                assert not left or left[0].location.line > at + 1, (lines[number], finding)
    assert right >= 0.75 * told > 0


@pytest.mark.parametrize(
    ("content", "place", "said"),
    [
        ("a: ü\nb: ö\n".encode("latin-1"), "1:4", "0xFC"),
        ("a: 1\r\nb: xü\r\n".encode("latin-1"), "2:5", "0xFC"),
        ("a: 1\rb: ü\r".encode("latin-1"), "2:4", "0xFC"),
        ("a: 1\n".encode("utf-16"), "1:1", "UTF-16"),
        ("a: 1\n".encode("utf-16-le"), "1:1", "UTF-16"),
        ("a: 1\n".encode("utf-16-be"), "1:1", "UTF-16"),
        (codecs.BOM_UTF16_BE + "a: 1\n".encode("utf-16-be"), "1:1", "UTF-16"),
        (b"a: 1\nb: x\x1b[31m\n", "2:5", "U+001B"),
        ("a: 1\nb: x\ufffe\n".encode(), "2:5", "U+FFFE"),
        (b"a: &x 1\nb: &x 2\n", "2:4", "is there twice"),
        (b"a: [*x]\n", "1:5", "no anchor &x"),
        ("a: 1\u2028b: c: d\n".encode(), "1:", "colon"),
    ],
)
def test_what_else_keeps_a_file_from_being_read(content: bytes, place: str, said: str) -> None:
    (finding,) = read("x.yaml", content).findings
    assert str(finding.location).startswith(f"x.yaml:{place}"), finding
    assert said in finding.message
    assert finding.help


def test_a_large_file_is_told_without_being_parsed_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    from ocgen.spec import reader

    parsed = 0
    compose = reader._compose

    def counted(text: str) -> object:
        nonlocal parsed
        parsed += len(text)
        return compose(text)

    monkeypatch.setattr(reader, "_compose", counted)
    for text in ('x: "open\n' * 20_000, "a: [\n" + "  b: c\n" * 25_000, "- a\n" * 20_000 + " x: y: z\n"):
        parsed = 0
        assert read("x.yaml", text.encode()).findings
        assert parsed < 25 * len(text)
