"""Two platforms -> changes of what all connectors share, but for the values that connectors take over.

Each thing of the platform is an entry: a region, a call, a member of a body. An entry has facts, of which clients,
validators and schemas are made, and texts, which only readers see.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TypeAlias

from ocgen.changes.change import Change, Effect
from ocgen.changes.hub_calls import compare_hub_calls
from ocgen.changes.hub_values import HubPlace, compare_hub_values
from ocgen.changes.value_sets import value_differences
from ocgen.facts.connector import ConnectorFacts, ValueFacts
from ocgen.facts.hub_calls import platform_calls
from ocgen.model import Format, Platform, Property, Refusal

CONNECTOR = "platform"  # what changes of the platform name in place of a connector

_YES = {True: "yes", False: "no"}
_Judge: TypeAlias = Callable[[str, str], "tuple[Effect, str]"]


@dataclass(frozen=True, slots=True)
class _Entry:
    """``part`` is what the kinds of its changes begin with; the fact "" is the whole of an entry that has but one."""

    part: str
    where: str
    key: str
    facts: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    added: Effect = "wider"
    removed: Effect = "narrower"

    @property
    def identity(self) -> tuple[str, str, str]:
        return self.part, self.where, self.key


def compare_platforms(a: Platform, b: Platform) -> Iterator[Change]:
    """Yield the changes from one platform to another.

    The values that connectors refer to by name, and those that all of them take, are not among them
    (`ocgen.changes.standards`).
    """
    before, after = ({entry.identity: entry for entry in _entries(side)} for side in (a, b))
    for identity in sorted(before.keys() | after.keys()):
        first, second = before.get(identity), after.get(identity)
        if first and second:
            yield from _differences(first, second)
        elif second:
            yield Change(f"{second.part}-added", CONNECTOR, second.where, second.key, second.added)
        elif first:
            yield Change(f"{first.part}-removed", CONNECTOR, first.where, first.key, first.removed)
    yield from _hub_calls(a, b)


def _hub_calls(a: Platform, b: Platform) -> Iterator[Change]:
    """Yield the changes of the calls below the hub that every connector has, and of what all lists take."""
    sides = [ConnectorFacts(CONNECTOR, "spec", calls=tuple(platform_calls(side.hub_api))) for side in (a, b)]
    yield from compare_hub_calls(sides[0], sides[1], "hub_api.calls")
    place = HubPlace(CONNECTOR, "hub_api.list_query", "hub-parameter", "sent", exact=True)
    yield from compare_hub_values(a.hub_api.list_query, b.hub_api.list_query, place)


def _differences(a: _Entry, b: _Entry) -> Iterator[Change]:
    for aspect in a.facts:
        before, after = a.facts[aspect], b.facts[aspect]
        if before != after:
            kind = "-".join(filter(None, (a.part, aspect, "changed")))
            judge = _JUDGES.get((a.part, aspect)) or _JUDGES.get((a.where, a.key)) or _always
            effect, remark = judge(before, after)
            yield Change(kind, CONNECTOR, a.where, a.key, effect, before=before, after=after, remark=remark)
    for name in a.texts.keys() & b.texts.keys():
        before, after = a.texts[name], b.texts[name]
        if before != after:
            where = ".".join(filter(None, (a.where, a.key)))
            yield Change("text-changed", CONNECTOR, where, name, "wider", before=before, after=after, prose=True)


def _entries(platform: Platform) -> Iterator[_Entry]:
    yield _Entry("text", "", "", {}, {"name": platform.name, "documentation": platform.documentation})
    yield _Entry("scheme", "", "scheme", {"": platform.scheme})
    yield _Entry("base-path", "", "base_path", {"": platform.base_path})
    yield _Entry("header", "headers", "authorization", {"": platform.authorization_header})
    yield _Entry("header", "headers", "request_id", {"": platform.request_id_header})
    parts = ", ".join(f"{word} {secret}" for word, secret in platform.authorization_parts)
    yield _Entry("authorization-parts", "headers", "authorization_parts", {"": parts})
    for name, value in platform.headers:
        yield _Entry("sent-header", "headers.sent", name, {"": value}, added="unclear", removed="wider")
    yield from _calls(platform)
    yield _Entry("hub-path", "hub_api", "path", {"": platform.hub_api.path})
    for format_ in platform.formats:
        facts = {"pattern": format_.pattern, "json-schema": format_.json_schema}
        yield _Entry("format", "formats", format_.name, facts, _words(format_), removed="wider")
    for error in platform.errors:
        texts = {"name": error.name, "description": error.description}
        yield _Entry("status", "errors", str(error.status), {"retry": _YES[error.retry]}, texts, removed="wider")
    for refusal in platform.refusals:
        yield _Entry("refusal", "refusals", refusal.name, {"": _refusal(refusal)}, added="unclear", removed="wider")
    paging, signature = platform.paging, platform.signature
    for one in fields(paging):
        yield _Entry("paging", "paging", one.name, {"": str(getattr(paging, one.name))})
    for name in ("header", "prefix", "algorithm", "encoding", "key_field", "id_header"):
        yield _Entry("signature", "signature", name, {"": getattr(signature, name)})
    offer = platform.own_tokens
    members = ", ".join(f"{name}={value}" for name, value in offer.request)
    yield _Entry("own-tokens", "own_tokens", "request", {"": members})
    yield _Entry("own-tokens", "own_tokens", "not_needed", {"": ", ".join(offer.not_needed)})
    yield from _members("request-member", "instance_request", platform.instance_request)
    for where in ("oauth_url_response", "oauth_token_response", "instance_response", "error_response"):
        yield from _members("answer-member", where, getattr(platform, where))


def _calls(platform: Platform) -> Iterator[_Entry]:
    for region in platform.regions:
        facts = {"host": region.host, "trial": _YES[region.trial]}
        yield _Entry("region", "regions", region.name, facts, {"description": region.description})
    for call in platform.endpoints:
        facts = {
            "method": call.method,
            "path": call.path,
            "query": ", ".join(call.query),
            "authorization": call.authorization,
            "retry": _YES[call.retry],
        }
        yield _Entry("endpoint", "endpoints", call.id, facts, {"description": call.description})


def _words(format_: Format) -> dict[str, str]:
    """Return what readers are told of a format. The reasons only choose among messages; they refuse nothing."""
    reasons = (f"{reason.says} ({reason.found or 'without'} {reason.lacks})" for reason in format_.reasons)
    return {"accepts": format_.accepts, "reasons": "\n".join(reasons)}


def _refusal(refusal: Refusal) -> str:
    names = ", ".join(f"{p.name}={p.const}" if p.const is not None else p.name for p in refusal.parameters)
    return f"{names} in {', '.join(refusal.flows)}{', without the first' * refusal.missing}"


def _members(part: str, where: str, members: Sequence[Property], above: str = "") -> Iterator[_Entry]:
    for member in members:
        key = f"{above}{member.name}"
        facts = {"required": _YES[member.required], "values": _values(member), "secret": _YES[member.secret]}
        texts = {"description": member.description, "example": json.dumps(member.example, sort_keys=True)}
        added: Effect = "narrower" if part == "request-member" and member.required else "wider"
        yield _Entry(part, where, key, facts, texts, added=added)
        yield from _members(part, where, member.properties, f"{key}.")


def _values(member: Property) -> str:
    items = f" of {member.items}" if member.items else ""
    listed = f": {', '.join(member.enum)}" if member.enum else ""
    return f"{member.type}{items}{listed}"


def _always(_: str, __: str) -> tuple[Effect, str]:
    return "narrower", ""


def _unclear(_: str, __: str) -> tuple[Effect, str]:
    return "unclear", ""


def _if(value: str) -> _Judge:
    """Return a judge for whom the change to ``value`` breaks a client, and the change from it does not."""
    return lambda _, after: ("narrower" if after == value else "wider", "")


def _bound(before: str, after: str) -> tuple[Effect, str]:
    return "narrower" if int(after) < int(before) else "wider", ""


def _query(before: str, after: str) -> tuple[Effect, str]:
    lost = _listed(before) - _listed(after)
    return "narrower" if lost else "wider", ""


def _sent(before: str, after: str) -> tuple[Effect, str]:
    return "wider" if _includes(after, before) else "narrower", ""


def _received(before: str, after: str) -> tuple[Effect, str]:
    if _type(before) != _type(after) and not _includes(before, after):
        return "narrower", ""
    return "wider" if _includes(before, after) else "unclear", ""


def _includes(outer: str, inner: str) -> bool:
    """Whether all values of one form, as `_values` writes it, are values of another."""
    listed = outer.partition(": ")[2]
    if _type(inner) != _type(outer) and not (_type(outer) == "array" and _type(inner).startswith("array")):
        return False
    own = inner.partition(": ")[2]
    return not listed or (bool(own) and _listed(own) <= _listed(listed))


def _type(values: str) -> str:
    return values.partition(":")[0]


def _listed(text: str) -> set[str]:
    return set(text.split(", ")) - {""}


def _pattern(before: str, after: str) -> tuple[Effect, str]:
    first, second = (ValueFacts("", type="string", pattern=pattern) for pattern in (before, after))
    found = next(value_differences(first, second, "sent", exact=True, natives=False))
    return found.effect, found.remark


_JUDGES: Mapping[tuple[str, str], _Judge] = {
    ("region", "trial"): _unclear,
    ("endpoint", "query"): _query,
    ("endpoint", "retry"): _if("no"),
    ("status", "retry"): _unclear,
    ("format", "pattern"): _pattern,
    ("format", "json-schema"): _unclear,
    ("paging", "max_size"): _bound,
    ("own_tokens", "not_needed"): _query,
    ("request-member", "required"): _if("yes"),
    ("request-member", "values"): _sent,
    ("request-member", "secret"): _if("yes"),
    ("answer-member", "required"): _if("no"),
    ("answer-member", "values"): _received,
    ("answer-member", "secret"): _if("yes"),
}
