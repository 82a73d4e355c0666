"""All that a page shows, gathered once: what the extractors and the search for mistakes both work on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from ocgen.upstream.extract.bodies import RequestBody, bodies
from ocgen.upstream.extract.calls import PageCall, calls
from ocgen.upstream.extract.identity import find_key
from ocgen.upstream.extract.misnamed import misnamed
from ocgen.upstream.extract.rows import StatedRow, said
from ocgen.upstream.extract.steps import defaults_in_steps
from ocgen.upstream.extract.vocabulary import Vocabulary
from ocgen.upstream.sources.document import CodeBlock, Heading, Item, Paragraph, SourceDocument

_POST = re.compile(r"\bPOST\b[^{}]{0,200}?/instances\b(?!/)", re.IGNORECASE)
# A page has some 20 bodies, 10 calls and 60 rows. The bounds keep what compares them with each other quick.
MAX_BODIES, MAX_CALLS, MAX_ROWS = 200, 500, 2000


@dataclass(frozen=True)
class Page:
    """A page and its path; everything else is found in it."""

    path: str
    document: SourceDocument
    words: Vocabulary

    @cached_property
    def bodies(self) -> tuple[RequestBody, ...]:
        """The objects that it shows."""
        return tuple(islice(bodies(self.document), MAX_BODIES))

    @cached_property
    def calls(self) -> tuple[PageCall, ...]:
        """The OAuth calls that it shows."""
        return tuple(islice(calls(self.document), MAX_CALLS))

    @cached_property
    def said(self) -> tuple[StatedRow, ...]:
        """What its tables and lists say."""
        names = frozenset(m.key for b in self.bodies if b.kind == "request" for m in b.configuration)
        return tuple(islice(said(self.document, names, self.words), MAX_ROWS))

    @cached_property
    def key(self) -> str:
        """The connector key; empty where the page does not tell it."""
        return find_key(self.document, self.bodies, self.calls, self.said)

    @cached_property
    def requests(self) -> tuple[RequestBody, ...]:
        """The instance requests of this connector; some pages show those of its siblings too."""
        shown = [body for body in self.bodies if body.kind == "request" and (body.configuration or body.provider_data)]
        own = [body for body in shown if not body.key or body.key == self.key or not body.key.isalnum()]
        return tuple(own if any(body.key == self.key for body in shown) else shown)

    @cached_property
    def answers(self) -> tuple[RequestBody, ...]:
        """The example answers of the instance request."""
        return tuple(body for body in self.bodies if body.kind == "instance")

    @cached_property
    def provider_data(self) -> frozenset[str]:
        """The names of all provider data in requests."""
        return frozenset(member.key for body in self.requests for member in body.provider_data)

    @cached_property
    def fields_said(self) -> tuple[StatedRow, ...]:
        """The rows that describe configuration fields, told from those of other members of the body."""
        in_bodies = {member.key for body in self.requests for member in body.configuration}
        others = self.words.members | self.words.provider_data | self.provider_data | {self.key}
        others |= {call.key for call in self.calls} | {member.key for b in self.requests for member in b.value.members}
        return tuple(
            one for one in self.said if one.purpose == "field" and (one.name in in_bodies or one.name not in others)
        )

    @cached_property
    def misnamed(self) -> dict[str, str]:
        """The names that tables give wrongly, with those that the requests have."""
        shown = dict.fromkeys(m.key for body in self.requests for m in body.configuration)
        told = dict.fromkeys(one.name for one in self.fields_said)
        return misnamed(tuple(shown), tuple(told), self.words.configuration, self.words.everywhere)

    @cached_property
    def unread_request(self) -> int:
        """The line where the page tells of a request for an instance, if it shows none that can be read; else 0."""
        if any(body.kind == "request" for body in self.bodies):
            return 0
        texts = (b for b in self.document.blocks if isinstance(b, CodeBlock | Heading | Item | Paragraph))
        posts = (block.line for block in texts if _POST.search(block.text))
        return next(posts, next((one.line for one in self.said if one.purpose == "field"), 0))

    @cached_property
    def step_defaults(self) -> dict[str, str]:
        """The defaults of fields that the steps of the user interface tell."""
        labels = {one.name: one.name for one in self.fields_said}
        labels |= {one.label: one.name for one in reversed(self.fields_said) if one.label}
        return defaults_in_steps(self.document, {label: self.misnamed.get(n, n) for label, n in labels.items()})

    @property
    def overfull(self) -> bool:
        """Whether it shows more than was looked at."""
        return len(self.bodies) >= MAX_BODIES or len(self.calls) >= MAX_CALLS or len(self.said) >= MAX_ROWS
