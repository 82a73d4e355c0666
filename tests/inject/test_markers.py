"""Markers: what is wrong with one is told with its place; what is only shown is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from markdown_it import MarkdownIt

from ocgen.documents.blocks import blocks
from ocgen.documents.document import Document
from ocgen.documents.kinds import KINDS, Kind
from ocgen.documents.markers import markers
from ocgen.documents.update import update
from ocgen.tables.build import Catalogue
from ocgen.tables.options import Options
from tests.conftest import CONNECTORS, Ocgen
from tests.docs.odd import HOSTILE, with_text
from tests.inject.markers import END, PAGES, begin

KIND = {kind.name: kind for kind in KINDS}


def document(text: str, kind: Kind = KINDS[0]) -> Document:
    return Document(Path("x"), "x", kind, b"", "utf-8", text)


FINE = begin("table sfdc query")

WRONG = [
    ([END], [(1, 6, "a block ends that was not begun")]),
    ([FINE], [(1, 6, "the block is not ended")]),
    ([FINE, begin("table sftp query"), END, END], [(2, 6, "begins inside of another one")]),
    ([FINE, begin("table sftp query"), END], [(2, 6, "begins inside of another one")]),
    ([FINE, "<!-- ocgen:end table sftp -->"], [(2, 6, 'the end of "table sftp" is where another block is open')]),
    ([begin("tabel sfdc query"), END], [(1, 18, 'did you mean "table"?')]),
    ([begin(""), END], [(1, 6, "does not say what it is for")]),
    ([begin("table"), END], [(1, 6, "names no section")]),
    ([begin("table sfdc"), END], [(1, 24, "names no section")]),
    ([begin("table query"), END], [(1, 24, "names no section")]),
    ([begin("table sfdc qury"), END], [(1, 29, 'did you mean "query"?')]),
    ([begin("table sfcd query"), END], [(1, 24, 'did you mean "sfdc"?')]),
    ([begin("table sfcd query colums=x sort"), END],
     [(1, 24, '"sfdc"'), (1, 35, '"columns"'), (1, 44, "sort has no value")]),
    ([begin("table sfdc query columns=ky,required sort=requird"), END], [(1, 35, '"key"'), (1, 55, '"required"')]),
    ([begin("table sfdc query hide-empty=maybe"), END], [(1, 35, "yes or no")]),
    ([begin("table sfdc query format=csv"), END], [(1, 35, 'no document holds the format "csv"')]),
    ([begin("table sfdc query sort=key sort=key"), END], [(1, 44, "is given twice")]),
    ([begin("table sfdc query method=oauth3 group=x"), END], [(1, 35, '"oauth2"'), (1, 49, "no group")]),
    ([begin("table sfdc query required optional"), END], [(1, 44, "both required and optional")]),
    (["<!-- ocgen:begn table sfdc query -->", "<!-- ocgen:done -->"], [(1, 6, '"begin"'), (2, 6, "ocgen:done")]),
    ([f"text {FINE}", END], [(1, 11, "on a line of its own"), (2, 6, "not begun")]),
    ([f"{FINE} text", END], [(1, 6, "one comment on one line"), (2, 6, "not begun")]),
    (["<!-- ocgen:begin table", "sfdc query -->"], [(1, 6, "one comment on one line")]),
    ([FINE, END, FINE, END], [(3, 6, "is in the document twice")]),
    ([begin("page"), END], [(1, 18, "names no connector")]),
    ([begin("page level=2"), END], [(1, 23, "names no connector")]),
    ([begin("section sfdc"), END], [(1, 26, "names no section")]),
    ([begin("section sfdc level=2"), END], [(1, 26, "names no section")]),
    ([begin("pages sfdc"), END], [(1, 18, 'did you mean "page"?')]),
    ([begin("page sfcd"), END], [(1, 23, 'did you mean "sfdc"?')]),
    ([begin("section sfdc eror"), END], [(1, 31, 'did you mean "errors"?')]),
    ([begin("page sfdc sections=api,befor except="), END], [(1, 28, '"before"'), (1, 47, "except has no value")]),
    ([begin("page sfdc sections=api,befor"), END], [(1, 28, 'did you mean "before"?')]),
    ([begin("page sfdc sections=api except=api"), END], [(1, 41, "keep one of sections and except")]),
    ([begin("page sfdc except=api,xyz,ui,api"), END], [(1, 28, '"api" is named twice')]),
    ([begin("page sfdc except=nothing-like-it"), END], [(1, 28, "known: api, before, bulk, check")]),
    ([begin("section sfdc api except=x format=md"), END], [(1, 35, "cannot have"), (1, 44, "unknown option")]),
    ([begin("section sfdc api levl=2 heading=perhaps"), END], [(1, 35, '"level"'), (1, 42, "heading is yes or no")]),
    ([begin("section sfdc api level=7 prefix=1"), END], [(1, 35, 'no level "7"'), (1, 43, "cannot begin an id")]),
    ([begin("section sfdc api level=6"), END], [(1, 35, "write level=5")]),
    ([begin("page sfdc"), "<!-- ocgen:end page sftp -->"], [(2, 6, 'the end of "page sftp" is where')]),
    ([begin("page sfdc"), begin("section sfdc api"), END], [(2, 6, "begins inside of another one")]),
    (["<!-- ocgen:begin table zzz query columns='a' -->", END], [(1, 24, "zzz"), (1, 34, "columns cannot be read")]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), WRONG)
def test_what_is_wrong_is_told_with_its_place_and_nothing_is_written(
    ocgen: Ocgen, tmp_path: Path, lines: list[str], expected: list[tuple[int, int, str]]
) -> None:
    page = tmp_path / "page.md"
    page.write_text("\n".join(lines) + "\n")
    result = ocgen("docs", "inject", "page.md")
    assert result.code == 1 and page.read_text() == "\n".join(lines) + "\n"
    told = [block for block in result.out.split("\n\n") if "error[" in block]
    assert len(told) == len(expected), result.out
    for block, (line, column, said) in zip(told, expected, strict=True):
        assert block.startswith(f"page.md:{line}:{column}: error[docs-marker]: ")
        assert said in block and "help: " in block


@pytest.mark.parametrize("kind", KINDS[1:], ids=lambda kind: kind.name)
def test_a_page_in_a_document_that_is_no_markdown_is_told(ocgen: Ocgen, tmp_path: Path, kind: Kind) -> None:
    page = tmp_path / f"page{kind.suffixes[0]}"
    marker = kind.comment("ocgen:begin section sfdc api level=3")
    page.write_text(f"{marker}\n{kind.comment('ocgen:end')}\n")
    result = ocgen("docs", "inject", page.name)
    column = len(kind.opening) + len(" ocgen:begin ") + 1
    assert result.code == 1
    said = f"{page.name}:1:{column}: error[docs-marker]: a section is Markdown, and this document is {kind.name}"
    assert said in result.out and "help: keep it in a document whose name ends in .md" in result.out


SHOWN = {
    "Markdown": [
        f"```\n{FINE}\n```\n", f"~~~~ html\n{FINE}\n~~~\n{END}\n~~~~\n", f"- x\n\n  ```html\n  {FINE}\n  ```\n",
        f"> ```\n> {FINE}\n> ```\n", f"---\nx: {FINE}\n---\n", f"say `{FINE}` in a line\n", f"```\n{FINE}\n",
    ],
    "MDX": ["```\n{/* ocgen:begin x */}\n```\n", "---\nx: y\n{/* ocgen:end */}\n---\n"],
    "reStructuredText": [
        "::\n\n   .. ocgen:begin x\n\n   .. ocgen:end\n", "So::\n\n  .. ocgen:begin x\n",
        ".. code-block:: rst\n\n   .. ocgen:begin x\n", "A text about .. ocgen:begin here\n",
    ],
    "AsciiDoc": ["----\n// ocgen:begin x\n----\n", "....\n// ocgen:begin x\n....\n", "```adoc\n// ocgen:end\n```\n"],
    "DITA": [f"<codeblock><![CDATA[\n{FINE}\n]]></codeblock>\n"],
}  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SHOWN.items() for text in texts])
def test_a_marker_in_text_that_is_shown_is_none(name: str, text: str) -> None:
    assert markers(document(text, KIND[name])) == ([], [])
    kind = KIND[name]
    if text.endswith(f"{FINE}\n"):
        return  # what is open stays open
    real = f"{text}\n{kind.comment('ocgen:begin table sfdc query')}\n{kind.comment('ocgen:end')}\n"
    found, findings = blocks(document(real, kind))
    assert len(found) == 1 and not findings


fences = st.lists(
    st.sampled_from(["```", "````", "~~~", "~~~~", "``` html", "~~~ `x`", "```x`", "  ```", "text", "", "``` "]),
    max_size=8,
)


@given(before=fences, after=fences)
def test_fences_are_those_that_a_markdown_parser_sees(before: list[str], after: list[str]) -> None:
    text = "\n".join([*before, "", FINE, "", *after]) + "\n"
    tokens = MarkdownIt("commonmark").parse(text)
    hidden = any(FINE in token.content for token in tokens if token.type == "fence")
    found, findings = markers(document(text))
    assert (len(found), findings) == (0 if hidden else 1, [])


def test_words_of_a_marker() -> None:
    text = begin('table sfdc query columns=key,description="What, \\"it\\" is" method="oauth2" hide-empty')
    (block,), findings = blocks(document(f"{text}\n{END}\n"))
    assert not findings
    assert isinstance(block.options, Options)
    assert [(c.id, c.title) for c in block.options.columns] == [("key", ""), ("description", 'What, "it" is')]
    assert block.options.method == ("oauth2",) and block.options.hide_empty


def test_sections_of_the_platform_need_no_key() -> None:
    text = "\n".join(
        f"{begin(what)}\n{END}" for what in ("table regions", "table catalogue", "table sfdc errors sort=status")
    )
    found, findings = blocks(document(text))
    assert [(b.key, b.section) for b in found] == [("", "regions"), ("", "catalogue"), ("sfdc", "errors")]
    assert not findings


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("layout", ["table", "list"])
def test_no_text_of_a_spec_ends_a_block(kind: Kind, layout: str) -> None:
    end = kind.comment("ocgen:end")
    for hostile in (HOSTILE, f"x\n{end}\n{end}", f"{end} ```\n{kind.comment('ocgen:begin table x')}", "// ocgen:end"):
        connector = with_text(CONNECTORS[0], hostile, frozenset({"name", "example", "term"}))
        catalogue = Catalogue(connector.platform, {"hostile": connector})
        sections = ("query", "configuration", "response", "provider-data")
        text = "".join(
            f"{kind.comment(f'ocgen:begin table hostile {s} layout={layout} anchors=no')}\n{end}\n" for s in sections
        )
        first, findings = update(document(text, kind), blocks(document(text, kind))[0], catalogue, PAGES)
        assert not findings and len(first.changes) == len(sections)
        again = document(first.content.decode(), kind)
        found, findings = blocks(again)
        assert not findings and len(found) == len(sections)
        assert update(again, found, catalogue, PAGES)[0].changes == ()


UNSEEN = [
    ("a.md", "{/* ocgen:begin table sftp query */}\n", 1, "in Markdown this is no comment",
     "write <!-- ocgen:begin ... -->"),
    ("a.mdx", f"{FINE}\n", 1, "in MDX this is no comment", "write {/* ocgen:begin ... */}"),
    ("a.adoc", f"text\n\n  {FINE}\n", 3, "in AsciiDoc this is no comment", "write // ocgen:begin ..."),
    ("a.rst", f"text\n\n{END}\n", 3, "in reStructuredText this is no comment", "write .. ocgen:end ..."),
    ("a.html", "// ocgen:begin table sftp query\n", 1, "in HTML this is no comment", "write <!-- ocgen:begin"),
    ("a.md", f"x\n\n```\ncode\n{FINE}\n{END}\n", 5, "begins in line 3 is not ended", "end the code by a fence"),
    ("a.qmd", f"```\n{FINE}\n{END}\n```\n", 2, "no marker of the document is used", "outside of code"),
    ("a.md", f"say `{FINE}`\n", 1, "no marker of the document is used", "outside of code"),
    ("a.adoc", "----\n// ocgen:begin table sftp query\n----\n", 2, "no marker of the document is used",
     "outside of code"),
    ("a.md", f"{FINE}\n{END}\n\n~~~\n{FINE}\n", 5, "begins in line 4 is not ended", "end the code by a fence"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "line", "said", "remedy"), UNSEEN)
def test_no_document_is_green_on_what_was_not_seen(
    ocgen: Ocgen, tmp_path: Path, name: str, text: str, line: int, said: str, remedy: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    for check in ((), ("--check",)):
        result = ocgen("docs", "inject", name, *check)
        assert result.code == 1
        assert f"{name}:{line}:" in result.out and said in result.out and remedy in result.out
        assert result.out.count("error[") == 1
    assert (tmp_path / name).read_text(encoding="utf-8") == text


def test_pages_about_markers_are_left_alone_where_a_pattern_finds_them(ocgen: Ocgen, tmp_path: Path) -> None:
    (tmp_path / "about.md").write_text(f"```\n{FINE}\n{END}\n```\n", encoding="utf-8")
    (tmp_path / "real.md").write_text(f"{FINE}\n{END}\n", encoding="utf-8")
    assert ocgen("docs", "inject", "*.md").out == "written real.md\n"
    assert ocgen("docs", "inject", "*.md", "--check").code == 0


def test_another_encoding_is_told_with_the_place_of_the_first_byte(ocgen: Ocgen, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(f"{FINE}\n{END}\n\nGr\u00fc\u00dfe\n".encode("latin-1"))
    result = ocgen("docs", "inject", "a.md")
    offset = len(f"{FINE}\n{END}\n\nGr") + 1
    assert result.code == 1
    assert f"a.md:4:1: error[docs-file]: the file is not UTF-8: byte {offset} is 0xfc" in result.out
