"""Whatever a text holds, each dialect of Markdown shows it: MkDocs', GitHub's, CommonMark's and Sphinx'."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings, strategies as st

from ocgen.text.markdown import code, sentence, text, visible
from tests.docs.dialects import DIALECTS, shown
from tests.docs.test_markdown import Show, anything, examples

ASCII = "".join(map(chr, range(33, 127)))


@pytest.mark.parametrize("name", DIALECTS)
@pytest.mark.parametrize("show", [text, code])
def test_every_sign_at_every_place_is_shown(show: Show, name: str) -> None:
    """Each sign alone, doubled, around a word, inside one, before and after a blank."""
    values = [
        form.format(sign) for sign in ASCII for form in ("{0}", "{0}{0}", "{0}a{0}", "a{0}b", "a {0} b", "a{0} b")
    ]
    table = "| A |\n| :--- |\n" + "".join(f"| {show(value)} |\n" for value in values)
    assert shown(name, table) == ["A", *map(visible, values)]
    paragraphs = "".join(f"{show(value)}\n\n" for value in values)
    assert shown(name, paragraphs) == [visible(value) for value in values]


@pytest.mark.parametrize("name", DIALECTS)
@pytest.mark.parametrize("show", [text, code])
@examples
@settings(max_examples=40)
@given(value=anything)
def test_each_dialect_shows_the_text(show: Show, name: str, value: str) -> None:
    source = show(value)
    if not visible(value):
        return
    page = f"# {source}\n\n{source}\n\n- {source}\n\n| A | B |\n| :--- | :--- |\n| {source} | x{source} |\n"
    kept = visible(value)
    assert shown(name, page) == [kept, kept, kept, "A", "B", kept, f"x{kept}"]


@pytest.mark.parametrize("name", DIALECTS)
def test_a_list_in_a_text_stays_one(name: str) -> None:
    source = sentence("Modes are:\n\n- fast\n- slow\n\nTake `fast | slow`")
    assert source.count("<br>") == 3
    table = f"| A |\n| :--- |\n| {source} |\n"
    assert shown(name, table)[1].replace(" ", "") == "Modesare:-fast-slowTake`fast|slow`."


@given(st.text())
def test_no_backslash_stands_before_a_sign_that_the_first_markdown_kept(value: str) -> None:
    assert not re.search(r"(?<!\\)(?:\\\\)*\\[^\\`*_{}\[\]()#+.!-]", text(value))
