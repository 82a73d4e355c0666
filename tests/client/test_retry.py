"""What is sent again, and after how long; nobody really waits."""

from __future__ import annotations

import http.client
import pickle
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import httpx
import pytest
from hypothesis import given, strategies as st
from openconnectors import (
    ApiError,
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
        policy = RetryPolicy(attempts=10, base=0.5, cap=8, random=partial(float, share))
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
        ("1.5", 1.5),
        (" 0.25 ", 0.25),
        ("0." + "3" * 400, 1 / 3),
        ("999999999.5", 999999999.5),
        ("9999999999.5", float("inf")),
        ("1.", None),
        (".5", None),
        ("-1.5", None),
        ("+1", None),
        ("1e3", None),
        ("1,5", None),
        ("1.5.2", None),
        ("0x10", None),
        ("inf", None),
        ("nan", None),
        ("5, 5", None),
        ("٣.5", None),
        ("٣", None),
        ("Thu, 99 Jan 1970 00:00:00 GMT", None),
    ],
)
@pytest.mark.usefixtures("far_away")
def test_retry_after_is_seconds_or_a_date(text: str, seconds: float | None) -> None:
    assert retry_after(response(wait=text), lambda: 10.0) == seconds


@given(st.text(max_size=40) | st.floats().map(str) | st.datetimes().map(str) | st.from_regex(r"[0-9.]{1,30}"))
def test_retry_after_of_any_text_is_nothing_or_a_pause(text: str) -> None:
    seconds = retry_after(response(wait=text), lambda: 10.0)
    assert seconds is None or seconds >= 0.0


NONSENSE: dict[str, list[Any]] = {
    "attempts": [0, -1, 1.5, True, "3", None, float("nan"), [3]],
    "base": [-0.1, float("nan"), float("inf"), True, "1", None],
    "cap": [-1, float("nan"), float("inf"), False, "8", None],
    "patience": [-1, float("nan"), float("-inf"), True, "60", None],
    "random": [0.5, None, "x"],
    "now": [0, None],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in NONSENSE.items() for value in values])
def test_a_policy_that_will_not_do_is_refused_when_it_is_made(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"^{name} is .*, not ") as refused:
        RetryPolicy(**{name: value})
    assert isinstance(refused.value, SettingsError)


def test_the_first_pause_is_no_longer_than_the_longest() -> None:
    with pytest.raises(SettingsError, match=r"base is at most cap.*: 9 is more than 8\.0"):
        RetryPolicy(base=9)


@given(st.integers(1, 10**6), st.floats(0, 1e6), st.floats(0, 1e6), st.integers(1, 10**6))
def test_any_policy_gives_a_bounded_pause(attempts: int, base: float, cap: float, attempt: int) -> None:
    base, cap = sorted((base, cap))
    policy = RetryPolicy(attempts=attempts, base=base, cap=cap, random=lambda: 1.0)
    pause = policy.pause(request(), response(), attempt)
    assert (pause is None) == (attempt >= attempts)
    assert pause is None or 0 <= pause <= cap


def test_no_pause_goes_beyond_the_timeout(harness: Harness, server: Server) -> None:
    server.answer(Answer(429, headers={"Retry-After": "5"}))
    with pytest.raises(RateLimited):
        harness.call(lambda c: c.get_instance(1), timeout=4)
    assert (len(server.got), harness.pauses) == (1, [])


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


def test_no_call_waits_for_ever_unless_told_to(harness: Harness, bounds: list[httpx.Timeout]) -> None:
    """The default is bounded in every phase, and connecting is given up sooner."""
    with pytest.raises(TransportError):  # there is no answer
        harness.call(lambda c: c.get_instance(1), retries=RetryPolicy(attempts=1))
    (bound,) = bounds
    assert bound.connect == 10.0
    assert bound.read == bound.write == bound.pool == pytest.approx(60.0)


def test_every_attempt_gets_what_is_left(harness: Harness) -> None:
    left: list[float | None] = []

    def send(request: Request) -> Response:
        left.append(request.timeout)
        return Response(503, {}, b"")

    with pytest.raises(ApiError):
        harness.call(lambda c: c.get_instance(1), send=send, timeout=30)
    assert len(left) == 4
    assert left[0] == 30
    assert all(seconds is not None and 0 < seconds <= 30 for seconds in left)


def raising(error: Exception, sent: list[Request]) -> Callable[[Request], Response]:
    def transport(request: Request) -> Response:
        sent.append(request)
        raise error

    return transport


@pytest.mark.parametrize(
    ("error", "times"),
    [
        (ConnectionResetError("gone"), 4),
        (TimeoutError("late"), 4),
        (socket.gaierror(-2, "unknown"), 4),
        (OSError(101, "Network is unreachable"), 4),
        (http.client.RemoteDisconnected("closed"), 4),
        (TransportError("no", False), 1),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_failure_of_the_network_is_repeated_where_it_may_be_fixed(
    harness: Harness, error: Exception, times: int
) -> None:
    sent: list[Request] = []
    with pytest.raises(TransportError) as failed:
        harness.call(lambda c: c.get_instance(1), send=raising(error, sent))
    assert len(sent) == times
    assert failed.value.__cause__ is failed.value.__context__ is None
    assert isinstance(sent[0].headers["Authorization"], Secret)


class MineError(Exception):
    pass


class MyConnectionError(ConnectionError):
    pass


class MySystemError(OSError):
    pass


@pytest.mark.parametrize(
    "error",
    [
        MineError("bug"),
        MyConnectionError("mine"),
        MySystemError("mine"),
        ValueError("bug"),
        KeyError("x"),
        FileNotFoundError(2, "no", "f"),
        PermissionError(13, "no"),
        ssl.SSLCertVerificationError("no"),
        http.client.IncompleteRead(b""),
        StopIteration("x"),
        SettingsError("mine"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_exception_of_the_transports_own_reaches_the_caller_as_it_is(harness: Harness, error: Exception) -> None:
    sent: list[Request] = []
    if isinstance(error, StopIteration) and harness.asynchronous:
        pytest.skip("Python itself turns it into a RuntimeError in a coroutine")
    with pytest.raises(type(error)) as failed:
        harness.call(lambda c: c.get_instance(1), send=raising(error, sent))
    assert failed.value is error
    assert len(sent) == 1
    assert [entry.name for entry in failed.traceback][-1] == "transport"


def test_a_transport_returns_a_response(harness: Harness) -> None:
    wrong: Any = lambda request: {"status": 200}  # noqa: E731
    with pytest.raises(TransportError, match=r"returns openconnectors\.Response, not dict"):
        harness.call(lambda c: c.get_instance(1), send=wrong)


class Broken:
    """An httpx transport of the user's own, with a bug."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        raise KeyError(f"no {request.headers['authorization']}")

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)


class BrokenTransport(Broken, httpx.BaseTransport, httpx.AsyncBaseTransport):
    pass


LINE = Broken.handle_request.__code__.co_firstlineno + 1


def test_a_bug_within_an_httpx_client_of_ones_own_keeps_its_file_and_line(harness: Harness) -> None:
    kind: Any = httpx.AsyncClient if harness.asynchronous else httpx.Client
    own = kind(transport=BrokenTransport())
    with pytest.raises(TransportError) as failed:
        harness.call(lambda c: c.get_instance(1), http_client=own)
    said = str(failed.value)
    assert said.startswith("GET /instances/1: KeyError: 'no ********' (")
    assert said.endswith(f"' ({__file__}:{LINE}, in handle_request)")
    assert (failed.value.temporary, harness.pauses) == (False, [])


def test_a_failure_of_the_network_in_a_transport_of_ones_own_keeps_its_file_and_line(harness: Harness) -> None:
    sent: list[Request] = []
    line = raising.__code__.co_firstlineno + 3
    with pytest.raises(TransportError) as failed:
        harness.call(lambda c: c.get_instance(1), send=raising(ConnectionResetError("gone"), sent))
    assert str(failed.value).endswith(f"ConnectionResetError: gone ({__file__}:{line}, in transport)")


def chained(request: Request) -> Response:
    try:
        raise LookupError(request.url.reveal())
    except LookupError as error:
        raise TransportError("no route", False) from error


def test_the_cause_of_a_transport_error_of_ones_own_keeps_its_file_and_line(harness: Harness) -> None:
    with pytest.raises(TransportError) as failed:
        harness.call(lambda c: c.get_instance(1), send=chained)
    line = chained.__code__.co_firstlineno + 2
    assert str(failed.value) == f"no route (from LookupError, {__file__}:{line}, in chained)"


class NoTransport:
    def __call__(self, request: Request) -> Any:
        return 200


def test_a_transport_that_returns_something_else_is_named() -> None:
    wrong: Any = NoTransport()
    with pytest.raises(TransportError) as failed:
        Client("us2", user="u", organization="o", transport=wrong).get_instance(1)
    line = NoTransport.__call__.__code__.co_firstlineno
    assert str(failed.value).endswith(f"returns openconnectors.Response, not int (NoTransport, {__file__}:{line})")


@pytest.mark.parametrize(
    ("error", "arrived"),
    [
        (ConnectionRefusedError(111, "no"), False),
        (socket.gaierror(-2, "unknown"), False),
        (ConnectionResetError("gone"), True),
        (TimeoutError("late"), True),
        (TransportError("no", False, False), False),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_error_tells_whether_the_request_may_have_arrived(harness: Harness, error: Exception, arrived: bool) -> None:
    with pytest.raises(TransportError) as failed:
        harness.call(NOT_REPEATED["create_instance"], send=raising(error, []))
    assert failed.value.may_have_arrived is arrived
    hint = "; the instance may have been created all the same: find_instances tells"
    assert str(failed.value).endswith(hint) is arrived
    assert pickle.loads(pickle.dumps(failed.value)).args == failed.value.args


def test_whether_the_request_arrived_is_known_of_the_default_transport(harness: Harness, server: Server) -> None:
    with Server() as gone:
        url = gone.url
    for where, answer, arrived in ((url, Answer(), False), (server.url, Answer(cut=True), True)):
        server.answer(answer)
        with pytest.raises(TransportError) as failed:
            harness.call(NOT_REPEATED["create_instance"], platform=where)
        assert failed.value.may_have_arrived is arrived
