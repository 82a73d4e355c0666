"""Events and links of the fake platform: an app's own code takes them as those of the real one."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest
from openconnectors import EventError, parse_event
from openconnectors.connectors.box import Box
from openconnectors.testing import FakePlatform

KEY = "fake-key"


def test_a_notification_is_one_that_parse_event_takes() -> None:
    platform = FakePlatform()
    fields = {"event.notification.enabled": "true", "event.notification.signature.key": KEY}
    instance = platform.add_instance("box", name="Box", tags=["a"], configuration=fields)
    events = ("CREATED", "files", "5"), ("DELETED", "folders", "6")
    body, headers = platform.notification(instance, *events, event_id="e7", raw={"files": [{"id": "5"}]})
    read = parse_event(body, headers, KEY)
    assert [(e.type, e.object_type, e.object_id) for e in read.events] == list(events)
    assert (read.event_id, read.instance_id, read.connector) == ("e7", instance.id, "box")
    assert read.raw["files"] == [{"id": "5"}]
    assert json.loads(body)["message"]["instanceTags"] == ["a"]
    with pytest.raises(EventError, match="signature"):
        parse_event(body + b" ", headers, KEY)
    with pytest.raises(EventError, match="signature"):
        parse_event(body, headers, "another")


def test_without_a_key_nothing_is_signed() -> None:
    platform = FakePlatform()
    body, headers = platform.notification(platform.add_instance("box", name="Box"), ("UPDATED", "files", "5"))
    with pytest.raises(EventError, match="has no"):
        parse_event(body, headers, KEY)


def test_a_link_leads_to_the_file_without_a_secret(tmp_path: Path) -> None:
    platform = FakePlatform()
    client = platform.client()
    box, other = (client.instance(platform.add_instance("box", name=name), Box) for name in ("one", "two"))
    sent = box.files.upload(b"%PDF", to="/a/may.pdf")
    other.files.upload(b"other", to="/a/may.pdf")
    links = box.files.item(sent["id"]).links.get()
    assert links == box.files.item(path="/a/may.pdf").links.get()
    assert set(links) == {"cloudElementsLink", "providerLink", "providerViewLink"}
    with other.download_link(links["cloudElementsLink"]) as file:
        file.save(tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == b"%PDF"
    assert httpx.URL(links["cloudElementsLink"]).scheme == "https"
    assert links["cloudElementsLink"] not in repr(platform.calls)
