"""Notifications as the platform posts them to an app: a body, and headers that sign it."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Iterable, Mapping
from typing import Any

from .._platform import SIGNATURE
from .instances import Stored

__all__ = ["EventLike", "notification_post"]

EventLike = tuple[str, str, str]
"""A type (CREATED, UPDATED, DELETED), the name of the objects, and the id of one."""


def notification_post(
    stored: Stored, events: Iterable[EventLike], event_id: str, raw: Mapping[str, Any], date: str
) -> tuple[bytes, dict[str, str]]:
    """Return the body and the headers of a notification of an instance, signed where the instance has a key."""
    shared = {"date": date, "elementKey": stored.connector.key}
    listed = [{**shared, "eventType": kind, "objectType": name, "objectId": id_} for kind, name, id_ in events]
    message = {
        "elementKey": stored.connector.key,
        "eventId": event_id,
        "instanceId": stored.id,
        "instanceName": stored.name,
        "instanceTags": list(stored.tags),
        "raw": dict(raw),
        "events": listed,
    }
    topic = f"instance-{stored.id}-{stored.connector.key}-events"
    body = json.dumps({"topic": topic, "action": "update", "message": message}).encode()
    headers = {"Content-Type": "application/json"}
    key = stored.configuration.get(SIGNATURE.key_field)
    if isinstance(key, str) and key:
        digest = hmac.digest(key.encode("utf-8", "surrogatepass"), body, "sha256")
        headers[SIGNATURE.header] = SIGNATURE.prefix + base64.b64encode(digest).decode("ascii")
    return body, headers
