"""Sign-in diagrams: the site draws what the pages say as Mermaid, and leaves a writer's own Mermaid alone."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, strategies as st
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Page, expect

from ocgen.model import Connector
from ocgen.pages.diagram import Arrow, Diagram, Party, as_mermaid
from ocgen.pages.sequence_words import diagram_of
from ocgen.pages.view import page_view
from ocgen.site.drawing import draw
from ocgen.targets.docs import DocsTarget
from ocgen.targets.python.sample import python_samples
from ocgen.templates import Templates
from ocgen.text.markdown import visible
from ocgen.text.phrases import ENGLISH
from tests.conftest import CONNECTORS
from tests.docs.odd import ACME, HOSTILE, made_up, with_text
from tests.site.conftest import run_ocgen
from tests.site.project import make_project

PAGE = "infusionsoftmarketing.html"


def drawn_text(html: str) -> list[str]:
    """What a drawing shows, once for each element of text."""
    root = ElementTree.fromstring(html.replace("<wbr>", "").partition("<details")[0])
    return ["".join(e.itertext()) for e in root.iter() if not len(e) and e.text]


def diagrams(connector: Connector) -> list[Diagram]:
    views = page_view(connector, python_samples({})).methods
    return [diagram_of(view.sequence, connector, ENGLISH) for view in views]


def arrows(diagram: Diagram) -> list[Arrow]:
    cases = [[part] if isinstance(part, Arrow) else [a for case in part for a in case.arrows] for part in diagram.parts]
    return [arrow for case in cases for arrow in case]


@pytest.mark.parametrize("value", ["", HOSTILE, "a\n\nb", "</div>"])
def test_the_site_draws_what_the_page_says_as_mermaid(tmp_path: Path, value: str) -> None:
    made = made_up(ACME, tmp_path)
    connector = with_text(made, value) if value else made
    connector = replace(connector, methods=tuple(replace(method, deprecated="") for method in connector.methods))
    for source in (draw, as_mermaid):
        artifact, *_ = DocsTarget(source).connector_artifacts(connector, Templates())
        blocks = MarkdownIt("commonmark").parse(artifact.text)
        if source is draw:
            assert not [block for block in blocks if block.info == "mermaid"]
            found = [block.content for block in blocks if block.content.startswith('<div class="sequence"')]
        else:
            texts = [block.content for block in blocks if block.info == "mermaid"]
    assert len(found) == len(texts) == 4
    for html, text, diagram in zip(found, texts, diagrams(connector), strict=True):
        assert html.strip() == draw(diagram)
        assert html.count('class="sequence-says"') == text.count(">>") == len(arrows(diagram))
        said = [re.sub(r"#(\d+);", lambda code: chr(int(code[1])), m) for m in re.findall(r">>\w+: (.*)", text)]
        assert [arrow.says for arrow in arrows(diagram)] == said
        shown = drawn_text(html)
        assert [text for text in shown if text in said] == said
        assert {party.name for party in diagram.parties} <= set(shown)


def test_answers_turn_back_and_a_fork_has_its_cases(tmp_path: Path) -> None:
    redirect = diagrams(made_up(ACME, tmp_path))[0]
    rows = re.findall(r'class="sequence-row([^"]*)" style', draw(redirect))
    assert rows == ["", "", " answer back", " answer back", "", " back", " self", "", " answer back", "", " back"]
    assert drawn_text(draw(redirect)).index("the user agrees") < drawn_text(draw(redirect)).index("the user declines")
    assert [(party.name, party.person) for party in redirect.parties][:2] == [("User", True), ("Your app", False)]


@given(text=st.text(min_size=1).filter(visible))
def test_any_text_is_shown_as_it_is_in_one_block_of_html(text: str) -> None:
    shown = visible(text)
    html = draw(Diagram((Party("a", shown, person=True),), (Arrow(0, 0, shown),), "In words"))
    assert drawn_text(html) == [shown, shown]
    assert set(re.findall(r"<(\w+)", html)) <= {"div", "span", "wbr", "details", "summary", "ol", "li"}
    blocks = MarkdownIt("commonmark").parse(f"before\n\n{html}\n\nafter\n")
    assert [block.content for block in blocks if block.type == "html_block"] == [f"{html}\n"]


def test_the_mermaid_of_ones_own_stays_code(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    (project / "pages").mkdir()
    own = "```mermaid\nflowchart LR\n  a --> b\n```\n\n```mermaid\nsequenceDiagram\n  a->>b: hi\n```\n"
    (project / "pages" / "start.md").write_text(f"# Start\n\n{own}", "utf-8")
    built = run_ocgen("docs", "site", "--pages", "pages", cwd=project)
    assert (built.returncode, "warning" in built.stderr) == (0, False), built.stderr
    page = (project / "site" / "start.html").read_text(encoding="utf-8")
    assert "flowchart LR" in page
    assert page.count("highlight-mermaid") == 2
    assert 'class="sequence"' in (project / "site" / "acme.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [360, 1280])
def test_each_arrow_leads_from_line_to_line_and_every_word_is_in_sight(
    browser: Browser, site: Path, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((site / PAGE).as_uri())
        drawing = page.get_by_role("img", name="User, Your app, SAP Open Connectors, Infusionsoft")
        expect(drawing).to_be_visible()
        parties = [party.bounding_box() for party in drawing.locator(".sequence-party").all()]
        middles = [party["x"] + party["width"] / 2 for party in parties if party]
        assert len(middles) == 4
        drawn = []
        for row in drawing.locator(".sequence-row:has(.sequence-arrow)").all():
            arrow, says = (row.locator(name).bounding_box() for name in (".sequence-arrow", ".sequence-says"))
            assert arrow
            assert says
            assert says["x"] >= 0
            assert says["x"] + says["width"] <= width
            classes = (row.get_attribute("class") or "").split()
            ends = [
                next((n for n, middle in enumerate(middles) if abs(middle - x) < 2), None)
                for x in (arrow["x"], arrow["x"] + arrow["width"])
            ]
            drawn.append(tuple(reversed(ends)) if "back" in classes else ends[0] if "self" in classes else tuple(ends))
        diagram = diagrams(next(c for c in CONNECTORS if c.key == "infusionsoftmarketing"))[0]
        wanted = [(a.sender, a.receiver) if a.sender != a.receiver else a.sender for a in arrows(diagram)]
        assert drawn == wanted
        # The list below it has the same numbers, once it is opened.
        words = page.locator("details.sequence-words li")
        expect(words).to_have_count(len(wanted))
        expect(words.first).not_to_be_visible()
        page.get_by_text("In words", exact=True).click()
        expect(words.last).to_be_visible()


def test_a_drawing_is_in_the_colours_of_the_page(browser: Browser, site: Path) -> None:
    colours = []
    for scheme in ("light", "dark"):
        with browser.new_context(color_scheme=scheme) as context:
            page: Page = context.new_page()
            page.goto((site / PAGE).as_uri())
            colours.append(
                page.locator(".sequence-says").first.evaluate(
                    "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
                )
            )
            assert colours[-1][1] == page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colours[0] != colours[1]
