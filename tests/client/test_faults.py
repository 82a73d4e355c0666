"""What is the caller's own fault is told at the call that makes it, in words, and before anything is sent."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from openconnectors import AsyncClient, AsyncHttpxTransport, Client, HttpxTransport, OAuthProxy, Request, Response
from openconnectors.connectors import hubspot, sfdc
from openconnectors.errors import OpenConnectorsError, RequestTimeout, SettingsError, TransportError

from tests.client import acme
from tests.client.harness import Harness
from tests.client.samples import APP, configuration
from tests.client.server import Answer, Server


def send(request: Request) -> Response:
    return Response(200, {}, b'{"id": 1, "token": "t"}')


async def send_later(request: Request) -> Response:
    return send(request)


class Later:
    async def __call__(self, request: Request) -> Response:
        return send(request)


@pytest.mark.parametrize(
    ("kind", "transport", "told"),
    [
        (Client, httpx.Client, "not the class Client: call it"),
        (Client, httpx.Client(), "not a Client itself: give it as http_client"),
        (AsyncClient, httpx.AsyncClient(), "not an AsyncClient itself: give it as http_client"),
        (Client, HttpxTransport, "not the class HttpxTransport: call it"),
        (Client, object(), "such as HttpxTransport.client., not an object"),
        (Client, send_later, "one to await is for an AsyncClient"),
        (Client, Later(), "one to await is for an AsyncClient"),
        (Client, AsyncHttpxTransport(), "one to await is for an AsyncClient"),
        (AsyncClient, HttpxTransport(), "take AsyncHttpxTransport"),
    ],
)
def test_a_transport_that_is_none(kind: Callable[..., object], transport: object, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        kind("us2", user="u", organization="o", transport=transport)


def test_a_transport_that_turns_out_to_be_of_the_other_kind() -> None:
    with (
        Client("us2", user="u", organization="o", transport=functools.partial(Later())) as client,  # type: ignore[arg-type]
        pytest.raises(TransportError, match="is for an AsyncClient"),
    ):
        client.get_instance(1)

    async def call() -> None:
        async with AsyncClient("us2", user="u", organization="o", transport=send) as client:  # type: ignore[arg-type]
            await client.get_instance(1)

    with pytest.raises(TransportError, match="is to be awaited, and this one returned at once"):
        asyncio.run(call())


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (lambda: HttpxTransport(httpx.AsyncClient()), "client is an httpx.Client, not an AsyncClient"),  # type: ignore[arg-type]
        (lambda: AsyncHttpxTransport(httpx.Client()), "client is an httpx.AsyncClient, not a Client"),  # type: ignore[arg-type]
        (lambda: HttpxTransport("us2"), "client is an httpx.Client, not 'us2'"),  # type: ignore[arg-type]
    ],
)
def test_a_client_that_is_none(made: Callable[[], object], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        made()


@pytest.mark.parametrize(("limit", "expected"), [(None, 300.0), (20.0, 20.0), (900.0, 300.0)])
def test_the_timeout_of_a_client_is_not_cut_short_by_a_default(limit: float | None, expected: float) -> None:
    seen: list[float] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.extensions["timeout"]["read"])
        return httpx.Response(200, stream=httpx.ByteStream(b'{"id": 1, "token": "t"}'))

    own = httpx.Client(transport=httpx.MockTransport(answer), timeout=None)
    transport = HttpxTransport(own, timeout=limit)
    with Client("us2", user="u", organization="o", timeout=300, transport=transport) as client:
        client.get_instance(1)
    assert seen[0] == pytest.approx(expected, abs=1)


@pytest.mark.parametrize("timeout", [60.0, httpx.Timeout(9.0)])
def test_a_timeout_of_an_httpx_transport_of_ones_own(harness: Harness, timeout: float | httpx.Timeout) -> None:
    class Slow(httpx.BaseTransport, httpx.AsyncBaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            raise TimeoutError("the tunnel is slow")

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            return self.handle_request(request)

    kind: Any = httpx.AsyncClient if harness.asynchronous else httpx.Client
    with pytest.raises(RequestTimeout, match="TimeoutError: the tunnel is slow") as raised:
        harness.call(lambda c: c.get_instance(1, timeout=timeout), http_client=kind(transport=Slow()))
    assert raised.value.temporary
    assert raised.value.may_have_arrived
    assert len(harness.pauses) == 3  # it was tried again


def test_a_limit_that_would_not_be_kept_is_refused() -> None:
    with pytest.raises(SettingsError, match="max_answer is the transport's to keep"):
        Client("us2", user="u", organization="o", transport=send, max_answer=5)
    Client("us2", user="u", organization="o", transport=send)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda c: c.update_instance(1, name=""), "name is a text that is not empty, not ''"),
        (lambda c: c.update_instance(1, name=5), "name is a text that is not empty, not 5"),
        (lambda c: c.update_instance(1, configuration={}), "nothing to change"),
        (lambda c: c.update_instance(1, configuration="x"), "configuration is a Configuration .*, not a str"),
        (lambda c: c.update_instance(1, tags=["a", 5]), "one of these is an? int"),
        (lambda c: c.begin({"oauth.api.key": "k"}), "configuration is a Configuration .*, not a dict"),
        (lambda c: c.begin(sfdc.Configuration), "not the class Configuration: call it"),
        (lambda c: c.begin(sfdc.UrlQuery()), "configuration is a Configuration .*, not a UrlQuery"),
        (lambda c: c.create_instance(None, name="n"), "configuration is a Configuration .*, not a NoneType"),
        (lambda c: c.replace_instance(1, {}, name="n"), "configuration is a Configuration .*, not a dict"),
        (lambda c: c.finish(configuration(), "?code=x", name="n"), "sign_in is what begin or .* not a Configuration"),
        (lambda c: c.reauthenticate(1, {}, "?code=x"), "sign_in is what begin .* not a dict"),
        (lambda c: c.oauth_token(configuration()), "no request token when signing in by oauth2"),
        (lambda c: c.create_instance_with_tokens(configuration(), name="n"), "such as OwnTokensConfiguration"),
    ],
)
def test_a_call_that_is_wrong(harness: Harness, server: Server, call: Callable[[Any], object], told: str) -> None:
    with pytest.raises((OpenConnectorsError, TypeError), match=told):
        harness.call(call)
    assert server.got == []


def test_a_query_or_a_proxy_of_something_else() -> None:
    given: dict[str, Any] = {**APP, "create_bulk_properties": True}
    hubspot.Configuration(**given, oauth_url_query=hubspot.UrlQuery(scope="x"))
    told = "oauth_url_query of hubspot is a UrlQuery when signing in by oauth2, not a sfdc.UrlQuery"
    with pytest.raises(SettingsError, match=told):
        hubspot.Configuration(**given, oauth_url_query=sfdc.UrlQuery())  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match=r"not a builtins\.dict"):
        hubspot.Configuration(**given, oauth_url_query={"scope": "x"})  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match="oauth_proxy is an OAuthProxy, not a str"):
        hubspot.Configuration(**given, oauth_proxy="mine")  # type: ignore[arg-type]
    hubspot.Configuration(**given, oauth_proxy=OAuthProxy(oauth_proxy_name="mine"))


def test_what_stays_possible(harness: Harness, server: Server) -> None:
    server.answer(Answer(200, {"id": 1, "token": "t"}))
    assert harness.call(lambda c: c.update_instance(1, tags=[])).id == 1
    assert acme.OAuth2Configuration(merchant_number="1", **APP).METHOD.query is None


def test_functions_of_either_kind_are_taken() -> None:
    async def awaited() -> int:
        later: Callable[[Request], Awaitable[Response]] = functools.partial(Later())
        async with AsyncClient("us2", user="u", organization="o", transport=later) as client:
            return (await client.get_instance(1)).id

    assert asyncio.run(awaited()) == 1
    with Client("us2", user="u", organization="o", transport=functools.partial(send)) as client:
        assert client.get_instance(1).id == 1
