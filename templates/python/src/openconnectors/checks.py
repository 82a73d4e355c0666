"""Checks what is to be sent, with the connector's own validators: all violations at once, before anything goes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, cast

from .bodies import Body, revealed
from .callback import Callback
from .errors import ValidationError
from .guard import guarded
from .shapes import Method
from .validators._kinds import pointer_to
from .values import Sources, instance_body, oauth_url_values

__all__ = ["check_begin", "check_callback", "check_change", "check_fields", "check_query", "check_request"]

if TYPE_CHECKING:
    from .configuration import BaseConfiguration
    from .validators import Violation
    from .wire import Wire

_NAMES = {
    "oauth_url_query": "OAuth URL query",
    "callback_query": "callback query",
    "instance_request": "instance request",
}


def check_request(method: Method, body: Mapping[str, Body]) -> None:
    """Raise ValidationError when an instance request is not what the connector takes."""
    _refuse(method, "instance request", _violations(method, "instance_request", body))


def check_change(method: Method, body: Mapping[str, Body]) -> None:
    """Raise ValidationError when one of the members that are there is not what the connector takes.

    For requests that change an instance: members may be left out, and so may what came with the callback once.
    """
    _refuse(method, "instance request", _wrong_members(method, body))


def check_fields(method: Method, fields: Mapping[str, Wire]) -> None:
    """Raise ValidationError when configuration fields, by their names on the wire, are not what the connector takes."""
    _refuse(method, "configuration", _wrong_members(method, {"configuration": fields, **dict(method.request)}))


def check_begin(sources: Sources) -> None:
    """Raise ValidationError when the OAuth URL query or the configuration will not do.

    The configuration goes out only after the user's consent, which would be in vain if it were wrong.
    """
    method = sources.configuration.METHOD
    body = _violations(method, "instance_request", instance_body(sources, name=None, tags=None))
    proxy = sources.configuration.proxy
    sent = ("/configuration", *(f"/{name}" for name in (proxy.members() if proxy else ())))
    found = [v for v in body if _within(v, sent) and not _brought(method, v)]
    told = {v.pointer for v in found}
    if method.oauth_url_query:
        origins = {pointer_to(value.name): value.source for value in method.oauth_url_query}
        for violation in _violations(method, "oauth_url_query", oauth_url_values(sources)):
            kind, _, key = origins.get(violation.pointer, "").partition(":")
            # One mistake is told once, and nobody gives a request token: it comes with the first answer.
            if kind != "token" and not (kind == "configuration" and f"/configuration{pointer_to(key)}" in told):
                found.append(violation)
    _refuse(method, "sign-in", found)


def check_query(sources: Sources) -> None:
    """Raise ValidationError when the query of the OAuth URL call is not what the connector takes."""
    method = sources.configuration.METHOD
    _refuse(method, "OAuth URL query", _violations(method, "oauth_url_query", oauth_url_values(sources)))


def check_callback(configuration: BaseConfiguration, callback: Callback) -> None:
    """Raise ValidationError when a parameter is missing that the connector's callback must bring."""
    found = {name: value for name in callback if (value := callback.get(name)) is not None}
    method = configuration.METHOD
    _refuse(method, "callback query", _violations(method, "callback_query", found))


def _violations(method: Method, function: str, value: Mapping[str, Body]) -> list[Violation]:
    module = import_module(f".validators.{method.module}", __package__)
    validator = getattr(module, f"validate_{function}", None)
    if validator is None:  # the connector has no such step
        return []
    complaint = f"cannot check the {_NAMES[function]}"
    return list(guarded(lambda: cast("Sequence[Violation]", validator(revealed(value), method.name)), complaint))


def _wrong_members(method: Method, body: Mapping[str, Body]) -> list[Violation]:
    """Return what is wrong with the members that are there; what comes with the callback may be missing in them."""
    present = tuple(f"/{name}" for name in body)
    found = _violations(method, "instance_request", body)
    return [v for v in found if _within(v, present) and not _brought(method, v)]


def _refuse(method: Method, subject: str, violations: Sequence[Violation]) -> None:
    if violations:
        raise ValidationError(f"{subject} of {method.connector}", violations)


def _within(violation: Violation, pointers: tuple[str, ...]) -> bool:
    return any(violation.pointer == at or violation.pointer.startswith(f"{at}/") for at in pointers)


def _brought(method: Method, violation: Violation) -> bool:
    """Whether the value comes with the callback or the token, so that it may still, or again, be missing."""
    brought = [value.name for value in method.configuration if value.source.startswith(("callback:", "token:"))]
    return violation.pointer in {f"/configuration{pointer_to(name)}" for name in brought}
