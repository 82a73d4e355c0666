"""Events as the platform reports them, read from a request whose signature has been checked.

The body and the key stay inside of `Secret` and `Members`: no error, repr or local variable shows one of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from ._platform import SIGNATURE
from .errors import EventError
from .events import SIGNATURE_HEADER, verify_event
from .guard import guarded
from .members import JsonValue, Members
from .reader import as_integer, as_value
from .secret import Secret

__all__ = ["Event", "HeadersLike", "Notification", "parse_event"]

HeadersLike: TypeAlias = "Mapping[str, str] | Iterable[tuple[str, str]]"
"""The headers of a request, as web frameworks have them: names in any case."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: ``type`` says what (CREATED, UPDATED, DELETED), ``object_id`` to which object.

    What the platform does not say is empty. ``path`` is where an older form of notifications has the object.
    ``more`` holds all other members, which can be an app's data: its repr shows names alone.
    """

    type: str = ""
    object_type: str = ""
    object_id: str = ""
    path: str = ""
    date: str = ""
    more: Members = field(default_factory=Members, repr=False, hash=False)


@dataclass(frozen=True, slots=True)
class Notification:
    """A notification and its events. One that is delivered again has the same ``event_id``: handle each id once.

    ``raw`` holds the objects as the provider sent them, ``more`` what else the notification says. ``event_id`` is
    empty when the platform gave none.
    """

    event_id: str
    instance_id: int | None
    connector: str
    events: tuple[Event, ...]
    raw: Members = field(default_factory=Members, repr=False, hash=False)
    more: Members = field(default_factory=Members, repr=False, hash=False)


def parse_event(body: bytes | str, headers: HeadersLike, key: Secret | str) -> Notification:
    """Return the notification of a request of the platform, after its signature has been checked.

    ``body`` is the raw body, before anything parses it; ``headers`` are the request's; ``key`` is the configuration
    field ``event.notification.signature.key``. Raises EventError for a request that is not signed, is signed by
    another key, or is no notification; SettingsError for an empty key. No error shows the body or the key.
    """
    key = Secret.of(key)
    raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    del body
    signature = _signature(headers)
    if not signature:
        raise EventError(
            f"the request has no {SIGNATURE_HEADER} header, so anybody may have sent it; the platform signs when the "
            f"instance's configuration has {SIGNATURE.key_field}"
        )
    if not verify_event(raw, signature, key):
        raise EventError(
            "the signature is not that of this body under this key; give the raw body, before anything decodes or "
            "parses it, and the key of the instance that the request is about"
        )
    members = guarded(lambda: _parsed(raw), "cannot read the event")
    if members is None:
        raise EventError("the body is signed, but it is no JSON object, so it is no notification")
    return _notification(members)


def _signature(headers: HeadersLike) -> str:
    """Return the signature among the headers, whose names may be bytes and whose values may be lists."""
    items = cast("Mapping[object, object]", headers).items() if isinstance(headers, Mapping) else headers
    for name, value in cast("Iterable[tuple[object, object]]", items):
        if _text(name).lower() == SIGNATURE_HEADER.lower():
            found = cast("list[object]", value)[:1] if isinstance(value, list) else [value]
            return _text(found[0]).strip() if found else ""
    return ""


def _text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value if isinstance(value, str) else ""


def _parsed(body: bytes) -> Members | None:
    try:
        value: object = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return Members(cast("dict[str, JsonValue]", value)) if isinstance(value, dict) else None


def _notification(body: Members) -> Notification:
    """Read either form: the events stand in ``message``, or in the older one in ``response``."""
    held = "message" if isinstance(body.get("message"), dict) else "response"
    inner = _object(body, held)
    items = inner.get("events")
    listed = [Members(item) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return Notification(
        event_id=_said(inner, "eventId") or _said(body, "eventId"),
        instance_id=_instance_id(inner, body),
        connector=_said(inner, "elementKey"),
        events=tuple(map(_event, listed)),
        raw=_object(inner, "raw"),
        more=Members({**body.without(held), **inner.without("events", "raw")}) if inner else body,
    )


def _instance_id(*sources: Members) -> int | None:
    found = (as_integer(source.get(name)) for source in sources for name in ("instanceId", "instance_id"))
    return next((number for number in found if number is not None), None)


def _event(item: Members) -> Event:
    return Event(
        type=_said(item, "eventType"),
        object_type=_said(item, "objectType"),
        object_id=_said(item, "objectId"),
        path=_said(item, "path"),
        date=_said(item, "date"),
        more=item.without("eventType", "objectType", "objectId", "path", "date"),
    )


def _object(members: Members, name: str) -> Members:
    value = members.get(name)
    return Members(value) if isinstance(value, dict) else Members()


def _said(members: Members, name: str) -> str:
    found = as_value(members.get(name))
    return found.reveal() if found else ""
