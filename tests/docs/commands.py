"""What a command on a page would send: a real shell runs it, with a `curl` that only notes its arguments."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote_plus

from ocgen.model import Connector, examples
from ocgen.pages.view import page_view
from ocgen.targets.python.sample import python_samples

SECRETS = {
    "OPENCONNECTORS_USER_SECRET": "canary=user/1",
    "OPENCONNECTORS_ORGANIZATION_SECRET": "canary-organization",
    "OPENCONNECTORS_INSTANCE_TOKEN": "canary+token=",
}
BASE_URL = "https://api.openconnectors.us2.ext.hana.ondemand.com/elements/api-v2"
# POSIX gives every argument to the script; a NUL byte cannot be in one. curl takes line ends out of what it reads.
_CURL = """#!/bin/sh
{ for argument in "$@"; do
    if [ "$argument" = @- ]; then tr -d '\\n'; printf '\\0'; else printf '%s\\0' "$argument"; fi
  done; printf '\\n\\0'; } >> "$CURL_NOTES"
"""


@dataclass(frozen=True)
class Sent:
    """One request."""

    method: str
    url: str
    query: tuple[tuple[str, str], ...]
    headers: frozenset[tuple[str, str]]
    body: str  # canonical JSON; empty when there is none


def canonical(body: str) -> str:
    return json.dumps(json.loads(body), sort_keys=True) if body else ""


def variables(connector: Connector) -> dict[str, str]:
    """The environment of a reader of a connector's page: every secret that its examples read."""
    whole = page_view(connector, python_samples({}))
    views = whole.methods
    own = [secret for view in views if view.own_tokens for secret in view.own_tokens.secrets]
    shown = [secret for view in views for secret in (*view.secrets, *view.received_secrets)]
    key = connector.platform.signature.key_field
    event = {whole.event.key_variable: examples.event_configuration(connector)[key]} if whole.event.key_variable else {}
    return {**SECRETS, **event, **{secret.variable: secret.example for secret in (*own, *shown)}}


def sent_by(commands: Iterable[str], directory: Path, connector: Connector) -> list[Sent]:
    """What commands of a connector's page send."""
    known = variables(connector)
    calls, _ = run("\n".join(commands), directory, environment=known)
    return [understood(arguments) for arguments in calls]


def run(
    command: str, directory: Path, typed: str = "", environment: Mapping[str, str] = SECRETS
) -> tuple[list[list[str]], str]:
    """Run a command in bash; returns the arguments of each call of curl, and what was printed.

    A body from the standard input stands in place of the argument that asks for it.
    """
    directory.mkdir(exist_ok=True)
    curl, notes = directory / "curl", directory / "notes"
    curl.write_text(_CURL)
    curl.chmod(0o755)
    notes.write_bytes(b"")
    bash = shutil.which("bash")
    assert bash
    own = {"PATH": f"{directory}:{os.environ['PATH']}", "CURL_NOTES": str(notes), "LC_ALL": "C.UTF-8"}
    own |= {} if typed else {"OPENCONNECTORS_BASE_URL": BASE_URL, **environment}
    done = subprocess.run(
        [bash, "--norc", "-eu", "-c", command],
        env=own,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr, done.stderr
    calls = notes.read_bytes().decode().split("\n\0")
    assert calls.pop() == ""
    return [call.split("\0")[:-1] for call in calls], done.stdout


def understood(arguments: list[str]) -> Sent:
    """What curl does with the options that the pages use (https://curl.se/docs/manpage.html)."""
    headers: list[tuple[str, str]] = []
    query: list[tuple[str, str]] = []
    url, method, body, get = "", "", "", False
    rest = iter(arguments)
    for argument in rest:
        if argument == "--get":
            get = True
        elif argument == "--request":
            method = next(rest)
        elif argument == "--header":
            name, _, value = next(rest).partition(":")
            headers.append((name.lower(), value.strip()))
        elif argument == "--data-urlencode":
            name, _, value = next(rest).partition("=")
            query.append((unquote_plus(name), value))
        elif argument == "--data":
            body = next(rest)
            if get:
                query += parse_qsl(body, keep_blank_values=True)
                body = ""
        else:
            assert not argument.startswith("-"), argument
            assert not url, "two addresses"
            url = argument
    assert len(headers) == len({name for name, _ in headers})
    return Sent(method or ("POST" if body else "GET"), url, tuple(query), frozenset(headers), canonical(body))
