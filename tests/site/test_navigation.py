"""The ways from page to page, the front page, the page where there is none, and what programs read."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Page, expect

from tests.conftest import REPOSITORY
from tests.files import contents

KEYS = ("infusionsoftmarketing", "infusionsoftcrm", "sapc4chd", "sfdc", "sftp")


@pytest.fixture
def host(site: Path) -> Iterator[str]:
    """The address of the site on a host that shows ``404.html`` for what it does not have, in a folder."""

    class Host(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None: ...

        def translate_path(self, path: str) -> str:
            return super().translate_path(path.removeprefix("/docs") if path.startswith("/docs/") else "/nowhere")

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            text = (site / "404.html").read_bytes()
            self.send_response(code)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(text)

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/docs"
    server.shutdown()
    server.server_close()


def test_from_the_front_page_to_a_hub_a_connector_and_its_sibling(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    page.locator(".card").filter(has_text="CRM").get_by_role("link", name="CRM", exact=True).click()
    page.wait_for_url("**/hubs/crm.html")
    expect(page.get_by_role("heading", level=1)).to_contain_text("CRM")
    page.locator("article").get_by_role("link", name="Infusionsoft CRM").click()
    page.wait_for_url("**/infusionsoftcrm.html")
    siblings = page.get_by_role("navigation", name="More in CRM")
    expect(siblings.get_by_role("link")).to_have_text(["Salesforce Sales Cloud"])
    siblings.get_by_role("link").click()
    page.wait_for_url("**/sfdc.html")


def test_each_page_says_where_it_stands(page: Page, address: str) -> None:
    page.goto(f"{address}/resources/sapc4chd.html")
    crumbs = page.get_by_role("navigation", name="Breadcrumb")
    name = "SAP Hybris Cloud for Customer Helpdesk"
    expect(crumbs.get_by_role("listitem")).to_have_text(["All connectors", "Help desk", name, f"Resources of {name}"])
    crumbs.get_by_role("link", name=name).click()
    page.wait_for_url("**/sapc4chd.html")
    here = page.get_by_role("navigation", name="Site").locator(".current-page")
    expect(here).to_have_text(name)
    expect(here).to_be_in_viewport()
    page.goto(f"{address}/platform/errors.html")
    expect(crumbs.get_by_role("listitem")).to_have_text(["All connectors", "Errors"])


def test_the_front_page_is_searched_and_says_what_there_is(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator(".hero")).to_contain_text(f"{len(KEYS)} connectors in 4 hubs")
    expect(page.locator(".card a")).to_contain_text(["CRM", "Documents", "Help desk", "Marketing", "Requests"])
    page.locator(".hero").get_by_role("searchbox").fill("private.key")
    page.locator(".hero").get_by_role("button").click()
    page.wait_for_url("**/search.html?q=private.key")


def test_without_scripts_all_ways_are_there(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/infusionsoftcrm.html")
        expect(page.get_by_role("navigation", name="More in CRM").get_by_role("link")).to_be_visible()
        page.goto(f"{address}/index.html")
        expect(page.locator(".card a").first).to_be_visible()


@pytest.mark.parametrize("path", ["nowhere.html", "a/b/no-such-page.html"])
def test_where_there_is_no_page_the_way_back_is_found(page: Page, host: str, path: str) -> None:
    answer = page.goto(f"{host}/{path}")
    assert answer and answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")
    assert Axe().run(page).response["violations"] == []
    if "such" in path:
        expect(page.get_by_role("searchbox")).to_have_value("no such page")
        page.get_by_role("button").click()
        page.wait_for_url(f"{host}/search.html?q=no+such+page")
    else:
        page.get_by_role("link", name="All connectors").click()
        page.wait_for_url(f"{host}/index.html")
        expect(page.locator(".hero")).to_be_visible()


def test_search_engines_are_told_what_each_page_is_about(site: Path) -> None:
    found: dict[str, str] = {}
    for name, text in contents(site).items():
        if name.endswith(".html") and name not in ("404.html", "search.html"):
            (found[name],) = re.findall(r'<meta name="description" content="([^"]+)">', text.decode())
    assert found["sfdc.html"] == "Works with the accounts, contacts, leads and opportunities of a Salesforce org."
    assert all(0 < len(text) <= 200 and not text.endswith(":") for text in found.values())  # escaped, at most 160


def test_each_page_stands_beside_itself_as_markdown(site: Path) -> None:
    pages = [path for path in site.rglob("*.html") if path.name not in ("404.html", "search.html")]
    assert {path.with_suffix(".md") for path in pages} == set(site.rglob("*.md"))
    for path in pages:
        (link,) = re.findall(r'<link rel="alternate" type="text/markdown" href="([^"]+)">', path.read_text("utf-8"))
        assert (path.parent / link).resolve() == path.with_suffix(".md").resolve()
    twin, committed = ((d / "sfdc.md").read_text("utf-8") for d in (site, REPOSITORY / "generated" / "docs"))
    contents_list = re.compile(r"^(- \[[^\n]*\]\(#[^\n]*\n(  - [^\n]*\n)*)+\n", re.MULTILINE)
    assert twin == contents_list.sub("", committed, count=1), "the pages that ocgen generate makes, without a contents"
    assert "```mermaid" in twin and "```http" in twin


def test_llms_txt_lists_every_page_with_what_it_is_about(site: Path) -> None:
    text = (site / "llms.txt").read_text("utf-8")
    tokens = MarkdownIt().parse(text)
    assert [t.content for n, t in enumerate(tokens) if tokens[n - 1].tag == "h1" and t.type == "inline"] == [
        "Connectors"
    ]
    assert (
        text.splitlines()[2]
        == "> 5 connectors in 4 hubs. Each page shows how to sign in, with all parameters, examples and errors."
    )
    headings = [t.content for n, t in enumerate(tokens) if tokens[n - 1].tag == "h2" and t.type == "inline"]
    assert headings == ["CRM", "Documents", "Help desk", "Marketing", "For all connectors"]
    listed = re.findall(r"^- \[[^\]]+\]\(([^)]+)\): \S.*$", text, re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert {*listed, "index.md"} == {path.relative_to(site).as_posix() for path in site.rglob("*.md")}
