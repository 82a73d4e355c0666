"""The ways to sign in that a page shows. An OAuth call belongs to the request that follows it."""

from __future__ import annotations

from collections.abc import Sequence

from ocgen.facts.connector import MethodFacts
from ocgen.findings.location import Location
from ocgen.model import AuthType
from ocgen.upstream.extract import lists
from ocgen.upstream.extract.assigned import groups_assigned
from ocgen.upstream.extract.groups import FieldGroup, blocks_of, groups_of
from ocgen.upstream.extract.page import Page
from ocgen.upstream.extract.sign_in import TYPES, flow_of, type_of


def find_methods(page: Page) -> tuple[MethodFacts, ...]:
    """Return the ways to sign in, in the page's order."""
    groups = groups_assigned(page, groups_of(page.requests)) if page.requests else []
    if not groups and (page.calls or any(one.purpose == "query" for one in page.said)):
        groups = [FieldGroup("", [])]
    used: dict[str, int] = {}
    methods = []
    for group in groups:
        type_ = type_of(page, group, alone=len(groups) == 1)
        name = TYPES.get(group.mark.lower()) or type_ or group.mark or "custom"
        used[name] = used.get(name, 0) + 1
        if used[name] > 1:
            name = f"{name}-{used[name]}"
        methods.append(_method(page, group, groups, name, type_))
    return tuple(methods)


def _method(
    page: Page, group: FieldGroup, groups: Sequence[FieldGroup], name: str, type_: AuthType | None
) -> MethodFacts:
    redirects = [g for g in groups if g.redirect] or [g for g in groups if not g.bodies or len(groups) == 1]
    own = len(redirects) == 1 and redirects[0] is group
    blocks = None if own else blocks_of(page, group, redirects)
    token = tuple(lists.query(page, "token", blocks))
    url = tuple(lists.query(page, "url", blocks))
    flow = flow_of(page, group, url, token)
    line = group.bodies[0].fragment.line if group.bodies else 1
    return MethodFacts(
        name=name,
        type=type_,
        flow=flow,
        oauth_token_query=token,
        oauth_url_query=url,
        callback=tuple(lists.callback(page, blocks)) if group.data or url else (),
        provider_data=tuple(lists.provider_data(page, group, flow)) or lists.provider_data_said(page, group),
        configuration=tuple(lists.configuration(page, group, groups)),
        request=tuple(lists.request(page, group)),
        location=Location(page.path, line),
    )  # fmt: skip
