"""Each operation, by either client: what goes out, and what comes back."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from openconnectors import (
    Client,
    Instance,
    NotFound,
    RequestTimeout,
    Secret,
    ServerError,
    SettingsError,
    UnexpectedResponse,
    ValidationError,
)
from openconnectors.paging import MOST_EMPTY_PAGES

from tests.client.harness import Harness
from tests.client.samples import CALLBACK, INSTANCE, OAUTH_URL, configuration
from tests.client.server import Answer, Got, Server

BOTH = "User fake-user-secret, Organization fake-organization-secret"


def only(server: Server) -> Got:
    assert len(server.got) == 1
    return server.got[0]


def test_begin_asks_for_the_oauth_url_with_a_fresh_state(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=OAUTH_URL))
    first = harness.call(lambda c: c.begin(configuration()))
    got = only(server)
    assert (got.method, got.path) == ("GET", "/elements/infusionsoftmarketing/oauth/url")
    assert got.query == {
        "apiKey": "fake-api-key",
        "apiSecret": "fake-api-secret",
        "callbackUrl": CALLBACK,
        "state": first.state,
    }
    assert got.headers["authorization"] == BOTH
    assert first.url == OAUTH_URL["oauthUrl"]
    assert len(first.state) >= 32
    assert harness.call(lambda c: c.begin(configuration())).state != first.state
    assert harness.call(lambda c: c.begin(configuration(), state="mine")).state == "mine"
    assert server.got[-1].query["state"] == "mine"


def test_oauth_calls_go_without_the_header_when_there_are_no_secrets(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=OAUTH_URL))
    answer = harness.call(lambda c: c.oauth_url(configuration(), state="s"), user=None, organization=None)
    assert answer.url == OAUTH_URL["oauthUrl"]
    assert "authorization" not in only(server).headers
    with pytest.raises(SettingsError, match="OPENCONNECTORS_USER_SECRET"):
        harness.call(lambda c: c.get_instance(1), user=None, organization=None)


def test_finish_creates_the_instance(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=OAUTH_URL), Answer(body=INSTANCE))

    sign_in = harness.call(lambda c: c.begin(configuration(event_notification_enabled=True, event_objects=["a", "b"])))
    came_back = f"{CALLBACK}?code=fake-code&state={sign_in.state}&more=1"
    instance = harness.call(lambda c: c.finish(sign_in, came_back, name="API Instance", tags=["Docs"]))

    got = server.got[1]
    assert (got.method, got.path, got.headers["content-type"]) == ("POST", "/instances", "application/json")
    assert got.json == {
        "element": {"key": "infusionsoftmarketing"},
        "providerData": {"code": "fake-code"},
        "configuration": {
            "oauth.callback.url": CALLBACK,
            "oauth.api.key": "fake-api-key",
            "oauth.api.secret": "fake-api-secret",
            "infusionsoft.server": "dt123.infusionsoft.com",
            "infusionsoft.private.key": "fake-encrypted-key",
            "event.notification.enabled": "true",
            "event.objects": "a,b",
        },
        "tags": ["Docs"],
        "name": "API Instance",
    }
    assert isinstance(instance, Instance)
    assert (instance.id, instance.token.reveal(), instance.element.key) == (
        1234,
        "fake-instance-token",
        "infusionsoftmarketing",
    )
    assert instance.more["eventsEnabled"] is False
    assert instance.element.more["active"] is True
    assert instance.configuration["base.url"] is None


def test_all_violations_come_in_one_exception_and_nothing_is_sent(harness: Harness, server: Server) -> None:
    wrong = configuration(oauth_callback_url="https;//mycoolapp.com", infusionsoft_server="evil.com", oauth_api_key="")
    with pytest.raises(ValidationError) as failed:
        harness.call(lambda c: c.begin(wrong))
    pointers = [violation.pointer for violation in failed.value.violations]
    assert sorted(pointers) == [
        "/configuration/infusionsoft.server",
        "/configuration/oauth.api.key",
        "/configuration/oauth.callback.url",
    ]
    assert all(pointer in str(failed.value) for pointer in pointers)
    with pytest.raises(ValidationError) as failed:
        harness.call(lambda c: c.create_instance(wrong, name="x", callback={"code": "c"}))
    assert len(failed.value.violations) == 3
    assert server.got == []


def test_get_instance(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=INSTANCE))
    assert harness.call(lambda c: c.get_instance(1234)).name == "API Instance"
    assert (only(server).method, only(server).path) == ("GET", "/instances/1234")


def test_update_sends_only_what_changes(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=INSTANCE))
    harness.call(lambda c: c.update_instance(7, tags=["new"]))
    assert (only(server).method, only(server).path, only(server).json) == ("PATCH", "/instances/7", {"tags": ["new"]})
    fields = {
        "event.notification.enabled": False,
        "event.poller.refresh_interval": 5,
        "password": Secret("p"),
        "x": None,
    }
    harness.call(lambda c: c.update_instance(7, name="n", configuration=fields))
    assert server.got[1].json == {
        "configuration": {
            "event.notification.enabled": "false",
            "event.poller.refresh_interval": "5",
            "password": "p",
        },
        "name": "n",
    }
    with pytest.raises(SettingsError, match="nothing to change"):
        harness.call(lambda c: c.update_instance(7))
    with pytest.raises(ValidationError, match=r"/configuration/infusionsoft\.server"):
        harness.call(lambda c: c.update_instance(7, configuration=configuration(infusionsoft_server="evil.com")))
    with pytest.raises(TypeError, match="not one str"):
        harness.call(lambda c: c.update_instance(7, tags="new"))
    assert len(server.got) == 2


def test_replace_instance(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=INSTANCE))
    harness.call(lambda c: c.replace_instance(7, configuration(), name="n"))
    got = only(server)
    assert (got.method, got.path) == ("PUT", "/instances/7")
    assert isinstance(got.json, dict)
    assert {"element", "configuration", "name"} == got.json.keys()


def test_reauthenticate_gives_the_new_code(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=OAUTH_URL), Answer(body=INSTANCE))
    sign_in = harness.call(lambda c: c.begin(configuration()))
    harness.call(lambda c: c.reauthenticate(7, sign_in, {"code": "new", "state": sign_in.state}))
    got = server.got[1]
    assert (got.method, got.path) == ("PATCH", "/instances/7")
    assert isinstance(got.json, dict)
    assert got.json["providerData"] == {"code": "new"}
    assert "name" not in got.json


@pytest.mark.parametrize(
    ("name", "method", "path"),
    [
        ("enable_instance", "PUT", "/instances/7/enabled"),
        ("disable_instance", "DELETE", "/instances/7/enabled"),
        ("delete_instance", "DELETE", "/instances/7"),
    ],
)
def test_calls_without_an_answer(harness: Harness, server: Server, name: str, method: str, path: str) -> None:
    server.answer(Answer(204, body=b"", headers={"elements-request-id": "r1"}))
    came = harness.call(lambda c: getattr(c, name)(7))
    assert (came.status, came.request_id, came.text) == (204, "r1", "")
    assert (only(server).method, only(server).path, only(server).body) == (method, path, b"")


def test_a_delete_whose_answer_was_lost_is_done(harness: Harness, server: Server) -> None:
    server.answer(Answer(cut=True), Answer(404, {"message": "no such instance"}))
    assert harness.call(lambda c: c.delete_instance(7)).status == 404
    with pytest.raises(NotFound):
        harness.call(lambda c: c.delete_instance(7))


def test_a_404_of_somebody_else_is_no_delete(harness: Harness, server: Server) -> None:
    server.answer(Answer(cut=True), Answer(404, b"<html>no such page</html>"))
    with pytest.raises(NotFound):
        harness.call(lambda c: c.delete_instance(7))


def test_configuration_entries(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=[{"id": 5, "key": "a.b", "propertyValue": "v", "active": True}, {"id": 6, "key": "c"}]))
    first, second = harness.call(lambda c: c.get_configuration(7))
    assert (first.id, first.key, first.value.reveal(), first.more["active"]) == (5, "a.b", "v", True)
    assert second.value is None
    assert only(server).path == "/instances/7/configuration"
    server.answer(Answer())
    harness.call(lambda c: c.update_configuration(7, 5, "w"))
    got = only(server)
    assert (got.method, got.path, got.json) == ("PATCH", "/instances/7/configuration/5", {"propertyValue": "w"})


def test_get_connector_quotes_the_key(harness: Harness, server: Server) -> None:
    server.answer(Answer(body={"key": "a/b ?"}))
    assert harness.call(lambda c: c.get_connector("a/b ?"))["key"] == "a/b ?"
    assert only(server).path == "/elements/a%2Fb%20%3F"


def test_swagger_documents_of_a_connector_and_of_an_instance(harness: Harness, server: Server) -> None:
    server.answer(Answer(body={"swagger": "2.0"}), Answer(body={"swagger": "2.0", "paths": {}}))
    assert harness.call(lambda c: c.get_connector_docs("sfdc"))["swagger"] == "2.0"
    assert harness.call(lambda c: c.get_instance_docs(7))["paths"] == {}
    assert [got.path for got in server.got] == ["/elements/sfdc/docs", "/instances/7/docs"]


@pytest.mark.parametrize("blank", ["", ".", "..", None])
def test_a_path_cannot_become_another_one(harness: Harness, server: Server, blank: Any) -> None:
    for call in (lambda c: c.get_connector(blank), lambda c: c.delete_instance(blank)):
        with pytest.raises(SettingsError, match="would address something else"):
            harness.call(call)
    assert server.got == []


def test_ping_signs_with_the_instance_token(harness: Harness, server: Server) -> None:
    server.answer(Answer(body={"dateTime": "2026-01-01T00:00:00Z", "endpoint": "infusionsoft"}))
    answer = harness.call(lambda c: c.ping("fake-token"))
    assert (answer.date_time, answer.endpoint) == ("2026-01-01T00:00:00Z", "infusionsoft")
    assert only(server).headers["authorization"] == "User fake-user-secret, Element fake-token"


def instances(*ids: int) -> list[object]:
    return [{**INSTANCE, "id": number} for number in ids]


def test_a_list_is_walked_page_by_page(harness: Harness, server: Server) -> None:
    server.answer(
        Answer(body=instances(1, 2), headers={"Elements-Next-Page-Token": "p&2"}),
        Answer(body=[], headers={"elements-next-page-token": "p3"}),
        Answer(body=instances(3)),
    )
    found = harness.call(lambda c: c.list_instances(tags=["a", "b"], search="x y", page_size=2))
    assert [instance.id for instance in found] == [1, 2, 3]
    same = [("tags[]", "a"), ("tags[]", "b"), ("searchText", "x y"), ("pageSize", "2")]
    assert [got.pairs for got in server.got] == [same, [*same, ("nextPage", "p&2")], [*same, ("nextPage", "p3")]]


def test_a_list_without_a_match_is_empty(harness: Harness, server: Server) -> None:
    server.answer(Answer(404, {"requestId": "r", "message": "No instances found"}))
    assert harness.call(lambda c: c.list_instances()) == []
    server.answer(Answer(404, b"<html>no such page</html>"))
    with pytest.raises(NotFound):
        harness.call(lambda c: c.list_instances())


def test_a_list_that_never_ends_is_an_error(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=instances(1), headers={"elements-next-page-token": "same"}))
    with pytest.raises(UnexpectedResponse, match="same as this one"):
        harness.call(lambda c: c.list_instances())


@pytest.mark.parametrize("cycle", [["a", "b"], ["a", "b", "c", "b"], ["a", "b", "c", "d", "a"]])
def test_pages_that_go_round_in_a_circle_are_an_error(harness: Harness, server: Server, cycle: list[str]) -> None:
    tokens = itertools.cycle(cycle)
    server.answer(lambda got: Answer(body=instances(1), headers={"elements-next-page-token": next(tokens)}))
    with pytest.raises(UnexpectedResponse, match="would never end"):
        harness.call(lambda c: c.list_instances())
    assert len(server.got) <= len(cycle) + 1


def test_empty_pages_without_end_are_an_error(harness: Harness, server: Server) -> None:
    numbers = itertools.count()
    server.answer(lambda got: Answer(body=[], headers={"elements-next-page-token": f"p{next(numbers)}"}))
    with pytest.raises(UnexpectedResponse, match=f"{MOST_EMPTY_PAGES + 1} empty pages followed each other"):
        harness.call(lambda c: c.list_instances())
    assert len(server.got) == MOST_EMPTY_PAGES + 1


def test_empty_pages_between_others_are_none(harness: Harness, server: Server) -> None:
    numbers = itertools.count()

    def reply(got: Got) -> Answer:
        number = next(numbers)
        more = {"elements-next-page-token": f"p{number}"} if number < 2 * MOST_EMPTY_PAGES else {}
        return Answer(body=instances(1) if number % MOST_EMPTY_PAGES == 0 else [], headers=more)

    server.answer(reply)
    assert len(harness.call(lambda c: c.list_instances())) == 3


@pytest.mark.parametrize("size", [0, 201, "5", True, 2.5])
def test_a_page_size_that_the_platform_refuses(harness: Harness, server: Server, size: Any) -> None:
    with pytest.raises(SettingsError, match=f"page_size is a whole number from 1 to 200, not {size!r}"):
        harness.call(lambda c: c.list_instances(page_size=size))
    assert server.got == []


def test_an_odd_item_neither_loses_the_others_nor_stops_the_walk(
    harness: Harness, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    odd = [{**INSTANCE, "id": "x"}, 5, None, {"id": 7}, [INSTANCE]]
    server.answer(
        Answer(body=[*instances(1), *odd, *instances(2)], headers={"elements-next-page-token": "p2"}),
        Answer(body=["only odd"], headers={"elements-next-page-token": "p3", "elements-request-id": "r2"}),
        Answer(body=instances(3)),
    )
    walks: list[Any] = []

    def walk(client: Any) -> Any:
        walks.append(client.list_instances())
        return walks[0]

    assert [instance.id for instance in harness.call(walk)] == [1, 2, 3]
    skipped = walks[0].skipped
    missing = "id is missing or not a whole number"
    assert [item.problem for item in skipped] == [
        missing,
        missing,
        missing,
        "token is missing or not a text",
        *[missing] * 2,
    ]
    assert [dict(item.members) for item in skipped][2:4] == [{}, {"id": 7}]
    assert (skipped[5].request_id, skipped[5].response.text) == ("r2", '["only odd"]')
    assert "x" not in repr(skipped[0])
    told = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert told[0] == f"item 2 of 7 is skipped: unexpected answer with status 200: {missing}"
    assert len(told) == 6


def test_a_walk_goes_on_after_an_error(server: Server) -> None:
    next_page = {"elements-next-page-token": "p2"}
    server.answer(Answer(body=instances(1), headers=next_page), Answer(500), Answer(body=instances(2)))
    with Client(server.url, user="u", organization="o") as client:
        walk = client.list_instances()
        assert next(walk).id == 1
        with pytest.raises(ServerError):
            next(walk)
        assert [instance.id for instance in walk] == [2]
        assert list(walk) == []


def test_odd_configuration_entries_do_not_hide_the_others(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=[{"id": 5, "key": "a"}, {"key": "b"}, "c"], headers={"elements-request-id": "r1"}))
    entries = harness.call(lambda c: c.get_configuration(7))
    assert [entry.key for entry in entries] == ["a"]
    assert entries == (entries[0],)
    assert [dict(item.members) for item in entries.skipped] == [{"key": "b"}, {}]
    assert entries.request_id == entries.skipped[0].request_id == "r1"


FOUND: list[Any] = [
    {**INSTANCE, "id": 1, "name": "mine"},
    {**INSTANCE, "id": 3, "name": "mine", "tags": ["Docs", "t1"]},
    {**INSTANCE, "id": 2, "name": "mine too", "tags": ["t1"]},
    {**INSTANCE, "id": 4, "name": "mine", "element": {"key": "sfdc"}},
]


@pytest.mark.parametrize(
    ("by", "ids", "query"),
    [
        ({"name": "mine"}, [4, 3, 1], []),
        ({"name": "mine", "connector": "infusionsoftmarketing"}, [3, 1], []),
        ({"tags": ["t1"]}, [3, 2], [("tags[]", "t1")]),
        ({"name": "mine", "tags": ("t1", "Docs")}, [3], [("tags[]", "t1"), ("tags[]", "Docs")]),
        ({"name": "Mine"}, [], []),
        ({"name": ""}, [], []),
    ],
)
def test_instances_are_found_by_name_and_tags(
    harness: Harness, server: Server, by: dict[str, Any], ids: list[int], query: list[tuple[str, str]]
) -> None:
    server.answer(Answer(body=FOUND[:2], headers={"elements-next-page-token": "p2"}), Answer(body=[5, *FOUND[2:]]))
    found = harness.call(lambda c: c.find_instances(**by))
    assert [instance.id for instance in found] == ids
    assert [got.pairs for got in server.got] == [
        [*query, ("pageSize", "200")],
        [*query, ("pageSize", "200"), ("nextPage", "p2")],
    ]


def test_after_a_timeout_an_app_finds_out(harness: Harness, server: Server) -> None:
    server.answer(Answer(hold=True))
    with pytest.raises(RequestTimeout, match="may have been created all the same: find_instances tells"):
        harness.call(
            lambda c: c.create_instance(configuration(), name="n", tags=["t1"], callback={"code": "c"}, timeout=0.05)
        )
    server.answer(Answer(404, {"message": "No instances found"}))
    assert harness.call(lambda c: c.find_instances(tags=["t1"])) == ()
    with pytest.raises(SettingsError, match="give their name, or tags"):
        harness.call(lambda c: c.find_instances(connector="sfdc"))
