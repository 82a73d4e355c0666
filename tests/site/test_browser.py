"""The site, as a reader meets it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

FIELD = "infusionsoftmarketing.html#field--oauth2--infusionsoft.private.key"
PAGES = ("index.html", "infusionsoftmarketing.html", "search.html?q=private.key")

expect.set_options(timeout=60_000)


@pytest.fixture
def watched(page: Page, address: str) -> Iterator[Page]:
    """A page that must say nothing in the console and ask nothing of others."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    yield page
    assert said == []
    assert asked <= {urlsplit(address).netloc, ""}  # no host: data: addresses


def search(page: Page, words: str) -> None:
    page.get_by_role("search").first.get_by_role("textbox").fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("p.search-summary")).to_contain_text("found")


@pytest.mark.parametrize("words", ["private.key", "infusionsoft.private.key", "encrypt"])
def test_search_finds_a_field_by_part_of_its_name_and_leads_to_it(watched: Page, address: str, words: str) -> None:
    watched.goto(f"{address}/index.html")
    search(watched, words)
    found = watched.get_by_role("link", name=re.compile(r"infusionsoft\.private\.key"))
    shown = watched.locator("ul.search li").filter(has_text="Marketing Automation").filter(has=found)
    expect(shown.first).to_contain_text("configuration field, in Connect Infusionsoft Marketing Automation")
    shown.first.get_by_role("link").click()
    watched.wait_for_url(f"**/{FIELD}")
    expect(watched.locator("tr:target")).to_be_in_viewport()


@pytest.mark.parametrize("name", ["infusionsoft.private.key", "oauth.api.key", "callbackUrl"])
def test_a_whole_name_is_found_before_all_that_mentions_it(watched: Page, address: str, name: str) -> None:
    watched.goto(f"{address}/index.html")
    search(watched, name)
    first = watched.locator("ul.search > li").first
    expect(first.get_by_role("link")).to_have_text(re.compile(rf"{re.escape(name)}\b"))
    expect(first).to_contain_text(re.compile("configuration field|query parameter"))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("callbackUrl", "query parameter"),
        ("grant code", "callback parameter"),
        ("contacts", "resource, in"),
        ("OpportunityTitle", "field of a resource"),
    ],
)
def test_search_finds_parameters_and_resources(watched: Page, address: str, words: str, kind: str) -> None:
    watched.goto(f"{address}/sfdc.html")
    search(watched, words)
    expect(watched.locator("ul.search li").filter(has_text=kind).first).to_be_visible()


@pytest.mark.parametrize(
    ("field", "resource"), [("FirstName", "accounts"), ("FirstName", "contacts"), ("OpportunityTitle", "leads")]
)
def test_search_leads_to_the_field_of_each_resource(watched: Page, address: str, field: str, resource: str) -> None:
    watched.goto(f"{address}/index.html")
    search(watched, field)
    found = watched.locator("ul.search li").filter(has_text="Resources of Infusionsoft Marketing Automation")
    found.get_by_role("link", name=f"{field} (/{resource})", exact=True).click()
    watched.wait_for_url(f"**/resources/infusionsoftmarketing.html*#resource-field--{resource}--{field}")
    expect(watched.locator("tr:target")).to_contain_text(field)
    expect(watched.locator("tr:target")).to_be_in_viewport()


def test_search_finds_a_connector(watched: Page, address: str) -> None:
    watched.goto(f"{address}/index.html")
    search(watched, "salesforce")
    watched.get_by_role("link", name="Connect Salesforce", exact=False).first.click()
    watched.wait_for_url("**/sfdc.html*")


def test_a_deep_link_scrolls_to_its_field(watched: Page, address: str) -> None:
    watched.goto(f"{address}/{FIELD}")
    row = watched.locator("tr:target")
    expect(row).to_contain_text("infusionsoft.private.key")
    expect(row).to_be_in_viewport()


def test_on_a_phone_a_parameter_is_read_without_moving_sideways(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 800}, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(f"{address}/{FIELD}")
        cells = page.locator("tr:target > td")
        expect(cells).to_have_count(4)
        boxes = [cells.nth(n).bounding_box() for n in range(4)]
        assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)
        headings = cells.evaluate_all("cells => cells.map((cell) => cell.dataset.heading)")
        assert headings == ["Field", "Required", "Type", "Description"]


def test_on_a_phone_the_catalogue_is_read_without_moving_sideways(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{address}/index.html")
        row = page.locator("tbody tr").filter(has_text="infusionsoftmarketing")
        cells = row.locator("td:visible")
        expect(cells).to_have_count(4)
        boxes = [cells.nth(n).bounding_box() for n in range(4)]
        assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)
        page.get_by_label("Hub", exact=True).select_option("CRM")
        expect(row).to_be_hidden()


def test_every_row_of_a_parameter_has_its_own_address(watched: Page, address: str) -> None:
    watched.goto(f"{address}/infusionsoftmarketing.html")
    ids = watched.locator("tr[id]").evaluate_all("rows => rows.map((row) => row.id)")
    links = watched.locator("tr[id] a.headerlink").evaluate_all("as => as.map((a) => a.hash.slice(1))")
    assert len(ids) > 15
    assert links == ids


def test_the_catalogue_is_filtered_by_hub_and_by_sign_in(watched: Page, address: str) -> None:
    watched.goto(f"{address}/index.html")
    rows = watched.locator("tbody tr:visible")
    everything = rows.count()
    watched.get_by_label("Hub", exact=True).select_option("Marketing")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("infusionsoftmarketing")
    watched.get_by_label("Sign-in", exact=True).select_option("user name and password")
    expect(rows).to_have_count(0)
    expect(watched.get_by_role("status")).to_contain_text("No connector fits")
    watched.get_by_label("Hub", exact=True).select_option("")
    expect(rows.first).to_contain_text("sftp")
    watched.get_by_label("Sign-in", exact=True).select_option("")
    watched.get_by_label("Connector", exact=True).fill("infusionsoft crm")
    expect(rows).to_have_count(1)
    watched.reload()  # the address keeps the choice
    expect(rows).to_have_count(1)
    expect(watched.get_by_role("status")).to_have_text(f"1 of {everything} connectors")


def test_without_scripts_the_catalogue_shows_everything(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/index.html")
        assert page.locator("form.catalogue-filters").count() == 0
        assert page.locator("tbody tr:visible").count() == page.locator("tbody tr").count() > 3


def test_code_is_copied_by_a_button(browser: Browser, address: str) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{address}/infusionsoftmarketing.html")
        block = page.locator("div.highlight-python").first
        block.hover()
        block.get_by_role("button").click()
        page.wait_for_function("navigator.clipboard.readText().then((text) => text.includes('from openconnectors'))")


def test_dark_and_light_follow_the_reader(browser: Browser, address: str) -> None:
    colours = []
    for scheme in ("light", "dark"):
        with browser.new_context(color_scheme=scheme) as context:
            page = context.new_page()
            page.goto(f"{address}/index.html")
            colours.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert colours == ["rgb(255, 255, 255)", "rgb(19, 20, 22)"]


def test_the_keyboard_alone_reaches_search_filters_and_results(watched: Page, address: str) -> None:
    watched.goto(f"{address}/index.html")
    reached: list[str] = []
    while "hub" not in reached and len(reached) < 40:
        watched.keyboard.press("Tab")
        reached.append(
            watched.evaluate(
                "(e => e.matches('.skip-to-content') ? 'skip' : e.matches('.sidebar-search') ? 'search' :"
                " e.parentElement.textContent.startsWith('Hub') ? 'hub' : e.tagName)(document.activeElement)"
            )
        )
    assert "skip" in reached
    assert "search" in reached
    assert reached[-1] == "hub"
    watched.keyboard.press("m")  # a select goes to the option that begins so
    expect(watched.locator("tbody tr:visible")).to_have_count(1)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
def test_axe_finds_nothing_serious_and_nothing_sticks_out(
    browser: Browser, address: str, name: str, scheme: str, width: int
) -> None:
    with browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{address}/{name}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        faults = [
            (found["id"], [node["html"][:200] for node in found["nodes"][:3]])
            for found in Axe().run(page).response["violations"]
            if found["impact"] in ("serious", "critical")
        ]
        assert faults == []


def test_it_works_from_a_disk(page: Page, site: Path) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{(site / 'index.html').as_uri()}")
    search(page, "private.key")
    page.get_by_role("link", name=re.compile(r"infusionsoft\.private\.key")).first.click()
    expect(page.locator("tr:target")).to_be_in_viewport()
    assert said == []
