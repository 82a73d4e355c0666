"""The platform file lacks what clients and pages are made of.

A project may have a platform.yaml of its own. Each call of the client needs its endpoint, and the instance request and
its answer need their element; without one of them nothing can be generated.

How to fix it: add what is missing, as the bundled platform.yaml has it.

    endpoints:
      - id: oauth_uri      # wrong: the client asks for oauth_url
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context
from ocgen.model import Platform, Property

LEVEL: Level = "error"

# What the client and the pages call.
ENDPOINTS = (
    *(
        "create_instance",
        "delete_instance",
        "disable_instance",
        "enable_instance",
        "get_configuration",
        "get_connector",
    ),
    *("get_instance", "list_instances", "oauth_token", "oauth_url", "ping", "replace_instance", "update_configuration"),
    "update_instance",
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each part of the platform that something is missing in."""
    platform = context.loaded.platform
    tree = context.loaded.documents.get(platform.location.path) if platform else None
    if platform is None or tree is None:
        return
    for part, there, needed in _needed(platform):
        entry = tree.entry(part)
        for name in needed:
            if name not in there:
                at = entry.key_location if entry else platform.location
                message = f'{part} of the platform lacks "{name}", which every client needs'
                yield Finding("incomplete-platform", LEVEL, message, at, f'add "{name}" to {part}')


def _needed(platform: Platform) -> Iterator[tuple[str, Collection[str], Collection[str]]]:
    """Yield each part, the names that it has and those that it needs."""
    yield "endpoints", {endpoint.id for endpoint in platform.endpoints}, ENDPOINTS
    yield "instance_request", _objects(platform.instance_request), ("element", "configuration", "providerData")
    yield "instance_response", _objects(platform.instance_response), ("element",)


def _objects(members: Collection[Property]) -> set[str]:
    return {member.name for member in members if member.type == "object"}
