"""The section of what the platform answers: the members of its JSON bodies, nested as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocgen.model import Connector, Property
from ocgen.tables.member_cells import MemberCells
from ocgen.tables.rich import Code, cell
from ocgen.tables.rows import MemberRow
from ocgen.tables.table import Column, Record
from ocgen.text.anchors import anchor
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
            made = _Answer(connector.key, answer, names, MemberCells(phrases))
            found += [made.record((), member) for member in answers[answer]]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Answer:
    """Makes the records of one answer's members."""

    key: str
    name: str
    methods: tuple[str, ...]
    cells: MemberCells

    def record(self, above: tuple[str, ...], member: Property) -> Record:
        """Return a member, which stands below the members ``above``, and what is below it."""
        path = (*above, member.name)
        place = anchor("response", self.key, self.name, *path)
        cells = self.cells.of(MemberRow(place, path, member, member.required))
        return Record(
            anchor=place,
            cells={**cells, "answer": cell(Code(self.name)), "always": cells["required"]},
            required=member.required,
            secret=member.secret,
            methods=self.methods,
            group=self.name,
            children=tuple(self.record(path, inner) for inner in member.properties),
        )
