"""Plants secrets everywhere, drives every operation and every failure, and searches everything that comes out.

The planted values are globals of this module and never locals: a traceback that captures local variables would show
the test's own.
"""

from __future__ import annotations

import base64
import logging
import re
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import openconnectors
import pytest
from openconnectors import Request, Response, RetryPolicy, Secret, SignIn

from tests.client import acme
from tests.client.harness import Call, Harness
from tests.client.samples import CALLBACK, INSTANCE, OAUTH_URL, configuration
from tests.client.server import Answer, Got, Server
from tests.client.test_files import download

# One mark in all of them, so that one search finds them; the rest shows whether encoding hides them from masking.
MARK = "c4n4ry"
USER, ORGANIZATION, TOKEN = f"{MARK}-user!", f"{MARK}-organization=/+", f"{MARK}-token~"
API_SECRET, KEY, CODE, STATE = f"{MARK}&a s=é/+", f'{MARK} "key\\<', f"{MARK}/code", f"{MARK}-state-{MARK}"
REQUEST_TOKEN, EVENT_KEY = f"{MARK} request token", f"{MARK} event key"
FOUND = re.compile(
    "|".join(
        [
            MARK,
            *(
                # what base64 makes of the mark at each of the three places where it can begin
                re.escape(base64.b64encode(b"." * at + MARK.encode())[(at * 8 + 5) // 6 : -3].decode())
                for at in range(3)
            ),
        ]
    ),
    re.IGNORECASE,
)

REPLY = {
    **INSTANCE,
    "token": TOKEN,
    "configuration": {"oauth.api.secret": API_SECRET, "infusionsoft.private.key": KEY},
    "oauthUrl": f"https://signin.example.com/?state={STATE}",
    "secret": REQUEST_TOKEN,
    "propertyValue": KEY,
    "key": "k",
    "dateTime": "now",
    "endpoint": "e",
    "more": {"deep_token": [KEY]},
}


# What is planted in the options of a call.
EXTRA: dict[str, Any] = {"headers": {"X-Key": f"{MARK}-header"}, "extra_query": {"q": [f"{MARK}&query"]}}


def planted(**changes: Any) -> Any:
    return configuration(
        oauth_api_secret=API_SECRET,
        infusionsoft_private_key=KEY,
        event_notification_signature_key=EVENT_KEY,
        **changes,
    )


def sign_in() -> SignIn:
    return SignIn.resume(planted(), {"connector": "infusionsoftmarketing", "method": "oauth2", "state": STATE})


def oauth1() -> Any:
    return acme.OAuth1Configuration(oauth_api_key="k", oauth_api_secret=API_SECRET, oauth_callback_url=CALLBACK)


OPERATIONS: dict[str, Call] = {
    "begin": lambda c: c.begin(planted(), state=STATE),
    "begin by OAuth 1": lambda c: c.begin(oauth1()),
    "finish": lambda c: c.finish(sign_in(), {"code": CODE, "state": STATE}, name="n"),
    "reauthenticate": lambda c: c.reauthenticate(1, sign_in(), f"?code={CODE}&state={STATE}"),
    "oauth_token": lambda c: c.oauth_token(oauth1()),
    "oauth_url": lambda c: c.oauth_url(planted(), state=STATE),
    "create_instance": lambda c: c.create_instance(planted(), name="n", callback={"code": CODE, "state": STATE}),
    "get_instance": lambda c: c.get_instance(1),
    "get_instance with options": lambda c: c.with_options(**EXTRA).get_instance(1, **EXTRA),
    "list_instances": lambda c: c.list_instances(),
    "update_instance": lambda c: c.update_instance(1, configuration={"x": KEY}),
    "update_instance with more": lambda c: c.update_instance(1, name="n", extra_body={"x": [{"y": KEY}]}, **EXTRA),
    "update_instance with all": lambda c: c.update_instance(1, configuration=planted()),
    "replace_instance": lambda c: c.replace_instance(1, planted(), name="n"),
    "enable_instance": lambda c: c.enable_instance(1),
    "disable_instance": lambda c: c.disable_instance(1),
    "delete_instance": lambda c: c.delete_instance(1),
    "get_configuration": lambda c: c.get_configuration(1),
    "update_configuration": lambda c: c.update_configuration(1, 2, KEY),
    "get_connector": lambda c: c.get_connector("k"),
    "get_connector_docs": lambda c: c.get_connector_docs("k"),
    "get_instance_docs": lambda c: c.get_instance_docs(1),
    "ping": lambda c: c.ping(TOKEN),
    "request of an instance": lambda c: c.instance(TOKEN).request("POST", "/x", json={"x": Secret(KEY)}, **EXTRA),
    "iterate of an instance": lambda c: c.instance(TOKEN).iterate("/x", query={"x": Secret(KEY)}, **EXTRA).pages(),
    "upload of an instance": lambda c: c.instance(TOKEN).upload("/x", b"x", **EXTRA),
    "download of an instance": download("/x", "response", of=Secret(TOKEN), query={"x": Secret(KEY)}),
    "ping of an instance": lambda c: c.instance(TOKEN).ping(**EXTRA),
}
LISTS = ("list_instances", "get_configuration")


def echo(status: int) -> Callable[[Got], Answer]:
    """Repeat everything that arrived, as careless servers do."""

    def reply(got: Got) -> Answer:
        said = f"{got.target} {dict(got.headers)} {got.body.decode()} {base64.b64encode(got.body).decode()}"
        body = {"requestId": said, "message": said, "providerMessage": said}
        return Answer(status, body, {"Elements-Request-Id": got.headers["authorization"], "Retry-After": "0"})

    return reply


def redirect(got: Got) -> Answer:
    return Answer(302, b"", {"Location": got.target.replace("/elements", "http://elsewhere.example/elements")})


SERVER_FAILURES: dict[str, Any] = {
    **{str(status): echo(status) for status in (400, 401, 403, 404, 409, 413, 429, 500, 503)},
    "redirect": redirect,
    "cut": Answer(cut=True),
    "not JSON": lambda got: Answer(200, f"{MARK} {got.target}".encode()),
    "of another shape": Answer(200, [{"id": MARK, "token": [TOKEN]}]),
    "an object of another shape": Answer(200, {"id": MARK, "token": [TOKEN], "oauthUrl": f"ftp://{MARK}"}),
    "broken compression": Answer(200, MARK.encode(), {"Content-Encoding": "gzip"}),
}


class Output:
    """Everything that came out."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self.texts: list[str] = []
        self.records = 0
        self._capture = capture

    def add(self, thing: object) -> None:
        self.texts += [repr(thing), str(thing), f"{thing}"]

    def add_error(self, error: BaseException) -> None:
        seen: BaseException | None = error
        while seen is not None:
            self.add(seen)
            self.texts += [repr(seen.args), repr(vars(seen))]
            seen = seen.__cause__ or seen.__context__
        for limit in (None, -1):
            report = traceback.TracebackException.from_exception(error, capture_locals=True, limit=limit)
            self.texts += report.format(chain=True)

    def log(self, record: logging.LogRecord) -> None:
        self.records += 1
        self.texts += [record.getMessage(), repr(record.__dict__)]
        if record.exc_info and record.exc_info[1]:
            self.add_error(record.exc_info[1])

    def leaks(self) -> list[str]:
        captured = self._capture.readouterr()
        return [text[:2000] for text in (*self.texts, captured.out, captured.err) if FOUND.search(text)]


@pytest.fixture
def output(capsys: pytest.CaptureFixture[str]) -> Iterator[Output]:
    """Collects, with every logger at DEBUG."""
    import httpx  # noqa: F401  its loggers are there by now

    out = Output(capsys)

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            out.log(record)

    handler, root = Handler(), logging.getLogger()
    loggers = [logging.getLogger(name) for name in [*root.manager.loggerDict]] + [root]
    before = [(logger, logger.level, logger.disabled) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
        logger.disabled = False
    root.addHandler(handler)
    try:
        yield out
    finally:
        root.removeHandler(handler)
        for logger, level, disabled in before:
            logger.setLevel(level)
            logger.disabled = disabled


def look(output: Output, result: Any) -> None:
    """Keep what the response beside a result shows."""
    for thing in result if isinstance(result, (list, tuple)) else [result]:
        came = thing if isinstance(thing, openconnectors.RawResponse) else thing.response
        output.texts += [came.text, repr(came.headers), came.request_id]


def drive(harness: Harness, output: Output, call: Call, looked: bool = False, **settings: Any) -> bool:
    """Call, keep what came out, and return whether it succeeded."""
    try:
        result = harness.call(call, **({"user": lambda: USER, "organization": lambda: ORGANIZATION} | settings))
    except BaseException as error:
        output.add_error(error)
        return False
    if looked:
        look(output, result)
    for thing in result if isinstance(result, (list, tuple)) else [result]:
        output.add(thing)
        public = [name for name in getattr(thing, "__slots__", ()) if not name.startswith("_")]
        output.texts.append(repr([getattr(thing, name) for name in public]))
    return True


def test_the_search_finds_what_it_must(output: Output) -> None:
    for text in (f"x{API_SECRET}", base64.b64encode(f"ab{USER}".encode()).decode(), USER.upper()):
        assert FOUND.search(text)
    try:
        local = USER
        raise ValueError(len(local))
    except ValueError as error:
        output.add_error(error)
    logging.getLogger("httpx").info("GET %s", API_SECRET)
    assert len(output.leaks()) >= 3


@pytest.mark.parametrize("name", OPERATIONS)
def test_success(harness: Harness, server: Server, output: Output, name: str) -> None:
    server.answer(Answer(body=[REPLY] if name in LISTS else REPLY))
    assert drive(harness, output, OPERATIONS[name], looked=True)
    assert MARK in repr(server.got), "what was planted must have been sent"
    assert output.records, "the client's own log tells of the call"
    assert output.leaks() == []


@pytest.mark.parametrize("failure", SERVER_FAILURES)
def test_failures_of_the_platform(harness: Harness, server: Server, output: Output, failure: str) -> None:
    for call in OPERATIONS.values():
        server.answer(SERVER_FAILURES[failure])
        drive(harness, output, call, retries=RetryPolicy(attempts=2))
        assert server.got
    assert output.leaks() == []


def test_no_answer_in_time(harness: Harness, server: Server, output: Output) -> None:
    server.answer(Answer(hold=True))
    assert not drive(harness, output, OPERATIONS["begin"], timeout=0.05, retries=RetryPolicy(attempts=1))
    assert output.leaks() == []


def said_by(kind: type[BaseException]) -> Callable[[Request], Response]:
    """A transport that fails and tells all that it was given."""

    def send(request: Request) -> Response:
        url, body = request.url.reveal(), request.body.reveal() if request.body else ""
        headers = {name: value.reveal() for name, value in request.headers.items()}
        raise kind(f"{url} {body} {headers}")

    return send


def chained(request: Request) -> Response:
    try:
        raise ValueError(request.headers["Authorization"].reveal())
    except ValueError as error:
        raise openconnectors.TransportError(request.url.reveal()) from error


@pytest.mark.parametrize("send", [said_by(OSError), said_by(ConnectionError), said_by(TimeoutError), chained])
def test_failures_of_the_users_transport(harness: Harness, output: Output, send: Any) -> None:
    for call in OPERATIONS.values():
        assert not drive(harness, output, call, send=send)
    assert output.leaks() == []


def own_bug(request: Request) -> Response:
    raise ValueError(len(request.url.reveal()) + len(request.headers))


def test_a_bug_of_the_users_transport_keeps_its_frames_and_ours_show_nothing(harness: Harness, output: Output) -> None:
    for call in OPERATIONS.values():
        assert not drive(harness, output, call, send=own_bug)
    assert any("own_bug" in text for text in output.texts)
    assert output.leaks() == []


def test_an_interrupt_in_the_midst_of_a_request(harness: Harness, output: Output) -> None:
    def send(request: Request) -> Response:
        revealed = request.headers["Authorization"].reveal()
        raise KeyboardInterrupt(len(revealed))

    assert not drive(harness, output, OPERATIONS["begin"], send=send)
    assert output.leaks() == []


FAULTS: dict[str, Call] = {
    "a wrong value beside secrets": lambda c: c.begin(planted(infusionsoft_server="evil.com")),
    "a secret in the wrong field": lambda c: c.begin(planted(infusionsoft_server=Secret(KEY))),
    "a lone surrogate": lambda c: c.begin(configuration(oauth_api_secret=f"{MARK}\ud800")),
    "a lone surrogate in a state": lambda c: c.begin(planted(), state=f"{MARK}\ud800"),
    "a secret of another type": lambda c: c.begin(configuration(oauth_api_secret=[MARK])),
    "a token of another type": lambda c: c.ping([MARK]),
    "a token with a comma": lambda c: c.ping(f"{TOKEN},"),
    "a value of another type": lambda c: c.update_configuration(1, 2, {MARK}),
    "fields of another type": lambda c: c.update_instance(1, configuration={"x": {MARK}}),
    "a header that is none": lambda c: c.get_instance(1, headers={"x y": KEY}),
    "a header of another type": lambda c: c.get_instance(1, headers={"X-Key": KEY.encode()}),
    "a header of two lines": lambda c: c.get_instance(1, headers={"X-Key": f"{MARK}\r\nX: y"}),
    "an option that is none": lambda c: c.get_instance(1, header={"X-Key": KEY}),
    "an extra body without a place": lambda c: c.get_instance(1, extra_body={"x": KEY}),
    "an extra query of another type": lambda c: c.get_instance(1, extra_query={"x": {MARK}}),
    "a forged state": lambda c: c.finish(sign_in(), f"?code={CODE}&state={MARK}", name="n"),
    "a callback twice": lambda c: c.finish(sign_in(), f"?code={CODE}&code={CODE}&state={STATE}", name="n"),
    "a callback in bytes": lambda c: c.finish(sign_in(), f"?code={CODE}".encode(), name="n"),
    "a callback of numbers": lambda c: c.finish(sign_in(), {"code": [CODE, 5]}, name="n"),
    "no code": lambda c: c.finish(sign_in(), {"state": STATE}, name="n"),
    "no name": lambda c: c.finish(sign_in(), {"code": CODE, "state": STATE}, name=None),
    "a refusal": lambda c: c.finish(sign_in(), {"error": "denied", "state": STATE}, name="n"),
    "fields that are not taken": lambda c: type(planted()).from_wire({"oauth.api.secret": API_SECRET, "x": KEY}),
    "a secret in the wrong field of the wire": lambda c: type(planted()).from_wire({"infusionsoft.server": KEY}),
    "another session": lambda c: SignIn.resume(planted(), {"connector": "x", "state": STATE}),
    "an empty event key": lambda c: openconnectors.verify_event(b"body", "sha256=", ""),
    "an event in text": lambda c: openconnectors.verify_event("text", "sha256=", EVENT_KEY),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults_of_the_caller(harness: Harness, server: Server, output: Output, name: str) -> None:
    server.answer(Answer(400, {"message": "no"}))
    assert not drive(harness, output, FAULTS[name])
    assert output.leaks() == []


@pytest.mark.parametrize("variable", ["USER", "ORGANIZATION"])
@pytest.mark.parametrize("value", ["{},", "{}\n", "{} x", "{}é", "{}"])
def test_faults_of_the_settings(
    harness: Harness, output: Output, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    nobody: dict[str, Any] = {"user": None, "organization": None}
    monkeypatch.setenv(f"OPENCONNECTORS_{variable}_SECRET", value.format(USER))
    assert not drive(harness, output, OPERATIONS["get_instance"], **nobody)
    assert not drive(harness, output, OPERATIONS["get_instance"], **nobody | {"platform": "mars"})
    assert output.leaks() == []


def test_what_the_client_holds(harness: Harness, output: Output) -> None:
    drive(
        harness, output, lambda c: [c, vars(c), planted(), sign_in(), OAUTH_URL] if not harness.asynchronous else None
    )
    assert output.leaks() == []
