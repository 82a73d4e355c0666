"""What a command on a page would send: a real shell runs it, with a `curl` that only notes its arguments."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote_plus

SECRETS = {
    "OPENCONNECTORS_USER_SECRET": "canary=user/1",
    "OPENCONNECTORS_ORGANIZATION_SECRET": "canary-organization",
    "OPENCONNECTORS_INSTANCE_TOKEN": "canary+token=",
}
# POSIX gives every argument to the script; a NUL byte cannot be in one.
_CURL = """#!/bin/sh
{ for argument in "$@"; do printf '%s\\0' "$argument"; done; printf '\\n\\0'; } >> "$CURL_NOTES"
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


def run(command: str, directory: Path, typed: str = "") -> tuple[list[list[str]], str]:
    """Run a command in bash; returns the arguments of each call of curl, and what was printed."""
    directory.mkdir(exist_ok=True)
    curl, notes = directory / "curl", directory / "notes"
    curl.write_text(_CURL)
    curl.chmod(0o755)
    notes.write_bytes(b"")
    bash = shutil.which("bash")
    assert bash
    environment = {"PATH": f"{directory}:{os.environ['PATH']}", "CURL_NOTES": str(notes), "LC_ALL": "C.UTF-8"}
    environment |= {} if typed else SECRETS
    done = subprocess.run(
        [bash, "--norc", "-eu", "-c", command],
        env=environment,
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
