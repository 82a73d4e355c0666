"""What an HTTP message on a page would send: the parser of a server reads it, the secrets filled in."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, urlsplit

import h11

from tests.docs.commands import SECRETS, Sent, canonical


def received(message: str, known: Mapping[str, str] = SECRETS) -> Sent:
    """What a server understands of a message as the page shows it; a message that is malformed raises."""
    first, line_end, rest = message.partition("\n")
    for name, value in sorted(known.items(), reverse=True):  # of two names that begin alike, the longer one first
        first = first.replace(f"${name}", quote(value, safe=""))
        rest = rest.replace(f"${name}", value)
    message = first + line_end + rest
    head, _, body = message.removesuffix("\n").partition("\n\n")
    server = h11.Connection(h11.SERVER)
    server.receive_data(head.replace("\n", "\r\n").encode("ascii") + b"\r\n\r\n" + body.encode())
    request = server.next_event()
    assert isinstance(request, h11.Request), request
    content = b""
    while not isinstance(event := server.next_event(), h11.EndOfMessage):
        assert isinstance(event, h11.Data), event
        content += event.data
    assert server.trailing_data == (b"", False), "the message is longer than it says"
    headers = {name.decode(): value.decode() for name, value in request.headers}
    target = request.target.decode()
    query = parse_qsl(urlsplit(target).query, keep_blank_values=True, strict_parsing=True) if "?" in target else []
    url = f"https://{headers.pop('host')}{urlsplit(target).path}"
    kept = frozenset((n, v) for n, v in headers.items() if n != "content-length")
    return Sent(request.method.decode(), url, tuple(query), kept, canonical(content.decode()))
