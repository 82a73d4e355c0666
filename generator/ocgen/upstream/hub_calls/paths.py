"""Paths of a model's calls -> the path below the hub, with variables that have names."""

from __future__ import annotations

import re
from typing import NamedTuple

from ocgen.model.names import identifier
from ocgen.text.confusables import hidden
from ocgen.text.credentials import is_credential

MAX_SEGMENTS = 12  # the deepest known path has eight
_MAX_LENGTH = 500
_BASE = re.compile(r"/elements/api-v2(?=/|\Z)")
_HUB = re.compile(r"/hubs/([^/]*)(?=/|\Z)")
_HUB_NAME = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
_VARIABLE = re.compile(r"\{([^{}]*)\}")
_SEGMENT = re.compile(r"(?:[^\s\x00-\x1f{}?#]|\{[^{}]*\})+\Z")  # {id} and {id}.json too
_WORD = re.compile(r"[^{}]+\Z")
_MAX_VARIABLE = 40


class HubPath(NamedTuple):
    """A path below a hub; the hub is empty where the path does not name it."""

    hub: str
    path: str


def hub_path(text: str) -> HubPath | None:
    """Return the path of a call with its variables named apart; None for one that no resource can have.

    Blanks around a segment and empty segments are mistakes of the model and go.
    """
    text = text.strip()
    if based := _BASE.match(text):
        text = text[based.end() :]
    hub = ""
    if found := _HUB.match(text):
        named = found[1].strip().lower()
        hub = named if _HUB_NAME.match(named) else ""
        text = text[found.end() :]
    segments = [part.strip() for part in text.split("/") if part.strip()]
    if not segments:
        return None
    usable = all(map(_SEGMENT.match, segments)) and (_WORD.match(segments[0]) or _VARIABLE.fullmatch(segments[0]))
    if len(segments) > MAX_SEGMENTS or len(text) > _MAX_LENGTH or not usable:
        return None
    if hidden(text) or any(map(is_credential, segments)):
        return None
    return HubPath(hub, "/" + "/".join(_named_apart(segments)))


def _named_apart(segments: list[str]) -> list[str]:
    """Return the segments with variables whose names are identifiers, each once."""
    taken: set[str] = set()

    def named(variable: re.Match[str]) -> str:
        name = re.sub(r"[^A-Za-z0-9_]+", "_", variable[1].strip()).strip("_")[:_MAX_VARIABLE]
        name = name[:1].lower() + name[1:] if name[:1].isalpha() else "id"
        chosen, number = name, 2
        while identifier(chosen) in taken:
            chosen, number = f"{name}{number}", number + 1
        taken.add(identifier(chosen))
        return f"{{{chosen}}}"

    return [_VARIABLE.sub(named, segment) for segment in segments]
