"""Where the platform is, whose secrets are sent, and which are refused."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import given, strategies as st
from openconnectors import AsyncClient, Client, HttpxTransport, Request, Response, SettingsError
from openconnectors._platform import REGIONS
from openconnectors.base_url import resolve_base_url

from tests.client.harness import ORGANIZATION, USER, Harness
from tests.client.samples import INSTANCE
from tests.client.server import Answer, Server


@pytest.mark.parametrize(
    ("where", "base"),
    [
        ("eu10", "https://api.openconnectors.eu10.ext.hana.ondemand.com/elements/api-v2"),
        ("https://api.example.com", "https://api.example.com/elements/api-v2"),
        ("https://api.example.com/", "https://api.example.com/elements/api-v2"),
        ("https://api.example.com:8443/proxy/v2/", "https://api.example.com:8443/proxy/v2"),
        ("http://localhost:8080", "http://localhost:8080/elements/api-v2"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("http://127.0.0.2:1", "http://127.0.0.2:1/elements/api-v2"),
        ("HTTPS://API.Example.com", "https://API.Example.com/elements/api-v2"),
        ("https://xn--bcher-kva.example/a%20b", "https://xn--bcher-kva.example/a%20b"),
        ("https://my_gateway:65535", "https://my_gateway:65535/elements/api-v2"),
        ("https://10.0.0.1", "https://10.0.0.1/elements/api-v2"),
        ("https://[2001:db8::1]", "https://[2001:db8::1]/elements/api-v2"),
    ],
)
def test_base_urls(where: str, base: str) -> None:
    assert resolve_base_url(where) == base


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("eu1", "did you mean 'eu10'"),
        ("mars", "known are us2, us10"),
        ("http://api.example.com", "in the clear"),
        ("ftp://api.example.com", "not an http or https"),
        ("https://", "no host"),
        ("https://host:port", "no host and port"),
        ("https://host:", "no host and port"),
        ("https://host:0", "no host and port"),
        ("https://host:65536", "no host and port"),
        ("https://host:+1", "no host and port"),
        ("https://host:1_0", "no host and port"),
        ("https://host:80:80", "no host and port"),
        ("https://h%00", "a %"),
        ("https://h%2eexample", "a %"),
        ("https://api.openconnectors.us2.ext.hana.ondemand.com%2f@evil.example", "user name"),
        ("https://api.openconnectors.us2.ext.hana.ondemand.com@evil.example", "user name"),
        ("https://@host", "user name"),
        ("https://\u0430pi.openconnectors.us2.ext.hana.ondemand.com", "beyond ASCII"),
        ("https://api.openconnectors\u3002us2.ext.hana.ondemand.com", "beyond ASCII"),
        ("https://\uff41pi.example.com", "beyond ASCII"),
        ("https://api.ex\u00adample.com", "beyond ASCII"),
        ("https://api.example.com\u200b", "beyond ASCII"),
        ("https://api.example.com\u202e", "beyond ASCII"),
        ("https://api.example.com\x85", "a blank"),
        ("https://api.example.com\x00", "control character"),
        ("https://api.example.com\u00a0", "a blank"),
        ("https://api..example.com", "single dots"),
        ("https://api.example.com.", "single dots"),
        ("https://.example.com", "single dots"),
        ("https://-api.example.com", "letters, digits and hyphens"),
        ("https://api-.example.com", "letters, digits and hyphens"),
        ("https://a,b.example.com", "letters, digits and hyphens"),
        ("https://a'b", "letters, digits and hyphens"),
        (f"https://{'a' * 64}.example.com", "letters, digits and hyphens"),
        (f"https://{'a.' * 130}com", "letters, digits and hyphens"),
        ("https://127.1", "no IPv4 address"),
        ("https://2130706433", "no IPv4 address"),
        ("https://0x7f.0.0.1", "no IPv4 address"),
        ("https://1.2.3.256", "no IPv4 address"),
        ("https://host.0x7f", "no IPv4 address"),
        ("https://[fe80::1%25eth0]", "IPv6"),
        ("https://[fe80::1%eth0]", "IPv6"),
        ("https://[::1]x", "no host and port|no host"),
        ("https://[v1.x]", "IPv6|no host"),
        ("https://[]", "IPv6|no host"),
        ("https://host?", "query or fragment"),
        ("https://host#", "query or fragment"),
        ("https://host/../x", r"\. or \.\."),
        ("https://host/%2E%2e/x", r"\. or \.\."),
        ("https://host/a%00b", r"\. or"),
        ("https://host/%zz", "a path that is none"),
        ("https://host/<x>", "a path that is none"),
        ("https:/host", "not an http or https"),
        ("https:host", "not an http or https"),
        ("//host", "not an http or https"),
        ("localhost:8080", "not an http or https"),
        ("api.example.com", "no region is named"),
        ("http://127.0.0.1.example.com", "in the clear"),
        ("http://localhost.example.com", "in the clear"),
        ("http://128.0.0.1", "in the clear"),
        ("https://[::1", "no host"),
        ("https://user:pass@host", "user name or password"),
        ("https://host/x?y=1", "query or fragment"),
        ("https://host/x#y", "query or fragment"),
        (" https://host", "a blank"),
        ("https://host\n", "a blank"),
        ("https://ho st", "a blank"),
        ("https://host\\@evil", "a backslash"),
    ],
)
def test_wrong_base_urls(where: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told) as failed:
        resolve_base_url(where)
    assert "pass@" not in str(failed.value)


@given(st.text(max_size=30) | st.text("[]%:.@/\\?#x1-", max_size=30))
def test_a_base_url_that_passes_is_read_alike_by_others(host: str) -> None:
    """What passes has the host that is written, for httpx as for the standard library, and no other part."""
    try:
        base = resolve_base_url(f"https://{host}")
    except SettingsError:
        return
    theirs, ours = httpx.URL(base), urlsplit(base)
    assert theirs.host == (ours.hostname or "").strip("[]")
    assert theirs.raw_host.decode().lower() in host.lower()
    assert (theirs.userinfo, theirs.query, theirs.fragment) == (b"", b"", "")
    assert base.isascii()


def test_all_regions_are_known_by_name() -> None:
    assert {resolve_base_url(name) for name in REGIONS} == {*REGIONS.values()}


def test_settings_come_from_the_environment(harness: Harness, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answer(Answer(body=INSTANCE))
    monkeypatch.setenv("OPENCONNECTORS_BASE_URL", server.url)
    monkeypatch.setenv("OPENCONNECTORS_USER_SECRET", "env-user")
    monkeypatch.setenv("OPENCONNECTORS_ORGANIZATION_SECRET", "env-organization")
    harness.call(lambda c: c.get_instance(1), platform=None, user=None, organization=None)
    harness.call(lambda c: c.get_instance(1), platform=None)
    assert [got.headers["authorization"] for got in server.got] == [
        "User env-user, Organization env-organization",
        f"User {USER}, Organization {ORGANIZATION}",
    ]
    monkeypatch.delenv("OPENCONNECTORS_BASE_URL")
    monkeypatch.setenv("OPENCONNECTORS_REGION", "jp20")
    with Client() as client:
        assert repr(client) == f"Client({REGIONS['jp20']!r})"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"platform": None}, "where is the platform"),
        ({"user": None}, "OPENCONNECTORS_USER_SECRET"),
        ({"organization": None}, "OPENCONNECTORS_ORGANIZATION_SECRET"),
        ({"user": "hunter2,x"}, "comma"),
        ({"user": "hunter2\r\nX: y"}, "control character"),
        ({"user": "hunter2\x00"}, "control character"),
        ({"organization": "hunter2\n"}, "control character"),
        ({"organization": "hunter2 "}, "blank"),
        ({"organization": "hunter2é"}, "beyond ASCII"),
        ({"organization": ""}, "empty"),
        ({"user": b"hunter2"}, "not a str"),
        ({"timeout": 0}, "above 0, not 0"),
        ({"timeout": -1.0}, "above 0"),
        ({"timeout": float("nan")}, "above 0"),
        ({"timeout": "60"}, "above 0, not '60'"),
        ({"timeout": True}, "above 0, not True"),
        ({"timeout": None}, "above 0, not None"),
        ({"timeout": float("inf")}, "above 0, not inf"),
        ({"timeout": [60]}, "above 0, not a list"),
        ({"max_answer": 0}, "max_answer is a whole number, 1 or more, not 0"),
        ({"max_answer": 1.5}, "not 1.5"),
        ({"retries": 3}, "retries is a RetryPolicy, not 3"),
        ({"retries": False}, "retries is a RetryPolicy, not False"),
        ({"platform": b"us2"}, "platform is the name of a region, or a base URL, not b'us2'"),
        ({"platform": 5}, "platform is .*, not 5"),
        ({"user": ["hunter2"]}, "not a str"),
        ({"organization": 5}, "not a str"),
    ],
)
def test_settings_that_will_not_do(harness: Harness, server: Server, settings: dict[str, Any], told: str) -> None:
    with pytest.raises(SettingsError, match=told) as failed:
        harness.call(lambda c: c.get_instance(1), **settings)
    assert "hunter2" not in str(failed.value)
    assert server.got == []


@pytest.mark.parametrize("token", ["a,b", "a\nb", "", " "])
def test_an_instance_token_that_no_header_can_hold(harness: Harness, server: Server, token: str) -> None:
    with pytest.raises(SettingsError, match="instance secret"):
        harness.call(lambda c: c.ping(token))
    assert server.got == []


def test_a_transport_of_the_users_own_may_know_where_and_who(harness: Harness) -> None:
    sent: list[Request] = []

    def send(request: Request) -> Response:
        sent.append(request)
        return Response(200, {}, b'{"id": 5, "token": "t"}')

    assert harness.call(lambda c: c.get_instance(5), send=send, platform=None, user=None, organization=None).id == 5
    assert sent[0].target.reveal() == sent[0].url.reveal() == "/instances/5"
    assert "Authorization" not in sent[0].headers


@pytest.mark.parametrize("kind", [Client, AsyncClient])
@pytest.mark.parametrize("name", ["transport", "sleep"])
def test_what_is_to_be_called_can_be_called(kind: Any, name: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} is something to call.*, not 'x'"):
        kind("us2", **{name: "x"})


def test_a_transport_checks_its_own_limits() -> None:
    for settings in ({"timeout": 0}, {"timeout": float("nan")}, {"max_answer": -1}, {"max_answer": True}):
        with pytest.raises(SettingsError, match=r"^(timeout|max_answer) is "):
            HttpxTransport(**settings)
