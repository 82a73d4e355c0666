"""Whatever a spec says, a page shows it, and shows it only."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import example, given, strategies as st

from ocgen.pages.blank_lines import tidy
from ocgen.text.anchors import anchor
from ocgen.text.characters import readable_lines
from ocgen.text.markdown import clause, code, comment, fence, link, sentence, text, visible
from tests.docs.reading import PARSER, read, rendered

HOSTILE = [
    "a | b || c",
    "\\| and \\",
    "ends in a backslash\\",
    "`one` ``two`` ```three```",
    "`",
    "| ` |",
    "\\`",
    "<script>alert(1)</script>",
    "<!-- x --> */ --> ]]>",
    "line\nbreak\r\nand\ttab",
    "# heading #",
    "- item",
    "1. item",
    "12) item",
    "1.",
    "> quote",
    "+ plus",
    "=====",
    "---",
    "```",
    "~~~",
    "~~gone~~",
    "*bold* _under_ __both__ snake_case_name _x",
    "[x](javascript:alert(1)) ![y](z) [ref]: http://x",
    "<https://auto.example> https://auto.example www.auto.example a@b.example",
    "&copy; &#35; &amp;copy; &nosuch;",
    "!!! note",
    "??? tip",
    "/// admonition",
    "% a comment",
    "(a-target)=",
    "[TOC]",
    "*[HTML]: x",
    "[^1]: note",
    "+++",
    "::: note",
    ":smile:",
    "{abbr}`x`",
    "a{.b}",
    "x {: #y .z }",
    "=== Tab",
    "--8<-- file",
    "Term: meaning",
    "@a",
    "^^a^^",
    "$x$ {{ x }} {% x %} ${x}",
    "right\u202eto left\u2066 and back\u2069\u202c",
    "bell\x07 nul\x00 escape\x1b[31m",
    "\u2028 separators \u2029\x85",
    ":---: | ---",
    "  spaces   around  ",
    "",
    "ünïcödé 日本 🙂",
]
anything = st.one_of(
    st.text(),
    st.text(alphabet='|`\\*_[]()<>&#-+=~!$:{}.1 a\n/w;"'),
    st.lists(st.sampled_from(HOSTILE), max_size=4).map(" ".join),
)


Show = Callable[[str], str]
Test = TypeVar("Test", bound=Callable[..., object])


def examples(test: Test) -> Test:
    for value in HOSTILE:
        test = example(value)(test)
    return test


@pytest.mark.parametrize("show", [text, code])
@examples
@given(value=anything)
def test_a_paragraph_shows_the_text(show: Show, value: str) -> None:
    assert rendered(show(value)) == visible(value)
    assert "<script" not in PARSER.render(show(value))


@pytest.mark.parametrize("show", [text, code])
@examples
@given(value=anything)
def test_a_table_keeps_its_shape_and_shows_the_text(show: Show, value: str) -> None:
    cell = show(value)
    page = read(f"| {show('A')} | {cell} | C |\n| --- | --- | --- |\n| {cell} | x{cell} | {cell} |\n")
    (table,) = page.tables
    kept = visible(value)
    assert table.head == ["A", kept, "C"]
    assert table.rows == [[kept, f"x{kept}", kept]]
    assert not page.foreign_html
    assert not page.links


@pytest.mark.parametrize("show", [text, code])
@examples
@given(value=anything)
def test_lists_headings_and_strong_text_too(show: Show, value: str) -> None:
    kept = visible(value)
    page = read(f"# {show(value)}\n\n- {show(value)}\n\n1. {show(value)}\n\n**x{text(value)}x** | y\n")
    assert page.headings == [(1, kept)]
    assert [prose for prose in page.prose if prose] == [*([kept, kept, kept] if kept else []), f"x{kept}x | y"]
    assert not page.foreign_html
    assert not page.links


@examples
@given(value=anything)
def test_a_link_leads_to_http_or_nowhere(value: str) -> None:
    for target in (value, f"https://h.example/{value}", f"javascript:{value}", f"http://{value}"):
        page = read(f"| {link(value, target)} |\n| --- |\n| {link('x', target)} |\n")
        assert not page.foreign_html
        assert page.tables[0].head == [visible(value)]
        assert page.tables[0].rows == [["x"]]
        assert all(re.match(r"https?://", href) for href in page.links)
    assert read(link("a|b", "https://h.example/p?a=1&copy=2")).links == ["https://h.example/p?a=1&copy=2"]


@examples
@given(value=anything)
def test_a_code_block_holds_the_text_as_it_is(value: str) -> None:
    lines = readable_lines(value.expandtabs(4))
    page = read(f"before\n\n{fence(lines, 'text')}\n\nafter\n")
    assert [block.code for block in page.blocks] == [lines.rstrip("\n") + "\n" if lines.rstrip("\n") else "\n"]
    assert page.prose == ["before", "after"]


@examples
@given(value=anything)
def test_a_comment_stays_one(value: str) -> None:
    tokens = PARSER.parse(f"<!--\n{comment(value)}\n-->\n\nafter\n")
    assert [token.type for token in tokens] == ["html_block", "paragraph_open", "inline", "paragraph_close"]


@given(value=anything)
def test_sentences_and_clauses(value: str) -> None:
    kept = visible(value)
    assert rendered(sentence(value).replace("<br>", " ")) in (kept, f"{kept}.")
    assert rendered(clause(value)) == kept.removesuffix(".").strip()


def test_plain_text_stays_readable() -> None:
    assert text("Host name of the account, in snake_case or not.") == "Host name of the account, in snake_case or not."
    assert code("oauth.api.key") == "`oauth.api.key`"


parts = st.lists(st.text(alphabet="ab.-_x20 é\n/"), min_size=1, max_size=3)


@given(one=parts, other=parts)
def test_anchors_are_unique_and_fit_everywhere(one: list[str], other: list[str]) -> None:
    made = anchor("field", *one)
    assert re.fullmatch(r"field[0-9A-Za-z._-]*", made)
    assert ET.fromstring(f'<a id="{made}"/>').get("id") == made
    assert (made == anchor("field", *other)) == (one == other)


def test_anchors_are_readable() -> None:
    assert anchor("field", "oauth2", "infusionsoft.private.key") == "field--oauth2--infusionsoft.private.key"
    assert anchor("field", "oauth2", "a blank") == "field--oauth2--a_x20_blank"


@pytest.mark.parametrize(
    "block", ["~~~\na\n\n\nb  \n~~~", "- ```\n  a\n\n\n  b  \n  ```", "> ~~~~\n> a  \n> ~~~\n> ~~~~"]
)
def test_a_code_block_of_any_kind_stays_as_it_is(block: str) -> None:
    assert tidy(f"# A\n\n\n{block}\n\n\nb  \n") == f"# A\n\n{block}\n\nb\n"


def test_blank_lines_are_evened_out_but_not_in_code() -> None:
    page = "\n\n# A  \n\n\n\ntext\n```py\na\n\n\nb  \n```\n\n\n````\n```\n\n\n````\n\n\n"
    assert tidy(page) == "# A\n\ntext\n```py\na\n\n\nb  \n```\n\n````\n```\n\n\n````\n"
