"""Whatever comes in, the reader answers, soon, and says what it could not read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings, strategies as st

from ocgen.draft.json import draft_json
from ocgen.draft.spec import draft_spec
from ocgen.spec.loader import load
from ocgen.spec.reader import read as read_yaml
from ocgen.upstream import Reading, read
from ocgen.upstream.extract.page import MAX_BODIES
from ocgen.upstream.sources.source import MAX_BYTES
from tests.amount import examples
from tests.upstream.pages import PAGES, as_html, as_text

PLATFORM = load([], ()).platform
FORMS = [form(page) for page in PAGES.values() for form in (str, as_html, as_text)]


def run(content: bytes) -> Reading:
    """Read, and draft what was read; both forms of a draft must be readable again."""
    assert PLATFORM is not None
    reading = read(content, "page", PLATFORM)
    assert reading.facts is not None or any(finding.level == "error" for finding in reading.findings)
    if reading.facts is not None:
        assert json.loads(json.dumps(draft_json(reading.facts)))
        draft = read_yaml("draft", draft_spec(reading.facts, PLATFORM, "page").encode())
        assert draft.findings == ()
    return reading


@given(st.binary(max_size=2000))
def test_any_bytes(content: bytes) -> None:
    run(content)


@given(st.text(max_size=2000))
def test_any_text(text: str) -> None:
    run(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=examples(200))
@given(st.sampled_from(FORMS), st.data())
def test_damaged_pages(page: str, data: st.DataObject) -> None:
    """Cut something out, put something in."""
    at = data.draw(st.integers(0, len(page)))
    end = data.draw(st.integers(at, min(len(page), at + 400)))
    noise = data.draw(st.text(alphabet="{}[]\"'`<>|:,\\/-#*&\n\t\0 é\u202eax", max_size=30))
    run((page[:at] + noise + page[end:]).encode())


PIECES = [
    '{"a":', "[", '{"a":1}\n', "> ", "- ", "| x ", "|x|y|\n", "`", "```\n", "[a](", "{{", "<a ", "<!--", "<![", "<div>",
    "<table><tr><td>", "&amp", 'a="', "• x\n", "curl \\\n", "a&", "/elements/", "*a _b ", "one of ",
]  # fmt: skip


@pytest.mark.parametrize("start", ["", "# h\n", "<!doctype html><html><body>", "# h\n```\n/elements/x/oauth/url?"])
@pytest.mark.parametrize("piece", PIECES)
def test_much_of_the_same(piece: str, start: str) -> None:
    run((start + piece * (60_000 // len(piece))).encode())


def test_a_page_that_is_too_large_is_refused_unread() -> None:
    reading = run(b"a" * 50_000_000)
    assert reading.facts is None
    assert f"{MAX_BYTES:,}" in reading.findings[0].message


def test_more_bodies_than_a_page_has() -> None:
    body = '```\n{{"element": {{"key": "k{0}"}}, "configuration": {{"f{0}": "x"}}}}\n```\n'
    reading = run(("# h\n" + "".join(body.format(n) for n in range(3000))).encode())
    assert reading.facts is not None
    assert len(reading.facts.configuration) <= MAX_BODIES
    assert "more bodies" in reading.findings[-1].message


def test_zero_bytes_are_left_out_and_told() -> None:
    page = next(iter(PAGES.values()))
    reading = run(page.replace("acmecrm", "acme\0crm").encode())
    assert reading.facts is not None and reading.facts.key == "acmecrm"
    assert [finding.rule for finding in reading.findings] == ["upstream-partly-read"]


def test_an_unfinished_tag_is_told() -> None:
    page = as_html(next(iter(PAGES.values())))
    reading = run((page.removesuffix("</body></html>") + "<p class='").encode())
    assert reading.facts is not None
    assert "inside a tag" in reading.findings[0].message
