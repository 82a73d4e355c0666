"""What no reader sees, and how it is shown."""

from __future__ import annotations

import json
import sys
import unicodedata
from types import MappingProxyType

import pytest
from hypothesis import given, strategies as st

from ocgen.text.characters import indented_json, json_escaped, json_text, readable, readable_lines, spelled, visible

# Format characters that have a look of their own: signs around numbers, and hieroglyphs' layout.
_SEEN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x13430, 0x13440)}
HIDDEN = [
    chr(code)
    for code in range(sys.maxunicode + 1)
    if unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and code not in _SEEN
] + ["\ufffe", "\U0010ffff", "\ufdd0", "\u034f", "\u3164", "\u115f"]
texts = st.text(st.one_of(st.sampled_from(HIDDEN), st.characters()))


def test_no_hidden_character_is_left() -> None:
    for char in HIDDEN:
        assert readable(char) == "\ufffd"
        assert readable_lines(char) == (char if char in "\t\n" else "\ufffd")
        assert visible(char).isprintable()
        assert char not in visible(f"a{char}b")
        assert char in "\n" or char not in json_text(char)


@pytest.mark.parametrize("seen", ["é", "日本", "🙂", "❤\ufe0f", "葛\U000e0100", "اب"])
def test_what_is_seen_stays(seen: str) -> None:
    assert (readable(seen), readable_lines(seen), visible(seen), spelled(seen)) == (seen, seen, seen, seen)


@given(texts)
def test_json_means_the_same(text: str) -> None:
    source = json.dumps({text: [text]}, ensure_ascii=False)
    assert json.loads(json_escaped(source)) == {text: [text]}
    json_text({text: text}).encode("utf-8")


@given(texts, texts)
def test_two_values_are_never_spelled_alike(one: str, other: str) -> None:
    shown = [" ".join(readable(spelled(value)).split()) for value in (one, other)]
    assert (shown[0] == shown[1]) == (one == other)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("", '""'), (" ", '"␣"'), ("a ", '"a␣"'), ("  a  b ", '"␣␣a␣␣b␣"'), ("a b", "a b"), ("a\tb", '"a\\tb"'),
     ("a\u200bb", '"a\\u200bb"'), ("a\u00a0b", '"a\\u00a0b"'), ('""', '"\\"\\""'), ("\\n", "\\n")],
)  # fmt: skip
def test_a_value_is_spelled_so_that_nothing_of_it_gets_lost(value: str, shown: str) -> None:
    assert spelled(value) == shown


def test_any_mapping_is_an_object() -> None:
    shown = indented_json({"a": MappingProxyType({"b": (1, "ü")})})
    assert shown == json.dumps({"a": {"b": [1, "ü"]}}, indent=2, ensure_ascii=False)
