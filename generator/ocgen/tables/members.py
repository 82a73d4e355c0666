"""The section of what the platform answers: the members of its JSON bodies, nested as they are."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ocgen.model import Connector, Property
from ocgen.tables.cells import yes_no
from ocgen.tables.rich import Cell, Code, cell, codes, sentence, text
from ocgen.tables.table import Column, Record
from ocgen.targets.docs.anchors import anchor

COLUMNS: tuple[Column, ...] = (
    Column("member", "Member"),
    Column("answer", "Answer"),
    Column("always", "Always there"),
    Column("type", "Type"),
    Column("secret", "Secret"),
    Column("accepted", "Values"),
    Column("example", "Example"),
    Column("description", "Description"),
)
DEFAULT = ("member", "answer", "always", "type", "secret", "description")
ANSWERS = ("oauth-token", "oauth-url", "instance", "error")

_FLOWS = {"oauth-token": ("token-redirect",), "oauth-url": ("redirect", "token-redirect")}


def response(connector: Connector, methods: Sequence[str]) -> tuple[Record, ...]:
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
            found += [_record(connector.key, answer, (), member, names) for member in answers[answer]]
    return tuple(found)


def _record(key: str, answer: str, above: tuple[str, ...], member: Property, methods: tuple[str, ...]) -> Record:
    path = (*above, member.name)
    cells: dict[str, Cell] = {
        "member": cell(Code(".".join(path))),
        "answer": cell(Code(answer)),
        "always": yes_no(member.required),
        "type": text(f"{member.type} of {member.items}s" if member.items else member.type),
        "secret": yes_no(member.secret),
        "accepted": (codes(member.enum),) if member.enum else (),
        "example": () if member.example is None or member.secret else cell(Code(_json(member))),
        "description": text(sentence(member.description)),
    }
    return Record(
        anchor=anchor("response", key, answer, *path),
        cells=cells,
        required=member.required,
        secret=member.secret,
        methods=methods,
        group=answer,
        children=tuple(_record(key, answer, path, inner, methods) for inner in member.properties),
    )


def _json(member: Property) -> str:
    return json.dumps(member.example, ensure_ascii=False)
