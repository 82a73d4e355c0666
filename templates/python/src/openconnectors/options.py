"""How requests are sent: what a client is told of it, and what a single call is told besides."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias, TypedDict, TypeGuard, cast

from .bodies import Body, hidden, unsendable
from .errors import SettingsError
from .guard import guarded
from .headers import checked_headers, with_headers
from .messages import RequestHook, ResponseHook, StepTimeouts
from .retry import RetryPolicy
from .secret import Secret
from .settings import CONNECT_TIMEOUT, TIMEOUT, check_callable, check_seconds, wrong
from .validators._suggestions import hint

if TYPE_CHECKING:
    import httpx

__all__ = ["CallOptions", "Options", "RequestOptions", "Timeout", "given_options"]

Timeout: TypeAlias = "float | httpx.Timeout"


class RequestOptions(TypedDict, total=False):
    """How requests are sent; each is an argument of a client, of `Client.with_options` and of every call.

    ``timeout`` is how many seconds a request takes at most, its repeats and the pauses between them included; an
    `httpx.Timeout` bounds the steps of each attempt instead. ``deadline`` is how many seconds a call takes at most,
    all its requests included: both steps of OAuth 1, all pages of a list. ``retries`` tells what is repeated.
    ``headers`` go with every request, besides those of the client and in place of those that the client was given
    before. ``on_request`` and ``on_response`` are called for every attempt, besides those that were given before.
    """

    timeout: Timeout
    deadline: float
    retries: RetryPolicy
    headers: Mapping[str, Secret | str]
    on_request: RequestHook
    on_response: ResponseHook


class CallOptions(RequestOptions, total=False):
    """How the requests of one call are sent, and what they say besides.

    ``extra_query`` and ``extra_body`` are parameters and members that the client does not know, or knows otherwise.
    They go out unchecked, in place of the client's own of the same name; objects in a body are merged, and a list in
    a query repeats the parameter.
    """

    extra_query: Mapping[str, Body]
    extra_body: Mapping[str, Body]


@dataclass(frozen=True, slots=True)
class Options:
    """How requests are sent, checked. What may hold a secret is a `Secret`."""

    timeout: float | None = TIMEOUT
    steps: StepTimeouts | None = None
    deadline: float | None = None
    retries: RetryPolicy = field(default_factory=RetryPolicy)
    headers: Mapping[str, Secret] = field(default_factory=dict[str, Secret])
    on_request: tuple[RequestHook, ...] = ()
    on_response: tuple[ResponseHook, ...] = ()
    extra_query: Mapping[str, Body] = field(default_factory=dict[str, Body])
    extra_body: Mapping[str, Body] = field(default_factory=dict[str, Body])
    end: float | None = None

    def begun(self) -> Options:
        """Return the options of a call that begins now."""
        return self if self.deadline is None else replace(self, end=time.monotonic() + self.deadline)

    def left(self) -> float | None:
        """Return how many seconds a request has that begins now; None where there is no limit."""
        if self.end is None:
            return self.timeout
        left = self.end - time.monotonic()
        return left if self.timeout is None else min(left, self.timeout)

    def for_file(self) -> Options:
        """Return the options of a call that moves a file: ``timeout`` bounds each step of it, and not the whole."""
        if self.timeout is None:
            return self
        idle = self.timeout
        return replace(self, timeout=None, steps=StepTimeouts(min(idle, CONNECT_TIMEOUT), idle, idle, None))

    def updated(self, given: RequestOptions) -> Options:
        """Return these options with what is ``given`` in place, or besides where each is one of several.

        ``given`` is empty afterwards, so that no frame of a traceback shows what it held. Raises SettingsError for a
        value that will not do, TypeError for a name that is no option.
        """
        new: dict[str, object] = {}
        taken = _taken(given)
        for name in taken:
            new |= _CHECKS[name](self, name, taken[name])
        return replace(self, **new) if new else self  # type: ignore[arg-type]


def given_options(
    timeout: Timeout,
    deadline: float | None,
    retries: RetryPolicy | None,
    headers: Mapping[str, Secret] | None,
    on_request: RequestHook | None,
    on_response: ResponseHook | None,
) -> RequestOptions:
    """Return the options among a client's arguments; None stands for one that was not given."""
    optional = {
        "deadline": deadline,
        "retries": retries,
        "headers": headers,
        "on_request": on_request,
        "on_response": on_response,
    }
    given = {name: value for name, value in optional.items() if value is not None}
    return cast("RequestOptions", {"timeout": timeout, **given})


def _taken(given: RequestOptions) -> dict[str, object]:
    """Return what is given, with every text that goes out as a secret; ``given`` is empty then."""
    open_values = cast("dict[str, object]", given)
    unknown = [name for name in open_values if name not in _CHECKS]
    try:
        taken = guarded(
            lambda: {name: _hidden(name, value) for name, value in open_values.items() if name in _CHECKS},
            "no such options",
        )
    finally:
        open_values.clear()
    if unknown:
        raise TypeError(f"there is no option {unknown[0]!r}{hint(unknown[0], _CHECKS)}")
    return taken


def _hidden(name: str, value: object) -> object:
    return hidden(cast("Body", value)) if name in _GO_OUT else value


def _timeouts(_: Options, name: str, value: object) -> dict[str, object]:
    """Return seconds for a request as a whole, or what an `httpx.Timeout` says of its steps."""
    as_dict = getattr(value, "as_dict", None)
    if as_dict is None:
        check_seconds(name, value, above=True)
        return {"timeout": value, "steps": None}
    steps = StepTimeouts(**as_dict())
    for step in (steps.connect, steps.read, steps.write, steps.pool):
        if step is not None:
            check_seconds(f"each step of {name}", step, above=True)
    return {"timeout": None, "steps": steps}


def _deadline(_: Options, name: str, value: object) -> dict[str, object]:
    check_seconds(name, value, above=True)
    return {name: value}


def _retries(_: Options, name: str, value: object) -> dict[str, object]:
    if not isinstance(value, RetryPolicy):
        raise wrong(name, "a RetryPolicy", value)
    return {name: value}


def _hook(before: Options, name: str, value: object) -> dict[str, object]:
    check_callable(name, value)
    return {name: (*getattr(before, name), value)}


def _headers(before: Options, name: str, value: object) -> dict[str, object]:
    return {name: with_headers(before.headers, checked_headers(_mapping(name, value)))}


def _extra(_: Options, name: str, value: object) -> dict[str, object]:
    members = _mapping(name, value)
    found = unsendable(cast("Body", members))
    if found is not None:
        raise SettingsError(f"{name} holds a {found}; JSON has texts, numbers, truth values, lists and objects")
    return {name: members}


def _mapping(name: str, value: object) -> Mapping[object, object]:
    if not _is_mapping(value) or not all(isinstance(key, str) for key in value):
        raise wrong(name, "a mapping of names to values", value)
    return value


def _is_mapping(value: object) -> TypeGuard[Mapping[object, object]]:
    return isinstance(value, Mapping)


_GO_OUT = frozenset({"headers", "extra_query", "extra_body"})

_CHECKS: Mapping[str, Callable[[Options, str, object], dict[str, object]]] = {
    "timeout": _timeouts,
    "deadline": _deadline,
    "retries": _retries,
    "headers": _headers,
    "on_request": _hook,
    "on_response": _hook,
    "extra_query": _extra,
    "extra_body": _extra,
}
