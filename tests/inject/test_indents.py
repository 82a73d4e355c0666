"""Blocks in quotes and lists stand there; where a language makes code of a marker, it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.conftest import Ocgen

BEGIN, END = "<!-- ocgen:begin table sftp configuration -->", "<!-- ocgen:end -->"
PARSER = MarkdownIt("commonmark").enable("table")


def opened(text: str) -> list[str]:
    """The blocks that the first table stands in, from the outside."""
    above: list[str] = []
    for token in PARSER.parse(text):
        if token.type == "table_open":
            return above
        if token.nesting == 1:
            above.append(token.type.removesuffix("_open"))
        elif token.nesting == -1:
            above.pop()
    return []


@pytest.mark.parametrize(
    ("before", "indent", "above"),
    [
        ("", "> ", ["blockquote"]),
        ("> [!NOTE]\n", "> ", ["blockquote"]),
        ("> > text\n> >\n", "> > ", ["blockquote", "blockquote"]),
        ("- item\n\n", "  ", ["bullet_list", "list_item"]),
        ("10. item\n\n", "    ", ["ordered_list", "list_item"]),
        ("- > quote in a list\n", "  > ", ["bullet_list", "list_item", "blockquote"]),
        ("- a\n\n  - b\n\n", "    ", ["bullet_list", "list_item", "bullet_list", "list_item"]),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_block_stands_where_its_markers_do(
    ocgen: Ocgen, tmp_path: Path, before: str, indent: str, above: list[str], ends: str
) -> None:
    page = tmp_path / "page.md"
    text = f"{before}{indent}{BEGIN}\n{indent}{END}\n\nafter\n".replace("\n", ends)
    page.write_bytes(text.encode())
    assert ocgen("docs", "inject", "page.md").code == 0
    made = page.read_bytes().decode()
    assert opened(made) == above
    assert made.endswith(f"{indent}{END}{ends}{ends}after{ends}")
    assert all(line.startswith(indent.rstrip()) for line in made.splitlines()[before.count("\n") : -2] if line)
    assert not [line for line in made.splitlines() if line != line.rstrip()]
    assert ocgen("docs", "inject", "page.md", "--check").code == 0
    page.write_bytes(made.replace("| yes |", "| no |").encode())
    assert "docs-edited" in ocgen("docs", "inject", "page.md", "--check").out


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("a.md", f"text\n\n    {BEGIN}\n    {END}\n", 3, "a line with four blanks before it is code"),
        ("a.md", f"\t{BEGIN}\n\t{END}\n", 1, "a line with four blanks before it is code"),
        ("a.md", f"- item\n\n      {BEGIN}\n      {END}\n", 3, "a line with four blanks before it is code"),
        ("a.md", f"- item\n\ntext\n\n    {BEGIN}\n    {END}\n", 5, "a line with four blanks before it is code"),
        (
            "a.adoc",
            "* item\n+\n  // ocgen:begin table sftp query\n  // ocgen:end\n",
            3,
            "a line that begins with a blank",
        ),
        ("a.md", f"> {BEGIN}\n{END}\n", 2, "begins in a quote and ends in another one, or outside of it"),
    ],
)
def test_a_marker_that_would_be_code_is_refused(
    ocgen: Ocgen, tmp_path: Path, name: str, text: str, line: int, said: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    result = ocgen("docs", "inject", name)
    assert result.code == 1
    assert f"{name}:{line}:" in result.out
    assert said in result.out
    assert (tmp_path / name).read_text(encoding="utf-8") == text
