"""The diagram of a sign-in: true to the calls of the page, told again in words, whole whatever the texts are."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from hypothesis import given, strategies as st

from ocgen.model import Connector, Method
from ocgen.site.drawing import draw
from ocgen.targets.docs import DocsTarget
from ocgen.templates import Templates
from ocgen.text.markdown import mermaid, visible
from tests.docs.conftest import Page
from tests.docs.odd import HOSTILE, with_text
from tests.docs.reading import read

# What Mermaid's grammar of sequence diagrams lets stand in a label: no ; or # but in an entity code, no line break.
LABEL = r"(?:[\w ,./()_-]|#\d+;)+"
LINE = re.compile(
    rf" {{4}}(?:(?:actor|participant) (?P<party>user|app|platform|provider) as {LABEL}"
    rf"|(?P<from>\w+)(?P<arrow>-{{1,2}}>>)(?P<to>\w+): (?P<label>{LABEL})"
    rf"|(?P<fork>alt|else) {LABEL}|(?P<end>end))"
)


def arrows(diagram: str) -> list[re.Match[str]]:
    """Check a diagram against the grammar; returns its arrows."""
    first, *lines = diagram.rstrip("\n").split("\n")
    assert first == "sequenceDiagram"
    found = [LINE.fullmatch(line) for line in lines]
    assert all(found), [line for line, match in zip(lines, found, strict=True) if not match]
    matches = [match for match in found if match]
    parties = [match["party"] for match in matches if match["party"]]
    assert len(set(parties)) == len(parties)
    words = [match["fork"] or match["end"] for match in matches if match["fork"] or match["end"]]
    assert words in ([], ["alt", "else", "end"])
    drawn = [match for match in matches if match["arrow"]]
    assert {party for match in drawn for party in (match["from"], match["to"])} == set(parties)
    return drawn


def shown(label: str) -> str:
    return re.sub(r"#(\d+);", lambda match: chr(int(match[1])), label)


def drawn_methods(connector: Connector) -> list[Method]:
    """The ways to sign in that have a diagram: nobody should begin with another one."""
    return [method for method in connector.methods if not method.deprecated] or list(connector.methods)


def with_diagrams(connector: Connector) -> Connector:
    return replace(connector, methods=tuple(replace(method, deprecated="") for method in connector.methods))


def test_the_calls_in_the_diagram_are_the_calls_of_the_page(various: list[Connector], page: Page) -> None:
    for connector in various:
        made = page(connector)
        diagrams = made.blocks_of("mermaid")
        assert len(diagrams) == len(drawn_methods(connector))
        drawn = [
            shown(match["label"])
            for diagram in diagrams
            for match in arrows(diagram)
            if (match["from"], match["to"], match["arrow"]) == ("app", "platform", "->>")
        ]
        commands = [block for block in made.blocks_of("bash") if block.startswith("curl")]
        found = [re.match(r'curl (--get )?"\$OPENCONNECTORS_BASE_URL(\S+)"', command) for command in commands]
        called = [f"{'GET' if c[1] else 'POST'} {c[2]}" for c in found if c]
        assert not [call for call in drawn if call not in called]


def test_what_comes_back_is_what_the_model_says(various: list[Connector], page: Page) -> None:
    for connector in various:
        for method, diagram in zip(drawn_methods(connector), page(connector).blocks_of("mermaid"), strict=True):
            callbacks = [shown(m["label"]) for m in arrows(diagram) if (m["from"], m["to"]) == ("provider", "app")]
            forms = connector.platform.refusals_of(method.flow)
            refused = [forms[0].parameters] if method.flow in ("redirect", "token-redirect") else []
            wanted = [method.callback, *refused] if method.flow != "none" else []
            assert callbacks == [f"callback with {', '.join(p.name for p in names)}" for names in wanted]


def test_each_flow_has_its_own(acme: Connector, page: Page) -> None:
    diagrams = {
        method.flow: arrows(diagram)
        for method, diagram in zip(acme.methods, page(with_diagrams(acme)).blocks_of("mermaid"), strict=True)
    }
    started = {flow: (drawn[0]["from"], drawn[0]["to"]) for flow, drawn in diagrams.items()}
    assert started == {
        "redirect": ("user", "app"),
        "token-redirect": ("user", "app"),
        "provider-started": ("user", "provider"),
        "none": ("app", "platform"),
    }
    lengths = {flow: len(drawn) for flow, drawn in diagrams.items()}
    assert lengths == {"none": 2, "provider-started": 4, "redirect": 11, "token-redirect": 12}


def test_a_drawing_tells_in_words_what_it_draws(various: list[Connector]) -> None:
    for connector in various:
        page, *_ = DocsTarget(draw).connector_artifacts(connector, Templates())
        mermaid, *_ = DocsTarget().connector_artifacts(connector, Templates())
        told = re.findall(r"<summary>In words</summary>\n<ol>\n(.*?)\n</ol>", page.text, re.DOTALL)
        for items, diagram in zip(told, read(mermaid.text).blocks_of("mermaid"), strict=True):
            lines = items.split("\n")
            for item, match in zip(lines, arrows(diagram), strict=True):
                words = shown(match["label"]).split()
                assert not [word for word in words if word not in unescape(item.replace("<wbr>", ""))], (item, words)


def test_no_text_ends_a_label_or_a_block(acme: Connector, page: Page) -> None:
    for provider in ("end", "END", "a;b", "# x", "x\ny: z", "%%{init: {}}%%", "-->>", HOSTILE, "ä é 漢"):
        made = page(replace(acme, provider=provider))
        for diagram in made.blocks_of("mermaid"):
            arrows(diagram)
    for diagram in page(with_text(acme, HOSTILE)).blocks_of("mermaid"):
        arrows(diagram)
    assert mermaid("end") == "#101;nd"
    assert shown(mermaid("a;b#c")) == "a;b#c"


@given(text=st.text(min_size=1).filter(visible))
def test_any_text_is_a_label_that_shows_it(text: str) -> None:
    assert re.fullmatch(LABEL, mermaid(text))
    assert shown(mermaid(text)) == visible(text)
