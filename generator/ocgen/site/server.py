"""The preview's web server: the built files, a fault in the place of a page, and news for the browser."""

from __future__ import annotations

from functools import partial
from html import escape
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

from ocgen.site.status import PreviewStatus

NEWS = "/_ocgen/news"
_PATIENCE = 15.0  # seconds after which a silent connection says that it is alive

_SCRIPT = """<script>
new EventSource("{news}?page={page}&version={version}").onmessage = () => location.reload();
</script>
"""
_FAULT = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Not built: {page}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 3rem auto; padding: 0 1rem; }}
pre {{ overflow-x: auto; padding: 1rem; border-left: 0.3rem solid #d33; background: #8881; }}
</style>
</head>
<body>
<main>
<h1>This page cannot be built</h1>
<p>It comes back by itself when this is fixed:</p>
<pre tabindex="0">{text}</pre>
</main>
</body>
</html>
"""


def server(html: Path, status: PreviewStatus, host: str, port: int) -> ThreadingHTTPServer:
    """Return a server for the files below ``html``, bound and not yet running; raises OSError."""
    made = _Server((host, port), partial(_Handler, directory=str(html)))
    made.status = status
    return made


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # a browser asks for a page's files all at once; what finds no place is reset
    status: PreviewStatus


class _Handler(SimpleHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.0"  # each answer ends with its connection

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path == NEWS:
            self._news(parse_qs(address.query))
            return
        page = unquote(address.path).lstrip("/")
        page = page + "index.html" if page.endswith("/") or not page else page
        if page.endswith(".html"):
            self._page(page.removesuffix(".html"))
        else:
            super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Log nothing: only what is wrong with the specs is worth a line."""

    def _page(self, page: str) -> None:
        status = self.server.status
        version = status.version(page)  # before the file is read: a newer one is then told at once
        fault = status.fault(page)
        if fault is not None:
            self._send(
                HTTPStatus.INTERNAL_SERVER_ERROR, _FAULT.format(page=escape(page), text=escape(fault)), page, version
            )
            return
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        try:
            text = file.read_text(encoding="utf-8")
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self._send(HTTPStatus.OK, text, page, version)

    def _send(self, status: HTTPStatus, text: str, page: str, version: int) -> None:
        script = _SCRIPT.format(news=NEWS, page=quote(page, safe=""), version=version)
        head, body, tail = text.rpartition("</body>")
        content = f"{head}{script}{body}{tail}".encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _news(self, query: dict[str, list[str]]) -> None:
        """Keep the connection, and say when the page is newer than the browser's (server-sent events)."""
        page, version = query.get("page", [""])[0], query.get("version", ["0"])[0]
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        status = self.server.status
        try:
            with status.shown(page):
                while (newer := status.wait(page, int(version) if version.isdecimal() else 0, _PATIENCE)) is not None:
                    self.wfile.write(b"data: new\n\n" if newer else b": still here\n\n")
                    self.wfile.flush()
                    if newer:
                        return
        except OSError:
            return  # the browser has closed the connection
