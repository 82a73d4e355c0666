"""An answer takes no more time and no more memory than the client was told to give it."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from typing import Any

import pytest
from hypothesis import given, strategies as st
from openconnectors import RequestTimeout, RetryPolicy, TransportError
from openconnectors.decoding import Body, BodyError, TooLarge

from tests.client.harness import Harness
from tests.client.samples import INSTANCE
from tests.client.server import Answer, Server

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
TRICKLES = {
    "head": (b"HTTP/1.1 200 OK\r\nX: ", b"x"),
    "headers": (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
    "body": (HEAD + b"Content-Length: 1000000\r\n\r\n", b" "),
    "chunks": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    "until the end": (HEAD + b"Connection: close\r\n\r\n", b" "),
    "gzip": (HEAD + b"Content-Encoding: gzip\r\nContent-Length: 1000000\r\n\r\n" + gzip.compress(b" " * 9)[:10], b""),
    "interim answers": (b"", b"HTTP/1.1 102 Processing\r\n\r\n"),
}


@pytest.mark.parametrize("name", TRICKLES)
def test_an_answer_that_trickles_is_given_up_in_time(harness: Harness, server: Server, name: str) -> None:
    """The timeout is for all attempts together, however many pieces the answer comes in."""
    server.answer(Answer(trickle=TRICKLES[name]))
    began = time.monotonic()
    with pytest.raises(RequestTimeout, match=r"^GET /instances/1: ReadTimeout: no whole answer within 0\.\d+ seconds"):
        harness.call(lambda c: c.get_instance(1), timeout=0.15)
    assert time.monotonic() - began < 5, "it would have gone on for ever"
    assert len(server.got) == 1


def test_what_follows_a_given_up_answer_is_another_one(harness: Harness, server: Server) -> None:
    server.answer(Answer(trickle=TRICKLES["body"]), Answer(body=INSTANCE))
    once = RetryPolicy(attempts=1)  # a second try, on a slow machine, would take the second answer
    with pytest.raises(RequestTimeout):
        harness.call(lambda c: c.get_instance(1), timeout=0.1, retries=once)
    assert harness.call(lambda c: c.get_instance(1)).id == 1234


def deflate(data: bytes, wbits: int) -> bytes:
    made = zlib.compressobj(wbits=wbits)
    return made.compress(data) + made.flush()


BOMB = b"[" + b" " * (64 * 1024 * 1024)
BOMBS: dict[str, tuple[bytes, dict[str, str]]] = {
    "gzip": (gzip.compress(BOMB), {"Content-Encoding": "gzip"}),
    "x-gzip": (gzip.compress(BOMB), {"Content-Encoding": "X-GZIP"}),
    "deflate": (deflate(BOMB, 15), {"Content-Encoding": "deflate"}),
    "raw deflate": (deflate(BOMB, -15), {"Content-Encoding": "deflate"}),
    "plain": (BOMB[: 2 * 1024 * 1024], {}),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_body_that_is_too_large_is_not_read(harness: Harness, server: Server, name: str) -> None:
    body, headers = BOMBS[name]
    server.answer(Answer(body=body, headers=headers))
    tracemalloc.start()
    try:
        with pytest.raises(TransportError, match=r"more than 1000000 bytes after decompression; max_answer") as failed:
            harness.call(lambda c: c.get_instance(1), max_answer=1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()
    assert not failed.value.temporary
    assert len(server.got) == 1


@pytest.mark.parametrize("status", [200, 400, 302])
def test_the_limit_holds_for_every_status(harness: Harness, server: Server, status: int) -> None:
    server.answer(Answer(status, b" " * 101))
    with pytest.raises(TransportError, match="more than 100 bytes"):
        harness.call(lambda c: c.get_instance(1), max_answer=100)


@pytest.mark.parametrize(
    ("encoding", "make"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", lambda data: deflate(data, -15)),
     ("identity", bytes), (" GZIP , identity", gzip.compress),
     ("gzip", lambda data: gzip.compress(data[:5]) + gzip.compress(b"") + gzip.compress(data[5:])),
     ("gzip", lambda data: gzip.compress(data) + bytes(9))],
)  # fmt: skip
def test_what_is_compressed_is_read(harness: Harness, server: Server, encoding: str, make: Any) -> None:
    import json

    server.answer(Answer(body=make(json.dumps(INSTANCE).encode()), headers={"Content-Encoding": encoding}))
    assert harness.call(lambda c: c.get_instance(1)).id == 1234
    assert server.got[0].headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "nonsense"])
def test_a_coding_that_was_not_asked_for_is_an_error(harness: Harness, server: Server, encoding: str) -> None:
    server.answer(Answer(body=b"x", headers={"Content-Encoding": encoding}))
    with pytest.raises(TransportError, match=r"DecodingError.*none that was asked for"):
        harness.call(lambda c: c.get_instance(1))


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "gzip", "members", "deflate", "raw"]),
    st.integers(1, 50),
    st.integers(1, 300),
)
def test_a_body_in_pieces_is_the_whole(data: bytes, coding: str, piece: int, limit: int) -> None:
    made = {
        "": data,
        "gzip": gzip.compress(data),
        "members": b"".join(gzip.compress(data[at : at + 40]) for at in range(0, 320, 40)) + bytes(3),
        "deflate": zlib.compress(data),
        "raw": deflate(data, -15),
    }[coding]
    body = Body({"raw": "deflate", "members": "gzip"}.get(coding, coding), limit)
    try:
        for start in range(0, len(made), piece):
            body.add(made[start : start + piece])
        assert body.whole() == data
        assert len(data) <= limit
    except TooLarge:
        assert len(data) > limit


@given(st.binary(max_size=60), st.sampled_from(["gzip", "deflate"]))
def test_no_bytes_make_it_fail_in_another_way(data: bytes, coding: str) -> None:
    body = Body(coding, 1000)
    try:
        body.add(data)
        body.whole()
    except (BodyError, TooLarge):
        pass
