"""How requests are sent: what a client, a client made of it and a single call say of it."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from operator import methodcaller
from typing import Any

import httpx
import openconnectors
import pytest
from openconnectors import (
    ApiError,
    AsyncClient,
    Attempt,
    Client,
    RateLimited,
    Request,
    RequestTimeout,
    Response,
    RetryPolicy,
    Secret,
    SettingsError,
    TransportError,
)

from tests.client import acme
from tests.client.harness import ORGANIZATION, USER, Harness
from tests.client.samples import CALLBACK, INSTANCE, OAUTH_URL, configuration
from tests.client.server import Answer, Got, Server

ONCE = RetryPolicy(attempts=1)


def received(sent: list[Request], status: int = 200, body: bytes = b'{"id": 1, "token": "t"}') -> Any:
    """A transport that keeps what it is given."""

    def send(request: Request) -> Response:
        sent.append(request)
        return Response(status, {}, body)

    return send


def test_every_request_says_who_sends_it(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=INSTANCE))
    harness.call(lambda c: c.get_instance(1))
    assert openconnectors.__version__ == "0.1.0"
    assert server.got[0].headers["user-agent"] == "openconnectors/0.1.0"


def test_headers_of_the_client_of_one_made_of_it_and_of_a_call(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=INSTANCE))

    def calls(client: Any) -> Any:
        derived = client.with_options(headers={"x-trace": "derived", "X-More": "m"})
        found = [
            client.get_instance(1),
            derived.get_instance(2, headers={"X-TRACE": Secret("call"), "user-agent": "mine/1"}),
            derived.get_instance(3),
            client.get_instance(4),
        ]
        return together(found) if harness.asynchronous else found

    harness.call(calls, headers={"X-Trace": "client"})
    shown = [(got.headers["x-trace"], got.headers.get("x-more"), got.headers["user-agent"]) for got in server.got]
    own = "openconnectors/0.1.0"
    assert shown == [("client", None, own), ("call", "m", "mine/1"), ("derived", "m", own), ("client", None, own)]


async def together(calls: list[Awaitable[Any]]) -> list[Any]:
    return [await call for call in calls]


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a line break": ({"headers": {"X-A": "hunter2\r\nX-B: c"}}, "value of the header X-A is printable ASCII"),
    "beyond ASCII": ({"headers": {"X-A": "hunter2é"}}, "value of the header X-A"),
    "blanks": ({"headers": {"X-A": " hunter2"}}, "value of the header X-A"),
    "no text": ({"headers": {"X-A": 5}}, "value of the header X-A"),
    "a name that is none": ({"headers": {"X-A": "a", "Bearer hunter2": "X-B"}}, "header 2 of headers has a name"),
    "a name of another type": ({"headers": {5: "a"}}, "headers is a mapping of names to values"),
    "of the transport": ({"headers": {"Content-length": "5"}}, "Content-length is for the transport to set"),
    "no mapping": ({"headers": [("X-A", "hunter2")]}, "headers is a mapping of names to values, not a list"),
    "no seconds": ({"timeout": 0}, "timeout is a number of seconds above 0, not 0"),
    "no steps": ({"timeout": httpx.Timeout(5, read=-1)}, "each step of timeout is a number of seconds above 0, not -1"),
    "no deadline": ({"deadline": float("inf")}, "deadline is a number of seconds above 0, not inf"),
    "no policy": ({"retries": 3}, "retries is a RetryPolicy, not 3"),
    "no hook": ({"on_request": "x"}, "on_request is something to call, not 'x'"),
    "no query": ({"extra_query": "a=hunter2"}, "extra_query is a mapping of names to values"),
    "what is no JSON": (
        {"extra_body": {"a": [{"b": {"hunter2"}}]}},
        "extra_body holds a set; JSON has texts, numbers, truth values, lists and objects",
    ),
    "a body without names": ({"extra_body": {1: "hunter2"}}, "extra_body is a mapping of names to values"),
}


@pytest.mark.parametrize("name", WRONG)
def test_an_option_that_will_not_do_is_refused_before_anything_is_sent(
    harness: Harness, server: Server, name: str
) -> None:
    options, told = WRONG[name]
    for call in (lambda c: c.get_instance(1, **options), lambda c: c.with_options(**options)):
        with pytest.raises(SettingsError, match=told) as refused:
            harness.call(call)
        assert "hunter2" not in str(refused.value)
    assert server.got == []


def test_a_misspelt_option_is_told_with_the_one_that_was_meant(harness: Harness) -> None:
    for call in (lambda c: c.get_instance(1, time_out=5), lambda c: c.with_options(timeuot=5)):
        with pytest.raises(TypeError, match=r"there is no option 'tim\w+'; did you mean \"timeout\"\?"):
            harness.call(call)


def test_extra_parameters_go_with_every_request_of_a_call(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=[INSTANCE], headers={"elements-next-page-token": "p2"}), Answer(body=[INSTANCE]))
    extra = {"orderBy": "name", "tags[]": ["x", "y & z"], "active": True, "limit": 5, "searchText": None}
    harness.call(lambda c: c.list_instances(tags=["a"], search="s", page_size=1, extra_query=extra))
    same = [("orderBy", "name"), ("tags[]", "x"), ("tags[]", "y & z"), ("active", "true"), ("limit", "5")]
    assert [got.pairs for got in server.got] == [
        [("pageSize", "1"), *same],
        [("pageSize", "1"), ("nextPage", "p2"), *same],
    ]


def test_an_extra_parameter_may_be_json(harness: Harness, server: Server) -> None:
    server.answer(lambda got: Answer(400, {"message": f"{got.target} hunter2-a hunter2-b"}))
    extra = {"where": {"x": "hunter2-a", "n": [1, None, True]}, "deep": [["u", "hunter2-b"], {"k": ["w", 2.5]}, 7]}
    with pytest.raises(ApiError) as failed:
        harness.call(lambda c: c.get_instance(1, extra_query=extra))
    assert server.got[0].pairs == [
        ("where", '{"x":"hunter2-a","n":[1,null,true]}'),
        ("deep", "u,hunter2-b"),
        ("deep", '{"k":["w",2.5]}'),
        ("deep", "7"),
    ]
    assert "hunter2" not in str(failed.value)


def test_extra_members_are_laid_over_the_body(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=INSTANCE))
    more = {"configuration": {"new.field": "5", "event.objects": ["a"]}, "name": None, "deep": [{"a": [1, 2.5, True]}]}
    harness.call(lambda c: c.update_instance(1, name="n", configuration={"x": "y"}, extra_body=more))
    assert server.got[0].json == {
        "configuration": {"x": "y", "new.field": "5", "event.objects": ["a"]},
        "name": None,
        "deep": [{"a": [1, 2.5, True]}],
    }


def test_extra_members_need_a_body(harness: Harness, server: Server) -> None:
    with pytest.raises(SettingsError, match=r"GET /instances/\{id\} has no body, so there is no place for extra_body"):
        harness.call(lambda c: c.get_instance(1, extra_body={"a": 1}))
    assert server.got == []


def test_what_is_extra_is_masked_when_it_comes_back(harness: Harness, server: Server) -> None:
    server.answer(lambda got: Answer(400, {"message": f"{got.target} {got.headers['x-key']} {got.body.decode()}"}))
    with pytest.raises(ApiError) as failed:
        harness.call(
            lambda c: c.update_instance(
                1,
                name="n",
                headers={"X-Key": "hunter2-h"},
                extra_query={"k": "hunter2-q"},
                extra_body={"k": ["hunter2-b"]},
            )
        )
    assert "hunter2" not in str(failed.value)
    assert str(failed.value).count("********") == 3


def test_a_client_made_of_another_shares_its_connections(harness: Harness, server: Server) -> None:
    server.answer(Answer(503))

    def calls(client: Any) -> Any:
        derived = client.with_options(retries=ONCE)
        assert type(derived) is type(client)
        assert derived._transport is client._transport
        return closed_and_used(client, derived) if harness.asynchronous else closed_and_used_sync(client, derived)

    harness.call(calls)
    assert len(server.got) == 1 + 4


def closed_and_used_sync(client: Client, derived: Client) -> None:
    with derived, pytest.raises(ApiError):
        derived.get_instance(1)
    with pytest.raises(ApiError):
        client.get_instance(1)


async def closed_and_used(client: AsyncClient, derived: AsyncClient) -> None:
    async with derived:
        with pytest.raises(ApiError):
            await derived.get_instance(1)
    with pytest.raises(ApiError):
        await client.get_instance(1)


def test_a_call_has_its_own_timeout_and_retries(harness: Harness, server: Server) -> None:
    sent: list[Request] = []
    with pytest.raises(ApiError):
        harness.call(lambda c: c.get_instance(1, timeout=7, retries=RetryPolicy(attempts=2)), send=received(sent, 503))
    assert [round(request.timeout or 0) for request in sent] == [7, 7]
    server.answer(Answer(hold=True))
    with pytest.raises(RequestTimeout, match=r"no whole answer within 0\.05 seconds"):
        harness.call(lambda c: c.get_instance(1, timeout=0.05, retries=ONCE))


def test_a_timeout_of_a_call_may_be_longer_than_the_clients(harness: Harness, server: Server) -> None:
    def late(_: Got) -> Answer:
        time.sleep(0.1)
        return Answer(body=INSTANCE)

    server.answer(late)
    assert harness.call(lambda c: c.get_instance(1, timeout=60), timeout=0.05, retries=ONCE).id == 1234


STEPS = {"connect": 1.0, "read": 2.0, "write": 3.0, "pool": None}


def test_steps_are_bounded_as_httpx_has_them(harness: Harness, bounds: list[httpx.Timeout]) -> None:
    steps = httpx.Timeout(**STEPS)
    for call in (lambda c: c.get_instance(1, timeout=steps), lambda c: c.get_instance(1, timeout=steps, deadline=1.5)):
        with pytest.raises(TransportError):  # there is no answer
            harness.call(call, retries=ONCE)
    assert bounds[0].as_dict() == STEPS
    assert bounds[1].as_dict() == {
        "connect": 1.0,
        **dict.fromkeys(("read", "write", "pool"), pytest.approx(1.5, abs=0.1)),
    }
    sent: list[Request] = []
    harness.call(lambda c: c.get_instance(1), timeout=steps, send=received(sent))
    assert sent[0].timeout is None
    assert sent[0].steps == openconnectors.StepTimeouts(**STEPS)


@pytest.mark.parametrize(("given", "read"), [(None, 60.0), (httpx.Timeout(5.0), 60.0), (httpx.Timeout(9.0), 9.0)])
def test_an_httpx_client_of_ones_own_bounds_steps_where_it_was_told_to(
    harness: Harness, bounds: list[httpx.Timeout], given: httpx.Timeout | None, read: float
) -> None:
    kind: Any = httpx.AsyncClient if harness.asynchronous else httpx.Client
    with pytest.raises(TransportError):
        harness.call(
            lambda c: c.get_instance(1), http_client=kind(**({"timeout": given} if given else {})), retries=ONCE
        )
    assert bounds[0].read == pytest.approx(read, abs=0.1)


def test_an_httpx_client_of_ones_own_is_used_and_left_open(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=INSTANCE))
    kind: Any = httpx.AsyncClient if harness.asynchronous else httpx.Client
    own = kind(headers={"X-Mine": "1"})
    assert harness.call(lambda c: c.get_instance(1), http_client=own).id == 1234
    assert server.got[0].headers["x-mine"] == "1"
    assert not own.is_closed


def test_an_httpx_client_of_the_other_kind_is_refused(harness: Harness) -> None:
    kind: Any = httpx.Client if harness.asynchronous else httpx.AsyncClient
    with pytest.raises(SettingsError, match=r"the HTTP client is an httpx\.\w+, not an? \w+"):
        harness.call(lambda c: c.get_instance(1), http_client=kind())
    with pytest.raises(SettingsError, match="http_client or transport, not both"):
        harness.call(lambda c: c.get_instance(1), http_client=kind(), send=received([]))


class Clock:
    """A monotonic clock that goes on by a second with every request."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        monkeypatch.setattr(time, "monotonic", lambda: self.now)

    def pages(self, sent: list[Request]) -> Callable[[Request], Response]:
        def send(request: Request) -> Response:
            sent.append(request)
            self.now += 1.0
            return Response(200, {"elements-next-page-token": str(len(sent))}, b'[{"id": 1, "token": "t"}]')

        return send


def test_a_deadline_holds_for_all_pages_of_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Request] = []
    client = Client("us2", user="u", organization="o", transport=Clock(monkeypatch).pages(sent), deadline=2.5)
    with pytest.raises(RequestTimeout, match=r"^GET /instances: not sent, for the deadline of 2\.5 seconds has"):
        list(client.list_instances())
    assert [request.timeout for request in sent] == [2.5, 1.5, 0.5]
    sent.clear()
    with pytest.raises(RequestTimeout):
        list(client.list_instances(deadline=1, timeout=0.75))
    assert [request.timeout for request in sent] == [0.75]


def test_a_deadline_holds_for_both_steps_of_oauth_1(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, sent = Clock(monkeypatch), list[Request]()

    def send(request: Request) -> Response:
        sent.append(request)
        clock.now += 3.0
        return Response(200, {}, b'{"token": "t", "secret": "s", "oauthUrl": "https://x"}')

    client = Client("us2", user="u", organization="o", transport=send)
    own = acme.OAuth1Configuration(oauth_api_key="k", oauth_api_secret="s", oauth_callback_url=CALLBACK)
    assert client.begin(own, deadline=5).url == "https://x"
    assert [request.timeout for request in sent] == [5.0, 2.0]


def test_no_pause_goes_beyond_the_deadline(harness: Harness, server: Server) -> None:
    server.answer(Answer(429, headers={"Retry-After": "5"}))
    with pytest.raises(RateLimited):
        harness.call(lambda c: c.get_instance(1, deadline=4))
    assert (len(server.got), harness.pauses) == (1, [])


def test_hooks_see_every_attempt(harness: Harness, server: Server) -> None:
    server.answer(Answer(503), Answer(cut=True), Answer(body=INSTANCE, headers={"elements-request-id": "r"}))
    seen: list[Any] = []

    def trace(request: Request) -> Request:
        seen.append(request.path)
        headers = {**request.headers, "X-Trace": Secret(f"t{len(seen)}")}
        return replace(request, headers=headers)

    def done(attempt: Attempt) -> None:
        came = attempt.answer
        seen.append((attempt.number, came.status if isinstance(came, Response) else type(came).__name__))
        assert attempt.seconds >= 0
        assert "X-Trace" in attempt.request.headers

    harness.call(lambda c: c.get_instance(1, on_response=done), on_request=trace)
    path = "/instances/1"
    assert seen == [path, (1, 503), path, (2, "TransportError"), path, (3, 200)]
    assert [got.headers["x-trace"] for got in server.got] == ["t1", "t3", "t5"]


def test_hooks_of_the_client_are_called_before_those_of_a_call(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=INSTANCE))
    seen: list[str] = []
    harness.call(
        lambda c: c.with_options(on_request=lambda request: seen.append("derived")).get_instance(
            1, on_request=lambda request: seen.append("call")
        ),
        on_request=lambda request: seen.append("client"),
    )
    assert seen == ["client", "derived", "call"]


def test_a_header_that_a_hook_sets_is_masked(harness: Harness, server: Server) -> None:
    server.answer(lambda got: Answer(400, {"message": f"no such key {got.headers['x-key']}"}))
    with pytest.raises(ApiError, match=r"no such key \*+$"):
        harness.call(
            lambda c: c.get_instance(1, on_request=lambda r: replace(r, headers={**r.headers, "X-Key": "hunter2"}))
        )


class HookError(Exception):
    pass


def test_hooks_add_what_they_set_to_what_is_masked_and_no_more(harness: Harness) -> None:
    masked: list[int] = []

    def hook(request: Request) -> Request:
        masked.append(len(request.secrets))
        return replace(request, headers={**request.headers, "X-Signature": Secret("fake-signature")})

    sent: list[Request] = []
    harness.call(
        lambda c: c.with_options(on_request=hook).get_instance(1, on_request=hook), on_request=hook, send=received(sent)
    )
    assert masked[1:] == [masked[0] + 1] * 2
    assert len(sent[0].secrets) == masked[0] + 1


def test_what_a_hook_raises_reaches_the_caller_as_it_is(harness: Harness, server: Server) -> None:
    server.answer(Answer(503))

    def broken(_: object) -> None:
        raise HookError("bug")

    for hook, requests in (("on_request", 0), ("on_response", 1)):
        server.got.clear()
        with pytest.raises(HookError, match="bug") as failed:
            harness.call(methodcaller("get_instance", 1, **{hook: broken}))
        assert failed.traceback[-1].name == "broken"
        assert len(server.got) == requests


def test_a_hook_may_be_asynchronous_where_the_client_is(server: Server) -> None:
    server.answer(Answer(body=INSTANCE))
    seen: list[str] = []

    async def hook(told: Request | Attempt) -> None:
        await asyncio.sleep(0)
        seen.append(type(told).__name__)

    async def asynchronous() -> None:
        async with AsyncClient(server.url, user=USER, organization=ORGANIZATION, on_request=hook) as client:
            await client.get_instance(1, on_response=hook)

    asyncio.run(asynchronous())
    assert seen == ["Request", "Attempt"]
    with (
        Client(server.url, user=USER, organization=ORGANIZATION) as client,
        pytest.raises(SettingsError, match="a hook of Client is a plain function"),
    ):
        client.get_instance(1, on_request=hook)


def test_a_request_hook_returns_a_request_or_nothing(harness: Harness) -> None:
    wrong: Any = lambda request: "x"  # noqa: E731
    with pytest.raises(SettingsError, match="on_request returns a Request or None, not a str"):
        harness.call(lambda c: c.get_instance(1, on_request=wrong))


def test_the_log_tells_of_attempts_and_repeats(
    harness: Harness, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "openconnectors")
    server.answer(Answer(503), Answer(cut=True), Answer(body=INSTANCE, headers={"elements-request-id": "r1"}))
    harness.call(lambda c: c.get_instance(1))
    lines = [(record.levelname, record.getMessage()) for record in caplog.records]
    patterns = [
        ("DEBUG", r"GET /instances/1: 503 \(no request id\) after 0\.\d{3} s"),
        ("INFO", r"GET /instances/1: 503 \(no request id\); attempt 2 of 4 in 0\.25 s"),
        ("DEBUG", r"GET /instances/1: RemoteProtocolError: .* after 0\.\d{3} s"),
        ("INFO", r"GET /instances/1: RemoteProtocolError: .*; attempt 3 of 4 in 0\.5 s"),
        ("DEBUG", r"GET /instances/1: 200 \(r1\) after 0\.\d{3} s"),
    ]
    assert [level for level, _ in lines] == [level for level, _ in patterns]
    for (_, line), (_, pattern) in zip(lines, patterns, strict=True):
        assert re.fullmatch(pattern, line), line


def test_a_sign_in_takes_options_too(harness: Harness, server: Server) -> None:
    def reply(got: Got) -> Answer:
        return Answer(body=OAUTH_URL if got.path.endswith("/oauth/url") else INSTANCE)

    server.answer(reply)
    sign_in = harness.call(lambda c: c.begin(configuration(), extra_query={"scope": "full"}))
    came = {"code": "c", "state": sign_in.state}
    harness.call(lambda c: c.finish(sign_in, came, name="n", extra_body={"retrieveObjectsAfterInstantiation": True}))
    first, second = server.got
    assert first.query["scope"] == "full"
    assert isinstance(second.json, dict)
    assert second.json["retrieveObjectsAfterInstantiation"] is True
