"""The layout of the pages: nothing cut off, the room used, code in tabs, links that land, paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

FIELD = "infusionsoftmarketing.html#field--oauth2--infusionsoft.private.key"
STEP = "infusionsoftmarketing.html#step--oauth2--url"
PAGES = (
    "index.html",
    "infusionsoftmarketing.html",
    "resources/sapc4chd.html",  # the longest paths of all
    "platform/regions.html",
    "platform/errors.html",
    "platform/everywhere.html",
)

Open = Callable[..., Page]

# What sticks out of the screen or of a box that cuts it off. A box may scroll where a shadow at its edge says so.
CUT_OFF = """() => {
  const scrolls = (box) => box.scrollWidth > box.clientWidth + 1;
  const cut = [];
  for (const element of document.querySelectorAll("article *")) {
    const style = getComputedStyle(element);
    const { left, right, width } = element.getBoundingClientRect();
    if (!width || style.display === "none" || element.closest(".sequence, .visually-hidden")) continue;
    const box = element.closest(".table-wrapper, pre, .tab-list");
    const cue = box && scrolls(box) && getComputedStyle(box).backgroundImage.includes("gradient");
    if ((left < -1 || right > innerWidth + 1) && !cue) cut.push(`off screen: ${element.outerHTML.slice(0, 120)}`);
    if (scrolls(element) && style.overflowX !== "visible" && !cue) cut.push(`cut: ${element.outerHTML.slice(0, 120)}`);
  }
  return cut;
}"""


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Open a page of the site in a window of its own, with the options of a browser's context."""
    with ExitStack() as stack:

        def opened(name: str, width: int = 1280, **options: Any) -> Page:
            context = stack.enter_context(browser.new_context(viewport={"width": width, "height": 800}, **options))
            page = context.new_page()
            page.goto(f"{address}/{name}")
            return page

        yield opened


def widths(page: Page, selector: str) -> list[float]:
    found: list[float] = page.locator(selector).evaluate_all("all => all.map((e) => e.getBoundingClientRect().width)")
    return found


@pytest.mark.parametrize("width", [390, 768, 1280, 1920])
def test_nothing_is_cut_off(open_page: Open, width: int) -> None:
    page = open_page("index.html", width)
    for name in PAGES:
        page.goto(page.url.rpartition("/deep/down/")[0] + f"/deep/down/{name}")
        assert page.evaluate(CUT_OFF) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") == width, name


def test_a_table_that_does_not_fit_scrolls_and_says_so(open_page: Open) -> None:
    page = open_page("platform/regions.html", 390)
    page.locator("tbody code").first.evaluate("e => { e.textContent = 'x'.repeat(200); e.style.whiteSpace = 'nowrap' }")
    wrapper = page.locator(".table-wrapper").first
    assert wrapper.evaluate("e => e.scrollWidth > e.clientWidth && getComputedStyle(e).overflowX") == "auto"
    assert "gradient" in wrapper.evaluate("e => getComputedStyle(e).backgroundImage")
    page.evaluate("dispatchEvent(new Event('resize'))")
    assert wrapper.get_attribute("tabindex") == "0"


@pytest.mark.parametrize(("width", "least"), [(1280, 450), (1920, 750)])
def test_the_description_of_a_field_has_the_room(open_page: Open, width: int, least: int) -> None:
    page = open_page(FIELD, width)
    name, required, kind, description = widths(page, "tr:target > td")
    assert description > least
    assert description > name + required + kind
    # A key stands in one line, and its column is not wider than its content asks.
    (height,) = page.locator("tr:target > td:first-child code").evaluate_all("all => all.map((e) => e.offsetHeight)")
    assert height < 26
    longest = max(widths(page, "table:has(tr:target) td:first-child code"))
    assert longest < name < longest + 60


def test_a_row_is_a_block_where_its_box_is_narrow(open_page: Open) -> None:
    page = open_page(FIELD, 390)
    assert page.locator("tr:target").evaluate("e => getComputedStyle(e).display") == "block"
    assert "Required" in page.locator("tr:target > td").nth(1).evaluate("e => getComputedStyle(e, '::before').content")
    assert page.locator("tr:target > td").last.evaluate("e => getComputedStyle(e, '::before').content") == "none"


def test_long_lines_of_code_go_on_and_are_copied_whole(open_page: Open) -> None:
    page = open_page(STEP, 390, permissions=["clipboard-read", "clipboard-write"])
    block = page.locator(".tab .highlight-bash").first
    text = block.locator("pre").text_content() or ""
    assert block.locator("pre").evaluate("e => e.scrollWidth <= e.clientWidth")
    block.hover()
    block.get_by_role("button").click()
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.startsWith('curl --get'))")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == text.strip()


def test_one_language_at_a_time_and_the_same_in_all_places(open_page: Open) -> None:
    page = open_page("infusionsoftmarketing.html")
    groups = page.locator(".tabs")
    assert groups.count() > 1
    first = groups.first
    expect(first.get_by_role("tab")).to_have_text(["cURL", "HTTP"])
    expect(first.get_by_role("tabpanel")).to_have_count(1)
    first.get_by_role("tab", name="HTTP").click()
    for group in groups.all():
        if "HTTP" in group.get_by_role("tab").all_text_contents():
            expect(group.get_by_role("tab", selected=True)).to_have_text("HTTP")
            expect(group.locator(".tab:visible")).to_contain_text("HTTP/1.1")
    page.reload()  # the browser remembers
    expect(page.locator(".tabs").first.get_by_role("tab", selected=True)).to_have_text("HTTP")
    page.locator(".tabs").first.get_by_role("tab", selected=True).focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".tabs").first.get_by_role("tab", name="cURL")).to_be_focused()
    expect(page.locator(".tabs").first.locator(".tab:visible")).to_contain_text("curl --get")
    expect(page.locator(".tabs").filter(has_text="Python").get_by_role("tab")).to_have_text(["cURL", "HTTP", "Python"])


def test_what_is_pressed_stays_where_it_is(open_page: Open) -> None:
    page = open_page("infusionsoftmarketing.html")
    tab = page.locator(".tabs").last.get_by_role("tab", name="HTTP")
    tab.scroll_into_view_if_needed()
    before = tab.bounding_box()
    tab.click()
    after = tab.bounding_box()
    assert before and after
    assert abs(before["y"] - after["y"]) < 2


def test_without_scripts_each_language_stands_in_turn(open_page: Open) -> None:
    page = open_page("infusionsoftmarketing.html", java_script_enabled=False)
    expect(page.get_by_role("tab")).to_have_count(0)
    group = page.locator(".tabs").first
    expect(group.locator(".tab-name")).to_have_text(["cURL", "HTTP"])
    expect(group.locator(".tab:visible")).to_have_count(2)
    assert page.locator(".tab").count() == page.locator(".tab:visible").count()


def test_the_link_of_a_field_is_copied(open_page: Open) -> None:
    page = open_page("infusionsoftmarketing.html", permissions=["clipboard-read", "clipboard-write"])
    row = page.locator("tr[id='field--oauth2--infusionsoft.private.key']")
    row.hover()
    row.get_by_title("Link to this row").click()
    expect(page.get_by_role("status")).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert page.url.endswith(FIELD)


@pytest.mark.parametrize("width", [390, 900, 1280])
@pytest.mark.parametrize("name", [FIELD, STEP])
def test_a_link_lands_at_once_and_below_what_is_stuck_to_the_top(open_page: Open, name: str, width: int) -> None:
    page = open_page(name, width)  # motion is not reduced here
    # In sight as soon as the page is there, and still so once everything has come.
    for state in ("domcontentloaded", "networkidle"):
        page.wait_for_load_state(state)
        top, bar, end = page.evaluate(
            """() => {
              const bar = document.querySelector(".mobile-header");
              const place = document.querySelector(":target").getBoundingClientRect();
              return [place.top, bar.offsetHeight, innerHeight];
            }"""
        )
        assert bar < top < end / 2
    # So does a link within the page, within one frame.
    moved = page.evaluate(
        """() => {
          document.querySelector('article a[href="#field--oauth2--oauth.api.key"]').click();
          return document.getElementById("field--oauth2--oauth.api.key").getBoundingClientRect().top;
        }"""
    )
    assert bar < moved < end / 2


def test_on_paper_stands_the_page_alone(open_page: Open) -> None:
    page = open_page("infusionsoftmarketing.html", 720)
    page.emulate_media(media="print")
    for selector in (".skip-to-content", ".sidebar-drawer", ".mobile-header", "footer", ".tab-list", ".back-to-top"):
        assert page.locator(selector).count() > 0, selector
        assert page.locator(f"{selector}:visible").count() == 0, selector
    assert page.locator("a.headerlink:visible, .copybtn:visible").count() == 0
    assert page.locator(".tab:visible").count() == page.locator(".tab").count() > 4
    assert page.locator(".tab-name:visible").count() == page.locator(".tab").count()
    assert page.evaluate(CUT_OFF) == []
    (width,) = widths(page, "article")
    assert width > 700


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_at_all(open_page: Open, scheme: str, width: int) -> None:
    page = open_page("index.html", width, color_scheme=scheme)
    for name in PAGES:
        page.goto(page.url.rpartition("/deep/down/")[0] + f"/deep/down/{name}")
        page.wait_for_load_state("networkidle")
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [node["html"][:200] for node in v["nodes"][:3]]) for v in found] == [], name
