"""The typed classes of connectors: each call of a spec goes out as the spec says, and checkers catch what is wrong."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any
from urllib.parse import unquote

import pytest
from openconnectors import Client, InstanceClient, Request, Response, SettingsError
from openconnectors.ceql import F
from openconnectors.connectors import box, infusionsoftmarketing

from ocgen.model import Connector, HubCall, Resource, path_shape
from ocgen.model.classes import instance_class
from ocgen.model.names import module_name
from ocgen.targets.python.instance_clients import TAKEN
from tests.amount import part
from tests.client.harness import Call, Harness
from tests.client.server import Answer, Server
from tests.conftest import CONNECTORS

TOKEN = "fake-instance-token"
WITH_RESOURCES = [connector for connector in CONNECTORS if connector.resources]


def test_no_resource_hides_what_each_instance_client_has() -> None:
    assert {name for name in dir(InstanceClient) if not name.startswith("_")} <= TAKEN


class Recorder:
    """A transport that keeps what is sent, and answers what each call can read."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []

    def __call__(self, request: Request) -> Response:
        self.sent.append((request.method, re.sub(r"(?<=/)<[^/]*>", "{}", unquote(request.path))))
        return Response(200, {"content-type": "application/json"}, b"[]" if self.lists else b"{}")

    lists = False
    sends_files = True


def given(function: Any, *, by_path: bool) -> tuple[list[Any], dict[str, Any]]:
    """Return arguments that any method takes: an id or a path for each object, an empty body, texts."""
    positional: list[Any] = []
    named: dict[str, Any] = {}
    parameters = inspect.signature(function).parameters
    by_path = by_path and "object_id" in parameters and parameters["object_id"].default is None
    for name, found in parameters.items():
        if name == "path" and by_path:
            named["path"] = "/a"
        elif name == "file":
            positional.append(b"content")
        elif name == "body":
            named["body"] = {}
        elif found.kind is found.POSITIONAL_OR_KEYWORD and not (by_path and name == "object_id"):
            positional.append(f"<{name}>")
        elif found.kind is found.KEYWORD_ONLY and found.default is found.empty:
            named[name] = "x"
    return positional, named


def reached(client: Any, resource: Resource, *, by_path: bool) -> Iterator[tuple[HubCall, Any]]:
    """Yield the methods of a resource and of all below it, with the calls that they are."""
    for call in resource.calls:
        yield call, getattr(client, call.member)
    for below in resource.resources:
        yield from reached(getattr(client, below.member), below, by_path=by_path)
    if resource.children:
        item = client.item(path="/a") if by_path and "path" in resource.addresses else client.item("<id>")
        for child in resource.children:
            yield from reached(getattr(item, child.member), child, by_path=by_path)


@pytest.mark.parametrize("by_path", [False, True], ids=["by id", "by path"])
@pytest.mark.parametrize("connector", part(WITH_RESOURCES, 24, least=8), ids=lambda connector: connector.key)
def test_each_call_goes_out_as_the_spec_says(connector: Connector, by_path: bool) -> None:
    module = import_module(f"openconnectors.connectors.{module_name(connector.generated_name)}")
    recorder = Recorder()
    with Client(transport=recorder, user="u", organization="o") as client:
        instance = getattr(module, instance_class(connector))(client, TOKEN)
        for top in connector.resources:
            start = getattr(instance, f"{top.member}_" if hasattr(type(instance).__base__, top.member) else top.member)
            for call, function in reached(start, top, by_path=by_path):
                wanted = (call.path_twin if by_path else "") or call.path
                if not by_path and not call.path:
                    continue
                recorder.lists = call.answer == "list"
                positional, named = given(function, by_path=by_path and bool(call.path_twin))
                result = function(*positional, **named)
                if call.answer == "list" and call.method == "GET":
                    list(result)
                elif call.answer == "file" and call.method == "GET":
                    with result:
                        pass
                hub = next(r.hub for r in connector.resources if r is top)
                assert recorder.sent[-1] == (call.method, f"/hubs/{hub}{path_shape(wanted)}"), call


def test_a_list_is_filtered_and_comes_page_by_page(harness: Harness, server: Server) -> None:
    server.answer(
        Answer(body=[{"Email": "a@example.com"}], headers={"elements-next-page-token": "t2"}),
        Answer(body=[{"Email": "b@example.com"}]),
    )
    found = harness.call(
        lambda c: infusionsoft(c, harness).contacts.list(where=F.Email == "o'brien@example.com", page_size=1)
    )
    assert [item["Email"] for item in found] == ["a@example.com", "b@example.com"]
    assert [got.query for got in server.got] == [
        {"where": "Email = 'o''brien@example.com'", "pageSize": "1"},
        {"where": "Email = 'o''brien@example.com'", "pageSize": "1", "nextPage": "t2"},
    ]
    assert {got.path for got in server.got} == {"/hubs/marketing/contacts"}


def infusionsoft(client: Any, harness: Harness) -> Any:
    name = "AsyncInfusionsoftmarketing" if harness.asynchronous else "Infusionsoftmarketing"
    return client.instance(TOKEN, getattr(infusionsoftmarketing, name))


def boxed(client: Any, harness: Harness) -> Any:
    return client.instance(TOKEN, box.AsyncBox if harness.asynchronous else box.Box)


def test_members_beyond_the_known_ones_are_sent_too(harness: Harness, server: Server) -> None:
    server.answer(Answer(body={"id": 5}))
    harness.call(lambda c: infusionsoft(c, harness).contacts.create({"Email": "a@b.example"}, extra={"custom": [1]}))
    assert (server.got[0].method, server.got[0].json) == ("POST", {"Email": "a@b.example", "custom": [1]})


def test_ids_are_encoded_whole_and_an_object_is_named_in_one_way(harness: Harness, server: Server) -> None:
    server.answer(*[Answer(body={})] * 3)
    harness.call(lambda c: boxed(c, harness).files.item("a/b").comments.get("5|0"))
    harness.call(lambda c: boxed(c, harness).files.item(path="/a b.txt").comments.get(7))
    harness.call(lambda c: boxed(c, harness).files.delete(path="/a b.txt"))
    assert [got.target.removeprefix("/elements/api-v2/hubs/documents") for got in server.got] == [
        "/files/a%2Fb/comments/5%7C0",
        "/files/comments/7?path=%2Fa%20b.txt",
        "/files?path=%2Fa%20b.txt",
    ]
    wrong: list[tuple[tuple[Any, ...], dict[str, Any]]] = [((), {}), (("5",), {"path": "/a"}), ((), {"path": "a"})]
    for ids, named in wrong:
        with pytest.raises(SettingsError, match="path"):
            harness.call(deleted(harness, *ids, **named))
    for bad in ("", ".", ".."):
        with pytest.raises(SettingsError):
            harness.call(deleted(harness, bad))


def deleted(harness: Harness, *ids: Any, **named: Any) -> Call:
    return lambda c: boxed(c, harness).files.delete(*ids, **named)
