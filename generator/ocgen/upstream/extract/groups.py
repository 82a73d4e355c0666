"""The requests of a page, put together by the way to sign in that they show.

They are told apart by the constant of ``authentication.type`` where they have one, else by their provider data, by
tokens that the caller brings, or by having no field in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ocgen.model import SELECTOR
from ocgen.upstream.extract.bodies import RequestBody
from ocgen.upstream.extract.page import Page
from ocgen.upstream.sources.lenient import LenientMember, LenientScalar


@dataclass(slots=True)
class FieldGroup:
    """The requests of one way to sign in. ``elsewhere`` are fields that the page gives to other ways."""

    mark: str
    bodies: list[RequestBody]
    elsewhere: frozenset[str] = frozenset()

    @property
    def fields(self) -> dict[str, int]:
        """Its fields, each with the line where it stands first."""
        members = (member for body in self.bodies for member in body.configuration)
        return _first_lines(member for member in members if member.key not in self.elsewhere)

    @property
    def data(self) -> dict[str, int]:
        """Its provider data, the same way."""
        return _first_lines(member for body in self.bodies for member in body.provider_data)

    @property
    def always_sent(self) -> frozenset[str]:
        """The provider data of every request that has any, but for what a placeholder calls optional."""
        sent = [
            {
                m.key
                for m in body.provider_data
                if not (isinstance(m.value, LenientScalar) and "optional" in m.value.text.lower())
            }
            for body in self.bodies
            if body.provider_data
        ]
        return frozenset(set.intersection(*sent)) if sent else frozenset()

    @property
    def constants(self) -> dict[str, str]:
        """The provider data whose value no callback brings: it is empty, or a number that stands for nothing."""
        members = [member for body in self.bodies for member in body.provider_data]
        given = [(member.key, member.value.text) for member in members if isinstance(member.value, LenientScalar)]
        return {key: text for key, text in reversed(given) if not text or text.isdecimal()}

    @property
    def redirect(self) -> bool:
        """Whether its provider data can only come from a callback."""
        return bool(self.data) and self.mark not in {"token"}


def _first_lines(members: Iterable[LenientMember]) -> dict[str, int]:
    lines: dict[str, int] = {}
    for member in members:
        lines.setdefault(member.key, member.line)
    return lines


def groups_of(requests: Sequence[RequestBody]) -> list[FieldGroup]:
    """Return the requests in groups, in order."""
    groups: list[FieldGroup] = []
    for body in requests:
        mark = body.constant(SELECTOR) or _kind(body)
        group = next((g for g in groups if _same(g, mark, body)), None)
        if group:
            group.bodies.append(body)
        else:
            groups.append(FieldGroup(mark, [body]))
    return groups


def _kind(body: RequestBody) -> str:
    names = {member.key for member in body.provider_data}
    if names & {"oauth_token", "oauth_verifier"}:
        return "oauth1"
    if "code" in names:
        return "oauth2"
    if names:
        return "custom"
    return "token" if body.value.text("externalAuthentication") == "initial" else ""


def _same(group: FieldGroup, mark: str, body: RequestBody) -> bool:
    if group.mark or mark:
        return group.mark == mark
    names = {member.key for member in body.configuration}
    return bool(names & group.fields.keys()) or not names or not group.fields


def blocks_of(page: Page, group: FieldGroup, redirects: Sequence[FieldGroup]) -> range:
    """Return the part of the page that leads up to a group's requests."""
    if group not in redirects:
        return range(0)
    begins = sorted(g.bodies[0].block for g in redirects if g.bodies)
    ends = {id(g): _end(g, begins) for g in redirects if g.bodies}
    end = ends.get(id(group), 0)
    begin = max((other for other in ends.values() if other < end), default=-1)
    last = end == max(ends.values(), default=0)
    return range(begin + 1, len(page.document.blocks) if last else end + 1)


def _end(group: FieldGroup, begins: Sequence[int]) -> int:
    """Return where a group's requests end: before another group begins; later ones show events and the like."""
    first = group.bodies[0].block
    following = next((begin for begin in begins if begin > first), None)
    return max(body.block for body in group.bodies if following is None or body.block < following)


def nearest(groups: Sequence[FieldGroup], block: int) -> FieldGroup:
    """Return the group whose request stands last before a block, else the first."""
    before = [(body.block, g) for g in groups for body in g.bodies if body.block <= block]
    return max(before, key=lambda pair: pair[0])[1] if before else groups[0]
