"""Files, by either client: sent and read piece by piece, named safely, and no secret to another host."""

from __future__ import annotations

import asyncio
import email
import gzip
import io
import os
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from openconnectors import (
    AsyncClient,
    Client,
    NotFound,
    Request,
    Response,
    ServerError,
    SettingsError,
    TransportError,
    UnexpectedResponse,
)
from openconnectors.dispositions import clean_name, name_in

from tests.client.file_server import PIECE, FileServer
from tests.client.harness import Call, Harness
from tests.client.server import Answer, Got, Server

TOKEN = "fake-instance-token"
MANY = 200 * 1024 * 1024


def download(
    path: str = "/files/5", use: str = "read", *args: Any, of: Any = TOKEN, link: str = "", **given: Any
) -> Call:
    """Open a download, and return what is asked of it: a method's result, an attribute, or its pieces in a list."""

    def synchronous(client: Any) -> Any:
        instance = client.instance(of)
        with instance.download_link(link, **given) if link else instance.download(path, **given) as file:
            asked = [*file] if use == "pieces" else getattr(file, use)
            return asked(*args) if callable(asked) else asked

    async def asynchronous(client: Any) -> Any:
        instance = client.instance(of)
        async with instance.download_link(link, **given) if link else instance.download(path, **given) as file:
            asked = [piece async for piece in file] if use == "pieces" else getattr(file, use)
            return await asked(*args) if callable(asked) else asked

    return lambda client: asynchronous(client) if isinstance(client, AsyncClient) else synchronous(client)


def upload(file: Any, path: str = "/files", **given: Any) -> Call:
    return lambda client: client.instance(TOKEN, hub="documents").upload(path, file, **given)


def part_of(got: Got) -> Message:
    """The one part of a multipart body."""
    whole = email.message_from_bytes(b"Content-Type: " + got.headers["content-type"].encode() + b"\r\n\r\n" + got.body)
    parts = whole.get_payload()
    assert isinstance(parts, list)
    assert len(parts) == 1
    assert isinstance(parts[0], Message)
    return parts[0]


class Pipe:
    """A stream that can be read and nothing else."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, size: int = -1, /) -> bytes:
        made = PIECE[: min(self.left, size if size >= 0 else self.left, len(PIECE))]
        self.left -= len(made)
        return made


def test_a_file_is_sent_as_one_part(harness: Harness, server: Server, tmp_path: Path) -> None:
    path = tmp_path / "may report.pdf"
    path.write_bytes(b"%PDF \r\n--x\x00\xff")
    server.answer(Answer(body={"id": "5", "path": "/a/ü.pdf"}))
    answer = harness.call(upload(path, to="/a/ü.pdf", overwrite=True, query={"description": "d"}))
    assert answer.value == {"id": "5", "path": "/a/ü.pdf"}
    (got,) = server.got
    assert (got.method, got.path) == ("POST", "/hubs/documents/files")
    assert got.query == {"path": "/a/ü.pdf", "overwrite": "true", "description": "d"}
    assert got.headers["authorization"] == "User fake-user-secret, Element fake-instance-token"
    assert int(got.headers["content-length"]) == len(got.body)
    part = part_of(got)
    assert part.get_param("name", header="content-disposition") == "file"
    assert part.get_content_type() == "application/pdf"
    assert part.get_payload(decode=True) == b"%PDF \r\n--x\x00\xff"


@pytest.mark.parametrize(
    ("file", "given", "name", "kind", "content"),
    [
        (lambda: b"abc", {}, "upload", "application/octet-stream", b"abc"),
        (lambda: b"", {"filename": "a.txt"}, "a.txt", "text/plain", b""),
        (lambda: io.BytesIO(b"abc"), {"to": "/x/y.csv"}, "y.csv", "text/csv", b"abc"),
        (lambda: b"abc", {"filename": "a", "content_type": "image/png"}, "a", "image/png", b"abc"),
    ],
)
def test_what_a_file_is_called(
    harness: Harness,
    server: Server,
    file: Callable[[], Any],
    given: dict[str, Any],
    name: str,
    kind: str,
    content: bytes,
) -> None:
    server.answer(Answer(body={}))
    harness.call(upload(file(), part="file", **given))
    part = part_of(server.got[0])
    assert (part.get_filename(), part.get_content_type()) == (name, kind)
    assert part.get_payload(decode=True) == content


def test_a_stream_is_sent_from_where_it_stands(harness: Harness, server: Server) -> None:
    server.answer(Answer(body={}))
    stream = io.BytesIO(b"head and body")
    stream.seek(9)
    harness.call(upload(stream))
    assert part_of(server.got[0]).get_payload(decode=True) == b"body"
    assert not stream.closed


def test_a_pipe_is_sent_whole(harness: Harness) -> None:
    read, write = os.pipe()
    with FileServer() as files, os.fdopen(read, "rb") as source:
        os.write(write, b"x" * 1000)
        os.close(write)
        answer = harness.call(upload(source), platform=files.url).value
    assert answer["chunked"]
    assert 1000 < answer["size"] < 1400


def test_a_file_is_sent_once(harness: Harness, server: Server) -> None:
    server.answer(Answer(503), Answer(body={}))
    with pytest.raises(ServerError):
        harness.call(upload(b"x", method="PUT"))
    assert len(server.got) == 1


@pytest.mark.parametrize(
    ("file", "given", "told"),
    [
        (io.StringIO("text"), {}, "open it by 'rb'"),
        (5, {}, "open it by 'rb'"),
        (b"x", {"to": "a.txt"}, "begins with a slash"),
        (b"x", {"path": "files"}, "begins with a slash"),
    ],
)
def test_what_cannot_be_uploaded(harness: Harness, server: Server, file: Any, given: Any, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        harness.call(upload(file, **given))
    assert server.got == []


def test_a_path_that_is_not_there(harness: Harness, server: Server, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        harness.call(upload(tmp_path / "none"))
    assert server.got == []


def test_a_transport_that_knows_only_bytes_reads_files_and_refuses_to_send_them(harness: Harness) -> None:
    def send(request: Request) -> Response:
        return Response(200, {"content-disposition": "attachment; filename=a.txt"}, b"content")

    assert harness.call(download(), send=send, platform="https://x.example") == b"content"
    assert harness.call(download(use="size"), send=send, platform="https://x.example") == 7
    assert harness.call(download(use="name"), send=send, platform="https://x.example") == "a.txt"
    with pytest.raises(SettingsError, match="sends_files"):
        harness.call(upload(b"x"), send=send, platform="https://x.example")


def test_a_file_is_read(harness: Harness, server: Server) -> None:
    headers = {
        "Content-Type": "Application/PDF; x=y",
        "Content-Disposition": 'attachment; filename="../a/b.pdf"',
        "elements-request-id": "r1",
    }
    server.answer(Answer(body=b"%PDF", headers=headers))
    for use, found in (("name", "b.pdf"), ("content_type", "application/pdf"), ("size", 4), ("request_id", "r1")):
        assert harness.call(download(use=use)) == found
    assert harness.call(download(query={"mediaType": "x"})) == b"%PDF"
    got = server.got[-1]
    assert (got.path, got.query) == ("/files/5", {"mediaType": "x"})
    assert (got.headers["accept"], got.headers["accept-encoding"]) == ("*/*", "identity")


def test_a_file_is_saved(harness: Harness, server: Server, tmp_path: Path) -> None:
    server.answer(Answer(body=b"new", headers={"Content-Disposition": "attachment; filename*=UTF-8''%C3%BC.txt"}))
    (tmp_path / "old.txt").write_text("old")
    assert harness.call(download("/files/5", "save", tmp_path)) == tmp_path / "ü.txt"
    assert harness.call(download("/files/5", "save", str(tmp_path / "old.txt"))) == tmp_path / "old.txt"
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"ü.txt": "new", "old.txt": "new"}


def test_nothing_stays_of_a_file_that_breaks_off(harness: Harness, server: Server, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("old")
    server.answer(Answer(body=b"half", headers={"Content-Length": "8"}))
    with pytest.raises(TransportError, match="GET /files/5"):
        harness.call(download("/files/5", "save", tmp_path / "old.txt"))
    with pytest.raises(TransportError, match="max_size"):
        server.answer(Answer(body=b"whole"))
        harness.call(download("/files/5", "save", tmp_path / "old.txt", max_size=4))
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"old.txt": "old"}


def test_compressed_content_is_undone_and_bounded(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=gzip.compress(b"x" * 10_000_000), headers={"Content-Encoding": "gzip"}))
    assert harness.call(download(use="size")) is None
    assert len(harness.call(download())) == 10_000_000
    with pytest.raises(TransportError, match="more than 100 bytes"):
        harness.call(download(max_size=100))
    server.answer(Answer(body=b"no gzip", headers={"Content-Encoding": "gzip"}))
    with pytest.raises(TransportError, match="cannot be read"):
        harness.call(download())


def test_failures_are_those_of_other_calls(harness: Harness, server: Server) -> None:
    server.answer(Answer(404, {"message": "no such file", "requestId": "r1"}))
    with pytest.raises(NotFound, match="no such file"):
        harness.call(download())
    server.answer(Answer(503), Answer(body=b"there"))
    assert harness.call(download()) == b"there"


def test_a_download_needs_a_with_statement(harness: Harness, server: Server) -> None:
    with pytest.raises(SettingsError, match="with statement"):
        harness.call(lambda c: c.instance(TOKEN).download("/files/5").name)
    assert server.got == []


def redirect(to: str) -> Answer:
    return Answer(302, b"", {"Location": to})


def test_a_redirect_is_followed_on_the_same_host_with_the_secrets(harness: Harness, server: Server) -> None:
    server.answer(redirect("/elsewhere?sig=x%2Fy"), Answer(body=b"there"))
    assert harness.call(download()) == b"there"
    assert server.got[1].target == "/elsewhere?sig=x%2Fy"
    assert "Element" in server.got[1].headers["authorization"]


def _by(replies: dict[str, Response], asked: list[Request]) -> Callable[[Request], Response]:
    def send(request: Request) -> Response:
        asked.append(request)
        return replies[request.url.reveal()]

    return send


HOST = "https://platform.example"
FOREIGN = "https://storage.example/bucket/hunter2?sig=hunter2-secret"


def test_another_host_gets_no_secret() -> None:
    asked: list[Request] = []
    replies = {
        f"{HOST}/elements/api-v2/files/5": Response(302, {"location": FOREIGN}, b""),
        FOREIGN: Response(200, {}, b"there"),
    }
    with Client(HOST, user="u-secret", organization="o-secret", headers={"X-Own": "mine"}) as client:
        client._transport = _by(replies, asked)  # in place of httpx, which would go over the network
        assert download()(client) == b"there"
        assert download(link=FOREIGN)(client) == b"there"
    assert {*asked[0].headers} == {"Accept", "User-Agent", "Authorization", "X-Own"}
    for request in asked[1:]:
        assert {*request.headers} == {"Accept", "User-Agent"}
        assert "hunter2" not in repr(request)


@pytest.mark.parametrize(
    "to", ["http://evil.example/x", "ftp://x/y", "https://u:p@x.example/y", "https://[/", "file:///etc/x"]
)
def test_an_address_that_is_not_asked(harness: Harness, server: Server, to: str) -> None:
    server.answer(redirect(to))
    with pytest.raises(SettingsError, match="address") as failed:
        harness.call(download())
    assert to not in str(failed.value)
    assert len(server.got) == 1
    with pytest.raises(SettingsError):
        harness.call(download(link=to))


def test_redirects_have_an_end(harness: Harness, server: Server) -> None:
    server.answer(redirect("/again"))
    with pytest.raises(UnexpectedResponse, match="redirect"):
        harness.call(download())
    assert len(server.got) == 6


def test_a_link_on_the_platforms_own_host_gets_the_header(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=b"there"))
    assert harness.call(download(link=f"{server.host}/elements/api-v2/hubs/documents/x?y=z")) == b"there"
    (got,) = server.got
    assert (got.path, got.query) == ("/hubs/documents/x", {"y": "z"})
    assert "Element" in got.headers["authorization"]


@contextmanager
def little_memory(most: int = 16 * 1024 * 1024) -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < most
    finally:
        tracemalloc.stop()


def test_large_files_need_little_memory(harness: Harness, tmp_path: Path) -> None:
    with FileServer() as files, little_memory():
        saved = harness.call(download(f"/files/{MANY}", "save", tmp_path), platform=files.url)
        assert (saved.name, saved.stat().st_size) == ("big.mp4", MANY)
        sent = harness.call(upload(saved), platform=files.url).value
        flowing = harness.call(upload(Pipe(MANY)), platform=files.url).value
    assert (sent["chunked"], flowing["chunked"]) == (False, True)
    assert MANY < sent["size"] < MANY + 500
    assert MANY < flowing["size"] < MANY + 500


def test_a_connection_is_given_back_by_who_stops_reading(server: Server) -> None:
    async def stopping() -> bytes:
        async with AsyncClient(files.url, user="u", organization="o") as client:
            async with client.instance(TOKEN).download("/files/10000000") as file:
                async for _ in file:
                    break
            async with client.instance(TOKEN).download("/files/3") as file:
                return await file.read()

    with FileServer() as files:
        with Client(files.url, user="u", organization="o") as client:
            with client.instance(TOKEN).download("/files/10000000") as file:
                next(iter(file))
            with client.instance(TOKEN).download("/files/3") as file:
                assert file.read() == PIECE[:3]
            with pytest.raises(SettingsError, match="closed"):
                file.read()
        assert asyncio.run(stopping()) == PIECE[:3]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="a b.txt"', "a b.txt"),
        ("attachment; filename=plain.txt", "plain.txt"),
        ("attachment; filename=\"x.txt\"; filename*=UTF-8''na%C3%AFve.txt", "naïve.txt"),
        ('attachment; filename="C:\\\\dir\\\\a.txt"', "a.txt"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ("attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", "passwd"),
        ('attachment; filename=".."', ""),
        ('attachment; filename=".bashrc"', "bashrc"),
        ('attachment; filename="con.txt"', "_con.txt"),
        ('attachment; filename="a\x00b\u202etxt.exe"', "a_b_txt.exe"),
        ('attachment; filename="a\r\nX: y"', "a  X_ y"),
        ("attachment; filename*=nonsense''%ff", "\xff"),
        ("attachment", ""),
        ("", ""),
        (";;;=", ""),
    ],
)
def test_the_name_of_a_file(header: str, name: str) -> None:
    assert name_in(header) == name


@given(st.text(max_size=400))
def test_a_cleaned_name_is_one_files(name: str) -> None:
    cleaned = clean_name(name)
    assert not set(cleaned) & set('/\\\x00<>:"|?*\n\r')
    assert len(cleaned.encode()) <= 200
    assert cleaned not in (".", "..")
    assert cleaned == clean_name(cleaned)


@given(st.text(max_size=80))
def test_any_header_is_read_without_a_fault(header: str) -> None:
    assert isinstance(name_in(f"attachment; filename={header}"), str)
    assert isinstance(name_in(header), str)
