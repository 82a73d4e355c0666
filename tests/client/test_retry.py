"""What is sent again, and after how long; nobody really waits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from openconnectors import (
    ApiError,
    RateLimited,
    Request,
    RequestTimeout,
    Response,
    RetryPolicy,
    Secret,
    TransportError,
)
from openconnectors.retry import retry_after

from tests.client.harness import Harness
from tests.client.samples import INSTANCE, configuration
from tests.client.server import Answer, Server


def request(repeatable: bool = True) -> Request:
    return Request("GET", "", "/x", None, {}, None, repeatable)


def response(status: int = 503, wait: str = "") -> Response:
    return Response(status, {"Retry-After": wait} if wait else {}, b"")


def test_full_jitter_grows_to_its_cap() -> None:
    for share in (0.0, 0.25, 1.0):
        policy = RetryPolicy(attempts=10, base=0.5, cap=8, random=lambda share=share: share)
        pauses = [policy.pause(request(), response(), attempt) for attempt in range(1, 8)]
        assert pauses == [share * limit for limit in (0.5, 1, 2, 4, 8, 8, 8)]


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_temporary_statuses_are_repeated(status: int) -> None:
    assert RetryPolicy(random=lambda: 1).pause(request(), response(status), 1) == 0.5


@pytest.mark.parametrize("status", [200, 302, 400, 401, 403, 404, 409, 500, 501])
def test_other_statuses_stand(status: int) -> None:
    assert RetryPolicy().pause(request(), response(status), 1) is None


def test_nothing_is_repeated_that_may_do_harm_or_too_often() -> None:
    policy = RetryPolicy(attempts=3)
    assert policy.pause(request(repeatable=False), response(), 1) is None
    assert policy.pause(request(repeatable=False), TransportError("x"), 1) is None
    assert policy.pause(request(), response(), 2) is not None
    assert policy.pause(request(), response(), 3) is None
    assert policy.pause(request(), TransportError("x", temporary=False), 1) is None
    assert RetryPolicy(attempts=1).pause(request(), response(), 1) is None


@pytest.fixture
def far_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose own zone is not UTC, which must have no say."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("Thu, 01 Jan 1970 00:01:40 GMT", 90.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("Thu, 01 Jan 1970 00:01:40", 90.0),
        ("Thu, 01 Jan 1970 00:01:40 -0000", 90.0),
        ("99999999999", float("inf")),
        ("", None),
        ("soon", None),
        ("-1", None),
        ("1.5", None),
        ("٣", None),
        ("Thu, 99 Jan 1970 00:00:00 GMT", None),
    ],
)
@pytest.mark.usefixtures("far_away")
def test_retry_after_is_seconds_or_a_date(text: str, seconds: float | None) -> None:
    assert retry_after(response(wait=text), lambda: 10.0) == seconds


def test_the_platform_is_given_the_time_it_asks_for() -> None:
    policy = RetryPolicy(patience=60, random=lambda: 1.0)
    assert policy.pause(request(), response(429, "30"), 1) == 30
    assert policy.pause(request(), response(429, "0"), 1) == 0.5
    assert policy.pause(request(), response(429, "61"), 1) is None


def test_a_temporary_failure_is_overcome(harness: Harness, server: Server) -> None:
    server.answer(Answer(503), Answer(429, headers={"Retry-After": "3"}), Answer(cut=True), Answer(body=INSTANCE))
    assert harness.call(lambda c: c.get_instance(1)).id == 1234
    assert harness.pauses == [0.25, 3.0, 1.0]
    assert len(server.got) == 4


def test_in_the_end_the_last_error_is_raised(harness: Harness, server: Server) -> None:
    server.answer(Answer(429, {"message": "slow down", "requestId": "r1"}, headers={"Retry-After": "2"}))
    with pytest.raises(RateLimited) as failed:
        harness.call(lambda c: c.get_instance(1))
    assert (failed.value.retry_after, failed.value.request_id, len(server.got)) == (2.0, "r1", 4)
    server.answer(Answer(429, headers={"Retry-After": "3600"}))
    with pytest.raises(RateLimited) as failed:
        harness.call(lambda c: c.get_instance(1))
    assert (failed.value.retry_after, len(server.got)) == (3600.0, 1)


NOT_REPEATED: dict[str, Callable[[Any], Any]] = {
    "create_instance": lambda c: c.create_instance(configuration(), name="n", callback={"code": "c", "state": "s"}),
    "update_instance": lambda c: c.update_instance(1, name="n"),
    "replace_instance": lambda c: c.replace_instance(1, configuration(), name="n"),
}


@pytest.mark.parametrize("name", NOT_REPEATED)
@pytest.mark.parametrize(
    "failure", [Answer(503), Answer(429, headers={"Retry-After": "0"}), Answer(502), Answer(cut=True)]
)
def test_what_is_not_safe_to_repeat_is_sent_once(harness: Harness, server: Server, name: str, failure: Answer) -> None:
    server.answer(failure)
    with pytest.raises((ApiError, TransportError)):
        harness.call(NOT_REPEATED[name])
    assert len(server.got) == 1
    assert harness.pauses == []


def test_a_timeout_has_its_own_error(harness: Harness, server: Server) -> None:
    server.answer(Answer(hold=True))
    with pytest.raises(RequestTimeout, match="GET /instances/1: ReadTimeout"):
        harness.call(lambda c: c.get_instance(1), timeout=0.05, retries=RetryPolicy(attempts=1))
    with pytest.raises(RequestTimeout):
        harness.call(NOT_REPEATED["create_instance"], timeout=0.05)
    assert len(server.got) == 2


def test_no_call_waits_for_ever_unless_told_to(harness: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    """The default is bounded in every phase, and connecting is given up sooner."""
    bounds: list[httpx.Timeout] = []
    for kind in (httpx.Client, httpx.AsyncClient):
        monkeypatch.setattr(kind, "request", lambda _, *args, timeout, **more: bounds.append(timeout))
    with pytest.raises(TransportError):  # there is no answer
        harness.call(lambda c: c.get_instance(1), retries=RetryPolicy(attempts=1))
    assert bounds == [httpx.Timeout(60.0, connect=10.0)]


def test_a_failure_of_the_users_transport_is_repeated_when_it_is_one_of_the_network(harness: Harness) -> None:
    sent: list[Request] = []

    def send(error: Exception) -> Callable[[Request], Response]:
        def transport(request: Request) -> Response:
            sent.append(request)
            raise error

        return transport

    for error, times in ((ConnectionResetError("gone"), 4), (ValueError("bug"), 1), (TransportError("no", False), 1)):
        sent.clear()
        with pytest.raises(TransportError) as failed:
            harness.call(lambda c: c.get_instance(1), send=send(error))
        assert len(sent) == times
        assert failed.value.__cause__ is failed.value.__context__ is None
    assert isinstance(sent[0].headers["Authorization"], Secret)


def test_a_transport_returns_a_response(harness: Harness) -> None:
    wrong: Any = lambda request: {"status": 200}  # noqa: E731
    with pytest.raises(TransportError, match=r"returns openconnectors\.Response, not dict"):
        harness.call(lambda c: c.get_instance(1), send=wrong)
