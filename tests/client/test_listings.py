"""Lists of hub calls: lazy, page by page, and with an end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from openconnectors import AsyncClient, Client, RateLimited, Response, SettingsError, UnexpectedResponse
from openconnectors.ceql import F, raw

from tests.client.harness import Harness
from tests.client.server import Answer, Reply, Server

TOKEN = "fake-instance-token"


def pages(*sizes: int, last: str = "") -> list[Reply]:
    """Pages of numbered items; each but the last leads to the next."""
    replies: list[Reply] = []
    for number, size in enumerate(sizes):
        token = f"page {number + 1}=" if number < len(sizes) - 1 else last
        headers = {"Elements-Next-Page-Token": token} if token else {}
        headers |= {
            "Elements-Returned-Count": str(size),
            "Elements-Total-Count": "9",
            "Elements-Request-Id": f"r{number}",
        }
        replies.append(Answer(body=[{"id": f"{number}.{item}"} for item in range(size)], headers=headers))
    return replies


def contacts(**asked: Any) -> Callable[[Any], Any]:
    return lambda c: c.instance(TOKEN, hub="crm").object("contacts").list(**asked)


def test_a_list_goes_on_by_the_token(harness: Harness, server: Server) -> None:
    server.answer(*pages(2, 2, 1))
    asked: dict[str, Any] = {
        "where": (F.email == "o'brien@x.io") & F.status.in_(["a b", "%"]),
        "order_by": ["name desc", "id"],
        "fields": ["id", "name"],
        "page_size": 500,
        "query": {"private": True},
    }
    found = harness.call(contacts(**asked))
    assert [item["id"] for item in found] == ["0.0", "0.1", "1.0", "1.1", "2.0"]
    assert [got.path for got in server.got] == ["/hubs/crm/contacts"] * 3
    every = {
        "where": "email = 'o''brien@x.io' AND status IN ('a b', '%')",
        "orderBy": "name desc,id",
        "fields": "id,name",
        "pageSize": "500",
        "private": "true",
    }
    assert server.got[0].query == every
    assert server.got[1].query == {**every, "nextPage": "page 1="}
    assert "where=email%20%3D%20%27o%27%27brien%40x.io%27%20AND" in server.got[0].target


def test_a_list_ends_at_an_empty_page_too(harness: Harness, server: Server) -> None:
    server.answer(*pages(1, 0, last="for ever"))
    assert len(harness.call(contacts())) == 1
    assert len(server.got) == 2


@pytest.mark.parametrize("sizes", [(1, 1), (1, 1, 1)])
def test_a_token_that_came_before_is_an_error(harness: Harness, server: Server, sizes: tuple[int, ...]) -> None:
    server.answer(*pages(*sizes, last="page 1="))
    with pytest.raises(UnexpectedResponse, match="never end"):
        harness.call(contacts())
    assert len(server.got) == len(sizes)


@pytest.mark.parametrize(
    ("limit", "found", "requests", "size"), [(1, 1, 1, "1"), (3, 3, 2, "3"), (4, 4, 2, "4"), (500, 5, 3, None)]
)
def test_a_limit_asks_for_no_more_pages(
    harness: Harness, server: Server, limit: int, found: int, requests: int, size: str | None
) -> None:
    server.answer(*pages(2, 2, 1))
    assert len(harness.call(contacts(limit=limit))) == found
    assert len(server.got) == requests
    assert server.got[0].query.get("pageSize") == size


def test_nothing_is_sent_before_somebody_looks(harness: Harness, server: Server) -> None:
    harness.call(lambda c: [c.instance(TOKEN).object("x").list(), c.instance(TOKEN).iterate("/x").pages()])
    assert server.got == []


def test_the_first_item_alone(harness: Harness, server: Server) -> None:
    server.answer(*pages(2, 2))
    assert harness.call(lambda c: contacts()(c).first()) == {"id": "0.0"}
    assert server.got[0].query == {"pageSize": "1"}
    server.answer(Answer(body=[]))
    assert harness.call(lambda c: contacts(page_size=50)(c).first()) is None
    assert server.got[0].query == {"pageSize": "50"}


def test_what_is_said_of_a_page(harness: Harness, server: Server) -> None:
    server.answer(*pages(2, 1))
    first, last = harness.call(lambda c: contacts()(c).pages())
    assert ([*first], len(first), first.returned, first.total) == ([{"id": "0.0"}, {"id": "0.1"}], 2, 2, 9)
    assert (first.next_token.reveal(), first.request_id, first.warning) == ("page 1=", "r0", "")
    assert (last.next_token, last.request_id) == (None, "r1")
    assert "0.0" not in repr(first)
    server.answer(Answer(body=[], headers={"elements-error": f"pageSize cut for {TOKEN}", "elements-total-count": "x"}))
    (page,) = harness.call(lambda c: contacts()(c).pages())
    assert (page.warning, page.total) == ("pageSize cut for ********", None)


def test_a_list_goes_on_from_a_token_that_was_kept(harness: Harness, server: Server) -> None:
    server.answer(*pages(1, 1))
    assert len(harness.call(contacts(query={"nextPage": "kept"}))) == 2
    assert [got.query["nextPage"] for got in server.got] == ["kept", "page 1="]


def test_an_object_stands_for_a_list_of_it_and_a_text_for_none(harness: Harness, server: Server) -> None:
    server.answer(Answer(body={"report": 1}))
    assert harness.call(contacts()) == [{"report": 1}]
    server.answer(Answer(200, b""))
    assert harness.call(contacts()) == []
    server.answer(Answer(body="text"))
    with pytest.raises(UnexpectedResponse, match="not a JSON list"):
        harness.call(contacts())


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"where": "email = 'x'"}, r"ceql\.raw"),
        ({"page_size": 0}, "page_size"),
        ({"limit": True}, "limit"),
        ({"order_by": 5}, "order_by"),
        ({"fields": [5]}, "fields"),
    ],
)
def test_what_cannot_be_asked_for(harness: Harness, server: Server, asked: dict[str, Any], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        harness.call(contacts(**asked))
    assert server.got == []


def _sometimes(fails_at: int) -> Callable[[Any], Response]:
    calls: list[str] = []

    def send(request: Any) -> Response:
        calls.append(request.target.reveal())
        number = len(calls)
        if number == fails_at:
            return Response(429, {}, b'{"message": "wait"}')
        return Response(200, {"elements-next-page-token": f"t{number}"} if number < 4 else {}, b"[%d]" % number)

    return send


def test_a_list_goes_on_where_an_error_came_between() -> None:
    with Client(transport=_sometimes(2), user="u", organization="o") as client:
        items = iter(client.instance(TOKEN).iterate("/x", where=raw("a"), retries=_no_retry()))
        assert next(items) == 1
        with pytest.raises(RateLimited):
            next(items)
        assert [*items] == [3, 4]
        assert next(items, None) is None


async def _goes_on() -> None:
    send = _sometimes(2)

    async def transport(request: Any) -> Response:
        return send(request)

    async with AsyncClient(transport=transport, user="u", organization="o") as client:
        items = aiter(client.instance(TOKEN).iterate("/x", retries=_no_retry()))
        assert await anext(items) == 1
        with pytest.raises(RateLimited):
            await anext(items)
        assert [item async for item in items] == [3, 4]


def test_an_asynchronous_list_goes_on_too() -> None:
    asyncio.run(_goes_on())


def _no_retry() -> Any:
    from openconnectors import RetryPolicy

    return RetryPolicy(attempts=1)


def test_each_iteration_begins_anew(server: Server) -> None:
    server.answer(Answer(body=[1]))
    with Client(server.url, user="u", organization="o") as client:
        listing = client.instance(TOKEN).iterate("/x", query={"a": 1})
        assert [*listing] == [*listing] == [1]
    assert len(server.got) == 2


def test_a_deadline_is_for_a_whole_list(harness: Harness, server: Server) -> None:
    from openconnectors import RequestTimeout

    server.answer(Answer(body=[1], headers={"elements-next-page-token": "t"}), Answer(hold=True))
    with pytest.raises(RequestTimeout):
        harness.call(lambda c: c.instance(TOKEN).iterate("/x", deadline=0.3))
