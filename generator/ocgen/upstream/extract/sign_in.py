"""How one signs in: the type of a method and the way that it goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

from ocgen.facts.connector import ValueFacts
from ocgen.model import SIGN_INS, AuthType, Flow
from ocgen.model.names import words
from ocgen.upstream.extract.groups import FieldGroup
from ocgen.upstream.extract.page import Page
from ocgen.upstream.sources.document import Heading, SourceTable, plain

TYPES: dict[str, AuthType] = {name.lower(): name for name in get_args(AuthType)}
_SIGN_IN: dict[str, AuthType] = {row.words.lower(): kind for kind, row in SIGN_INS.items()}  # as our own pages say
_TYPE_IN_TEXT = re.compile(r"\b(oauth ?2|oauth ?1|basic|custom|token[ -]based)(?:\.0)?\b", re.IGNORECASE)


def type_of(page: Page, group: FieldGroup, *, alone: bool) -> AuthType | None:
    """Return how one signs in: as the request says, as the answer says, as the section says, or as the fields show."""
    if marked := TYPES.get(group.mark.lower()):
        return marked
    if alone:
        for answer in page.answers:
            element = answer.value.find("element") or answer.value
            told = (element.object("authentication") or element).text("type").lower()
            if told in TYPES and (element.text("key") in {page.key, ""} or len(page.answers) == 1):
                return TYPES[told]
        if told_type := _stated_type(page):
            return told_type
        if page.calls:
            return "oauth1" if any(call.which == "token" for call in page.calls) else "oauth2"
    return _section_type(page, group) or _type_of_fields(list(group.fields))


def _stated_type(page: Page) -> AuthType | None:
    """Return the type that the page's table of what the connector is names, in our own pages' words or in a type's."""
    for block in page.document.blocks:
        if (
            isinstance(block, SourceTable)
            and block.rows
            and any("connector key" in cell.lower() for cell in block.header)
        ):
            told = dict(zip((plain(cell).lower() for cell in block.header), block.rows[0].cells, strict=False))
            words = plain(told.get("sign-in", "")).lower()
            return _SIGN_IN.get(words) or TYPES.get(words)
    return None


def _section_type(page: Page, group: FieldGroup) -> AuthType | None:
    """Return the type that the headings above the group's first request name."""
    if not group.bodies:
        return None
    level = 7
    for block in reversed(page.document.blocks[: group.bodies[0].block]):
        if isinstance(block, Heading) and block.level < level:
            level = block.level
            found = _TYPE_IN_TEXT.search(plain(block.text))
            if found:
                word = found[1].lower().replace(" ", "")
                return "token" if word.startswith("token") else TYPES.get(word)
    return None


def _type_of_fields(fields: Sequence[str]) -> AuthType:
    parts = [set(words(field)) for field in fields]
    if any(part & {"oauth", "consumer", "client"} for part in parts):
        return "custom"
    if any("password" in part for part in parts) and any(part & {"username", "user", "email"} for part in parts):
        return "basic"
    own = [part for part in parts if part & {"key", "token", "secret", "id", "password", "code", "account"}]
    if own and all("api" in part and part & {"key", "secret"} for part in own):
        return "apiKey"
    return "token" if len(own) == 1 and "token" in own[0] else "custom"


def flow_of(page: Page, group: FieldGroup, url: Sequence[ValueFacts], token: Sequence[ValueFacts]) -> Flow | None:
    """Return the way that a method goes, from the calls it makes; None where the page takes it as known."""
    if token and (url or group.redirect):
        return "token-redirect"
    if url:
        return "redirect"
    if group.mark == "oauth1":
        return "token-redirect"
    if not group.redirect or group.data.keys() <= group.constants.keys():
        return "none"
    told = any(one.purpose == "callback" for one in page.said)
    if not (page.calls or told) and any(key.startswith("event.") for key in group.fields):
        return None  # a page on events takes the sign-in as known
    return "redirect" if page.calls else "provider-started"
