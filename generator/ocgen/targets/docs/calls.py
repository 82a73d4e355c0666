"""The HTTP requests of the examples, free of any format, and how a shell says them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode, urlsplit

from ocgen.characters import readable
from ocgen.indented import indented
from ocgen.model import JsonValue, Platform, Region

# Where the samples take the account's secrets from, so that none is typed into a command; the client reads the same.
SECRET_VARIABLES: Mapping[str, str] = {
    "user": "OPENCONNECTORS_USER_SECRET",
    "organization": "OPENCONNECTORS_ORGANIZATION_SECRET",
    "instance": "OPENCONNECTORS_INSTANCE_TOKEN",
}
REGION_VARIABLE = "OPENCONNECTORS_REGION"

_IN_DOUBLE_QUOTES = re.compile(r'([\\"$`])')


@dataclass(frozen=True, slots=True)
class Call:
    """One request. ``authorization`` holds the header's words and, for each, the variable that has the secret."""

    method: str
    path: str
    url: str
    authorization_header: str
    authorization: tuple[tuple[str, str], ...]
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, JsonValue] | None = None


def make_call(
    platform: Platform,
    endpoint_id: str,
    *,
    key: str = "",
    query: Mapping[str, str] | None = None,
    body: Mapping[str, JsonValue] | None = None,
) -> Call:
    """Return a call of the platform's endpoint, in its first region; raises StopIteration when it has no such one."""
    endpoint = next(e for e in platform.endpoints if e.id == endpoint_id)
    path = endpoint.path.replace("{keyOrId}", quote(key, safe=""))
    secrets = ("user", "instance") if endpoint.authorization == "instance" else ("user", "organization")
    return Call(
        method=endpoint.method,
        path=path,
        url=base_url(platform, platform.regions[0]) + path,
        authorization_header=platform.authorization_header,
        authorization=tuple((w, SECRET_VARIABLES[s]) for w, s in platform.authorization_parts if s in secrets),
        query=query or {},
        body=body,
    )


def base_url(platform: Platform, region: Region) -> str:
    """Return what every path of the API is appended to."""
    return f"{platform.scheme}://{region.host}{platform.base_path}"


def request_line(call: Call) -> str:
    """Return method and path, without the base URL and the query."""
    return f"{call.method} {call.path}"


def curl(call: Call) -> str:
    """Return the call as a command for a POSIX shell; it stays one command whatever the values hold."""
    sends = "POST" if call.body is not None else "GET"  # what curl does by itself
    options = "" if call.method == sends else f"--request {call.method} "
    options += "--get " if call.query else ""
    words = ", ".join(f"{_double_quoted(word)} ${variable}" for word, variable in call.authorization)
    parts = [
        f"curl {options}{_quoted(call.url)}",
        f'--header "{_double_quoted(call.authorization_header)}: {words}"',
        *(_query_option(quote(name, safe=""), value) for name, value in call.query.items()),
    ]
    if call.body is not None:
        parts += ["--header 'Content-Type: application/json'", f"--data {_quoted(indented(call.body))}"]
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
        "Accept: application/json",
        f"{_header(call.authorization_header)}: {secrets}",
    ]
    if call.body is None:
        return "\n".join(lines)
    body = indented(call.body)
    return "\n".join([*lines, "Content-Type: application/json", f"Content-Length: {len(body.encode())}", "", body])


def _query_option(name: str, value: str) -> str:
    """Let curl encode the value, so that readers can put in theirs; encode here only what must not be seen raw."""
    if readable(value) != value:
        return f"--data {_quoted(name + '=' + quote(value, safe=''))}"
    return f"--data-urlencode {_quoted(name + '=' + value)}"


def _header(value: str) -> str:
    """Keep to one line, so that nothing in a header can end it."""
    return readable(" ".join(value.split()))


def _double_quoted(value: str) -> str:
    return _IN_DOUBLE_QUOTES.sub(r"\\\1", _header(value))


def _quoted(value: str) -> str:
    """Quote for the shell, always, so that a reader sees where a value of their own goes."""
    quoted = shlex.quote(value)
    return quoted if quoted.startswith(("'", '"')) else f"'{quoted}'"
