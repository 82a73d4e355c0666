"""A notification of an event, as an app receives it."""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from urllib.parse import urlsplit

from ocgen.model import Connector, JsonValue, examples
from ocgen.model.call import secret_variable
from ocgen.text.characters import indented_json

_DAY = "2026-01-31T09:30:00Z"
_POSTED = "Sat Jan 31 09:30:05 UTC 2026"


@dataclass(frozen=True, slots=True)
class EventView:
    """An example of a notification: a whole HTTP message, signed by the example of the key.

    ``key_variable`` is the environment variable that an app reads the key from; empty where the connector has no key,
    and then the message has no signature.
    """

    message: str = ""
    key_variable: str = ""


def event_view(connector: Connector) -> EventView:
    """Return the notification that a page shows; an empty one where the connector reports no events."""
    values = examples.event_configuration(connector)
    if not values:
        return EventView()
    signature = connector.platform.signature
    key = next((p for p in connector.events.parameters if p.name == signature.key_field), None)
    address = urlsplit(
        next((v for v in values.values() if v.startswith("https://")), "https://www.mycoolapp.com/events")
    )
    body = indented_json(_body(connector))
    lines = [f"POST {address.path or '/'} HTTP/1.1", f"Host: {address.netloc}", "Content-Type: application/json"]
    lines += [f"{signature.id_header}: fake-webhook-1"] if signature.id_header else []
    if key:
        digest = hmac.digest(values[key.name].encode(), body.encode(), signature.algorithm)
        lines.append(f"{signature.header}: {signature.prefix}{base64.b64encode(digest).decode('ascii')}")
    lines.append(f"Content-Length: {len(body.encode())}")
    return EventView("\n".join([*lines, "", body]), secret_variable(key) if key else "")


def _body(connector: Connector) -> dict[str, JsonValue]:
    """Return a notification as the platform posts them, with made-up values.

    Where nobody knows of what there are events, it is of the resource with the most calls.
    """
    known = max(connector.resources, key=lambda resource: len(resource.calls), default=None)
    name = next(iter(connector.events.resources), known.name if known else "contacts")
    event: dict[str, JsonValue] = {
        "date": _DAY,
        "elementKey": connector.key,
        "hubKey": connector.hub,
        "eventType": "UPDATED",
        "objectType": name,
        "objectId": "5",
    }
    raw: dict[str, JsonValue] = {name: [{"id": event["objectId"]}]}
    instance = examples.instance_response(connector, connector.methods[0])
    number = instance.get("id", 1)
    message: dict[str, JsonValue] = {
        "elementKey": connector.key,
        "eventId": "fake-event-1",
        "instanceId": number,
        "instanceName": instance.get("name", ""),
        "instanceTags": instance.get("tags", []),
        "raw": raw,
        "events": [event],
    }
    return {
        "severity": "low",
        "createdDate": _POSTED,
        "topic": f"instance-{number}-{connector.key}-events",
        "action": "update",
        "id": 12,
        "message": message,
    }
