"""Hub calls: a call through the client against the same call through bare httpx, and what importing a class costs."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.processes import Command, line, measure, ratio

SOURCE = Path(__file__).parents[1] / "generated" / "python" / "src"
ROUNDS, CALLS = 40, 25
CONTACT = {"id": "5", "Email": "ann@example.com", "FirstName": "Ann"}
MOST = 1.3


class _Platform(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = json.dumps(CONTACT).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self.wfile.write(head.encode() + body)  # in one piece, so that nothing waits for a packet

    def log_message(self, format: str, *arguments: object) -> None: ...  # noqa: A002 - as the base class calls it


@contextmanager
def _served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Platform)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/elements/api-v2"
    finally:
        server.shutdown()
        server.server_close()


def main() -> None:
    """Print the ratios."""
    sys.path.insert(0, str(SOURCE))
    import httpx
    from openconnectors import Client
    from openconnectors.connectors.infusionsoftmarketing import Infusionsoftmarketing

    with _served() as url, httpx.Client() as bare, Client(url, user="u", organization="o") as client:
        crm = client.instance("token", Infusionsoftmarketing)
        headers = {"Authorization": "User u, Element token", "Accept": "application/json"}
        address = f"{url}/hubs/marketing/contacts/5"

        def directly() -> object:
            answer = bare.get(address, headers=headers)
            answer.raise_for_status()
            return answer.json()

        ours, theirs = _interleaved(lambda: crm.contacts.get("5"), directly)
    print(line("contacts.get / the same by httpx", median(o / t for o, t in zip(ours, theirs, strict=True)), MOST))
    _imports()


def _interleaved(one: Callable[[], object], other: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Return the seconds of rounds of calls, one after the other of each kind."""
    found: tuple[list[float], list[float]] = ([], [])
    for call in (one, other):
        call()
    for _ in range(ROUNDS):
        for seconds, call in zip(found, (one, other), strict=True):
            start = perf_counter()
            for _ in range(CALLS):
                call()
            seconds.append(perf_counter() - start)
    return found


def _imports() -> None:
    """Print what it costs to import a connector's module, alone and with the class of its calls."""
    code = f"import sys; sys.path.insert(0, {str(SOURCE)!r}); from openconnectors.connectors.box import "
    timings = measure(
        [
            Command("configuration", [sys.executable, "-c", f"{code}Configuration"]),
            Command("calls", [sys.executable, "-c", f"{code}Box"]),
        ],
        rounds=15,
    )
    print(line("import of Box / import of its Configuration", ratio(timings, "calls", "configuration")))
