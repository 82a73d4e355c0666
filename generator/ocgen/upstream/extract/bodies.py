"""The JSON that a page shows: requests for an instance, and answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ocgen.upstream.sources.document import CodeBlock, Item, Paragraph, SourceDocument
from ocgen.upstream.sources.lenient import Fragment, LenientMember, LenientObject, LenientScalar, fragments

Kind: TypeAlias = Literal["request", "instance", "oauth-url", "oauth-token", "other"]

MAX_MEMBERS = 500  # a request has at most some 40 fields

_ANSWER = frozenset({"id", "token", "valid", "disabled", "createdDate", "eventsEnabled", "provisionInteractions"})
_PLACEHOLDER = re.compile(r"<[^<>]*>|x{4,}|\*{4,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RequestBody:
    """One object, and what it is. ``block`` is its block's place in the document."""

    kind: Kind
    fragment: Fragment
    block: int

    @property
    def value(self) -> LenientObject:
        """What it holds."""
        return self.fragment.value

    @property
    def key(self) -> str:
        """The connector key that it names."""
        element = self.value.find("element")
        return (element.text("key") if element else self.value.text("element")).strip()

    @property
    def configuration(self) -> tuple[LenientMember, ...]:
        """The configuration fields of a request."""
        return _members(self.value, "configuration")

    @property
    def provider_data(self) -> tuple[LenientMember, ...]:
        """The provider data of a request."""
        return _members(self.value, "providerData")

    def constant(self, key: str) -> str:
        """Return the value that a request gives a field, unless it is a placeholder."""
        for member in self.configuration:
            if member.key == key and isinstance(member.value, LenientScalar) and not is_placeholder(member.value.text):
                return member.value.text
        return ""


def bodies(document: SourceDocument) -> Iterator[RequestBody]:
    """Yield the objects of a page in order."""
    for number, block in enumerate(document.blocks):
        if not isinstance(block, CodeBlock | Paragraph | Item):
            continue
        if (
            isinstance(block, CodeBlock) or '"configuration"' in block.text
        ):  # a fence that is broken leaves running text
            for fragment in fragments(block.text, block.line):
                yield RequestBody(_kind(fragment.value), fragment, number)


def is_placeholder(text: str) -> bool:
    """Whether a value only holds a place: ``<URL>``, ``xxxxxxxx``."""
    return not text.strip() or _PLACEHOLDER.search(text) is not None


def _members(value: LenientObject, name: str) -> tuple[LenientMember, ...]:
    found = value.find(name)
    others = ("element", "configuration", "providerData", "tags", "name")
    members = found.members[:MAX_MEMBERS] if found else []
    return tuple({m.key: m for m in reversed(members) if m.key not in others}.values())[::-1]


def _kind(value: LenientObject) -> Kind:
    names = {member.key for member in value.members}
    if "oauthUrl" in names:
        return "oauth-url"
    if names <= {"token", "secret"} and "token" in names:
        return "oauth-token"
    element = value.object("element")
    if names & _ANSWER or (element and element.get("id")):
        return "instance" if element or len(names & _ANSWER) > 1 else "other"
    if value.find("configuration") or value.find("providerData"):
        return "request"
    return "request" if element and element.get("key") else "other"
