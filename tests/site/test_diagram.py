"""Sign-in diagrams: the site draws what the pages' Mermaid says, and leaves alone what it cannot draw whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from playwright.sync_api import Browser, Page, expect

from ocgen.site.diagram import Arrow, Diagram, read
from ocgen.site.drawing import draw
from ocgen.targets.docs import DocsTarget
from ocgen.templates import Templates
from ocgen.text.markdown import mermaid, visible
from tests.conftest import REPOSITORY
from tests.docs.odd import ACME, made_up
from tests.site.conftest import run_ocgen
from tests.site.project import make_project

PAGE = "infusionsoftmarketing.html"
START = "sequenceDiagram\n  actor a as Ann\n  participant b as Bob\n"


def arrows(diagram: Diagram) -> list[Arrow]:
    cases = [[part] if isinstance(part, Arrow) else [a for case in part for a in case.arrows] for part in diagram.parts]
    return [arrow for case in cases for arrow in case]


def test_the_diagrams_of_every_flow_are_read_whole(tmp_path: Path) -> None:
    (artifact,) = DocsTarget().connector_artifacts(made_up(ACME, tmp_path), Templates())
    texts = re.findall(r"```mermaid\n(.*?)```", artifact.text, re.DOTALL)
    diagrams = [read(text) for text in texts]
    assert len(diagrams) == 4
    for text, diagram in zip(texts, diagrams, strict=True):
        assert diagram
        assert len(arrows(diagram)) == text.count(">>")
        assert len(diagram.parties) == len(re.findall(r"^ +(?:actor|participant) ", text, re.MULTILINE))


def test_who_says_what_to_whom() -> None:
    read_one = read(START + "%% aside\n  alt yes\n  a->>b: hi\n  else no\n  b-->>a: #35;1\n  a->>a: hm\n  end\n")
    assert read_one
    assert [(p.name, p.person) for p in read_one.parties] == [("Ann", True), ("Bob", False)]
    ((yes, no),) = read_one.parts  # type: ignore[misc]
    assert (yes.name, no.name) == ("yes", "no")
    assert yes.arrows == (Arrow(0, 1, "hi"),)
    assert no.arrows == (Arrow(1, 0, "#1", answer=True), Arrow(0, 0, "hm"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "flowchart LR\n  a --> b\n",
        "sequenceDiagram\n",
        START + "  loop each day\n  a->>b: hi\n  end\n",
        START + "  Note over a: hi\n",
        START + "  a->>b: one<br/>two\n",
        START + "  a->>c: hi\n",
        START + "  alt yes\n  a->>b: hi\n",
        START + "  else no\n",
        START + "  end\n",
        START + "  alt yes\n  alt again\n  end\n  end\n",
    ],
)
def test_what_is_beyond_is_not_drawn_in_part(text: str) -> None:
    assert read(text) is None


@given(text=st.text(min_size=1).filter(visible))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    diagram = read(f"sequenceDiagram\n    actor a as {mermaid(text)}\n    a->>a: {mermaid(text)}\n")
    assert diagram
    assert diagram.parties[0].name == arrows(diagram)[0].says == visible(text)
    assert set(re.findall(r"<(\w+)", draw(diagram))) <= {"div", "span", "wbr"}


def test_a_code_that_is_no_sign_stays_as_it_is() -> None:
    diagram = read(START + "  a->>b: #9999999; #55296; #x;\n")
    assert diagram
    assert arrows(diagram)[0].says == "#9999999; #55296; #x;"


def test_a_diagram_of_another_kind_stays_code(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    (project / "pages").mkdir()
    (project / "pages" / "start.md").write_text("# Start\n\n```mermaid\nflowchart LR\n  a --> b\n```\n", "utf-8")
    built = run_ocgen("docs", "site", "--pages", "pages", cwd=project)
    assert (built.returncode, "warning" in built.stderr) == (0, False), built.stderr
    page = (project / "site" / "start.html").read_text(encoding="utf-8")
    assert "flowchart LR" in page
    assert "highlight-mermaid" in page
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
        source = (REPOSITORY / "generated" / "docs" / "infusionsoftmarketing.md").read_text(encoding="utf-8")
        diagram = read(re.findall(r"```mermaid\n(.*?)```", source, re.DOTALL)[0])
        assert diagram
        wanted = [(a.sender, a.receiver) if a.sender != a.receiver else a.sender for a in arrows(diagram)]
        assert drawn == wanted
        # The list beside it has the same numbers.
        words = page.locator("p:has-text('The same in words:') + ol > li")
        expect(words).to_have_count(len(wanted))


def test_a_drawing_is_in_the_colours_of_the_page(browser: Browser, site: Path) -> None:
    colours = []
    for scheme in ("light", "dark"):
        with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
            page: Page = context.new_page()
            page.goto((site / PAGE).as_uri())
            colours.append(
                page.locator(".sequence-says").first.evaluate(
                    "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
                )
            )
            assert colours[-1][1] == page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colours[0] != colours[1]
