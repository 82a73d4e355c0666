"""The commonest question, answered before anything large is imported: is there anything to do?

A build runs `ocgen generate` again and again, and nearly always nothing has changed. The library of the command line
takes as long to import as all digests take to compute, so the plainest commands are looked at without it. Whatever is
not plain, and whatever is wrong, is the command line's to handle: it starts from the beginning and says the same.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

_DIRECTORIES = {"--out": "out", "--specs": "specs", "--templates": "templates"}


def answer(arguments: Sequence[str]) -> str:
    """Return what `generate` or `check` says when nothing is to be done; empty when the command line must look."""
    verb, *options = arguments or [""]
    if verb not in ("generate", "check"):
        return ""
    given = {_DIRECTORIES.get(name, ""): value for name, value in zip(options[::2], options[1::2], strict=False)}
    if len(options) % 2 or len(given) * 2 != len(options) or "" in given or not all(map(_is_value, given.values())):
        return ""
    from ocgen import config as configuration
    from ocgen.prepared import prepare
    from ocgen.project import open_project

    try:
        config = configuration.load(Path.cwd()).overridden({name: Path(value) for name, value in given.items()})
        more = config.docs or config.templates or "GITHUB_ACTIONS" in os.environ  # more is checked, or told elsewhere
        if (verb == "check" and more) or (config.templates and not config.templates.is_dir()):
            return ""
        prepared = prepare(open_project(config))
        if not prepared.nothing_to_do:
            return ""
    except Exception:  # the command line meets it again, and explains it
        return ""
    current = f"{len(prepared.manifest.files)} files are current"
    return f"nothing to do: {current}" if verb == "generate" else current


def _is_value(text: str) -> bool:
    return bool(text) and not text.startswith("-")
