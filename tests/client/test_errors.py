"""What the platform's answers mean when they are no success."""

from __future__ import annotations

import json
import pickle

import pytest
from openconnectors import (
    ApiError,
    BadRequest,
    Conflict,
    Forbidden,
    NotAuthorized,
    NotFound,
    OpenConnectorsError,
    RateLimited,
    Response,
    RetryPolicy,
    ServerError,
    TransportError,
    UnexpectedResponse,
)

from tests.client.harness import Harness
from tests.client.samples import INSTANCE, configuration
from tests.client.server import Answer, Server

ONCE = RetryPolicy(attempts=1)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequest),
        (401, NotAuthorized),
        (403, Forbidden),
        (404, NotFound),
        (409, Conflict),
        (418, ApiError),
        (429, RateLimited),
        (500, ServerError),
        (503, ServerError),
        (599, ServerError),
    ],
)
def test_each_status_has_its_class(harness: Harness, server: Server, status: int, kind: type[ApiError]) -> None:
    server.answer(Answer(status, {"requestId": "r1", "message": "no", "providerMessage": "invalid_grant"}))
    with pytest.raises(ApiError) as failed:
        harness.call(lambda c: c.get_instance(1), retries=ONCE)
    error = failed.value
    assert type(error) is kind
    assert (error.status, error.request_id, error.message, error.provider_message) == (
        status,
        "r1",
        "no",
        "invalid_grant",
    )
    assert str(error).startswith(str(status))
    assert str(error).endswith("no: the provider said: invalid_grant (request r1)")


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'"x"', b"null", b"{", b'{"message": 5}', b"\xff", b"[" * 100_000]
)
def test_an_error_without_a_readable_body_is_one_all_the_same(harness: Harness, server: Server, body: bytes) -> None:
    server.answer(Answer(401, body, headers={"Elements-Request-Id": "r2"}))
    with pytest.raises(NotAuthorized) as failed:
        harness.call(lambda c: c.get_instance(1))
    assert failed.value.request_id == "r2"
    assert str(failed.value) == (
        "401 Unauthorized: A secret in the authorization header is wrong or missing. (request r2)"
    )


PAGE = (
    b"""<!doctype html><html><head><title>Blocked</title>
<style>p { color: red }</style><script>alert("x")</script></head>
<body><!-- note --><p>fake-user-secret may not\nvisit <b>/instances</b></p>"""
    + b"<p>more</p>" * 90
)


OF_OTHERS: dict[str, tuple[int, type[ApiError], bytes, dict[str, str], str]] = {
    "a proxy's page": (
        403, Forbidden, PAGE, {"Server": "squid", "Via": "1.1 box", "Content-Type": "text/html"},
        "403 Forbidden: the answer is not the platform's (server: squid, via: 1.1 box, content-type: text/html) "
        f'"Blocked ******** may not visit /instances{" more" * 31} mor..."',
    ),
    "a gateway's JSON": (
        401, NotAuthorized, b'{"fault": {"faultstring": "Invalid key fake-user-secret"}}', {},
        '401 Unauthorized: the answer is not the platform\'s "{"fault": {"faultstring": "Invalid key ********"}}"',
    ),
    "nothing": (404, NotFound, b"", {}, "404 Not Found: the answer is not the platform's (it has no body)"),
    "bytes": (
        502, ServerError, b"\xff\x00\x1b[1m", {"Content-Type": "x/y"},
        '502 Bad Gateway: the answer is not the platform\'s (content-type: x/y) "\N{REPLACEMENT CHARACTER} [1m"',
    ),
    "markup alone": (400, BadRequest, b"<p>", {}, '400 Bad Request: the answer is not the platform\'s "<p>"'),
    "no markup": (418, ApiError, b"<" * 9, {}, '418 I\'m a Teapot: the answer is not the platform\'s "<<<<<<<<<"'),
}  # fmt: skip


@pytest.mark.parametrize("name", OF_OTHERS)
def test_an_answer_of_somebody_else_is_told_as_what_it_is(harness: Harness, name: str) -> None:
    status, kind, body, headers, said = OF_OTHERS[name]
    answer = Response(status, {"X-Blocked-By": "fake-user-secret, policy 7", **headers}, body)
    with pytest.raises(ApiError) as failed:
        harness.call(lambda c: c.get_instance(1), send=lambda request: answer, retries=ONCE)
    error = failed.value
    assert (type(error), error.from_platform, error.request_id, error.message) == (kind, False, "", "")
    assert str(error) == said
    assert error.headers["x-blocked-by"] == "********, policy 7"
    assert "fake-user-secret" not in repr(vars(error))
    copied = pickle.loads(pickle.dumps(error))
    assert (str(copied), vars(copied)) == (said, vars(error))


@pytest.mark.parametrize(
    "body", [{"message": "no"}, {"requestId": "r"}, {"providerMessage": "no"}], ids=lambda body: next(iter(body))
)
def test_an_answer_of_the_platform_needs_one_of_its_members(
    harness: Harness, server: Server, body: dict[str, str]
) -> None:
    server.answer(Answer(403, body))
    with pytest.raises(Forbidden) as failed:
        harness.call(lambda c: c.get_instance(1))
    assert failed.value.from_platform
    assert not isinstance(failed.value, NotAuthorized)


def test_a_page_in_place_of_an_answer_is_shown(harness: Harness, server: Server) -> None:
    server.answer(Answer(200, b"\n<html><title>Sign in to WLAN</title>", {"Content-Type": "text/html"}))
    with pytest.raises(UnexpectedResponse) as failed:
        harness.call(lambda c: c.get_instance(1))
    assert str(failed.value).startswith("unexpected answer with status 200: the body is not a JSON object (server: ")
    assert str(failed.value).endswith(', content-type: text/html) "Sign in to WLAN"')


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "not a JSON object"),
        (b"<html>", "not a JSON object"),
        ([], "not a JSON object"),
        ({}, "id is missing"),
        ({**INSTANCE, "id": "x1"}, "id is missing or not a whole number"),
        ({**INSTANCE, "id": 1.5}, "id is missing or not a whole number"),
        ({**INSTANCE, "id": True}, "id is missing or not a whole number"),
        ({**INSTANCE, "token": None}, "token is missing"),
    ],
)
def test_an_answer_that_is_no_instance(harness: Harness, server: Server, body: object, told: str) -> None:
    server.answer(Answer(body=body, headers={"elements-request-id": "r3"}))
    with pytest.raises(UnexpectedResponse, match=told) as failed:
        harness.call(lambda c: c.get_instance(1))
    assert (failed.value.status, failed.value.request_id) == (200, "r3")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "", None, 5])
def test_an_oauth_url_that_no_browser_should_open(harness: Harness, server: Server, url: object) -> None:
    server.answer(Answer(body={"oauthUrl": url}))
    with pytest.raises(UnexpectedResponse, match="oauthUrl"):
        harness.call(lambda c: c.begin(configuration()))


def test_open_answers_may_hold_more_and_odd_parts(harness: Harness, server: Server) -> None:
    odd = {"id": 1, "token": "t", "element": ["x"], "tags": [1, "a"], "valid": "yes", "configuration": None}
    server.answer(Answer(body=odd))
    instance = harness.call(lambda c: c.get_instance(1))
    assert (instance.element.key, instance.tags, instance.valid, dict(instance.configuration)) == ("", ("a",), None, {})
    assert dict(instance.more) == {name: odd[name] for name in ("element", "tags", "valid", "configuration")}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(harness: Harness, server: Server, status: int) -> None:
    with Server() as other:
        server.answer(Answer(status, b"", headers={"Location": f"{other.host}/elsewhere?apiSecret=fake-api-secret"}))
        for call in (lambda c: c.begin(configuration()), lambda c: c.update_instance(1, name="n")):
            with pytest.raises(UnexpectedResponse, match=r"redirect to 127\.0\.0\.1, which is not followed") as failed:
                harness.call(call)
            assert "fake-api-secret" not in str(failed.value)
        assert other.got == []
        assert len(server.got) == 2


LOCATIONS = {
    "https://[::1": "to an address that cannot be read",
    "https://host:99999/": "to an address that cannot be read",
    "https://host:port/": "to an address that cannot be read",
    "https://ho st/": "to an address that cannot be read",
    "https://user:fake-api-secret@other.example/": "to other.example",
    "HTTPS://other.example?apiSecret=fake-api-secret": "to other.example",
    "//other.example/x": "to other.example",
    "javascript:alert(1)": "to an address that cannot be read",
    "http://": "to an address that cannot be read",
    "/elsewhere": "to another path of the same host",
    "?x": "to another path of the same host",
    "": "without an address",
}


@pytest.mark.parametrize("location", LOCATIONS)
def test_where_a_redirect_leads_is_the_answers_doing(harness: Harness, server: Server, location: str) -> None:
    server.answer(Answer(302, b"", headers={"Location": location}))
    with pytest.raises(UnexpectedResponse) as failed:
        harness.call(lambda c: c.begin(configuration()))
    said = str(failed.value)
    assert said.startswith("unexpected answer with status 302: a redirect")
    assert f" {LOCATIONS[location]}, which is not followed" in said
    assert "fake-api-secret" not in said
    assert len(server.got) == 1


@pytest.mark.parametrize("status", [300, 304, 305, 399])
def test_a_redirect_without_an_address(harness: Harness, server: Server, status: int) -> None:
    server.answer(Answer(status, b""))
    with pytest.raises(UnexpectedResponse, match="a redirect without an address, which is not followed"):
        harness.call(lambda c: c.get_instance(1))


def test_a_client_of_the_users_own_follows_no_redirects_either(server: Server) -> None:
    import httpx
    from openconnectors import Client, HttpxTransport

    with Server() as other, httpx.Client(follow_redirects=True) as own:
        server.answer(Answer(307, b"", headers={"Location": f"{other.host}/elsewhere"}))
        client = Client(server.url, user="u", organization="o", transport=HttpxTransport(own))
        with pytest.raises(UnexpectedResponse):
            client.get_instance(1)
        client.close()
        assert other.got == []
        assert not own.is_closed


def test_no_platform_there(harness: Harness) -> None:
    with Server() as gone:
        url = gone.url
    with pytest.raises(TransportError, match="GET /instances/1: ConnectError"):
        harness.call(lambda c: c.get_instance(1), platform=url)
    assert len(harness.pauses) == 3


def test_a_broken_answer(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=INSTANCE, headers={"Content-Encoding": "gzip"}))
    with pytest.raises(TransportError, match="DecodingError") as failed:
        harness.call(lambda c: c.get_instance(1))
    assert (failed.value.temporary, len(server.got)) == (False, 1)


def test_cookies_of_the_platform_are_not_kept(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=INSTANCE, headers={"Set-Cookie": "session=1; Path=/"}))
    if harness.asynchronous:

        async def twice(client: object) -> None:
            for _ in range(2):
                await client.get_instance(1)  # type: ignore[attr-defined]

        harness.call(twice)
    else:
        harness.call(lambda c: [c.get_instance(1), c.get_instance(1)])
    assert ["cookie" in got.headers for got in server.got] == [False, False]


def test_every_error_is_of_one_family_and_travels() -> None:
    from openconnectors import errors

    kinds = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, Exception)]
    assert all(issubclass(kind, OpenConnectorsError) for kind in kinds)
    for error in (
        RateLimited(429, "r", "m", "p", 1.0),
        UnexpectedResponse(200, "r", "x"),
        TransportError("x", False),
        errors.ConsentRefused("a", "b"),
    ):
        copied = pickle.loads(pickle.dumps(error))
        assert (str(copied), vars(copied)) == (str(error), vars(error))
    json.dumps(vars(RateLimited(429)))
