"""The site in another language: all that stands around the pages, what scripts say, the search; and several at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from playwright.sync_api import Page, expect

from tests.files import edit
from tests.site.conftest import run_ocgen, served
from tests.site.project import make_project

# What is the same word in German, names of things, and names of languages, which are said in their own.
SAME = {"Hub", "Hubs", "Sphinx", "Furo", "@pradyunsg", "'s", "CRM", "Deutsch", "English", "¶", "#"}
LABELS = ("aria-label", "alt", "placeholder", "title")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """English, and German in a folder of it; the spec says the same word everywhere."""
    directory = make_project(tmp_path_factory.mktemp("work"))
    (directory / "pages" / "de").mkdir(parents=True)
    (directory / "pages" / "guide.md").write_text("# A guide\n", encoding="utf-8")
    (directory / "pages" / "de" / "leitfaden.md").write_text("# Ein Leitfaden\n", encoding="utf-8")
    wish = ("--language", "en", "--language", "de", "--pages", "pages")
    built = run_ocgen("docs", "site", *wish, cwd=directory)
    assert (built.returncode, built.stdout, built.stderr.count("warning")) == (0, "site/index.html\n", 0), built.stderr
    return directory / "site"


@pytest.fixture
def german(both: Path, page: Page) -> Iterator[tuple[Page, str]]:
    """A page that must have no error, and the address of the German site."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    with served(both) as address:
        yield page, f"{address}/de"
    assert said == []


def frame(file: Path) -> list[str]:
    """Every text and label outside of what Markdown made: words of the frame."""
    tree = html5lib.parse(file.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    found: list[str] = []

    def walk(element: object, inside: bool) -> None:
        tag, attributes = element.tag, element.attrib  # type: ignore[attr-defined]
        own = inside or tag in ("script", "style") or attributes.get("class") in ("toc-tree",)
        found.extend(attributes[name] for name in LABELS if name in attributes)
        article = tag == "article"
        for text in (element.text, *(child.tail for child in element)):  # type: ignore[attr-defined]
            if text and not own and not article:
                found.append(text)
        for child in element:  # type: ignore[attr-defined]
            if isinstance(child.tag, str):
                walk(child, own or article)

    walk(tree.find("body"), False)
    return [" ".join(text.split()) for text in found if re.search(r"[^\W\d_]", text)]


@pytest.mark.parametrize("name", ["index.html", "acme.html", "search.html", "404.html", "hubs/crm.html"])
def test_everything_around_a_page_is_said_in_german(both: Path, name: str) -> None:
    english, german = frame(both / name), frame(both / "de" / name)
    assert len(english) == len(german) >= 5
    assert {text for text in english if text in german} <= SAME | {"Acme CRM"}
    assert re.search(r'<html (class="no-js" )?lang="de"', (both / "de" / name).read_text(encoding="utf-8"))


def test_each_language_has_a_site_of_its_own_that_leads_to_the_others(both: Path) -> None:
    english, german = ((both / name).read_text(encoding="utf-8") for name in ("acme.html", "de/acme.html"))
    assert "<h1>Connect Acme CRM" in english
    assert "<h1>Acme CRM verbinden" in german
    assert 'hreflang="de" lang="de" href="de/acme.html">Deutsch<' in english
    assert 'hreflang="en" lang="en" href="../acme.html">English<' in german
    assert {path.name for path in both.glob("*.html")} == {
        "404.html", "acme.html", "guide.html", "index.html", "search.html",
    }  # fmt: skip
    names = {path.name for path in (both / "de").glob("*.html")}
    assert names == {"404.html", "acme.html", "leitfaden.html", "index.html", "search.html"}
    assert 'href="de/index.html">Deutsch<' in (both / "guide.html").read_text(encoding="utf-8"), "it has no such page"


def test_the_filters_of_the_catalogue_speak_german(german: tuple[Page, str]) -> None:
    page, address = german
    page.goto(f"{address}/index.html")
    status = page.get_by_role("status")
    expect(status).to_have_text("1 von 1 Konnektoren")
    assert page.get_by_role("form", name="Konnektoren filtern").count() == 1
    assert page.get_by_label("Hub", exact=True).locator("option").first.text_content() == "Alle Hubs"
    assert page.get_by_label("Anmeldung", exact=True).locator("option").all_text_contents() == [
        "Alle Arten", "API-Schlüssel",
    ]  # fmt: skip
    words = page.get_by_label("Konnektor", exact=True)
    assert words.get_attribute("placeholder") == "Name, Schlüssel oder Anbieter"
    words.fill("nobody")
    expect(status).to_have_text("Kein Konnektor passt. Ändern oder leeren Sie einen Filter.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Leitfaden", "Eine Seite passt zu Ihrer Anfrage."),
        ("acme.host", "2 Seiten passen zu Ihrer Anfrage."),
        ("Konnektor", "Seiten passen zu Ihrer Anfrage."),
        ("nirgendwo", "Ihre Suche ergab keine Treffer."),
    ],
)
def test_the_search_finds_german_words_and_says_so_in_german(german: tuple[Page, str], words: str, said: str) -> None:
    page, address = german
    page.goto(f"{address}/search.html?q={words}")
    expect(page.locator("p.search-summary")).to_contain_text(said)
    if words == "acme.host":
        found = page.locator("ul.search li").filter(has_text="acme.host (Host)")
        expect(found).to_contain_text("Konfigurationsfeld, in Acme CRM verbinden")


def test_one_language_alone_is_the_whole_site(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    assert run_ocgen("docs", "site", "--language", "de", cwd=project).returncode == 0
    assert not (project / "site" / "de").exists()
    text = (project / "site" / "acme.html").read_text(encoding="utf-8")
    assert "<title>Acme CRM verbinden - Konnektoren</title>" in text
    assert "hreflang" not in text
    edit(project / "pyproject.toml", "[tool.ocgen]\n", '[tool.ocgen.docs]\nlanguages = ["de", "en"]\n')
    assert run_ocgen("docs", "site", "--title", "Alle", cwd=project).returncode == 0
    assert "<title>Connect Acme CRM - Alle</title>" in (project / "site" / "en" / "acme.html").read_text()


def test_an_unknown_language_is_told_with_those_that_exist(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    for verb in ("site", "serve"):
        result = run_ocgen("docs", verb, "--language", "xx", cwd=project)
        assert result.returncode == 2 and "Traceback" not in result.stderr
        assert 'the language "xx" is not known; known: de, en' in result.stderr
