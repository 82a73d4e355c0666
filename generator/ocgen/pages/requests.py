"""The requests of the examples as a shell and as HTTP say them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, urlsplit

from ocgen.model import JsonValue
from ocgen.model.call import BASE_URL_VARIABLE, Call
from ocgen.text.characters import indented_json, readable

_IN_DOUBLE_QUOTES = re.compile(r'([\\"$`])')
_EXPANDED = re.compile(r"([\\$`])")  # what a shell reads in a here-document
_END = "JSON"  # no line of a body is this
_BY_ITSELF = frozenset({"accept"})  # what curl sends unasked; the platform takes any


def curl(call: Call) -> str:
    """Return the call as a command for a POSIX shell; it stays one command whatever the values hold.

    The base URL and every secret come from environment variables.
    """
    sends = "POST" if call.body is not None else "GET"  # what curl does by itself
    options = "" if call.method == sends else f"--request {call.method} "
    options += "--get " if call.query else ""
    words = ", ".join(f"{_double_quoted(word)} ${variable}" for word, variable in call.authorization)
    parts = [
        f'curl {options}"${BASE_URL_VARIABLE}{_double_quoted(call.path)}"',
        f'--header "{_double_quoted(call.authorization_header)}: {words}"',
        *(f"--header {_quoted(_header(f'{name}: {value}'))}" for name, value in _asked(call)),
        *(_query_option(name, value, call.variables.get(("query", name))) for name, value in call.query.items()),
    ]
    if call.body is None:
        return " \\\n  ".join(parts)
    parts += ["--header 'Content-Type: application/json'", "--data @- "]
    return " \\\n  ".join(parts) + _here_document(call.body, call.variables)


def prompts(variables: Iterable[str]) -> str:
    """Return a command for bash that asks for secrets, each for a variable of its own; what is typed is not shown."""
    names = list(dict.fromkeys(variables))
    if len(names) == 1:
        return f"read -rs {names[0]} && export {names[0]}"
    return f'for name in {" ".join(names)}; do read -rsp "$name: " "$name" && export "$name"; done'


def http(call: Call) -> str:
    """Return the call as an HTTP/1.1 message (RFC 9112), its query encoded as the client does.

    In the place of each secret stands the variable that holds it; ``Content-Length`` counts the body as it is shown.
    The blank line that ends a head without a body is left out.
    """
    address = urlsplit(call.url)
    query = "&".join(_pair(name, value, call.variables.get(("query", name))) for name, value in call.query.items())
    secrets = ", ".join(f"{_header(word)} ${variable}" for word, variable in call.authorization)
    lines = [
        f"{call.method} {address.path}{'?' * bool(query)}{query} HTTP/1.1",
        f"Host: {address.netloc}",
        *(_header(f"{name}: {value}") for name, value in call.headers),
        f"{_header(call.authorization_header)}: {secrets}",
    ]
    if call.body is None:
        return "\n".join(lines)
    body = indented_json(_with_variables(call.body, call.variables))
    return "\n".join([*lines, "Content-Type: application/json", f"Content-Length: {len(body.encode())}", "", body])


def _here_document(body: Mapping[str, JsonValue], variables: Mapping[tuple[str, ...], str]) -> str:
    """Return a body as a here-document (POSIX shell, 2.7.4), in which only the ``variables`` are expanded."""
    text = indented_json(_with_variables(body, variables))
    names = sorted({name for path, name in variables.items() if path[0] == "body"})
    if not names:
        return f"<<'{_END}'\n{text}\n{_END}"
    text = _EXPANDED.sub(r"\\\1", text)
    for name in names:
        text = text.replace(f'"\\${name}"', f'"${name}"')
    return f"<<{_END}\n{text}\n{_END}"


def _with_variables(
    value: Mapping[str, JsonValue], variables: Mapping[tuple[str, ...], str], above: tuple[str, ...] = ("body",)
) -> dict[str, JsonValue]:
    """Return a body with variables in place of its secrets."""
    shown: dict[str, JsonValue] = {}
    for name, member in value.items():
        path = (*above, name)
        if path in variables:
            shown[name] = f"${variables[path]}"
        else:
            shown[name] = _with_variables(member, variables, path) if isinstance(member, Mapping) else member
    return shown


def _asked(call: Call) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in call.headers if name.lower() not in _BY_ITSELF)


def _query_option(name: str, value: str, variable: str | None) -> str:
    """Return the option for a query parameter. curl encodes the value; only what would not be seen is encoded here."""
    name = quote(name, safe="")
    if variable:
        return f'--data-urlencode "{name}=${variable}"'
    if readable(value) != value:
        return f"--data {_quoted(name + '=' + quote(value, safe=''))}"
    return f"--data-urlencode {_quoted(name + '=' + value)}"


def _pair(name: str, value: str, variable: str | None) -> str:
    return f"{quote(name, safe='')}={f'${variable}' if variable else quote(value, safe='')}"


def _header(value: str) -> str:
    """Return a header's text on one line, so that nothing in it can end it."""
    return readable(" ".join(value.split()))


def _double_quoted(value: str) -> str:
    return _IN_DOUBLE_QUOTES.sub(r"\\\1", _header(value))


def _quoted(value: str) -> str:
    """Return a text in quotes for the shell, needed or not: a reader sees where a value of their own goes."""
    quoted = shlex.quote(value)
    return quoted if quoted.startswith(("'", '"')) else f"'{quoted}'"
