"""A page's mistakes: each is told, and a page without them has none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ocgen.model import Connector
from tests.conftest import CONNECTORS
from tests.representatives import representatives
from tests.upstream.conftest import Facts, generated_page
from tests.upstream.pages import OLD_STYLE, REDIRECT, SEVERAL_WAYS, as_html, as_text

TOLD = {
    "a parameter of the template only": ("URL template of the OAuth URL call", "siteAddress"),
    "a parameter of the example only": (
        "example of the OAuth URL call",
        "state is a query parameter; only the example",
    ),
    "a URL that is described as a key": ("parameter table, oauth.callback.url", "it is the API key"),
    "an address with a semicolon": ("address in an example", "https;//app.example.com"),
    "another connector's key": ("example answer of the OAuth URL call", "the connector is acmeshop"),
    "another connector's state": ("example answer of the OAuth URL call", "the state is acmeshop"),
    "another connector's name": ("example answer of the instance request", "element is Globex Beta with the id 126"),
    "two accounts in one sentence": (
        "parameter table, acme.server",
        "for dt123.acme.example it says dt364.acme.example",
    ),
    "a backslash at the end": ("cURL command", "it ends in a backslash"),
    "an address without quotes": ("cURL command", "an address with & that is not in quotes"),
    "options without backslashes": ("cURL command", "an option on a line of its own"),
    "a misspelt placeholder": ("example body, acme.server", "<ACOUNT_HOST>"),
    "JSON that is none": ("example body", "JSON that does not parse"),
    "a field that no table has": ("example body, acme.hidden", "no table has it"),
    "a type that is none": ("parameter table, name", "the data type is Body"),
}


@pytest.mark.parametrize("form", [str, as_html, as_text], ids=["markdown", "html", "text"])
@pytest.mark.parametrize(("where", "says"), TOLD.values(), ids=TOLD)
def test_each_mistake_is_told(facts: Facts, form: Callable[[str], str], where: str, says: str) -> None:
    errata = facts(form(REDIRECT)).errata
    assert [e for e in errata if e.where == where and e.says.startswith(says)], [f"{e.where}: {e.says}" for e in errata]


def test_a_value_that_the_table_refuses(facts: Facts) -> None:
    (found,) = (e for e in facts(REDIRECT).errata if e.where == "parameter table, acme.region")
    assert "eu, us" in found.says
    assert "mars" not in found.says  # an example's value can be a secret


def test_a_field_that_is_written_in_another_case(facts: Facts) -> None:
    (found,) = (e for e in facts(SEVERAL_WAYS).errata if e.where == "parameter table, initech.Tenant")
    assert found.right == "initech.tenant"


def test_a_sibling_that_the_text_announces_is_no_mistake(facts: Facts) -> None:
    assert not [e for e in facts(OLD_STYLE).errata if "globexfiles" in e.says]


def test_mistakes_know_their_line(facts: Facts) -> None:
    lines = REDIRECT.split("\n")
    for erratum in facts(REDIRECT).errata:
        if erratum.says.startswith(("https;", "<ACOUNT")):
            assert erratum.says in lines[erratum.location.line - 1]


def test_a_mistake_that_is_fixed_is_gone(facts: Facts) -> None:
    before = {(e.where, e.says) for e in facts(REDIRECT).errata}
    fixed = REDIRECT.replace("https;//", "https://").replace("ACOUNT", "ACCOUNT").replace("acmeshop", "acmecrm")
    fixed = fixed.replace("&siteAddress=<url>", "").replace("enter dt364", "enter dt123")
    gone = before - {(e.where, e.says) for e in facts(fixed).errata}
    assert {says.split()[0].split(";")[0] for _, says in gone} == {
        "https",
        "<ACOUNT_HOST>",
        "the",
        "siteAddress",
        "for",
    }


@pytest.mark.parametrize("connector", representatives(CONNECTORS), ids=lambda c: c.key)
def test_our_own_pages_have_none(facts: Facts, connector: Connector) -> None:
    section = generated_page(connector).partition("## Corrected mistakes")[0]  # it quotes those of the upstream page
    assert facts(section).errata == ()
