"""An interrupt can come at any line. Wherever it does, no frame of its traceback holds a secret in the open.

A function handed an open str holds it until it has hidden it, as the caller's own frame does. So everything secret is
handed in as a `Secret` or a `Callback` here, and what is looked at is what the client itself lays open.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import pytest
from openconnectors import Callback, Client, Request, Response, RetryPolicy, Secret, SignIn

from tests.client.conftest import SOURCE
from tests.client.samples import INSTANCE, OAUTH_URL, configuration

MARK = "c4n4ry"
STEP = 19  # every line is tried, over the cases and the lines of one case together, but not each in each


# Made before anything is interrupted.
HIDDEN = configuration(oauth_api_secret=Secret(f"{MARK} &key"))
STATE = Secret(f"{MARK}-state")
SIGN_IN = SignIn(HIDDEN, None, STATE)


def echo(status: int) -> Callable[[Request], Response]:
    """Repeat everything that was sent, as careless servers do."""

    def send(request: Request) -> Response:
        said = f"{request.url.reveal()} {request.headers['Authorization'].reveal()}"
        said += request.body.reveal() if request.body else ""
        body = {"message": said, "providerMessage": said, "requestId": said}
        return Response(status, {"elements-request-id": said, "location": said}, json.dumps(body).encode())

    return send


def answering(body: object) -> Callable[[Request], Response]:
    return lambda request: Response(200, {"elements-request-id": "r"}, json.dumps(body).encode())


def hidden_options() -> dict[str, Any]:
    secret = Secret(f"{MARK}-more")
    return {"headers": {"X-More": secret}, "extra_query": {"q": [secret]}, "extra_body": {"b": {"c": secret}}}


CALLBACK = Callback.of({"code": f"{MARK}/code", "state": f"{MARK}-state"})
PLANTED = {**INSTANCE, "token": MARK, "configuration": {"k": MARK}, "name": MARK, "tags": [MARK], "more": [MARK]}
CASES: dict[str, tuple[Callable[[Any], object], Callable[[Request], Response]]] = {
    "error": (lambda c: c.get_instance(1), echo(400)),
    "redirect": (lambda c: c.get_instance(1), echo(302)),
    "success": (lambda c: c.get_instance(1), answering(PLANTED)),
    "options": (lambda c: c.update_instance(1, name="n", **hidden_options()), echo(400)),
    "look": (
        lambda c: c.get_instance(1).response.text,
        answering({"id": 1, "token": MARK, "configuration": {"k": MARK}}),
    ),
    "list": (lambda c: [*c.list_instances()], answering([PLANTED])),
    "begin": (lambda c: c.begin(HIDDEN, state=STATE), answering(OAUTH_URL)),
    "finish": (lambda c: c.finish(SIGN_IN, CALLBACK, name="n"), answering(PLANTED)),
    "refused": (lambda c: c.finish(SIGN_IN, CALLBACK, name="n"), echo(409)),
}


class Interrupter:
    """Interrupts at the nth line of the package."""

    def __init__(self, at: int) -> None:
        self.left = at

    def __call__(self, frame: FrameType, event: str, argument: object) -> Any:
        if self.left <= 0:
            return None
        if not frame.f_code.co_filename.startswith(str(SOURCE)):
            return None
        if event == "line":
            self.left -= 1
            if self.left == 0:
                raise KeyboardInterrupt
        return self


def interrupted(call: Callable[[], object], at: int) -> tuple[bool, list[str]]:
    """Whether the interrupt came before the call was over, and the frames that hold the mark afterwards."""
    interrupter, before, raised = Interrupter(at), sys.gettrace(), None
    try:
        sys.settrace(interrupter)
        call()
    except BaseException as error:
        raised = error
    finally:
        sys.settrace(before)
    return interrupter.left <= 0, [*showing(raised)]


def showing(error: BaseException | None) -> Iterator[str]:
    while error is not None:
        at = error.__traceback__
        while at is not None:
            frame, at = at.tb_frame, at.tb_next
            if frame.f_code.co_filename != __file__ and MARK in " ".join(map(shown, frame.f_locals.values())):
                yield f"{frame.f_code.co_filename}:{frame.f_lineno} {frame.f_code.co_name}"
        error = error.__cause__ or error.__context__


def shown(value: object) -> str:
    try:
        return repr(value)
    except Exception:  # an object that is only half made
        return ""


# An interrupt in a generator that is being closed has nowhere to go, which Python tells of.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", CASES)
def test_no_interrupt_shows_a_secret(name: str) -> None:
    call, send = CASES[name]
    client = Client(
        "us2",
        user=Secret(f"{MARK}-user"),
        organization=Secret(f"{MARK}-org"),
        transport=send,
        retries=RetryPolicy(attempts=1),
    )
    at, leaks = 1 + [*CASES].index(name) % STEP, set[str]()
    came, count = True, 0
    while came:
        came, found = interrupted(lambda: call(client), at)
        leaks |= {*found}
        at, count = at + STEP, count + 1
    assert count > 15
    assert leaks == set()
