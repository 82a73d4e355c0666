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
    if key:
        digest = hmac.digest(values[key.name].encode(), body.encode(), signature.algorithm)
        lines.append(f"{signature.header}: {signature.prefix}{base64.b64encode(digest).decode('ascii')}")
    lines.append(f"Content-Length: {len(body.encode())}")
    return EventView("\n".join([*lines, "", body]), secret_variable(key) if key else "")


def _body(connector: Connector) -> dict[str, JsonValue]:
    resources = connector.events.resources or tuple(resource.name for resource in connector.resources[:1])
    event: dict[str, JsonValue] = {
        "date": _DAY,
        "elementKey": connector.key,
        "hubKey": connector.hub,
        "eventType": "UPDATED",
        "objectType": resources[0] if resources else "contacts",
        "objectId": "5",
    }
    number = examples.instance_response(connector, connector.methods[0]).get("id", 1)
    message: dict[str, JsonValue] = {
        "elementKey": connector.key,
        "eventId": "fake-event-1",
        "instanceId": number,
        "events": [event],
    }
    return {"topic": f"instance-{number}-{connector.key}-events", "action": "update", "message": message}
