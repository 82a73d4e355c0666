"""A page says the same in Markdown and in HTML, whatever site it was saved from and whatever it leaves open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from ocgen.draft.json import draft_json
from ocgen.facts.connector import ConnectorFacts
from ocgen.upstream import Reading
from tests.amount import examples
from tests.conftest import CONNECTORS
from tests.upstream.conftest import Facts, generated_page
from tests.upstream.pages import OLD_STYLE, PAGES, REDIRECT, SEVERAL_WAYS
from tests.upstream.styles import STYLES, docusaurus, mkdocs, rouge, sphinx
from tests.upstream.test_hostile import run

styles = pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
_END = re.compile(r"</(?:td|th|tr|p|li|thead|tbody)>")
_OUTSIDE = re.compile(r"(<pre.*?</pre>|<[^<>]*>|&#?\w+;)", re.DOTALL)


def said(facts: ConnectorFacts) -> dict[str, Any]:
    """All that facts say, without places; line breaks count as blanks."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(inner) for key, inner in value.items() if key not in {"line", "location"}}
        if isinstance(value, list | tuple):
            return [bare(inner) for inner in value]
        return " ".join(value.split()) if isinstance(value, str) else value

    descriptions = [(field.name, field.description) for field in facts.configuration]
    mistakes = sorted((e.where, e.says, e.right, e.why) for e in facts.errata)
    found: dict[str, Any] = bare({**draft_json(facts), "errata": mistakes, "descriptions": descriptions})
    return found


def unclosed(page: str) -> str:
    """HTML that closes no cell, row, paragraph and item."""
    return _END.sub("", page)


def hyphenated(page: str) -> str:
    """HTML with soft hyphens in the long words outside of its code."""
    parts = _OUTSIDE.split(page)
    parts[::2] = [re.sub(r"(?<=[a-z]{4})(?=[a-z]{3})", "&shy;", part) for part in parts[::2]]
    return "".join(parts)


def on_one_line(page: str) -> str:
    """HTML without line breaks between its elements, as many sites send it."""
    parts = re.split(r"(<pre.*?</pre>)", page, flags=re.DOTALL)
    parts[::2] = [
        re.sub(r">\n+<(?=/?(?:t[drh]|table|tbody|thead|p|div|h\d|ul|ol|li|pre)\b)", "><", p) for p in parts[::2]
    ]
    return "".join(parts)


def upper(page: str) -> str:
    """HTML as old editors write it: names of elements in capitals."""
    return re.sub(r"</?[a-z][a-z0-9]*", lambda found: found[0].upper(), page)


SAVED: dict[str, Callable[[str], str]] = {
    "as it is": str, "unclosed": unclosed, "hyphenated": hyphenated, "on one line": on_one_line, "upper": upper
}  # fmt: skip


@styles
@pytest.mark.parametrize("saved", SAVED.values(), ids=SAVED)
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_html_says_what_markdown_says(
    facts: Facts, page: str, saved: Callable[[str], str], style: Callable[[str], str]
) -> None:
    assert said(facts(saved(style(page)))) == said(facts(page))


@styles
def test_pages_of_our_own_say_the_same(facts: Facts, style: Callable[[str], str]) -> None:
    for connector in CONNECTORS[::27]:
        page = generated_page(connector)
        assert said(facts(style(page))) == said(facts(page)), connector.key


@pytest.mark.parametrize("style", [rouge, sphinx, mkdocs, docusaurus])
def test_a_mistake_knows_its_line(facts: Facts, style: Callable[[str], str]) -> None:
    html = style(REDIRECT)
    if style is docusaurus:  # some of its versions break the lines of the file too
        html = html.replace("<br></span>", "</span>\n")
    lines = [re.sub(r"<[^<>]*>", "", line).replace("&lt;", "<").replace("&gt;", ">") for line in html.split("\n")]
    told = [e for e in facts(html).errata if e.says.startswith(("https;", "<ACOUNT"))]
    assert len(told) == 2
    for erratum in told:
        assert erratum.says in lines[erratum.location.line - 1]


def test_what_an_erratum_says_has_no_line_number(facts: Facts) -> None:
    (broken,) = (e for e in facts(SEVERAL_WAYS).errata if "does not parse" in e.says)
    assert not re.search(r"line|\d", broken.says)
    assert '"initech.tenant"' in SEVERAL_WAYS.split("\n")[broken.location.line - 1]


BODY = [
    "{",
    '  "element": {',
    '    "key": "acmecrm"',
    "  },",
    '  "configuration": {',
    '    "acme.server": "<URL>"',
    "  }",
    "}",
]
_TOKEN = re.compile(r'"[^"]*"|[{}:,]|\s+')


@st.composite
def listings(draw: st.DrawFn) -> str:
    """A body in some markup of a listing: numbers in a cell, in cells of their own, in the lines, or none."""
    numbers = draw(st.sampled_from(["none", "cell", "cells", "inline", "bare"]))
    tag = draw(st.sampled_from(["span", "div"]))
    name = draw(st.sampled_from(["line", "token-line", "view-line", "code-line"]))
    broken = draw(st.booleans()) and tag == "span"
    escape = str.maketrans({"<": "&lt;", ">": "&gt;"})
    shown = [
        "".join(f"<span class='t{len(part)}'>{part.translate(escape)}</span>" for part in _TOKEN.findall(line) if part)
        if draw(st.booleans())
        else line.translate(escape)
        for line in (re.sub(r"<URL>", "URL", line) for line in BODY)
    ]
    if numbers == "cells":
        rows = "".join(
            f"<tr><td class='num' data-line-number='{n}'></td><td class='blob-code'>{line}</td></tr>"
            for n, line in enumerate(shown, 1)
        )
        return f"<table class='highlight'><tbody>{rows}</tbody></table>"
    if numbers == "inline":
        shown = [f"<span class='linenos'>{n:2} </span>{line}" for n, line in enumerate(shown, 1)]
    elif numbers == "bare":
        shown = [f"{n} {line}" for n, line in enumerate(shown, 1)]
    if draw(st.booleans()):
        end = "<br>" if broken else ""
        code = "".join(f"<{tag} class='{name}'>{line}{end}</{tag}>" for line in shown)
    else:
        code = draw(st.sampled_from(["\n", "<br>"])).join(shown)
    if numbers == "cell":
        column = draw(st.sampled_from(["\n", "<br>"])).join(str(n) for n in range(1, len(BODY) + 1))
        mark = draw(st.sampled_from(["gutter", "linenos", "lineno", "rouge-gutter gl", "hljs-ln-numbers"]))
        left = f"<td class='{mark}'><pre>{column}</pre></td>"
        return f"<table><tr>{left}<td class='code'><div><pre>{code}</pre></div></td></tr></table>"
    return f"<pre><code>{code}</code></pre>"


@settings(max_examples=examples(150))
@given(listings(), st.sampled_from(["{}", "<table><tr><td><p>Sample</p></td></tr><tr><td>{}</td></tr></table>",
                                    "<table><tr><td><table><tr><td>{}</table><td>x</table>", "<ul><li>Send:{}</ul>"]))  # fmt: skip  # noqa: E501
def test_every_kind_of_listing_is_read(listing: str, around: str) -> None:
    page = f"<!doctype html><html><body><h1>Acme</h1><p>Send it.</p>{around.replace('{}', listing)}<p>End</p></body>"
    found = run(page.encode()).facts
    assert found is not None
    assert [field.name for field in found.configuration] == ["acme.server"]
    assert (found.key, found.errata) == ("acmecrm", ())


def table(rows: str, header: str = "<tr><th>Parameter</th><th>Description</th><th>Data Type</th></tr>") -> str:
    names = ("acme.one", "acme.two", "acme.three")
    body = "{" + '"element": {"key": "acmecrm"}, "configuration": {' + ", ".join(f'"{n}": "x"' for n in names) + "}}"
    return f"<!doctype html><html><body><pre>{body}</pre><table>{header}{rows}</table></body></html>"


ONE = "<tr><td>acme.one</td><td>First.</td><td>string</td></tr>"
TWO = "<tr><td>acme.two</td><td><em>Optional</em>. Second.</td><td>boolean</td></tr>"
THREE = "<tr><td>acme.three</td><td>Third.</td><td>number</td></tr>"
SPANS = {
    "plain": table(ONE + TWO + THREE),
    "a title over the header": table(
        ONE + TWO + THREE,
        "<tr><th colspan='3'>Parameters</th></tr><tr><th>Parameter</th><th>Description</th><th>Data Type</th></tr>",
    ),
    "a header of two rows": table(
        ONE + TWO + THREE,
        "<tr><th rowspan=2>Parameter</th><th colspan=2>Details</th></tr><tr><th>Description</th><th>Data Type</th></tr>",  # noqa: E501
    ),
    "groups": table(
        f"<tr><td colspan=3>Mandatory</td></tr>{ONE}<tr><td colspan='3'><b>Others</b></td></tr>{TWO}{THREE}"
    ),
    "a group that says optional": table(
        f"{ONE}<tr><td colspan=9>Optional</td></tr>{TWO.replace('<em>Optional</em>. ', '')}"
        f"<tr><th colspan=3>Required</th></tr>{THREE}"
    ),
    "a cell over rows": table(
        "<tr><td>acme.one</td><td>First.</td><td>string</td></tr>"
        "<tr><td rowspan=1>acme.two</td><td>Optional. Second.</td><td>boolean</td></tr>"
        "<tr><td>acme.three</td><td>Third.</td><td>number</td></tr>"
    ),
    "two columns under one head": table(
        "<tr><td>A</td><td>acme.one</td><td>First.</td><td>string</td></tr>"
        "<tr><td>B</td><td>acme.two</td><td>Optional. Second.</td><td>boolean</td></tr>"
        "<tr><td>C</td><td>acme.three</td><td>Third.</td><td>number</td></tr>",
        "<tr><th colspan=2>Parameter</th><th>Description</th><th>Data Type</th></tr>",
    ),
}


@pytest.mark.parametrize("page", SPANS.values(), ids=SPANS)
@pytest.mark.parametrize("saved", [str, unclosed], ids=["closed", "unclosed"])
def test_spans_shift_nothing(facts: Facts, page: str, saved: Callable[[str], str]) -> None:
    fields = facts(saved(page)).configuration
    assert [(f.name, f.type, f.required) for f in fields] == [
        ("acme.one", "string", True), ("acme.two", "boolean", False), ("acme.three", "number", True)
    ]  # fmt: skip


def test_a_cell_that_two_rows_share_is_no_copy(facts: Facts) -> None:
    rows = (
        "<tr><td>acme.one</td><td rowspan=2>The address of the account at Acme.</td><td rowspan=2>boolean</td></tr>"
        "<tr><td>acme.two</td></tr>" + THREE
    )
    page = facts(table(rows))
    assert [(f.name, f.type) for f in page.configuration[:2]] == [("acme.one", "boolean"), ("acme.two", "boolean")]
    assert page.errata == ()


def test_a_group_in_markdown_is_no_field(facts: Facts) -> None:
    page = (
        OLD_STYLE
        + "\n| Field | Description | Type |\n|-|-|-|\n| **Mandatory** | | |\n| `oauth.api.key` | K. | string |\n"
    )
    assert "Mandatory" not in [field.name for field in facts(page).configuration]


def test_a_placeholder_that_nobody_escaped_is_text(facts: Facts) -> None:
    rows = "<tr><td>acme.one<td>Put <YOUR_DOMAIN> there.<td>string<tr><td>acme.two<td>Optional.<td>boolean</tr>" + THREE
    fields = {field.name: field for field in facts(table(rows)).configuration}
    assert (fields["acme.one"].type, fields["acme.two"].type) == ("string", "boolean")
    assert fields["acme.one"].description == "Put <YOUR_DOMAIN> there."


def pieces() -> Iterator[str]:
    for tag in (
        "div",
        "table><tr><td",
        "pre",
        "code",
        "ul><li",
        "span",
        "td",
        "p",
        "b",
        "table><tr><td colspan=1000 rowspan=1000",
    ):
        yield f"<{tag}>"


@pytest.mark.parametrize("piece", list(pieces()))
def test_deep_and_long_pages_are_read_in_bounds(piece: str) -> None:
    reading: Reading = run(f"<!doctype html><html><body>{piece * (200_000 // len(piece))}".encode())
    assert reading.findings


def test_elements_too_deep_are_told() -> None:
    page = STYLES["plain"](REDIRECT).replace("</main>", f"{'<div>' * 400}</main>")
    (finding,) = run(page.encode()).findings
    assert (finding.rule, "256 deep" in finding.message) == ("upstream-partly-read", True)
