"""Mistakes about who is meant: another connector's key or name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocgen.findings.location import Location
from ocgen.model import About, Erratum, Part
from ocgen.upstream.extract.bodies import RequestBody
from ocgen.upstream.extract.identity import find_name
from ocgen.upstream.extract.page import Page
from ocgen.upstream.sources.document import Item, Paragraph

_WORD = re.compile(r"[\w.-]+")
_STATE = re.compile(r"[?&]state=([A-Za-z0-9_-]{3,40})(?![\w-])")
_PLACES = {
    "request": "example body",
    "instance": "example answer of the instance request",
    "oauth-url": "example answer of the OAuth URL call",
}
_PARTS: dict[str, Part] = {"request": "example", "instance": "answer", "oauth-url": "answer"}
_WHOLE_NAME = 3


def identity_errata(page: Page) -> Iterator[Erratum]:
    """Yield the places that name another connector than the page is about."""
    if not page.key:
        return
    prose = (block.text for block in page.document.blocks if isinstance(block, Paragraph | Item))
    announced = {word.rstrip(".") for text in prose for word in _WORD.findall(text)}
    for body in page.bodies:
        if body.kind in _PLACES and body.key not in announced | {page.key}:
            yield from _wrong_key(page, body)
        if body.kind == "oauth-url":
            yield from _wrong_state(page, body)
        if body.kind == "instance" and body.key == page.key:
            yield from _wrong_name(page, body)
    for call in page.calls:
        if call.key and call.key != page.key and not call.template and call.key not in announced:
            where = f"example of the OAuth {'URL' if call.which == 'url' else 'token'} call"
            why = "the rest of the page is about that connector; a sibling's key must be on purpose"
            about = (About("example", "value", "key", call.key),)
            says, at = f"the address has the key {call.key}", Location(page.path, call.line)
            yield Erratum(where, says, page.key, why, at, about)


def _wrong_key(page: Page, body: RequestBody) -> Iterator[Erratum]:
    at = Location(page.path, body.fragment.line)
    if body.key and not body.key.startswith(("<", "{")):
        why = "the rest of the page is about that connector"
        about = About(_PARTS[body.kind], "value", "element.key", body.key)
        yield Erratum(_PLACES[body.kind], f"the connector is {body.key}", page.key, why, at, (about,))
    elif not body.key and body.value.object("element") and body.kind == "request":
        why, about = "a request names its connector", About("example", "missing", "element.key")
        yield Erratum(_PLACES[body.kind], "the connector key is empty", page.key, why, at, (about,))


def _wrong_state(page: Page, body: RequestBody) -> Iterator[Erratum]:
    """Yield an erratum for an answer whose state was never sent: pages send the connector's key, so it was copied."""
    sent = {call.state for call in page.calls if call.state}
    found = _STATE.search(body.value.text("oauthUrl"))
    if found and sent and found[1] not in sent | {page.key} and not found[1].startswith("xxx"):
        yield Erratum(
            _PLACES[body.kind], f"the state is {found[1]}", min(sent), "the state comes back as it was sent",
            Location(page.path, body.fragment.line), (About("answer", "value", "state", f"state={found[1]}"),),
        )  # fmt: skip


def _wrong_name(page: Page, body: RequestBody) -> Iterator[Erratum]:
    element = body.value.find("element") or body.value
    shown, name = element.text("name"), find_name(page.document) or ""
    if shown and name and not _alike(shown, name) and not _alike(shown, page.key):
        number = f" with the id {element.text('id')}" if element.text("id") else ""
        yield Erratum(
            _PLACES["instance"], f"element is {shown}{number}", f"{name}, with the id that the platform gives it",
            "the page is about that connector", Location(page.path, body.fragment.line),
            (About("answer", "value", "element.name", shown),),
        )  # fmt: skip


def _alike(one: str, other: str) -> bool:
    first, second = (re.sub(r"[^a-z0-9]", "", text.lower()) for text in (one, other))
    return len(first) < _WHOLE_NAME or len(second) < _WHOLE_NAME or first in second or second in first
