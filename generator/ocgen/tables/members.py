"""The section of what the platform answers: the members of its JSON bodies, nested as they are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from ocgen.model import Connector, Property
from ocgen.tables.cells import yes_no
from ocgen.tables.rich import Cell, Code, cell, codes, prose, text
from ocgen.tables.table import Column, Record
from ocgen.text.anchors import anchor
from ocgen.text.characters import spelled
from ocgen.text.phrases import N_, Phrases

COLUMNS: tuple[Column, ...] = (
    Column("member", N_("Member")),
    Column("answer", N_("Answer")),
    Column("always", N_("Always there")),
    Column("type", N_("Type")),
    Column("secret", N_("Secret")),
    Column("accepted", N_("Values")),
    Column("example", N_("Example")),
    Column("description", N_("Description")),
)
DEFAULT = ("member", "answer", "always", "type", "secret", "description")
ANSWERS = ("oauth-token", "oauth-url", "instance", "error")

_FLOWS = {"oauth-token": ("token-redirect",), "oauth-url": ("redirect", "token-redirect")}


def response(connector: Connector, phrases: Phrases, methods: Sequence[str]) -> tuple[Record, ...]:
    """Return the members of every answer that a method's calls can have, the error's last."""
    platform = connector.platform
    answers = {
        "oauth-token": platform.oauth_token_response,
        "oauth-url": platform.oauth_url_response,
        "instance": platform.instance_response,
        "error": platform.error_response,
    }
    chosen = [m for m in connector.methods if not methods or m.name in methods]
    found: list[Record] = []
    for answer in ANSWERS:
        names = tuple(m.name for m in chosen if m.flow in _FLOWS.get(answer, (m.flow,)))
        if names:
            made = _Members(connector.key, answer, names, phrases)
            found += [made.record((), member) for member in answers[answer]]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Members:
    """Makes the records of one answer's members."""

    key: str
    answer: str
    methods: tuple[str, ...]
    phrases: Phrases

    def record(self, above: tuple[str, ...], member: Property) -> Record:
        """Return a member, which stands below the members ``above``, and what is below it."""
        _ = self.phrases.gettext
        path = (*above, member.name)
        items = _("%(type)s of %(items)ss", type=member.type, items=member.items) if member.items else ""
        cells: dict[str, Cell] = {
            "member": cell(Code(".".join(path))),
            "answer": cell(Code(self.answer)),
            "always": yes_no(member.required, self.phrases),
            "type": text(items or member.type),
            "secret": yes_no(member.secret, self.phrases),
            "accepted": (codes(tuple(map(spelled, member.enum))),) if member.enum else (),
            "example": () if member.example is None or member.secret else cell(Code(_json(member))),
            "description": prose(member.description),
        }
        return Record(
            anchor=anchor("response", self.key, self.answer, *path),
            cells=cells,
            required=member.required,
            secret=member.secret,
            methods=self.methods,
            group=self.answer,
            children=tuple(self.record(path, inner) for inner in member.properties),
        )


def _json(member: Property) -> str:
    return json.dumps(member.example, ensure_ascii=False)
