"""The ways to sign in that a page shows.

Requests tell them apart: by the constant of ``authentication.type`` where they have one, else by their provider data,
by tokens that the caller brings, or by having no field in common. An OAuth call belongs to the request that follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from ocgen.facts import SELECTOR, MethodFacts, ValueFacts
from ocgen.location import Location
from ocgen.model import AuthType, Flow
from ocgen.names import words
from ocgen.upstream.bodies import Body
from ocgen.upstream.calls import Call, Which
from ocgen.upstream.document import Heading, Table, plain
from ocgen.upstream.lenient import Member, Scalar
from ocgen.upstream.page import Page
from ocgen.upstream.rows import Said
from ocgen.upstream.values import choices, default, required, value_type

_TYPES: dict[str, AuthType] = {name.lower(): name for name in get_args(AuthType)}
_OWN_MEMBERS = frozenset({"element", "providerData", "configuration", "tags", "name"})
_SIGN_IN: dict[str, AuthType] = {  # as the template of our own pages words the types
    "oauth 2.0": "oauth2",
    "oauth 1.0a": "oauth1",
    "user name and password": "basic",
    "api key": "apiKey",
    "keys of its own": "custom",
    "aws access key": "aws",
}
_TYPE_IN_TEXT = re.compile(r"\b(oauth ?2|oauth ?1|basic|custom|token[ -]based)(?:\.0)?\b", re.IGNORECASE)


@dataclass(slots=True)
class _Group:
    """The requests of one way to sign in."""

    mark: str
    bodies: list[Body]

    @property
    def fields(self) -> dict[str, int]:
        """Its fields, each with the line where it stands first."""
        return _first_lines(member for body in self.bodies for member in body.configuration)

    @property
    def data(self) -> dict[str, int]:
        """Its provider data, the same way."""
        return _first_lines(member for body in self.bodies for member in body.provider_data)

    @property
    def redirect(self) -> bool:
        """Whether its provider data can only come from a callback."""
        return bool(self.data) and self.mark not in {"token"}


def _first_lines(members: Iterable[Member]) -> dict[str, int]:
    lines: dict[str, int] = {}
    for member in members:
        lines.setdefault(member.key, member.line)
    return lines


def find_methods(page: Page) -> tuple[MethodFacts, ...]:
    """Return the ways to sign in, in the page's order."""
    groups = _groups(page.requests)
    if not groups and (page.calls or any(one.purpose == "query" for one in page.said)):
        groups = [_Group("", [])]
    used: dict[str, int] = {}
    methods = []
    for group in groups:
        type_ = _type(page, group, alone=len(groups) == 1)
        name = _TYPES.get(group.mark.lower()) or type_ or group.mark or "custom"
        used[name] = used.get(name, 0) + 1
        if used[name] > 1:
            name = f"{name}-{used[name]}"
        methods.append(_method(page, group, groups, name, type_))
    return tuple(methods)


def _groups(requests: Sequence[Body]) -> list[_Group]:
    """Put the requests into groups, in order."""
    groups: list[_Group] = []
    for body in requests:
        mark = body.constant(SELECTOR) or _kind(body)
        group = next((g for g in groups if _same(g, mark, body)), None)
        if group:
            group.bodies.append(body)
        else:
            groups.append(_Group(mark, [body]))
    return groups


def _kind(body: Body) -> str:
    names = {member.key for member in body.provider_data}
    if names & {"oauth_token", "oauth_verifier"}:
        return "oauth1"
    if "code" in names:
        return "oauth2"
    if names:
        return "custom"
    return "token" if body.value.text("externalAuthentication") == "initial" else ""


def _same(group: _Group, mark: str, body: Body) -> bool:
    if group.mark or mark:
        return group.mark == mark
    names = {member.key for member in body.configuration}
    return bool(names & group.fields.keys()) or not names or not group.fields


def _type(page: Page, group: _Group, *, alone: bool) -> AuthType | None:
    """Return how one signs in: as the request says, as the answer says, as the section says, or as the fields show."""
    if marked := _TYPES.get(group.mark.lower()):
        return marked
    if alone:
        for answer in page.answers:
            element = answer.value.find("element") or answer.value
            told = (element.object("authentication") or element).text("type").lower()
            if told in _TYPES and (element.text("key") in {page.key, ""} or len(page.answers) == 1):
                return _TYPES[told]
        if told_type := _stated_type(page):
            return told_type
        if page.calls:
            return "oauth1" if any(call.which == "token" for call in page.calls) else "oauth2"
    return _section_type(page, group) or _type_of_fields(list(group.fields))


def _stated_type(page: Page) -> AuthType | None:
    """Return the type that the page's table of what the connector is names, in our own pages' words or in a type's."""
    for block in page.document.blocks:
        if isinstance(block, Table) and block.rows and any("connector key" in cell.lower() for cell in block.header):
            told = dict(zip((plain(cell).lower() for cell in block.header), block.rows[0].cells, strict=False))
            words = plain(told.get("sign-in", "")).lower()
            return _SIGN_IN.get(words) or _TYPES.get(words)
    return None


def _section_type(page: Page, group: _Group) -> AuthType | None:
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
                return "token" if word.startswith("token") else _TYPES.get(word)
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


def _method(page: Page, group: _Group, groups: Sequence[_Group], name: str, type_: AuthType | None) -> MethodFacts:
    redirects = [g for g in groups if g.redirect] or [g for g in groups if not g.bodies or len(groups) == 1]
    own = len(redirects) == 1 and redirects[0] is group
    blocks = None if own else _blocks(page, group, redirects)
    token = tuple(_query(page, "token", blocks))
    url = tuple(_query(page, "url", blocks))
    flow = _flow(page, group, url, token)
    line = group.bodies[0].fragment.line if group.bodies else 1
    return MethodFacts(
        name=name,
        type=type_,
        flow=flow,
        oauth_token_query=token,
        oauth_url_query=url,
        callback=tuple(_callback(page, blocks)) if group.data or url else (),
        provider_data=tuple(_provider_data(page, group, flow)) or _provider_data_said(page, group),
        configuration=tuple(_configuration(page, group, groups)),
        request=tuple(_request(page, group)),
        location=Location(page.path, line),
    )  # fmt: skip


def _blocks(page: Page, group: _Group, redirects: Sequence[_Group]) -> range:
    """Return the part of the page that leads up to a group's requests."""
    if group not in redirects:
        return range(0)
    begins = sorted(g.bodies[0].block for g in redirects if g.bodies)
    ends = {id(g): _end(g, begins) for g in redirects if g.bodies}
    end = ends.get(id(group), 0)
    begin = max((other for other in ends.values() if other < end), default=-1)
    last = end == max(ends.values(), default=0)
    return range(begin + 1, len(page.document.blocks) if last else end + 1)


def _end(group: _Group, begins: Sequence[int]) -> int:
    """Return where a group's requests end: before another group begins; later ones show events and the like."""
    first = group.bodies[0].block
    following = next((begin for begin in begins if begin > first), None)
    return max(body.block for body in group.bodies if following is None or body.block < following)


def _flow(page: Page, group: _Group, url: Sequence[ValueFacts], token: Sequence[ValueFacts]) -> Flow | None:
    if token and (url or group.redirect):
        return "token-redirect"
    if url:
        return "redirect"
    if group.mark == "oauth1":
        return "token-redirect"
    if not group.redirect or all(key in _constants(group) for key in group.data):
        return "none"
    told = any(one.purpose == "callback" for one in page.said)
    if not (page.calls or told) and any(key.startswith("event.") for key in group.fields):
        return None  # a page on events takes the sign-in as known
    return "redirect" if page.calls else "provider-started"


def _constants(group: _Group) -> dict[str, str]:
    """Return the provider data whose value no callback brings: it is empty, or a number that stands for nothing."""
    given = [(m.key, m.value.text) for body in group.bodies for m in body.provider_data if isinstance(m.value, Scalar)]
    return {key: text for key, text in reversed(given) if not text or text.isdecimal()}


def _query(page: Page, which: Which, blocks: range | None) -> Iterator[ValueFacts]:
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


def query_said(page: Page, which: Which, blocks: range | None = None) -> dict[str, Said]:
    """Return what tables and lists say of the parameters of a call: it is the last one that was shown before them."""
    told: dict[str, Said] = {}
    for one in page.said:
        if one.purpose == "query" and one.name not in page.words.members and (blocks is None or one.block in blocks):
            before: Call | None = next((c for c in reversed(page.calls) if c.block < one.block), None)
            if (before.which if before else "url") == which:
                told.setdefault(one.name, one)
    return told


def _callback(page: Page, blocks: range | None) -> Iterator[ValueFacts]:
    seen: dict[str, Said] = {}
    for one in page.said:
        if one.purpose == "callback" and (blocks is None or one.block in blocks):
            seen.setdefault(one.name, one)
    for name, one in seen.items():
        if name not in page.words.refusal:
            yield ValueFacts(name, one.label or None, one.description or None, location=Location(page.path, one.line))


def _provider_data(page: Page, group: _Group, flow: Flow | None) -> Iterator[ValueFacts]:
    documented = {one.name: one for one in page.said if one.purpose == "field"}
    constants = _constants(group) if flow == "none" else {}
    for key, line in group.data.items():
        yield replace(_value(page, key, documented.get(key), line), const=constants.get(key))


def _provider_data_said(page: Page, group: _Group) -> tuple[ValueFacts, ...]:
    """Return the provider data that only tables name, on a page that shows no request."""
    if group.bodies:
        return ()
    named = [one for one in page.said if one.purpose == "field" and one.name in page.words.provider_data]
    return tuple(_value(page, one.name, one, one.line) for one in named)


def _configuration(page: Page, group: _Group, groups: Sequence[_Group]) -> Iterator[str]:
    """Yield the fields of the group's requests, then those that only a table near them names.

    A field in another group's requests is this one's too where each of them has a table that names it.
    """
    yield from group.fields
    elsewhere = {key for other in groups for key in other.fields}
    near: dict[str, list[_Group]] = {}
    for one in page.fields_said:
        near.setdefault(one.name, []).append(_nearest(groups, one.block))
    for name, having in near.items():
        own = any(g is group for g in having) and (name not in elsewhere or any(g is not group for g in having))
        if own and name not in group.fields and name not in page.misnamed:
            yield name


def _nearest(groups: Sequence[_Group], block: int) -> _Group:
    """Return the group whose request stands last before a block, else the first."""
    before = [(body.block, g) for g in groups for body in g.bodies if body.block <= block]
    return max(before, key=lambda pair: pair[0])[1] if before else groups[0]


def _request(page: Page, group: _Group) -> Iterator[str]:
    names = dict.fromkeys(m.key for body in group.bodies for m in body.value.members)
    yield from (name for name in names if name not in _OWN_MEMBERS and name in page.words.members)


def _value(page: Page, name: str, said: Said | None, line: int) -> ValueFacts:
    if said is None:
        return ValueFacts(name, location=Location(page.path, line))
    need, condition = required(said.description, said.required)
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
