"""A platform on the loopback interface, which answers as a test tells it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

BASE = "/elements/api-v2"


@dataclass(frozen=True)
class Got:
    """A request that arrived."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path.removeprefix(BASE)

    @property
    def query(self) -> dict[str, str]:
        return dict(self.pairs)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return (
            parse_qsl(urlsplit(self.target).query, keep_blank_values=True, strict_parsing=True)
            if "?" in self.target
            else []
        )

    @property
    def json(self) -> object:
        return json.loads(self.body)


@dataclass(frozen=True)
class Answer:
    """What to answer; ``cut`` closes the connection without any answer, ``hold`` leaves the client waiting.

    ``trickle`` are the pieces of an answer, head and all, which come one after the other without end; the server waits
    a moment after each, or until the test is over.
    """

    status: int = 200
    body: object = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    hold: bool = False
    trickle: tuple[bytes, bytes] | None = None

    def content(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


Reply = Answer | Callable[[Got], Answer]


class Server:
    """Answers with ``replies``, one after the other; the last one goes on for ever."""

    def __init__(self) -> None:
        self.got: list[Got] = []
        self.replies: list[Reply] = [Answer()]
        self._over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def answer(self, *replies: Reply) -> None:
        self.got.clear()
        self.replies = [*replies]

    @property
    def host(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def url(self) -> str:
        return self.host + BASE

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()

    def _reply(self, got: Got) -> Answer:
        self.got.append(got)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        return reply if isinstance(reply, Answer) else reply(got)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except ConnectionError:
                    self.close_connection = True

            def respond(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                headers = {name.lower(): value for name, value in self.headers.items()}
                answer = server._reply(Got(self.command, self.path, headers, self.rfile.read(length)))
                if answer.hold:
                    server._over.wait(10)
                self.close_connection = True
                if answer.trickle:
                    self.wfile.write(answer.trickle[0])
                    while not server._over.wait(0.01):
                        self.wfile.write(answer.trickle[1])
                if answer.cut or answer.hold or answer.trickle:
                    return
                content = answer.content()
                self.send_response(answer.status)
                for name, value in {"Content-Length": str(len(content)), **answer.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = respond  # noqa: N815

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler
