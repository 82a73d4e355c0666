"""What a call of a spec can take besides its body: headers, forms, further parts, variables within a segment."""

from __future__ import annotations

import email
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

import pytest
from openconnectors import SettingsError
from openconnectors.testing import FakePlatform

from ocgen.spec import Loaded
from ocgen.targets.python.instance_clients import instance_client
from tests.client.harness import Call, Harness
from tests.client.server import Answer, Got, Server
from tests.modules import executed
from tests.spec.test_resources import HEAD

TOKEN = "fake-instance-token"
RESOURCES = """\
resources:
  messages:
    calls: [get, {list: {headers: [Subsite], query: {timeout: integer, page_of: string}}}]
    actions:
      send:
        call: POST send
        body: form
        fields: {to: string!, tags: [string], meta: object, urgent: boolean}
        headers: {Idempotency-Key: string!, X-Depth: integer, headers: string}
      attach:
        call: POST {id}/attachments
        multipart: [file, thumbnail]
        fields: {title: string!, metaData: object}
      raw: GET {id}.json
      revision: GET v{body}/{options}-{id}
"""


@pytest.fixture
def acme(load_text: Callable[..., Loaded]) -> ModuleType:
    loaded = load_text(HEAD + RESOURCES)
    assert not loaded.findings
    return executed(instance_client(loaded.connectors[0]), "openconnectors.connectors")


def messages(acme: ModuleType, harness: Harness, name: str, *args: Any, **given: Any) -> Call:
    class_ = acme.AsyncAcme if harness.asynchronous else acme.Acme
    return lambda client: getattr(client.instance(TOKEN, class_).messages, name)(*args, **given)


def test_headers_are_arguments(acme: ModuleType, harness: Harness, server: Server) -> None:
    server.answer(Answer(body=[]))
    harness.call(messages(acme, harness, "list", subsite="west", timeout_=5, page_of="a", headers={"X-Trace": "n"}))
    got = server.got[0]
    assert (got.headers["subsite"], got.headers["x-trace"]) == ("west", "n")
    assert got.query == {"timeout": "5", "page_of": "a"}
    server.answer(Answer(body={}))
    harness.call(messages(acme, harness, "send", {"to": "a"}, idempotency_key="k1", x_depth=2, headers_="own"))
    sent = server.got[-1].headers
    assert (sent["idempotency-key"], sent["x-depth"], sent["headers"]) == ("k1", "2", "own")
    assert "subsite" not in sent
    with pytest.raises(SettingsError, match="Idempotency-Key"):
        harness.call(messages(acme, harness, "send", {"to": "a"}, idempotency_key="a\r\nX: b"))


def test_a_form_is_sent_as_pairs(acme: ModuleType, harness: Harness, server: Server) -> None:
    server.answer(Answer(body={"id": "5"}))
    body = {"to": "a&b=c d", "tags": ["x", "ü"], "meta": {"a": [1]}, "urgent": True}
    harness.call(messages(acme, harness, "send", body, idempotency_key="k", extra={"more": 1.5, "none": None}))
    got = server.got[0]
    assert got.headers["content-type"] == "application/x-www-form-urlencoded"
    assert Got("POST", f"/?{got.body.decode()}", {}, b"").pairs == [
        ("to", "a&b=c d"), ("tags", "x"), ("tags", "ü"), ("meta", '{"a":[1]}'), ("urgent", "true"), ("more", "1.5"),
    ]  # fmt: skip


def parts_of(got: Got) -> Mapping[str, tuple[str | None, bytes]]:
    """Return the parts of a multipart body by name, each with its file name."""
    whole = email.message_from_bytes(b"Content-Type: " + got.headers["content-type"].encode() + b"\r\n\r\n" + got.body)
    found = {}
    for part in whole.walk():
        name = part.get_param("name", header="content-disposition")
        if isinstance(name, str):
            payload = part.get_payload(decode=True)
            assert isinstance(payload, bytes)
            found[name] = part.get_filename(), payload
    return found


def test_texts_and_further_files_go_beside_a_file(acme: ModuleType, harness: Harness, server: Server) -> None:
    server.answer(Answer(body={"id": "5"}))
    body = {"title": "May", "metaData": {"a": 1}}
    harness.call(
        messages(acme, harness, "attach", 7, b"one", filename="a.txt", thumbnail=b"two", body=body, extra={"n": [1]})
    )
    assert server.got[0].path == "/hubs/documents/messages/7/attachments"
    assert parts_of(server.got[0]) == {
        "title": (None, b"May"), "metaData": (None, b'{"a":1}'), "n": (None, b"[1]"),
        "file": ("a.txt", b"one"), "thumbnail": ("upload", b"two"),
    }  # fmt: skip
    harness.call(messages(acme, harness, "attach", 7, b"one", body={"title": "May"}))
    assert set(parts_of(server.got[-1])) == {"title", "file"}


def test_a_variable_may_be_a_part_of_a_segment(acme: ModuleType, harness: Harness, server: Server) -> None:
    server.answer(Answer(body={}))
    harness.call(messages(acme, harness, "raw", "a/b"))
    harness.call(messages(acme, harness, "revision", body_=1, options_="x", object_id="y"))
    assert [got.target.rpartition("/messages/")[2] for got in server.got] == ["a%2Fb.json", "v1/x-y"]


def test_the_fake_platform_reads_forms_and_parts(acme: ModuleType) -> None:
    platform = FakePlatform()
    instance = platform.client().instance(platform.add_instance("box", name="Box"), acme.Acme)
    platform.answer("hub_call", body={}, times=2)
    instance.messages.send({"to": "a b", "tags": ["x"]}, idempotency_key="k")
    assert platform.calls[-1].body == {"to": "a b", "tags": "x"}
    instance.messages.attach(7, b"one", body={"title": "May"}, thumbnail=b"two")
    request = platform.calls[-1].request
    assert request
    upload = request.upload
    assert upload
    assert [part.part for part in upload.others] == ["thumbnail"]
