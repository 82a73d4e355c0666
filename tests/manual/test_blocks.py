"""Code blocks of the repository's Markdown: each one ends, and what is shown as TOML can be used as it is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ocgen import read_config
from tests.conftest import REPOSITORY

# Those of the repository, and not of what was installed or built beside it.
FOLDERS = (".github", "docs", "examples", "generated", "generator", "specs", "templates", "tests")
FILES = [*REPOSITORY.glob("*.md"), *(path for name in FOLDERS for path in (REPOSITORY / name).rglob("*.md"))]
PAGES = {path.relative_to(REPOSITORY).as_posix(): path.read_text(encoding="utf-8") for path in sorted(FILES)}
WRITTEN = {name: text for name, text in PAGES.items() if not name.startswith("generated/")}


def blocks(page: str) -> Iterator[Token]:
    return (token for token in MarkdownIt("commonmark").parse(page) if token.type == "fence")


def unclosed(page: str) -> list[int]:
    """Return the lines, from 1, of fences that the page never closes."""
    lines = page.splitlines()
    found = []
    for block in blocks(page):
        assert block.map
        first, end = block.map
        last = lines[end - 1].lstrip("> \t").rstrip()
        if end - first < 2 or not last.startswith(block.markup) or last.strip(block.markup[0]):
            found.append(first + 1)
    return found


def toml_blocks() -> Iterator[tuple[str, str]]:
    for name, page in WRITTEN.items():
        for block in blocks(page):
            if block.info.split()[:1] == ["toml"]:
                assert block.map
                yield f"{name}:{block.map[0] + 1}", block.content


TOML = dict(toml_blocks())


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("```toml\na = 1\n```\n", []),
        ("text\n\n```console\n$ cat start.md\n...\n", [3]),
        ("- ~~~~\n  a\n  ~~~\n", [1]),
        ("- ~~~~\n  a\n  ~~~~\n", []),
        ("```", [1]),
        ("```\na\n``` b\n", [1]),
    ],
)
def test_a_block_without_an_end_is_found(page: str, lines: list[int]) -> None:
    assert unclosed(page) == lines


def test_every_code_block_ends() -> None:
    assert {"README.md", "docs/documents.md", "generated/docs/sfdc.md"} <= set(PAGES)
    assert {name: lines for name, page in PAGES.items() if (lines := unclosed(page))} == {}


@pytest.mark.parametrize("place", TOML)
def test_what_is_shown_as_toml_can_be_used(place: str, tmp_path: Path) -> None:
    text = TOML[place]
    parsed = tomllib.loads(text)
    if "ocgen" in parsed.get("tool", {}):
        (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
        assert read_config(tmp_path).file == tmp_path / "pyproject.toml"


def test_configurations_are_among_them() -> None:
    shown = {place.partition(":")[0] for place, text in TOML.items() if "[tool.ocgen" in text}
    assert {"docs/configuration.md", "docs/client.md", "docs/getting-started.md"} <= shown
