"""Calls with an instance's token, by either client: what goes out, what comes back, what each failure says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from openconnectors import (
    BadRequest,
    Forbidden,
    InstanceClient,
    NotAuthorized,
    NotFound,
    RateLimited,
    Secret,
    ServerError,
    SettingsError,
    SizeLimited,
    UnexpectedResponse,
)

from tests.client.harness import Call, Harness
from tests.client.samples import INSTANCE
from tests.client.server import Answer, Server

TOKEN = "fake-instance-token"


def request(*args: Any, of: Any = TOKEN, hub: str | None = None, **given: Any) -> Call:
    return lambda c: c.instance(of, hub=hub).request(*args, **given)


def objects(name: str, call: Call) -> Call:
    return lambda c: call(c.instance(TOKEN).object(name))


def test_any_call_goes_below_the_hub_with_the_token(harness: Harness, server: Server) -> None:
    server.answer(Answer(body={"id": "5"}, headers={"elements-request-id": "r1", "elements-error": "cut to 100"}))
    answer = harness.call(
        lambda c: c.instance(TOKEN, hub="crm").request(
            "GET", "/contacts/{id}", ids={"id": "a/b %?"}, query={"raw": True, "tags[]": ["a", "b"], "no": None}
        )
    )
    (got,) = server.got
    assert (got.method, got.target.partition("?")[0]) == ("GET", "/elements/api-v2/hubs/crm/contacts/a%2Fb%20%25%3F")
    assert got.query == {"raw": "true", "tags[]": "a,b"}
    assert got.headers["authorization"] == "User fake-user-secret, Element fake-instance-token"
    assert (answer.value, answer.request_id, answer.warning) == ({"id": "5"}, "r1", "cut to 100")
    assert "5" not in repr(answer).replace("RawResponse(200", "")


def test_the_hub_is_known_or_left_out(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=INSTANCE), Answer(body=[]))
    created = harness.call(lambda c: c.get_instance(1))
    hubs: list[tuple[dict[str, Any], str]] = [
        ({}, "/hubs/marketing/x"),
        ({"hub": ""}, "/x"),
        ({"hub": "crm"}, "/hubs/crm/x"),
    ]
    for given, path in hubs:
        harness.call(request("GET", "/x", of=created, **given))
        assert server.got[-1].path == path
    harness.call(lambda c: c.instance(Secret(TOKEN)).request("get", "/x"))
    assert (server.got[-1].method, server.got[-1].path) == ("GET", "/x")


def test_a_class_of_a_connector_knows_its_hub() -> None:
    class Books(InstanceClient):
        HUB = "finance"

    from openconnectors import Client

    with Client(transport=lambda request: pytest.fail("nothing is sent"), user="u", organization="o") as client:
        books = client.instance(TOKEN, Books)
        assert type(books) is Books
        assert repr(books) == "Books(hub='finance')"
        assert repr(Books(client, TOKEN, hub="")) == "Books(hub='')"


@pytest.mark.parametrize("body", [{"a": 1}, [1, {"b": None}], "text", 5, False, None])
def test_an_answer_is_any_json(harness: Harness, server: Server, body: object) -> None:
    server.answer(Answer(body=body))
    assert harness.call(request("POST", "/x", json=[1])).value == body
    assert server.got[0].json == [1]


def test_an_answer_may_be_empty(harness: Harness, server: Server) -> None:
    server.answer(Answer(204, b""))
    assert harness.call(request("DELETE", "/x/{id}", ids={"id": 5})).value is None
    assert harness.call(lambda c: c.instance(TOKEN).object("x").update(1, {"a": None})) == {}
    assert harness.call(lambda c: c.instance(TOKEN).object("x").delete(1)) is None


def test_an_answer_that_is_no_json(harness: Harness, server: Server) -> None:
    server.answer(Answer(200, b"<html>no</html>"))
    with pytest.raises(UnexpectedResponse, match="not JSON"):
        harness.call(request("GET", "/x"))
    server.answer(Answer(200, []))
    with pytest.raises(UnexpectedResponse, match="not a JSON object"):
        harness.call(lambda c: c.instance(TOKEN).object("x").get(5))


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda i: i.request("GET", "x"), "begins with a slash"),
        (lambda i: i.request("GET", "/x?a=b"), "query="),
        (lambda i: i.request("GET", "//evil.example/x"), "empty part"),
        (lambda i: i.request("GET", "/x/"), "empty part"),
        (lambda i: i.request("GET", "/x/../y"), r"\.\. in it"),
        (lambda i: i.request("GET", "/x/%2e%2E/y"), r"\.\. in it"),
        (lambda i: i.request("GET", "/x y"), "path that is none"),
        (lambda i: i.request("GET", "/x/{id}"), "blanks"),
        (lambda i: i.request("GET", "/x", ids={"id": 5}), "blanks"),
        (lambda i: i.request("TRACE", "/x"), "method is one of"),
        *((lambda i, given=given: i.object("x").get(given), "something else") for given in ("", ".", "..", "None")),
        *(
            (lambda i, given=given: i.object("x").get(given), "text or a whole number")
            for given in (None, True, 1.5, b"x")
        ),
        (lambda i: i.object(""), "not empty"),
        (lambda i: i.object("..").get(5), "something else"),
        (lambda i: i.request("GET", "/x", extra_body={"a": 1}), "no place for extra_body"),
        (lambda i: i.request("POST", "/x", json=[1], extra_body={"a": 1}), "no place for extra_body"),
    ],
)
def test_what_cannot_be_called_is_not_sent(harness: Harness, server: Server, call: Any, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        harness.call(lambda c: call(c.instance(TOKEN)))
    assert server.got == []


@pytest.mark.parametrize(("token", "hub"), [("", ""), ("x y", ""), ("t", "a/b"), ("t", "..")])
def test_what_is_no_instance(harness: Harness, token: str, hub: str) -> None:
    with pytest.raises(SettingsError) as failed:
        harness.call(lambda c: c.instance(token, hub=hub))
    assert "x y" not in str(failed.value)


def test_objects_of_any_name(harness: Harness, server: Server) -> None:
    server.answer(Answer(body={"id": "5", "Email": "a"}))
    calls: list[tuple[Any, str, str, object]] = [
        (
            lambda o: o.create({"Email": "a"}, extra={"custom": Secret("s")}),
            "POST",
            "/x%2Fy",
            {"Email": "a", "custom": "s"},
        ),
        (lambda o: o.get(288284426512), "GET", "/x%2Fy/288284426512", None),
        (lambda o: o.update("2|0", {"a": None}), "PATCH", "/x%2Fy/2%7C0", {"a": None}),
        (lambda o: o.replace("5", {"a": 1}, extra={"b": [2]}), "PUT", "/x%2Fy/5", {"a": 1, "b": [2]}),
        (lambda o: o.below(5, "no/tes").below("6", "z").get(7), "GET", "/x%2Fy/5/no%2Ftes/6/z/7", None),
    ]
    for call, method, path, body in calls:
        assert harness.call(objects("x/y", call)) == {"id": "5", "Email": "a"}
        got = server.got[-1]
        assert (got.method, got.path) == (method, path)
        assert (json.loads(got.body) if got.body else None) == body
    harness.call(lambda c: c.instance(TOKEN).object("x").delete(5))
    assert (server.got[-1].method, server.got[-1].body) == ("DELETE", b"")


def test_what_the_instance_has(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=["Account", {"name": "contacts", "type": "vdr"}, 5]))
    assert harness.call(lambda c: c.instance(TOKEN, hub="crm").objects()) == ("Account", "contacts")
    server.answer(Answer(body={"fields": []}))
    assert harness.call(lambda c: c.instance(TOKEN, hub="crm").metadata("my-Object")) == {"fields": []}
    assert server.got[-1].path == "/objects/my-Object/metadata"
    server.answer(Answer(body={"dateTime": "now", "endpoint": "sfdc"}))
    assert harness.call(lambda c: c.instance(TOKEN).ping()).endpoint == "sfdc"


def test_only_a_get_is_repeated_by_itself(harness: Harness, server: Server) -> None:
    server.answer(Answer(502), Answer(body={}))
    assert harness.call(lambda c: c.instance(TOKEN).object("x").get(5)) == {}
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        server.answer(Answer(502), Answer(body={}))
        with pytest.raises(ServerError):
            harness.call(request(method, "/x", json={}))
        server.answer(Answer(502), Answer(body={}))
        again = harness.call(request(method, "/x", json={}, repeatable=True))
        assert (again.value, len(server.got)) == ({}, 2)
    server.answer(Answer(502), Answer(body={}))
    with pytest.raises(ServerError):
        harness.call(request("GET", "/x", repeatable=False))


@pytest.mark.parametrize(
    ("status", "kind", "told"),
    [
        (400, BadRequest, "Error parsing query"),
        (401, NotAuthorized, "instance was deleted"),
        (403, Forbidden, "instance is disabled"),
        (404, NotFound, "no such"),
        (429, RateLimited, "over 8 MB"),
    ],
)
def test_what_a_failure_means(harness: Harness, server: Server, status: int, kind: type[Exception], told: str) -> None:
    server.answer(Answer(status, {"message": "no such: Error parsing query", "requestId": "r1"}))
    with pytest.raises(kind, match=told) as failed:
        harness.call(request("POST", "/x", json={}))
    assert type(failed.value) is kind
    assert "r1" in str(failed.value)
    assert TOKEN not in repr(failed.value)
    server.answer(Answer(status, b"<h1>proxy</h1>"))
    with pytest.raises(kind) as failed:
        harness.call(request("POST", "/x", json={}))
    assert "instance" not in str(failed.value)


@pytest.mark.parametrize(
    ("message", "headers", "kind", "requests"),
    [
        ("Request payload is over the limit", {}, SizeLimited, 1),
        ("The response exceeds 8 MB", {}, SizeLimited, 1),
        ("File size limit exceeded", {}, SizeLimited, 1),
        ("The response exceeds 8 MB", {"Retry-After": "1"}, RateLimited, 4),
        ("Rate limit exceeded", {}, RateLimited, 4),
        ("", {}, RateLimited, 4),
    ],
)
def test_too_much_and_too_often_are_told_apart(
    harness: Harness, server: Server, message: str, headers: dict[str, str], kind: type[Exception], requests: int
) -> None:
    server.answer(Answer(429, {"message": message, "requestId": "r1"}, headers))
    with pytest.raises(kind) as failed:
        harness.call(request("GET", "/x"))
    assert type(failed.value) is kind
    assert len(server.got) == requests


def test_a_large_request_is_too_much_whatever_the_answer_says(harness: Harness, server: Server) -> None:
    server.answer(Answer(429, {"message": "no"}))
    with pytest.raises(SizeLimited):
        harness.call(request("POST", "/x", json={"a": "x" * 8_000_001}))


def test_options_hold_for_a_call(harness: Harness, server: Server) -> None:
    server.answer(Answer(body={}))
    harness.call(
        lambda c: c.instance(TOKEN).request(
            "POST",
            "/x",
            json={"a": 1},
            extra_body={"b": 2},
            extra_query={"c": [3, 4]},
            headers={"Elements-Version": "Helium"},
        )
    )
    (got,) = server.got
    assert (got.json, got.pairs) == ({"a": 1, "b": 2}, [("c", "3"), ("c", "4")])
    assert got.headers["elements-version"] == "Helium"
