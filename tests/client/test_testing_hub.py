"""The fake platform's answers to hub calls: an app's own code runs against them as against the real ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, strategies as st
from openconnectors import (
    BadRequest,
    Conflict,
    Forbidden,
    NotAuthorized,
    NotFound,
    ServerError,
    UnexpectedResponse,
)
from openconnectors.ceql import F, raw
from openconnectors.testing.exchanges import Refused
from openconnectors.testing.filters import parse_filter

from tests.client.harness import Call
from tests.client.test_files import download
from tests.client.test_testing import Driver

CONTACTS: list[dict[str, Any]] = [
    {"name": "Ann", "age": 31, "role": {"id": "a"}, "active": True},
    {"name": "Bob", "age": 9, "role": {"id": "b"}, "active": False},
    {"name": "O'Brien", "age": 100, "email": "o@x.io"},
]


class App(Driver):
    """An app with one instance of a platform in memory."""

    def __init__(self, asynchronous: bool) -> None:
        super().__init__(asynchronous)
        self.instance = self.platform.add_instance("sfdc", name="n")

    def calls(self, call: Call, *, hub: str | None = None) -> Any:
        return self(lambda client: call(client.instance(self.instance, hub=hub)))

    def names(self, **asked: Any) -> list[str]:
        return [item["name"] for item in self.calls(lambda i: i.object("contacts").list(**asked))]


@pytest.fixture(params=["sync", "async"])
def app(request: pytest.FixtureRequest) -> Iterator[App]:
    app = App(request.param == "async")
    app.platform.add_objects(app.instance, "contacts", *CONTACTS)
    yield app


def test_objects_live(app: App) -> None:
    made = app.calls(lambda i: i.object("notes").create({"text": "a", "gone": None}))
    assert made == {"id": "4", "text": "a"}
    assert app.calls(lambda i: i.object("notes").update("4", {"more": {"x": 1}})) == {**made, "more": {"x": 1}}
    assert app.calls(lambda i: i.object("notes").get(4), hub="any-word")["more"] == {"x": 1}
    assert app.calls(lambda i: i.object("notes").replace("4", {"text": "b"})) == {"id": "4", "text": "b"}
    assert app.platform.objects(app.instance, "notes") == ({"id": "4", "text": "b"},)
    app.calls(lambda i: i.object("notes").below(4, "tags").create({"t": 1}))
    assert app.calls(lambda i: i.object("notes").below(4, "tags").list()) == [{"id": "5", "t": 1}]
    app.calls(lambda i: i.object("notes").delete("4"))
    for call in ("get", "delete"):
        with pytest.raises(NotFound):
            app.calls(lambda i, call=call: getattr(i.object("notes"), call)("4"))  # type: ignore[misc]
    assert app.calls(lambda i: i.object("notes").below(4, "tags").list()) == []


def test_lists_are_filtered_ordered_and_paged(app: App) -> None:
    assert app.names() == ["Ann", "Bob", "O'Brien"]
    assert app.names(where=F.age > 9) == ["Ann", "O'Brien"]
    assert app.names(where=F["role.id"].in_(["b", "c"]) | (F.name == "O'Brien")) == ["Bob", "O'Brien"]
    assert app.names(where=F.email.is_null() & (F.active == True)) == ["Ann"]  # noqa: E712
    assert app.names(where=raw("active='false' and name like 'B%'")) == ["Bob"]
    assert app.names(where=F.never_heard_of == 1) == []
    assert app.names(order_by="age desc") == ["O'Brien", "Ann", "Bob"]
    assert app.calls(lambda i: i.object("contacts").list(fields=["age"], limit=1)) == [{"age": 31}]
    pages = app.calls(lambda i: i.object("contacts").list(page_size=2).pages())
    assert [(len(page), page.returned, page.next_token is None) for page in pages] == [(2, 2, False), (1, 1, True)]
    assert pages[0].next_token.reveal() == "eyJwYWdlU2l6ZSI6MiwicGFnZSI6Mn0"
    assert app.names(query={"page": 2, "pageSize": 2}) == ["O'Brien"]
    with pytest.raises(BadRequest, match="Error parsing query"):
        app.names(where=raw("a = "))
    with pytest.raises(BadRequest, match="no token"):
        app.names(query={"nextPage": "x"})


def test_what_an_instance_has(app: App) -> None:
    assert app.calls(lambda i: i.objects()) == ("contacts",)
    fields = app.calls(lambda i: i.metadata("contacts"))["fields"]
    assert [field["vendorPath"] for field in fields] == ["id", "name", "age", "role", "active", "email"]
    with pytest.raises(NotFound):
        app.calls(lambda i: i.metadata("none"))
    assert app.calls(lambda i: i.ping()).endpoint == "sfdc"


def test_a_token_of_no_use(app: App) -> None:
    app(lambda c: c.disable_instance(app.instance.id))
    with pytest.raises(Forbidden, match="is disabled"):
        app.names()
    assert app.calls(lambda i: i.objects()) == ("contacts",)
    app(lambda c: c.delete_instance(app.instance.id))
    with pytest.raises(NotAuthorized, match="was deleted"):
        app.names()


def test_files_live(app: App) -> None:
    made = app.calls(lambda i: i.upload("/files", b"one", to="/a/b.txt")).value
    assert (made["path"], made["name"], made["size"]) == ("/a/b.txt", "b.txt", 3)
    with pytest.raises(Conflict):
        app.calls(lambda i: i.upload("/files", b"two", to="/a/b.txt"))
    again = app.calls(lambda i: i.upload("/files", b"two!", to="/a/b.txt", overwrite=True)).value
    assert (again["id"], again["size"]) == (made["id"], 4)
    places: list[dict[str, Any]] = [{"path": f"/files/{made['id']}"}, {"path": "/files", "query": {"path": "/a/b.txt"}}]
    for place in places:
        for use, found in (("read", b"two!"), ("name", "b.txt"), ("content_type", "text/plain"), ("size", 4)):
            assert app(download(use=use, of=app.instance, **place)) == found
    app.calls(lambda i: i.request("DELETE", "/files", query={"path": "/a/b.txt"}))
    with pytest.raises(NotFound):
        app(download("/files", of=app.instance, query={"path": "/a/b.txt"}))


def test_bulk_jobs_live(app: App) -> None:
    job = app.calls(lambda i: i.bulk.download("contacts", where=F.age > 9, fields=["id", "name"]))
    assert app.calls(lambda i: i.bulk.job(job.id, "contacts").status()).status == "CREATED"
    with pytest.raises(NotFound):
        app.calls(lambda i: i.bulk.job(job.id, "contacts").rows())
    assert app.calls(lambda i: i.bulk.job(job.id, "contacts").wait()).records == 2
    for file_format in ("jsonl", "json", "csv"):
        rows = app.calls(lambda i, f=file_format: i.bulk.job(job.id, "contacts", format=f).rows())  # type: ignore[misc]
        assert rows == [{"id": "1", "name": "Ann"}, {"id": "3", "name": "O'Brien"}]
    by_query = app.calls(lambda i: i.bulk.query("contacts", where=F.name.like("O%"), fields=["name"]))
    app.calls(lambda i: i.bulk.job(by_query.id, "contacts").wait())
    assert app.calls(lambda i: i.bulk.job(by_query.id, "contacts").rows()) == [{"name": "O'Brien"}]
    assert app.calls(lambda i: i.bulk.job(by_query.id, "contacts").errors()) == []
    assert len(app.calls(lambda i: i.bulk.jobs(where=F.job_direction == "DOWNLOAD"))) == 2
    app.calls(lambda i: i.bulk.job(by_query.id, "contacts").cancel())
    assert app.calls(lambda i: i.bulk.job(by_query.id, "contacts").status()).status == "CANCELLED"


def test_rows_are_uploaded(app: App) -> None:
    rows = [{"name": "Ann", "age": 32}, {"name": "Eve"}]
    job = app.calls(lambda i: i.bulk.upload("contacts", rows, upsert_by="name"))
    app.calls(lambda i: i.bulk.job(job.id, "contacts").wait())
    assert app.names() == ["Ann", "Bob", "O'Brien", "Eve"]
    assert app.platform.objects(app.instance, "contacts")[0]["age"] == 32
    app.calls(lambda i: i.bulk.upload("contacts", b"name,age\nAnn,5\n"))
    assert app.names() == ["Ann", "Bob", "O'Brien", "Eve", "Ann"]


def test_hub_calls_are_told_and_answered_otherwise(app: App) -> None:
    app.platform.answer("hub_call", 502, times=2)
    assert app.names() == ["Ann", "Bob", "O'Brien"]
    app.platform.answer("hub_call", 502)
    with pytest.raises(ServerError):
        app.calls(lambda i: i.object("contacts").create({"a": 1}))
    app.platform.answer("hub_call", 200, b"<html>")
    with pytest.raises(UnexpectedResponse):
        app.names()
    assert [call.path for call in app.platform.calls_of("hub_call")] == ["/contacts"] * 5


def test_a_call_without_a_token_is_no_hub_call(app: App) -> None:
    with pytest.raises(NotFound):
        app(lambda c: c.get_instance(99))
    assert app.platform.calls[-1].endpoint == "get_instance"


@given(st.text(max_size=40))
def test_any_clause_is_read_or_refused(clause: str) -> None:
    try:
        assert parse_filter(clause)({"a": 1}) in (True, False)
    except Refused as refused:
        assert refused.status == 400


@given(st.text(st.characters(exclude_characters="`", exclude_categories=["Cs", "Cc"]), min_size=1), st.text())
def test_what_the_builder_writes_finds_what_it_means(name: str, value: str) -> None:
    field = F[name]
    item = {name: value}
    assert parse_filter(str(field == value))(item)
    assert parse_filter(str(field.in_(["x", value]) & (field >= value)))(item)
    assert not parse_filter(str((field != value) | field.is_null()))(item)
