"""Which connector a page is about: key, name, provider, hub."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ocgen.upstream.extract.bodies import RequestBody
from ocgen.upstream.extract.calls import PageCall
from ocgen.upstream.extract.rows import StatedRow
from ocgen.upstream.sources.document import Heading, Item, Paragraph, SourceDocument, plain

_MARK = r"[`'\"\u201c\u201d\u2018\u2019]"
_KEY = rf"{_MARK}{{0,3}}([A-Za-z0-9][A-Za-z0-9._-]{{0,99}}?){_MARK}{{0,3}}(?=[\s.,;)]|\Z)"
_KEY_IS = re.compile(rf"\b(?:element|connector) key,? (?:is )?(?={_MARK}){_KEY}", re.IGNORECASE)
_KEY_IS_PLAIN = re.compile(rf"\bwith the (?:element|connector) key,? {_KEY}", re.IGNORECASE)
_KEY_INTO = re.compile(rf"[\u201c\"'`]key[\u201d\"'`] into [^.\n]{{1,100}} is {_KEY}", re.IGNORECASE)
_NAMES = (
    re.compile(r"\byour own instance of the ([^\n]{1,80}?) (?:element|connector)\b", re.IGNORECASE),
    re.compile(r"\bTo provision your ([^\n]{1,80}?) (?:element|connector)\b", re.IGNORECASE),
    re.compile(r"\binto Cloud Elements ([^\n]{1,80}?) is\b"),
)
_PROVIDERS = (
    re.compile(r"\byou can authenticate with ([^\n]{1,60}?) to create\b", re.IGNORECASE),
    re.compile(r"\byou connect an account at ([^\n]{1,60}?) to SAP\b"),
    re.compile(r"\bThis page connects an account at ([^\n]{1,60}?)\. The result is\b"),
)
_NO_STOP = r"(?:[^.\n]|\.(?=\w))"  # a dot within a name ends no sentence: Close.io, Magento 2.0
_TITLE = re.compile(rf"\A(?:authenticate with|connect) ({_NO_STOP}{{1,80}})\Z", re.IGNORECASE)
_TITLE_OF_SAP = re.compile(rf"\A({_NO_STOP}{{1,80}}?) authen?ti?c?i?ate an? (?:element|connector)\b", re.IGNORECASE)
_SHAPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")


def find_key(
    document: SourceDocument, bodies: Sequence[RequestBody], calls: Sequence[PageCall], said: Sequence[StatedRow]
) -> str:
    """Return the key that most of the page means; the first one where that leaves a doubt.

    Siblings' keys stand on a page too, and copies of other pages: a statement in prose weighs more than an example.
    """
    votes: Counter[str] = Counter()
    for text in _texts(document):
        for pattern in (_KEY_IS, _KEY_IS_PLAIN, _KEY_INTO):
            for found in pattern.findall(text):
                votes[found] += 4
    for one in said:
        if one.name == "key" and one.purpose == "field":
            last = [plain(part).strip("'\"") for part in one.description.split("\n")][-1]
            votes[last] += 3 * bool(_SHAPE.match(last))
    requests = [body for body in bodies if body.kind == "request"]
    for number, body in enumerate(requests):
        votes[body.key] += 6 if number == 0 else 2
    for call in calls:
        votes[call.key] += 1
        votes[call.state] += 1  # the pages show the key there
    for body in bodies:
        votes[body.key] += body.kind != "request"
    usable = {key: count for key, count in votes.items() if _SHAPE.match(key) and key.lower() != "keyorid" and count}
    return max(usable, key=usable.__getitem__, default="")


def find_name(document: SourceDocument) -> str | None:
    """Return the connector's name, as the page's stock sentences and headings have it."""
    for pattern in _NAMES:
        for text in _texts(document):
            if found := pattern.search(text):
                return plain(found[1])
    for title in (document.title, *(plain(b.text) for b in document.blocks if isinstance(b, Heading))):
        if found := _TITLE_OF_SAP.match(title) or _TITLE.match(title):
            return plain(found[1])
    return None


def find_provider(document: SourceDocument) -> str | None:
    """Return who runs the service."""
    found = (pattern.search(text) for text in _texts(document) for pattern in _PROVIDERS)
    return next((plain(one[1]) for one in found if one), None)


def find_hub(answers: Sequence[RequestBody], key: str) -> str | None:
    """Return the hub that an example answer of this very connector names."""
    for body in answers:
        element = body.value.find("element") or body.value
        if (hub := element.text("hub")) and element.text("key") == key:
            return hub.lower()
    return None


def _texts(document: SourceDocument) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph | Item):
            yield block.text
