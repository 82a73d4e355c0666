"""Events as an app receives them: checked, read in both of their forms, and nothing shown that was in them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import traceback
from typing import Any

import pytest
from hypothesis import given, strategies as st
from openconnectors import EventError, Notification, Secret, SettingsError, parse_event

KEY = "hunter2-signature-key"
NOW: dict[str, Any] = {
    "severity": "low",
    "createdDate": "Mon Aug 20 15:30:07 UTC 2018",
    "topic": "instance-449-acmebooks-events",
    "action": "update",
    "id": "1",
    "user": "acme-user",
    "message": {
        "elementKey": "acmebooks",
        "accountId": 5,
        "eventId": "ev-77",
        "instanceId": 449,
        "instanceTags": ["a"],
        "raw": {"contacts": [{"id": "9", "phone": "hunter2"}], "objectType": "contacts"},
        "events": [
            {
                "date": "2018-08-20T15:29:57Z",
                "elementKey": "acmebooks",
                "hubKey": "crm",
                "eventType": "UPDATED",
                "objectId": 9,
                "objectType": "contacts",
            },
            "not an event",
        ],
    },
}
BEFORE = {
    "eventId": 78,
    "instanceId": "450",
    "notificationId": "n1",
    "response": {"events": [{"path": "/a.txt", "metadata": {"size": 5}}]},
}


def signed(body: bytes, key: str = KEY) -> str:
    return "sha256=" + base64.b64encode(hmac.digest(key.encode(), body, hashlib.sha256)).decode()


def parse(sent: object, **changes: Any) -> Notification:
    raw = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
    given: dict[str, Any] = {"headers": {"Elements-Webhook-Signature": signed(raw)}, "key": KEY, **changes}
    return parse_event(given.pop("body", raw), **given)


def test_a_notification_of_today() -> None:
    found = parse(NOW)
    assert (found.event_id, found.instance_id, found.connector) == ("ev-77", 449, "acmebooks")
    (event,) = found.events
    assert (event.type, event.object_type, event.object_id) == ("UPDATED", "contacts", "9")
    assert (event.date, event.path, event.more["hubKey"]) == ("2018-08-20T15:29:57Z", "", "crm")
    assert found.raw["contacts"] == [{"id": "9", "phone": "hunter2"}]
    assert (found.more["action"], found.more["instanceTags"]) == ("update", ["a"])
    assert "hunter2" not in repr(found)


def test_a_notification_of_before() -> None:
    found = parse(BEFORE)
    assert (found.event_id, found.instance_id, found.connector) == ("78", 450, "")
    assert (found.events[0].path, found.events[0].more["metadata"]) == ("/a.txt", {"size": 5})
    assert found.more["notificationId"] == "n1"


def test_the_answer_of_an_asynchronous_request() -> None:
    found = parse({"eventId": "e", "instanceId": 1, "response": [{"id": 5}]})
    assert (found.event_id, found.events, found.more["response"]) == ("e", (), [{"id": 5}])


@pytest.mark.parametrize(
    "headers",
    [
        lambda signature: {"elements-webhook-signature": signature},
        lambda signature: {"Host": "x", "ELEMENTS-WEBHOOK-SIGNATURE": f" {signature} "},
        lambda signature: [("Host", "x"), ("elements-webhook-signature", signature)],
        lambda signature: [(b"elements-webhook-signature", signature.encode())],
        lambda signature: {"Elements-Webhook-Signature": [signature]},
    ],
)
def test_headers_as_frameworks_have_them(headers: Any) -> None:
    raw = json.dumps(NOW, ensure_ascii=False)
    assert parse(NOW, body=raw, headers=headers(signed(raw.encode())), key=Secret(KEY)).event_id == "ev-77"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"headers": {}}, "no Elements-Webhook-Signature header"),
        ({"headers": {"Elements-Webhook-Signature": ""}}, "no Elements-Webhook-Signature header"),
        ({"headers": {"Elements-Webhook-Signature": []}}, "no Elements-Webhook-Signature header"),
        ({"headers": {"Elements-Webhook-Signature": "sha256=xyz"}}, "not that of this body"),
        ({"key": "hunter2-other"}, "not that of this body"),
        ({"body": json.dumps(NOW).encode() + b" "}, "not that of this body"),
    ],
)
def test_what_is_not_the_platforms_is_refused(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(EventError, match=told) as failed:
        parse(NOW, **changes)
    shown = traceback.format_exception_only(failed.value)
    assert "hunter2" not in "".join(shown) + repr(failed.value)


@pytest.mark.parametrize("body", [b"", b"[]", b"hunter2", b'"hunter2"', b"\xff", b"[" * 100_000])
def test_what_is_signed_but_no_notification(body: bytes) -> None:
    with pytest.raises(EventError, match="no JSON object") as failed:
        parse(body)
    assert "hunter2" not in str(failed.value)


def test_an_empty_key_is_refused() -> None:
    with pytest.raises(SettingsError, match="empty"):
        parse(NOW, key="")


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*NOW, *NOW["message"]]), inner),
    max_leaves=12,
)


@given(st.fixed_dictionaries({}, optional={"message": _json, "response": _json, "eventId": _json, "instanceId": _json}))
def test_whatever_is_signed_is_read_without_a_fault(body: dict[str, Any]) -> None:
    found = parse(body)
    assert isinstance(found.event_id, str)
    assert all(isinstance(event.object_id, str) for event in found.events)
