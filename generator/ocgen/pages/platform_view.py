"""What pages show of the platform itself, prepared: the same for all connectors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ocgen.model import Endpoint, JsonValue, Platform, PlatformCall, Property, Region, examples
from ocgen.model.call import base_url, make_call, request_line
from ocgen.tables.rows import MemberRow, PageRow, platform_rows
from ocgen.text.anchors import anchor


@dataclass(frozen=True, slots=True)
class PlatformView:
    """The platform: its regions, the fields and parameters that every connector takes, instances and errors."""

    platform: Platform
    base_url: str
    regions: tuple[tuple[Region, str], ...]  # with the base URL of each
    fields: tuple[PageRow, ...]  # what every connector accepts in `configuration`
    query: tuple[PageRow, ...]  # what every OAuth URL call accepts
    members: tuple[MemberRow, ...]  # of the instance request
    answer: tuple[MemberRow, ...]  # of the instance
    calls: tuple[tuple[Endpoint, str], ...]  # of instances, with method and path
    bulk: tuple[PlatformCall, ...]  # of jobs that move many objects
    error_response: Mapping[str, JsonValue]


def platform_view(platform: Platform) -> PlatformView:
    """Return everything that pages show of a platform itself."""
    return PlatformView(
        platform=platform,
        base_url=base_url(platform, platform.regions[0]),
        regions=tuple((region, base_url(platform, region)) for region in platform.regions),
        fields=platform_rows("everywhere", platform.everywhere),
        query=platform_rows("everywhere-query", platform.everywhere_query),
        members=tuple(_members("member", platform.instance_request)),
        answer=tuple(_members("response", platform.instance_response)),
        calls=tuple((e, request_line(make_call(platform, e.id))) for e in platform.endpoints if _of_instances(e)),
        bulk=tuple(call for call in platform.hub_api.calls if call.path.startswith("/bulk/")),
        error_response=examples.error_response(platform),
    )


def _of_instances(endpoint: Endpoint) -> bool:
    return endpoint.path.startswith("/instances")


def _members(section: str, members: tuple[Property, ...]) -> tuple[MemberRow, ...]:
    """Return a row a member; of one that holds others with a meaning of their own, those."""
    found = []
    for member in members:
        for part in member.properties or (None,):
            path = (member.name, part.name) if part else (member.name,)
            required = member.required and (part or member).required
            found.append(MemberRow(anchor(section, *path), path, part or member, required))
    return tuple(found)
