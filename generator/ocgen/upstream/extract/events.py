"""What a page says of events."""

from __future__ import annotations

import re

from ocgen.facts.connector import EventFacts
from ocgen.upstream.extract.bodies import is_placeholder
from ocgen.upstream.extract.page import Page
from ocgen.upstream.sources.document import Heading, Item, Paragraph, plain
from ocgen.upstream.sources.lenient import LenientObject, LenientScalar, fragments

_METHODS = {"polling": re.compile(r"\bpoll(?:ing|er)?\b", re.I), "webhook": re.compile(r"\bwebhooks?\b", re.I)}
_ENABLED = re.compile(r"\b(?:to enable|supports) (polling|webhooks?)\b", re.IGNORECASE)
_LISTS = ("event.objects", "event.poller.urls")


def find_events(page: Page) -> EventFacts | None:
    """Return the event methods, parameters and resources; None where the page is silent about events.

    The values of requests count, and the headings; an example answer lists settings that nobody chose.
    """
    members = [m for body in page.requests for m in body.configuration if m.key.startswith("event.")]
    parameters = dict.fromkeys([m.key for m in members])
    parameters |= dict.fromkeys(one.name for one in page.said if one.name.startswith("event."))
    headings = " ".join(plain(b.text) for b in page.document.blocks if isinstance(b, Heading))
    methods = {name for name, pattern in _METHODS.items() if pattern.search(headings)}
    resources: dict[str, None] = {}
    for member in members:
        text = member.value.text if isinstance(member.value, LenientScalar) else ""
        if member.key == "event.vendor.type":
            methods |= {name for name, pattern in _METHODS.items() if pattern.fullmatch(text)}
        elif member.key == "event.poller.configuration":
            methods.add("polling")
            holder = next((f.value for f in fragments(text)), LenientObject())
            holder = member.value if isinstance(member.value, LenientObject) else holder
            resources |= dict.fromkeys(inner.key for inner in holder.members)
        elif member.key in _LISTS and not is_placeholder(text):
            resources |= dict.fromkeys(part.strip() for part in re.split(r"[,\n]", text) if part.strip())
    for block in page.document.blocks:
        if isinstance(block, Paragraph | Item):
            methods |= {word.lower().removesuffix("s") for word in _ENABLED.findall(block.text)}
    if not (parameters or methods):
        return None
    return EventFacts(tuple(sorted(methods)), tuple(parameters), tuple(resources))
