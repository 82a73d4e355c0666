"""The requests of the examples as a shell and as HTTP say them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from urllib.parse import quote, urlencode, urlsplit

from ocgen.model.call import Call
from ocgen.text.characters import indented_json, readable

_IN_DOUBLE_QUOTES = re.compile(r'([\\"$`])')
_BY_ITSELF = frozenset({"accept"})  # what curl sends unasked; the platform takes any


def curl(call: Call) -> str:
    """Return the call as a command for a POSIX shell; it stays one command whatever the values hold."""
    sends = "POST" if call.body is not None else "GET"  # what curl does by itself
    options = "" if call.method == sends else f"--request {call.method} "
    options += "--get " if call.query else ""
    words = ", ".join(f"{_double_quoted(word)} ${variable}" for word, variable in call.authorization)
    parts = [
        f"curl {options}{_quoted(call.url)}",
        f'--header "{_double_quoted(call.authorization_header)}: {words}"',
        *(f"--header {_quoted(_header(f'{name}: {value}'))}" for name, value in _asked(call)),
        *(_query_option(quote(name, safe=""), value) for name, value in call.query.items()),
    ]
    if call.body is not None:
        parts += ["--header 'Content-Type: application/json'", f"--data {_quoted(indented_json(call.body))}"]
    return " \\\n  ".join(parts)


def http(call: Call) -> str:
    """Return the call as an HTTP/1.1 message (RFC 9112), its query encoded as the client does.

    In the place of each secret stands the variable that holds it; ``Content-Length`` counts the body as it is shown.
    The blank line that ends a head without a body is left out.
    """
    address = urlsplit(call.url)
    query = f"?{urlencode(call.query, quote_via=quote, safe='')}" if call.query else ""
    secrets = ", ".join(f"{_header(word)} ${variable}" for word, variable in call.authorization)
    lines = [
        f"{call.method} {address.path}{query} HTTP/1.1",
        f"Host: {address.netloc}",
        *(_header(f"{name}: {value}") for name, value in call.headers),
        f"{_header(call.authorization_header)}: {secrets}",
    ]
    if call.body is None:
        return "\n".join(lines)
    body = indented_json(call.body)
    return "\n".join([*lines, "Content-Type: application/json", f"Content-Length: {len(body.encode())}", "", body])


def _asked(call: Call) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in call.headers if name.lower() not in _BY_ITSELF)


def _query_option(name: str, value: str) -> str:
    """Return the option for a query parameter. curl encodes the value; only what would not be seen is encoded here."""
    if readable(value) != value:
        return f"--data {_quoted(name + '=' + quote(value, safe=''))}"
    return f"--data-urlencode {_quoted(name + '=' + value)}"


def _header(value: str) -> str:
    """Return a header's text on one line, so that nothing in it can end it."""
    return readable(" ".join(value.split()))


def _double_quoted(value: str) -> str:
    return _IN_DOUBLE_QUOTES.sub(r"\\\1", _header(value))


def _quoted(value: str) -> str:
    """Return a text in quotes for the shell, needed or not: a reader sees where a value of their own goes."""
    quoted = shlex.quote(value)
    return quoted if quoted.startswith(("'", '"')) else f"'{quoted}'"
