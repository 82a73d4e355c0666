"""What a way to sign in takes, each list from the parts of the page that tell of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ocgen.facts.connector import ValueFacts
from ocgen.findings.location import Location
from ocgen.model import Flow
from ocgen.upstream.extract.calls import PageCall, Which
from ocgen.upstream.extract.groups import FieldGroup, nearest
from ocgen.upstream.extract.page import Page
from ocgen.upstream.extract.rows import StatedRow
from ocgen.upstream.extract.values import choices, default, required, value_type

_OWN_MEMBERS = frozenset({"element", "providerData", "configuration", "tags", "name"})


def query(page: Page, which: Which, blocks: range | None) -> Iterator[ValueFacts]:
    """Yield the query parameters of a call: of its templates and examples, and of the tables and lists near it."""
    found: dict[str, Location] = {}
    told = query_said(page, which, blocks)
    for call in page.calls:
        if call.which == which and (blocks is None or call.block in blocks):
            for name in call.names:
                found.setdefault(name, Location(page.path, call.line))
    for one in told.values():
        found.setdefault(one.name, Location(page.path, one.line))
    for name, location in found.items():
        yield _value(page, name, told.get(name), location.line)


def query_said(page: Page, which: Which, blocks: range | None = None) -> dict[str, StatedRow]:
    """Return what tables and lists say of the parameters of a call: it is the last one that was shown before them."""
    told: dict[str, StatedRow] = {}
    for one in page.said:
        if one.purpose == "query" and one.name not in page.words.members and (blocks is None or one.block in blocks):
            before: PageCall | None = next((c for c in reversed(page.calls) if c.block < one.block), None)
            if (before.which if before else "url") == which:
                told.setdefault(one.name, one)
    return told


def callback(page: Page, blocks: range | None) -> Iterator[ValueFacts]:
    """Yield what tables and lists say of the callback, but for what it brings when the user refuses."""
    seen: dict[str, StatedRow] = {}
    for one in page.said:
        if one.purpose == "callback" and (blocks is None or one.block in blocks):
            seen.setdefault(one.name, one)
    for name, one in seen.items():
        if name not in page.words.refusal:
            yield ValueFacts(name, one.label or None, one.description or None, location=Location(page.path, one.line))


def provider_data(page: Page, group: FieldGroup, flow: Flow | None) -> Iterator[ValueFacts]:
    """Yield the provider data of a group's requests; with no redirect it holds constants."""
    documented = {one.name: one for one in page.said if one.purpose == "field"}
    constants = group.constants if flow == "none" else {}
    always = group.always_sent
    for key, line in group.data.items():
        value = replace(_value(page, key, documented.get(key), line), const=constants.get(key))
        # What no table tells is needed: no request goes without it.
        yield value if value.required is not None or key not in always else replace(value, required=True)


def provider_data_said(page: Page, group: FieldGroup) -> tuple[ValueFacts, ...]:
    """Return the provider data that only tables name, on a page that shows no request."""
    if group.bodies:
        return ()
    named = [one for one in page.said if one.purpose == "field" and one.name in page.words.provider_data]
    return tuple(_value(page, one.name, one, one.line) for one in named)


def configuration(page: Page, group: FieldGroup, groups: Sequence[FieldGroup]) -> Iterator[str]:
    """Yield the fields of the group's requests, then those that only a table near them names.

    A field in another group's requests is this one's too where each of them has a table that names it.
    """
    yield from group.fields
    elsewhere = {key for other in groups for key in other.fields}
    near: dict[str, list[FieldGroup]] = {}
    for one in page.fields_said:
        near.setdefault(one.name, []).append(nearest(groups, one.block))
    for name, having in near.items():
        own = any(g.bodies is group.bodies for g in having) and (
            name not in elsewhere or any(g.bodies is not group.bodies for g in having)
        )
        given = any(name in g.elsewhere for g in groups)  # by its words, wherever its table stands
        if (own or given) and name not in {*group.fields, *group.elsewhere} and name not in page.misnamed:
            yield name


def request(page: Page, group: FieldGroup) -> Iterator[str]:
    """Yield the members of a group's requests beside those that every request has."""
    names = dict.fromkeys(m.key for body in group.bodies for m in body.value.members)
    yield from (name for name in names if name not in _OWN_MEMBERS and name in page.words.members)


def _value(page: Page, name: str, said: StatedRow | None, line: int) -> ValueFacts:
    if said is None:
        return ValueFacts(name, location=Location(page.path, line))
    need, condition = required(said.description, said.required, said.group)
    return ValueFacts(
        name,
        label=said.label or None,
        description=said.description or None,
        type=value_type(said.type),
        required=need,
        condition=condition,
        default=default(said.description),
        enum=choices(said.description) or None,
        location=Location(page.path, line),
    )
