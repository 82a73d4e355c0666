"""Bulk jobs, by either client: begun, waited for, and their rows read in every form that the platform gives them."""

from __future__ import annotations

import asyncio
import csv
import gzip
import io
import itertools
import json
import tracemalloc
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, strategies as st
from openconnectors import (
    AsyncClient,
    Client,
    JobFailed,
    Request,
    RequestTimeout,
    Response,
    Secret,
    ServerError,
    SettingsError,
    UnexpectedResponse,
)
from openconnectors.bulk_rows import JsonLines, RowError, RowReader
from openconnectors.ceql import F

from tests.client.file_server import FileServer
from tests.client.harness import Call, Harness
from tests.client.server import Answer, Server

TOKEN = "fake-instance-token"
STARTED = {"id": 77, "status": "CREATED", "instanceId": 5}


def bulk(method: str, *args: Any, **given: Any) -> Call:
    return lambda client: getattr(client.instance(TOKEN, hub="crm").bulk, method)(*args, **given)


def of_job(method: str, *args: Any, **given: Any) -> Call:
    """Call a method of a job that was begun before."""
    file_format = given.pop("format", "jsonl")
    return lambda c: getattr(c.instance(TOKEN).bulk.job(77, "contacts", format=file_format), method)(*args, **given)


def test_a_download_is_begun(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=STARTED))
    job = harness.call(
        bulk("download", "contacts", where=F.a == "it's", fields=["id", "name"], format="csv", extra={"from": "2018"})
    )
    (got,) = server.got
    assert (got.method, got.path) == ("POST", "/hubs/crm/bulk/download")
    assert got.json == {
        "objectName": "contacts",
        "format": "txt/csv",
        "where": "a = 'it''s'",
        "selectFields": "id,name",
        "from": "2018",
    }
    assert (job.id, job.object) == ("77", "contacts")


def test_a_query_is_begun(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=STARTED))
    harness.call(bulk("query", "my contacts", where=F.a == 1, fields="id,full name", query={"lastRunDate": "x"}))
    harness.call(bulk("query", "contacts"))
    assert [got.query["q"] for got in server.got] == [
        "select id,`full name` from `my contacts` where a = 1",
        "select * from contacts",
    ]
    assert (server.got[0].path, server.got[0].body, server.got[0].query["lastRunDate"]) == (
        "/hubs/crm/bulk/query",
        b"",
        "x",
    )


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (
            {"status": "RUNNING", "recordsCount": 5, "recordsFailedCount": 0, "infoMessage": "m"},
            ("RUNNING", 5, 0, "m", False),
        ),
        (
            {"jobStatus": "completed", "recordCount": "5", "errorCount": "1", "statusMessage": "m"},
            ("COMPLETED", 5, 1, "m", True),
        ),
        ({"status": None, "jobStatus": "ABORTED"}, ("ABORTED", None, None, "", True)),
        ({"status": "CANCELLATION_PENDING"}, ("CANCELLATION_PENDING", None, None, "", False)),
        ({"status": "NEVER_HEARD_OF"}, ("NEVER_HEARD_OF", None, None, "", False)),
        ({}, ("", None, None, "", False)),
    ],
)
def test_the_state_of_a_job(harness: Harness, server: Server, said: dict[str, Any], found: tuple[Any, ...]) -> None:
    server.answer(Answer(body={"id": "77", "object_name": "contacts", **said}))
    status = harness.call(of_job("status"))
    assert (status.status, status.records, status.failed, status.message, status.done) == found
    assert server.got[0].path == "/bulk/77/status"
    assert status.more["object_name"] == "contacts"


def test_a_job_is_waited_for(harness: Harness, server: Server) -> None:
    server.answer(
        Answer(body={"status": "CREATED"}),
        Answer(503),
        Answer(body={"status": "RUNNING"}),
        Answer(body={"status": "COMPLETED"}),
    )
    assert harness.call(of_job("wait")).completed
    assert len(server.got) == 4
    assert [pause for pause in harness.pauses if pause >= 1] == [1.0, 1.5]


@pytest.mark.parametrize("status", ["ABORTED", "CANCELLED", "CANCELED", "FAILED"])
def test_a_job_that_fails(harness: Harness, server: Server, status: str) -> None:
    server.answer(Answer(body={"status": status, "infoMessage": "the provider is away"}))
    with pytest.raises(JobFailed, match=f"77 ended as {status}: the provider is away"):
        harness.call(of_job("wait"))


def test_a_job_that_takes_too_long(harness: Harness, server: Server) -> None:
    server.answer(Answer(body={"status": "RUNNING"}))
    with pytest.raises(RequestTimeout, match="77 is RUNNING after 60 seconds"):
        harness.call(of_job("wait", timeout=60))
    assert sum(harness.pauses) == pytest.approx(60, abs=0.1)
    with pytest.raises(SettingsError, match="timeout"):
        harness.call(of_job("wait", timeout=-1))


ROWS = [{"id": "1", "name": 'a "b", c\nd'}, {"id": "2", "name": "ü\u2028x"}]
LINES = "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS).encode()


def _csv(rows: list[dict[str, str]]) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, ["id", "name"])
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


@pytest.mark.parametrize(
    ("file_format", "accept", "body", "content_type"),
    [
        ("jsonl", "application/jsonl", LINES + b"\n", "application/jsonl"),
        ("jsonl", "application/jsonl", b"\n" + LINES.replace(b"\n", b"\r\n\r\n"), ""),
        ("json", "application/json", LINES, "application/json"),
        ("json", "application/json", json.dumps(ROWS, indent=2).encode(), "application/json"),
        ("json", "application/json", b"\xef\xbb\xbf" + json.dumps(ROWS).encode(), "application/json"),
        ("csv", "text/csv", _csv(ROWS), "text/csv;charset=utf-8"),
        ("csv", "text/csv", _csv(ROWS), ""),
        ("jsonl", "application/jsonl", _csv(ROWS), "text/csv"),
    ],
)
def test_the_rows_of_a_result(
    harness: Harness, server: Server, file_format: str, accept: str, body: bytes, content_type: str
) -> None:
    server.answer(Answer(body=body, headers={"Content-Type": content_type} if content_type else {}))
    assert harness.call(of_job("rows", format=file_format)) == ROWS
    assert (server.got[0].path, server.got[0].headers["accept"]) == ("/bulk/77/contacts", accept)


def test_a_result_without_rows(harness: Harness, server: Server) -> None:
    for body in (b"", b"[]", b" \n"):
        server.answer(Answer(body=body))
        assert harness.call(of_job("rows")) == []


@pytest.mark.parametrize(
    ("body", "file_format", "told"),
    [
        (b'{"a": 1}\n{"a": ', "jsonl", "row 2 of the result is no JSON"),
        (b'{"a": 1}\n[5]', "jsonl", "row 2 of the result is no JSON object"),
        (b'[{"a": 1}, {"a"', "json", "row 2 of the result is cut"),
        (b"[1, 2]", "json", "row 1 of the result is no JSON object"),
        (b'{"a": "\xff"}', "json", "not UTF-8"),
        (b"a,b\n1,2,3\n", "csv", "3 cells"),
        (b'a,b\n1,"2', "csv", "cut within quotes"),
        (b"<html>", "json", "no JSON"),
    ],
)
def test_what_is_no_row(harness: Harness, server: Server, body: bytes, file_format: str, told: str) -> None:
    server.answer(Answer(body=body))
    with pytest.raises(UnexpectedResponse, match=told):
        harness.call(of_job("rows", format=file_format))


def test_what_went_wrong_comes_in_pages(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=["a", {"b": 1}], headers={"elements-next-page-token": "t"}), Answer(body=["c"]))
    assert harness.call(of_job("errors")) == ["a", {"b": 1}, "c"]
    assert (server.got[1].path, server.got[1].query) == ("/bulk/77/errors", {"nextPage": "t"})


def test_a_job_is_cancelled(harness: Harness, server: Server) -> None:
    harness.call(of_job("cancel"))
    assert (server.got[0].method, server.got[0].path) == ("PUT", "/bulk/77/cancel")


def test_the_jobs_of_an_instance(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=[STARTED]))
    assert harness.call(bulk("jobs", where=F.job_status == "COMPLETED")) == [STARTED]
    assert (server.got[0].path, server.got[0].query) == ("/hubs/crm/bulk/jobs", {"where": "job_status = 'COMPLETED'"})


def _parts(body: bytes) -> tuple[dict[str, Any], bytes]:
    """The part that says what to do, and the file."""
    boundary = body.partition(b"\r\n")[0]
    meta, file = (part.partition(b"\r\n\r\n") for part in body.split(boundary)[1:3])
    assert b'name="metaData"' in meta[0]
    assert b'name="file"' in file[0]
    return json.loads(meta[2]), file[2].removesuffix(b"\r\n")


def test_rows_are_uploaded(tmp_path: Path) -> None:
    sent: list[bytes] = []
    path = tmp_path / "contacts.csv"
    path.write_bytes(b"Email\na@x.io\n")

    class Keeping:
        """A transport of one's own that sends files."""

        sends_files = True

        def __call__(self, request: Request) -> Response:
            assert request.upload is not None
            upload = request.upload
            files: Any = {upload.part: (upload.filename, upload.file, upload.content_type)}
            data = {name: value.reveal() for name, value in upload.fields.items()}
            sent.append(httpx.Request("POST", "http://x", data=data, files=files).read())
            return Response(200, {}, json.dumps(STARTED).encode())

    rows: Iterator[dict[str, Any]] = ({"Email": f"{n}@x.io", "key": Secret("s")} for n in range(3))
    with Client(transport=Keeping(), user="u", organization="o") as client:
        jobs = client.instance(TOKEN).bulk
        assert jobs.upload("contacts", rows, upsert_by="Email").id == "77"
        jobs.upload("contacts", path, extra={"listId": 5})
    meta, file = _parts(sent[0])
    assert meta == {"format": "json", "action": "upsert", "identifierFieldName": "Email"}
    assert [json.loads(line) for line in file.splitlines()] == [{"Email": f"{n}@x.io", "key": "s"} for n in range(3)]
    assert _parts(sent[1]) == ({"action": "create", "listId": 5}, b"Email\na@x.io\n")
    assert b'filename="contacts.csv"\r\nContent-Type: text/csv' in sent[1]


def test_an_upload_goes_over_the_network(harness: Harness) -> None:
    with FileServer() as files, pytest.raises(UnexpectedResponse, match="id is missing"):
        harness.call(bulk("upload", "contacts", [{"a": 1}]), platform=files.url)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (bulk("download", "contacts", format="xml"), "format is one of"),
        (bulk("download", "contacts", where="a = 1"), r"ceql\.raw"),
        (bulk("download", ""), "not empty"),
        (bulk("query", "a`b"), "backtick"),
        (bulk("upload", "contacts", {"a": 1}), r"put it in \[ \]"),
        (bulk("upload", "contacts", [], upsert_by=""), "upsert_by"),
        (bulk("job", 5, "contacts", format="xml"), "format is one of"),
    ],
)
def test_what_cannot_be_begun(harness: Harness, server: Server, call: Call, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        harness.call(call)
    assert server.got == []


def test_a_job_is_begun_once(harness: Harness, server: Server) -> None:
    server.answer(Answer(503), Answer(body=STARTED))
    with pytest.raises(ServerError):
        harness.call(bulk("download", "contacts"))
    server.answer(Answer(body={"status": "CREATED"}))
    with pytest.raises(UnexpectedResponse, match="id is missing"):
        harness.call(bulk("download", "contacts"))


def _pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def _read(data: bytes, size: int, *, csv: bool) -> list[dict[str, Any]]:
    reader = RowReader(csv=csv)
    return [*itertools.chain.from_iterable(map(reader.feed, _pieces(data, size))), *reader.end()]


_json_values = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
_json_rows = st.lists(
    st.dictionaries(st.text(max_size=5), _json_values | st.lists(_json_values, max_size=2), max_size=3), max_size=5
)


@given(_json_rows, st.integers(1, 30), st.sampled_from([None, 1]))
def test_rows_of_json_in_any_pieces(rows: list[dict[str, Any]], size: int, indent: int | None) -> None:
    assert _read(json.dumps(rows, indent=indent, ensure_ascii=False).encode(), size, csv=False) == rows
    assert _read(JsonLines(rows).read(), size, csv=False) == rows


_cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), min_size=1, max_size=6)


@given(st.lists(st.fixed_dictionaries({"id": _cells, "name": _cells}), max_size=5), st.integers(1, 30))
def test_rows_of_csv_in_any_pieces(rows: list[dict[str, str]], size: int) -> None:
    assert _read(_csv(rows), size, csv=True) == rows


@given(st.binary(max_size=80), st.booleans(), st.integers(1, 30))
def test_no_bytes_make_it_fail_in_another_way(data: bytes, as_csv: bool, size: int) -> None:
    try:
        rows = _read(data, size, csv=as_csv)
        assert all(isinstance(row, dict) for row in rows)
    except RowError:
        pass


@given(_json_rows, st.integers(1, 20))
def test_rows_are_written_in_pieces_of_any_size(rows: list[dict[str, Any]], size: int) -> None:
    stream = JsonLines(iter(rows))
    pieces = [*iter(lambda: stream.read(size), b"")]
    assert all(len(piece) <= size for piece in pieces)
    assert [json.loads(line) for line in b"".join(pieces).splitlines()] == rows


@pytest.mark.parametrize("as_csv", [False, True])
def test_many_rows_need_little_memory(as_csv: bool) -> None:
    line = b"12345,some name\n" if as_csv else b'{"id": "12345", "name": "some name"}\n'
    piece = line * 1000
    reader = RowReader(csv=as_csv)
    tracemalloc.start()
    try:
        count = sum(1 for _ in range(200) for _ in reader.feed(piece))
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
    assert count == 200_000 - as_csv


def test_rows_that_nobody_reads_to_the_end(server: Server) -> None:
    async def first() -> Any:
        client = AsyncClient(server.url, user="u", organization="o")
        async with client, aclosing(client.instance(TOKEN).bulk.job(1, "x").rows()) as rows:
            return await anext(rows)

    server.answer(Answer(body=gzip.compress(LINES), headers={"Content-Encoding": "gzip"}))
    assert asyncio.run(first()) == ROWS[0]
