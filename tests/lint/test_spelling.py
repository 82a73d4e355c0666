"""Names with what nobody sees or takes for something else, wherever a spec has names."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given, strategies as st

from ocgen.text.confusables import code_point, hidden, is_hidden, look_alikes, plain, shown
from tests.lint.conftest import HEAD, Lint

SPEC = f"""{HEAD.replace("name: Acme CRM", 'name: "Acme CRM"')}
authentication:
  "oauth2":
    oauth_url: {{query: [apiKey, {{name: "site", description: The site., example: x, where_to_find: There.}}]}}
    callback: [code, {{name: "shop", description: The shop., example: x}}]
    provider_data: [code, {{name: "shop", description: The shop., value_from: "callback:shop"}}]
    request: {{"further": x}}
configuration:
  - oauth.callback.url
  - oauth.api.key
  - {{key: "acme.kind", description: Kind., enum: ["cloud", {{value: "server", description: Own.}}], example: cloud}}
events:
  methods: [polling]
  resources: ["contacts"]
examples:
  response_element: {{"member": 1}}
"""
PLACES = ("oauth2", "site", "shop", "further", "acme.kind", "cloud", "server", "contacts", "member")
UNSEEN = "\u200b\u200d\u00ad\u00a0\u202e\u2066\ufeff\u3164\ufe0f\u2028\ue000\x07\x7f\x85"


# Each of the characters at two of the places, each place with some of the characters.
PAIRS = [(PLACES[(number + more) % len(PLACES)], char) for number, char in enumerate(UNSEEN) for more in (0, 4)]


@pytest.mark.parametrize(("name", "char"), PAIRS, ids=ascii)
def test_what_nobody_sees_is_told_where_it_stands(lint_text: Lint, name: str, char: str) -> None:
    text = SPEC.replace(f'"{name}"', json.dumps(name[:1] + char + name[1:]), 1)
    line = next(n for n, row in enumerate(text.splitlines(), 1) if f"\\u{ord(char):04x}" in row)
    found = [f for f in lint_text(text) if code_point(char) in f.message]
    assert found and {f.location.line for f in found} == {line}
    assert all(char not in f.message and char not in f.help for f in found)


@pytest.mark.parametrize("char", ["\n", " ", "\u00a0"], ids=ascii)
@pytest.mark.parametrize("name", PLACES)
def test_what_stands_unseen_at_the_end_is_told(lint_text: Lint, name: str, char: str) -> None:
    found = lint_text(SPEC.replace(f'"{name}"', json.dumps(name + char), 1))
    assert any(code_point(char) in f.message for f in found), found


def test_the_spec_itself_is_clean(lint_text: Lint) -> None:
    assert lint_text(SPEC) == []


@pytest.mark.parametrize(("other", "point"), [("cafe\u0301", "U+0301"), ("c\u0430fé", "U+0430"), ("ｃafé", "U+FF43")])
def test_names_that_look_the_same_are_told(lint_text: Lint, other: str, point: str) -> None:
    fields = "".join(
        f"  - {{key: {name}, description: {n} thing., example: x}}\n" for n, name in (("A", "café"), ("Another", other))
    )
    found = lint_text(f"{HEAD}authentication: {{custom: {{}}}}\nconfiguration:\n{fields}")
    (twin,) = [f for f in found if "look the same" in f.message]
    assert twin.level == "error" and point in twin.message and len(twin.related) == 1


@given(st.text(max_size=20))
def test_what_is_shown_hides_nothing(text: str) -> None:
    assert not any(is_hidden(c) for c in shown(text))
    assert bool(hidden(text)) == (any(map(is_hidden, text)) or text != text.strip(" "))
    assert plain(plain(text)) == plain(text) and not hidden(plain(text))


@given(
    st.text(st.characters(codec="ascii")), st.sampled_from(["имя", "名前", "größe", "ελληνικά", "ひらカナ漢字", "가나"])
)
def test_words_of_one_script_are_no_look_alikes(ascii_: str, word: str) -> None:
    assert not list(look_alikes(f"{ascii_}.{word}"))


@given(st.sampled_from("асеорхуіјѕοιρνΑΒ"), st.sampled_from("bdfgklmnqrtwz"))
def test_a_letter_of_another_script_in_a_word_is_a_look_alike(odd: str, latin: str) -> None:
    for word in (odd + latin, latin + odd, f"{latin}{odd}{latin}"):
        ((char, twin),) = look_alikes(word)
        assert char == odd and twin.isascii()
        assert unicodedata.name(char)[:5] in code_point(char)
