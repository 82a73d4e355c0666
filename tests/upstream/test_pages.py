"""What is read of a page, in each of its three kinds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from ocgen.facts.connector import ConnectorFacts, MethodFacts, ValueFacts
from ocgen.findings.location import Location
from ocgen.upstream.extract import values
from tests.upstream.conftest import Facts, Read
from tests.upstream.pages import OLD_STYLE, PAGES, REDIRECT, SEVERAL_WAYS, as_html, as_text, as_wide_text

KINDS: dict[str, Callable[[str], str]] = {"markdown": str, "html": as_html, "text": as_text, "wide text": as_wide_text}
kinds = pytest.mark.parametrize("form", KINDS.values(), ids=KINDS)


def names(values: Sequence[ValueFacts] | None) -> list[str]:
    return [value.name for value in values or ()]


def field(facts: ConnectorFacts, name: str) -> ValueFacts:
    return next(one for one in facts.configuration if one.name == name)


@kinds
def test_a_redirect(facts: Facts, form: Callable[[str], str]) -> None:
    page = facts(form(REDIRECT))
    assert (page.key, page.kind, page.name, page.hub, page.provider) == ("acmecrm", "page", "Acme CRM", "crm", "Acme")
    (method,) = page.methods
    assert (method.name, method.type, method.flow) == ("oauth2", "oauth2", "redirect")
    assert set(names(method.oauth_url_query)) == {
        "apiKey", "apiSecret", "callbackUrl", "siteAddress", "state", "acme.account"
    }  # fmt: skip
    assert names(method.callback) == ["code", "state"]
    assert names(method.provider_data) == ["code"]
    assert list(method.configuration) == names(page.configuration)
    assert names(page.configuration) == [
        "oauth.callback.url", "oauth.api.key", "oauth.api.secret", "acme.server", "acme.region", "acme.hidden"
    ]  # fmt: skip


@kinds
def test_what_a_row_says_of_its_field(facts: Facts, form: Callable[[str], str]) -> None:
    page = facts(form(REDIRECT))
    region = field(page, "acme.region")
    assert (region.label, region.type, region.required, region.default) == ("Acme Region", "string", False, "eu")
    server = field(page, "acme.server")
    assert (server.label, server.required, server.default, server.enum) == ("Acme Server", True, None, None)
    hidden = field(page, "acme.hidden")
    assert (hidden.type, hidden.required, hidden.description) == (None, None, None)
    account = next(p for p in page.methods[0].oauth_url_query if p.name == "acme.account")
    assert account.required is False


@pytest.mark.parametrize("form", [str, as_html])
def test_choices_are_known_where_code_is_marked(facts: Facts, form: Callable[[str], str]) -> None:
    assert field(facts(form(REDIRECT)), "acme.region").enum == ("eu", "us")


@kinds
def test_the_old_style_of_lists(facts: Facts, form: Callable[[str], str]) -> None:
    page = facts(form(OLD_STYLE))
    assert (page.key, page.name) == ("globex", "Globex")
    (method,) = page.methods
    assert (method.name, method.flow) == ("oauth1", "token-redirect")
    assert names(method.oauth_token_query) == ["apiKey", "apiSecret", "callbackUrl", "state"]
    assert set(names(method.oauth_url_query)) == {"apiKey", "apiSecret", "requestToken", "siteAddress"}
    assert names(method.callback) == ["oauth_token", "oauth_verifier"]
    assert names(method.provider_data) == ["oauth_token", "oauth_verifier", "secret"]
    assert method.configuration == ("oauth.api.key", "oauth.api.secret", "globex.tables")
    assert field(page, "globex.tables").required is False


def methods(page: ConnectorFacts) -> dict[str, MethodFacts]:
    return {method.name: method for method in page.methods}


def test_several_ways_to_sign_in(facts: Facts) -> None:
    page = facts(SEVERAL_WAYS)
    assert (page.key, page.name) == ("initech", "Initech")
    found = methods(page)
    assert {name: (m.type, m.flow) for name, m in found.items()} == {
        "custom": ("custom", "none"), "oauth2": ("oauth2", "redirect")
    }, "tokens of users are taken by every connector, and are no way of this one's own"  # fmt: skip
    assert found["custom"].configuration == ("authentication.type", "user.username", "user.password")
    assert found["oauth2"].configuration == ("authentication.type", "oauth.api.key", "initech.tenant", "public.tls")
    assert names(found["oauth2"].oauth_url_query) == ["apiKey", "tenant"]
    assert names(found["custom"].oauth_url_query) == []
    assert field(page, "authentication.type").enum == ("custom", "oauth2")
    password = field(page, "user.password")
    assert (password.required, password.condition) == ("conditional", "when signing in by custom")
    tls = field(page, "public.tls")
    assert (tls.type, tls.default, tls.required) == ("boolean", "true", False)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_values_know_their_line(facts: Facts, page: str) -> None:
    lines = page.split("\n")
    for value in facts(page).configuration:
        assert f'"{value.name}"' in lines[value.location.line - 1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_other_encodings_say_the_same(facts: Facts, encoding: str) -> None:
    from ocgen.spec.loader import load
    from ocgen.upstream import read

    platform = load([], ()).platform
    assert platform is not None
    assert read(REDIRECT.encode(encoding), "page", platform).facts == facts(REDIRECT)
    assert read(REDIRECT.replace("\n", "\r\n").encode(), "page", platform).facts == facts(REDIRECT)


def test_text_in_latin_1_is_read() -> None:
    from ocgen.spec.loader import load
    from ocgen.upstream import read

    platform = load([], ()).platform
    assert platform is not None
    page = REDIRECT.replace("Acme Region", "Región")
    latin = read(page.encode("latin-1"), "page", platform).facts
    assert latin is not None
    assert field(latin, "acme.region").label == "Región"


def nowhere(page: ConnectorFacts) -> ConnectorFacts:
    """The facts without their places and words, which differ between the kinds of a page."""
    at = Location("")

    def bare(values: Sequence[ValueFacts] | None) -> tuple[ValueFacts, ...]:
        return tuple(replace(v, location=at, description=None, enum=None) for v in values or ())

    found = tuple(
        replace(
            m,
            location=at,
            oauth_token_query=bare(m.oauth_token_query),
            oauth_url_query=bare(m.oauth_url_query),
            callback=bare(m.callback),
            provider_data=bare(m.provider_data),
        )
        for m in page.methods
    )
    return replace(page, location=at, methods=found, configuration=bare(page.configuration), errata=())


@pytest.mark.parametrize("page", [REDIRECT, OLD_STYLE], ids=["redirect", "old style"])
def test_all_kinds_of_a_page_say_the_same(facts: Facts, page: str) -> None:
    assert nowhere(facts(as_html(page))) == nowhere(facts(page))
    assert nowhere(facts(as_text(page))) == nowhere(facts(page))


def test_a_page_without_requests_or_calls_is_none(reading: Read) -> None:
    result = reading("# Weather\n\nIt rains.\n")
    assert result.facts is None
    assert [finding.rule for finding in result.findings] == ["upstream-unreadable"]


@pytest.mark.parametrize("form", [as_text, as_wide_text])
def test_a_quoted_name_in_text_begins_a_row(facts: Facts, form: Callable[[str], str]) -> None:
    page = facts(
        form(REDIRECT.replace("| acme.server |", "| 'acme.server' |").replace("`acme.server`", "'acme.server'"))
    )
    assert "acme.server" in names(page.configuration)
    assert field(page, "acme.server").required is not None


@pytest.mark.parametrize(
    ("words", "required", "enum"),
    [
        ("How deep. This field is optional.", False, None),
        ("How deep. Not required.", False, None),
        ("How deep. It is not required", False, None),
        ("How deep. Not required if `acme.mode` is `flat`.", "conditional", None),
        ("How it is not required to be.", True, None),
        ("Must be `full` or `light`.", True, ("full", "light")),
        ("Possible values are full, light, and none.", True, ("full", "light", "none")),
        ("Possible values are those of Acme and others.", True, None),
    ],
)
def test_what_words_say_of_a_value(words: str, required: object, enum: object) -> None:
    assert (values.required(words, None)[0], values.choices(words) or None) == (required, enum)
