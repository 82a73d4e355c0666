"""Whatever a table says, every format hands it on: a parser of a third party gives it back exactly."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import example, given, strategies as st

from ocgen.tables.formats.csv import guarded
from ocgen.tables.formats.registry import NAMES, renderer
from ocgen.tables.rich import Cell, Code, Emphasis, Hyperlink, Inline, Line, Reference, Strong, Text, neat, plain
from ocgen.tables.table import Column, Layout, Row, Table
from ocgen.text.characters import readable_lines
from ocgen.text.markdown import visible
from tests.tables.readers import READERS, Read, has_asciidoctor

HOSTILE = [
    "a | b || c |",
    "`one` ``two`` ```three``` `",
    "<script>alert(1)</script> &lt; &amp;lt; &#35; &copy;",
    "*/ --> ]]> <!-- ocgen:end --> %}",
    "line\nbreak\r\nand\ttab",
    "{macro} {toc} {name} {{ x }} {% x %} ${x} {empty}",
    "=SUM(A1) @x +1 -1",
    "=cmd|' /C calc'!A0",
    "..", ".. note:: x", "..ocgen:end", ".Title", ". item", "...",
    ":", "::", "a::", ":field: x", ":role:`x`", "a : b", "term:: def", "NOTE: x", "a:b", "Note: x",
    "// comment", "// ocgen:end", "include::x[]", "ifdef::x[]", "link:x[y]", "image::x[]", "<<x,y>>", "[[x]]", "[x]_",
    "# heading", "= heading", "- item", "* item", "1. item", "a) item", "(i) item", "#. item", "iv. x", "+", "'''",
    "----", "====", "|===", "~~~", "> quote", "\\", "\\| ends \\", "\\*x\\*",
    "*b* _u_ **b** __u__ ^s^ ~s~ #h# snake_case_name _x x_ x__ `x`_ |x|_ word_",
    "(C) (R) (TM) -> => <- -- --- it's \"x\" \"`x`\" '`x`' ((x)) $$x$$ +x+ ++x++ pass:[x] a -- b",
    "https://auto.example http://x##y http://x www.auto.example a@b.example mailto:x",
    "[x](javascript:x) ![y](z) [ref]: x ![", "!", "a!",
    "right\u202eto left\u2066 and back\u2069", "bell\x07 nul\x00 escape\x1b[31m", "\ufffe \uffff \ufdd0",
    "\u2028 separators \u2029\x85", "\u2022 bullet", "2+ 3* a|x", "2+", "a", "3*",
    "-o option", "--long", "/V x", ">>> doctest", "| line", "__ anon", ".. _x: y", "| x", ".2+^.>s",
    "  spaces   around  ", "", "ünïcödé 日本 🙂 ß²",
]  # fmt: skip
texts = st.one_of(
    st.text(),
    st.text(alphabet="|`\\*_[]()<>&#-+=~!$:{}.1 a\n/;\"'^@,%?x2"),
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from(HOSTILE), max_size=3).map(" ".join),
)
parts: st.SearchStrategy[Inline] = st.one_of(
    st.builds(Text, texts),
    st.builds(Code, texts),
    st.builds(Strong, texts),
    st.builds(Emphasis, texts),
    st.builds(Hyperlink, texts, st.one_of(texts, texts.map("https://x.example/{}".format))),
    st.builds(Reference, texts, st.just("field--row0")),
)
lines: st.SearchStrategy[Line] = st.lists(parts, max_size=4).map(tuple)
cells: st.SearchStrategy[Cell] = st.lists(lines, max_size=2).map(tuple)


@st.composite
def tables(draw: st.DrawFn, layout: Layout = "table") -> Table:
    width = draw(st.integers(1, 3))
    rows = draw(st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=3))
    titles = draw(st.lists(texts, min_size=width, max_size=width))
    made = [Row(f"field--row{n}", tuple(row)) for n, row in enumerate(rows)]
    if layout == "list" and len(made) > 1:
        made = [Row(made[0].anchor, made[0].cells, tuple(made[1:]))]
    return Table(tuple(Column(f"c{n}", title) for n, title in enumerate(titles)), tuple(made), layout)


def in_every_place(value: str) -> Table:
    anywhere: tuple[Cell, ...] = (
        ((Text(value),), (Text(value),)),
        ((Code(value), Code(value), Text(value), Strong(value), Strong(value), Text("x")),),
        ((Emphasis(value), Emphasis(value), Text(value), Emphasis(value), Code(value), Strong(value)),),
        ((Hyperlink(value, "https://x.example/?a=1&b=_c_"), Reference(value, "field--row0"), Text(value)),),
    )
    return Table(
        tuple(Column(f"c{n}", value) for n in range(4)), (Row("field--row0", anywhere), Row("field--row1", anywhere))
    )


def wanted(value: Cell) -> str:
    said = (visible("".join(part.text for part in line)) for line in value)
    return "\n".join(line for line in said if line)


def with_examples(test: Callable[..., None]) -> Callable[..., None]:
    for value in HOSTILE:
        test = example(table=in_every_place(value))(test)
    return test


def read(name: str, table: Table) -> Read:
    if name == "asciidoc" and not has_asciidoctor():
        pytest.skip("Asciidoctor is not installed")
    return READERS[name](renderer(name)(table))


def test_every_format_has_a_reader() -> None:
    assert set(READERS) == set(NAMES)


@pytest.mark.parametrize("name", ["md", "html", "rst", "asciidoc", "dita", "confluence"])
@with_examples
@given(table=tables())
def test_a_table_comes_back(name: str, table: Table) -> None:
    found = read(name, table)
    assert found.head == [visible(column.title) for column in table.columns]
    assert found.rows == [[wanted(value) for value in row.cells] for row in table.rows]
    assert len(found.anchors) == len(table.rows)
    assert set(found.references) <= {found.anchors[0]}
    assert all(re.match("https?://", link, re.IGNORECASE) for link in found.links)


@pytest.mark.parametrize("name", ["md", "html", "rst", "asciidoc", "dita", "confluence"])
@with_examples
@given(table=tables("list"))
def test_a_list_comes_back(name: str, table: Table) -> None:
    listed = Table(table.columns, table.rows, "list")
    expected = []
    for row in listed.flat():
        term = " ".join(wanted(row.cells[0]).split("\n")) or "-"
        expected.append([term])
        for column, value in zip(listed.columns[1:], row.cells[1:], strict=True):
            if wanted(value):
                expected.append([f"{visible(column.title) or '-'}: {wanted(value)}"])
    found = read(name, listed)
    assert found.rows == expected
    assert len(found.anchors) == len(listed.flat())


@with_examples
@given(table=tables())
def test_json_has_the_very_text(table: Table) -> None:
    found = read("json", table)
    assert found.head == [column.title for column in table.columns]
    assert found.rows == [[plain(value) for value in row.cells] for row in table.rows]


@with_examples
@given(table=tables())
def test_csv_has_the_text_and_no_formula(table: Table) -> None:
    found = read("csv", table)
    expected = [[c.title for c in table.columns], *([plain(value) for value in row.cells] for row in table.rows)]
    for cells_found, cells_wanted in zip([found.head, *found.rows], expected, strict=True):
        for have, want in zip(cells_found, cells_wanted, strict=True):
            assert have in (readable_lines(want), f"'{readable_lines(want)}")
            assert not re.match("\\s*[=+@\uff1d\uff0b\uff0d\uff20-]|[\t\r\n]", have)


def test_csv_guards_only_formulas() -> None:
    assert [guarded(v) for v in ("=1", " @x", "\t1", "plain", "a=1", "'x")] == [
        "'=1",
        "' @x",
        "'\t1",
        "plain",
        "a=1",
        "'x",
    ]


@given(cell=cells)
def test_a_neat_cell_shows_what_the_cell_says(cell: Cell) -> None:
    assert plain(neat(cell)) == wanted(cell)
    assert neat(neat(cell)) == neat(cell)


@pytest.mark.parametrize("name", NAMES)
def test_a_table_without_rows_is_valid_too(name: str) -> None:
    text = renderer(name)(Table((Column("a", "A"), Column("b", "B")), ()))
    assert text.endswith("\n")
    assert ("None." in text) == (name not in ("csv", "json"))
    if name in ("csv", "json"):
        assert read(name, Table((Column("a", "A"),), ())).rows == []
