"""A pattern that is rewritten accepts the same as before, in Python and in ECMAScript.

What ECMAScript refuses (with the flag u, as JSON Schema has it) means what it means in Python.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import warnings
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from ocgen.patterns.inclusion import inclusion
from ocgen.patterns.parser import parse

COUNT = 1500
# Pieces that are read in several ways, and what stands around them.
_MEMBERS = [*"aczAZ09-&~|+!%,.^[", "--", "&&", "~~", "||", "a-c", "+-", "--c", r"\-", r"\d", r"\w", r"\s", r"\]", r"\&"]
_PIECES = [
    *"abc-]}{|,:", ".", r"\d", r"\w", r"\s", r"\S", r"\D", r"\W", r"\-", r"\_", r"\<", "(?P<x>a|b)", "(?<y>a)",
    "(?:ab|a)", "(?>a|ab)", "(a|b)", "a{,2}", "a{,}", "b{1, 2}", "{2}", "a{2}{3}", "[a-c]+", "a*", "b??", "(ab|a)",
    r"\.", r"\{", "a{2",
]  # fmt: skip
_AFTER = ["", "", "", "*", "+", "?", "++", "*+", "?+", "{,2}", "{1,2}+", "*?"]
_ENDS = ["$", "$", r"\Z", ""]
_STARTS = ["^", "^", r"\A", ""]
_CHARS = [chr(code) for code in range(32, 127)] + ["\t", "\n", "\v", "\x1c", "\x85", "\u00a0", "é", "\u0663", "\ufeff"]
_NODE = """
const cases = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const read = (source, texts) => {
  let pattern;
  try { pattern = new RegExp(source, 'u'); } catch { return null; }
  return texts.map((text) => pattern.test(text));
};
console.log(JSON.stringify(cases.map(([one, other, texts]) => [read(one, texts), read(other, texts)])));
"""


def odd(random: Random) -> str:
    """A pattern in which much is read differently by different engines."""
    parts = []
    for _ in range(random.randint(1, 3)):
        if random.random() < 0.5:
            members = "".join(random.choices(_MEMBERS, k=random.randint(1, 5)))
            part = f"[{random.choice(['', '', '^'])}{members}]"
        else:
            part = random.choice(_PIECES)
        parts.append(part + random.choice(_AFTER))
    return random.choice(_STARTS) + "".join(parts) + random.choice(_ENDS)


def repaired_patterns(seed: int) -> list[tuple[str, str]]:
    random = Random(seed)
    pairs = ((text, parse(text).repaired) for text in (odd(random) for _ in range(COUNT)))
    return [(text, repaired) for text, repaired in pairs if repaired and repaired != text]


def texts(random: Random, *more: str) -> list[str]:
    drawn = ["".join(random.choices("abc-.&0{},2]9", k=random.randint(2, 5))) for _ in range(60)]
    return ["", "\r", "\u2028", "aa", "aaa", "ab", "abc", *_CHARS, *drawn, *more]


def python(pattern: str, text: str) -> bool | None:
    """Whether Python finds it, ``$`` being the very end; None for what Python cannot read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return re.search(re.sub(r"(?<!\\)\$$", r"\\Z", pattern), text, re.ASCII) is not None
        except (re.error, OverflowError):
            return None


def test_a_rewritten_pattern_accepts_the_same_in_python() -> None:
    pairs, random = repaired_patterns(1), Random(2)
    assert len(pairs) > COUNT / 5
    for text, repaired in pairs:
        if re.search(r"\.|\\[sSdDwW]", text.replace(r"\.", "")):
            continue  # ECMAScript's meaning counts
        for value in texts(random):
            assert python(text, value) in {None, python(repaired, value)}, (text, repaired, value)


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node here")
def test_a_rewritten_pattern_accepts_the_same_in_ecmascript() -> None:
    random = Random(3)
    pairs = [(*pair, texts(random)) for pair in repaired_patterns(4)]
    answer = subprocess.run(
        ["node", "-e", _NODE], input=json.dumps(pairs), capture_output=True, text=True, timeout=60, check=True
    )
    for (text, repaired, values), (before, after) in zip(pairs, json.loads(answer.stdout), strict=True):
        assert after is not None, (text, repaired)
        assert before in (None, after), (text, repaired)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert [python(repaired, value) for value in values] == after, repaired


def test_what_no_engine_reads_is_not_rewritten() -> None:
    for text in ("^{2}$", "^a**$", "^[z-a]$", "^(?P<x>a)(?P<x>b)$", "^[a-\\d]$", "^(?P<a b>a)$", "^*a$", "^a{3,2}$"):
        assert parse(text).problems
        assert not parse(text).repaired


@settings(max_examples=60)
@given(st.lists(st.sampled_from(_MEMBERS[:24]), min_size=1, max_size=6).map("".join))
def test_a_rewritten_set_holds_what_python_s_holds(members: str) -> None:
    repaired = parse(f"^[{members}]$").repaired
    if repaired:
        held = [char for char in _CHARS if python(f"^[{members}]$", char)]
        assert [char for char in _CHARS if python(repaired, char)] == held
        for char in held:
            assert inclusion(rf"^\u{ord(char):04x}$", repaired).holds
