"""A server of files of any size, which keeps none: what it sends is made on the way, what comes is only counted."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

PIECE = bytes(range(256)) * 256  # 64 KiB


class FileServer:
    """Answers GET /…/SIZE with so many bytes, and POST with the size of what came and a digest of it."""

    def __init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/elements/api-v2"

    def __enter__(self) -> FileServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        size = int(self.path.rpartition("/")[2])
        self.send_response(200)
        self.send_header("Content-Length", str(size))
        self.send_header("Content-Type", "video/mp4")
        self.send_header("Content-Disposition", 'attachment; filename="big.mp4"')
        self.end_headers()
        for start in range(0, size, len(PIECE)):
            self.wfile.write(PIECE[: size - start])

    def do_POST(self) -> None:
        size, digest, chunked = 0, hashlib.sha256(), "chunked" in self.headers.get("transfer-encoding", "")
        for piece in self._chunks() if chunked else self._plain():
            size += len(piece)
            digest.update(piece)
        body = json.dumps({"size": size, "sha256": digest.hexdigest(), "chunked": chunked}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _plain(self) -> Iterator[bytes]:
        left = int(self.headers["content-length"])
        while left:
            piece = self.rfile.read(min(left, len(PIECE)))
            left -= len(piece)
            yield piece

    def _chunks(self) -> Iterator[bytes]:
        while length := int(self.rfile.readline(), 16):
            yield self.rfile.read(length)
            self.rfile.readline()
        self.rfile.readline()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""
