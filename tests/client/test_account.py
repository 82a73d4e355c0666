"""Where the platform is, whose secrets are sent, and which are refused."""

from __future__ import annotations

import pytest
from openconnectors import Client, Request, Response, SettingsError
from openconnectors._platform import REGIONS
from openconnectors.account import resolve_base_url

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
        ("https://host:port", "no host"),
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
    ],
)
def test_settings_that_will_not_do(harness: Harness, server: Server, settings: dict[str, object], told: str) -> None:
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
