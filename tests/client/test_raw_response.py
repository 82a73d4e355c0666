"""The answer itself, beside each result and on each error: enough to look at, and no secret in it."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
from typing import Any

import pytest
from openconnectors import ApiError, RawResponse, UnexpectedResponse
from openconnectors.connectors import twitter

from tests.client.harness import Call, Harness
from tests.client.samples import APP, INSTANCE, OAUTH_URL, configuration
from tests.client.server import Answer, Server

HEADERS = {"elements-request-id": "r1", "X-Rate": "5", "Set-Cookie": "a=hunter2", "Location": "/x?k=fake-user-secret"}
RESULTS: dict[str, tuple[Call, Any]] = {
    "begin": (lambda c: c.begin(configuration()), OAUTH_URL),
    "oauth_url": (lambda c: c.oauth_url(configuration()), OAUTH_URL),
    "oauth_token": (lambda c: c.oauth_token(twitter.Configuration(**APP)), {"token": "t", "secret": "s"}),
    "create_instance": (lambda c: c.create_instance(configuration(), name="n", callback={"code": "c"}), INSTANCE),
    "get_instance": (lambda c: c.get_instance(1), INSTANCE),
    "update_instance": (lambda c: c.update_instance(1, name="n"), INSTANCE),
    "list_instances": (lambda c: c.list_instances(), [INSTANCE]),
    "get_configuration": (lambda c: c.get_configuration(1), [{"id": 1, "key": "k"}]),
    "get_connector": (lambda c: c.get_connector("sfdc"), {"key": "sfdc"}),
    "get_connector_docs": (lambda c: c.get_connector_docs("sfdc"), {"swagger": "2.0"}),
    "get_instance_docs": (lambda c: c.get_instance_docs(1), {"swagger": "2.0"}),
    "ping": (lambda c: c.ping("t"), {"dateTime": "now", "endpoint": "e"}),
    "delete_instance": (lambda c: c.delete_instance(1), b""),
}


@pytest.mark.parametrize("name", RESULTS)
def test_each_result_has_its_response(harness: Harness, server: Server, name: str) -> None:
    call, body = RESULTS[name]
    server.answer(Answer(200, body, HEADERS))
    result = harness.call(call)
    result = result[0] if name in ("list_instances", "get_configuration") else result
    came = result if isinstance(result, RawResponse) else result.response
    assert (came.status, came.request_id, result.request_id) == (200, "r1", "r1")
    assert came.headers["x-rate"] == "5"
    assert came.headers["set-cookie"] == "********"
    assert came.headers["location"] == "/x?k=********"
    assert came.reveal() == Answer(body=body).content()
    assert repr(came) == f"RawResponse(200, {len(came.reveal())} bytes)"


def test_the_text_is_the_body_without_its_secrets(harness: Harness, server: Server) -> None:
    body = {
        "id": 5,
        "token": "hunter2",
        "configuration": {"username": "hunter2", "base.url": None, "on": True, "list": ["hunter2", 5]},
        "providerData": {"code": "hunter2"},
        "parts": [{"apiKey": "hunter2", "private-key": "hunter2", "key": "sfdc", "accessToken": {"a": ["hunter2"]}}],
        "name": "a\nb ö of fake-user-secret",
        "propertyValue": 5,
    }
    server.answer(Answer(body=body))
    text = harness.call(lambda c: c.get_instance(1)).response.text
    assert json.loads(text) == {
        "id": 5,
        "token": "********",
        "configuration": {"username": "********", "base.url": None, "on": True, "list": ["********", "********"]},
        "providerData": {"code": "********"},
        "parts": [
            {"apiKey": "********", "private-key": "********", "key": "sfdc", "accessToken": {"a": ["********"]}},
        ],
        "name": "a\nb ö of ********",
        "propertyValue": "********",
    }
    assert "ö" in text


def test_the_fields_of_a_connector_are_told(harness: Harness, server: Server) -> None:
    server.answer(Answer(body={"key": "sfdc", "configuration": [{"key": "oauth.api.secret", "type": "PASSWORD"}]}))
    text = harness.call(lambda c: c.get_connector("sfdc")).response.text
    assert json.loads(text)["configuration"] == [{"key": "oauth.api.secret", "type": "PASSWORD"}]


def test_a_body_that_is_no_json_is_told_as_it_is(harness: Harness, server: Server) -> None:
    long = "x" * 2000
    server.answer(Answer(body=f"line\nof fake-user-secret {long}".encode() + b"\xff"))
    assert harness.call(lambda c: c.delete_instance(1)).text == f"line\nof ******** {long}\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ('{"id": 5, "token": "hunter2", "na', '{"id": 5, "token": "********", "na'),
        ('{"apiSecret" : "hunt', '{"apiSecret" : "********"'),
        (r'{"token": "hunt\"er2", "id": 5} {}', r'{"token": "********", "id": 5} {}'),
        ('{"name": "a\nb", "private-key": "hunter2"}', '{"name": "a\nb", "private-key": "********"}'),
        ('{"key": "sfdc", "propertyValue": 1234, "x', '{"key": "sfdc", "propertyValue": "********", "x'),
        ('{"n": %s, "token": "hunter2"}' % ("1" * 5000), '{"n": %s, "token": "********"}' % ("1" * 5000)),
        ('{"title": "token", "x": "said \\"token\\": no', '{"title": "token", "x": "said \\"token\\": no'),
        ('"' * 999 + '\\"' * 999, '"' * 999 + '\\"' * 999),
    ],
)
def test_a_body_that_is_nearly_json_is_masked_by_its_names(
    harness: Harness, server: Server, body: str, shown: str
) -> None:
    server.answer(Answer(502, body.encode()))
    with pytest.raises(ApiError) as failed:
        harness.call(lambda c: c.create_instance(configuration(), name="n", callback={"code": "c"}))
    assert "hunt" not in str(failed.value)
    server.answer(Answer(200, body.encode()))
    assert harness.call(lambda c: c.delete_instance(1)).text == shown


def test_a_response_is_copied_but_not_stored(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=INSTANCE))
    instance = harness.call(lambda c: c.get_instance(1))
    assert copy.deepcopy(instance) == instance
    assert dataclasses.asdict(instance)["id"] == 1234
    assert "response" not in repr(instance)
    for stored in (pickle.dumps, json.dumps):
        with pytest.raises(TypeError):
            stored(instance.response)


def test_an_error_has_the_headers_of_its_answer(harness: Harness, server: Server) -> None:
    server.answer(Answer(400, {"message": "no"}, HEADERS))
    with pytest.raises(ApiError) as failed:
        harness.call(lambda c: c.get_instance(1))
    error = failed.value
    assert (error.request_id, error.headers["x-rate"], error.headers["set-cookie"]) == ("r1", "5", "********")
    assert error.from_platform
    server.answer(Answer(200, {"id": "x"}, HEADERS))
    with pytest.raises(UnexpectedResponse) as unexpected:
        harness.call(lambda c: c.get_instance(1))
    assert (unexpected.value.request_id, unexpected.value.headers["x-rate"]) == ("r1", "5")
