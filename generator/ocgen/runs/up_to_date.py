"""The commonest question, answered before anything large is imported: is there anything to do?

A build runs `ocgen generate` again and again, and nearly always nothing has changed. The library of the command line
takes as long to import as all digests take to compute, so the plainest commands are looked at without it. Whatever is
not plain, and whatever is wrong, is the command line's to handle: it starts from the beginning and says the same.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from ocgen.text.counts import files_current

_DIRECTORIES = {"--out": "out", "--specs": "specs", "--templates": "templates"}
_FLAGS = {"generate": ("-q", "--quiet"), "check": ()}  # that change nothing where there is nothing to do


def answer(arguments: Sequence[str]) -> str:
    """Return what `generate` or `check` says when nothing is to be done; empty when the command line must look."""
    verb, *options = arguments or [""]
    given = _given(options, _FLAGS[verb]) if verb in _FLAGS else None
    if given is None:
        return ""
    from ocgen.project import config as configuration
    from ocgen.runs.preparation import prepare

    try:
        config = configuration.load(Path.cwd()).overridden(given)
        more = config.templates or "GITHUB_ACTIONS" in os.environ  # more is checked, or told elsewhere
        if config.docs or (verb == "check" and more):
            return ""
        prepared = prepare(config)
        if prepared is None or not prepared.nothing_to_do:
            return ""
    except Exception:  # the command line meets it again, and explains it
        return ""
    current = files_current(len(prepared.record.files))
    return f"nothing to do: {current}" if verb == "generate" else current


def _given(options: Sequence[str], flags: Sequence[str]) -> dict[str, Path] | None:
    """Return the directories that the options name; None when there is anything else, or anything odd."""
    given: dict[str, Path] = {}
    rest = iter(options)
    for option in rest:
        if option in flags:
            continue
        name, value = _DIRECTORIES.get(option, ""), next(rest, "")
        if not name or name in given or not value or value.startswith("-"):
            return None
        given[name] = Path(value)
    return given
