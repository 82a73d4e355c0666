"""The platform file lacks what clients and pages are made of.

A project may have a platform.yaml of its own. Each call of the client needs its endpoint: all that the bundled file has
and does not call optional. The instance request and its answer need their element. Without one of them nothing can be
generated.

How to fix it: add what is missing, as the bundled platform.yaml has it.

    endpoints:
      - id: oauth_uri      # wrong: the client asks for oauth_url
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from ocgen.files.resources import specs_directory
from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context
from ocgen.model import Platform, Property
from ocgen.spec.files import PLATFORM_FILE
from ocgen.spec.reader import read
from ocgen.spec.tree import Mapping

LEVEL: Level = "error"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each part of the platform that something is missing in."""
    platform = context.loaded.platform
    tree = context.documents.get(platform.location.path) if platform else None
    if platform is None or tree is None:
        return  # clients are made for the bundled one
    for part, there, needed in _needed(platform):
        entry = tree.entry(part)
        for name in needed:
            if name not in there:
                at = entry.key_location if entry else platform.location
                message = f'{part} of the platform lacks "{name}", which every client needs'
                yield Finding("incomplete-platform", LEVEL, message, at, f'add "{name}" to {part}')


def _needed(platform: Platform) -> Iterator[tuple[str, Collection[str], Collection[str]]]:
    """Yield each part, the names that it has and those that it needs."""
    yield "endpoints", {endpoint.id for endpoint in platform.endpoints}, endpoints()
    yield "instance_request", _objects(platform.instance_request), ("element", "configuration", "providerData")
    yield "instance_response", _objects(platform.instance_response), ("element",)


@cache
def endpoints() -> tuple[str, ...]:
    """Return the ids of the endpoints that clients cannot do without."""
    tree = read(PLATFORM_FILE, (specs_directory() / PLATFORM_FILE).read_bytes()).tree
    items = tree.items("endpoints") if tree else ()
    return tuple(item.text("id") for item in items if isinstance(item, Mapping) and not item.flag("optional"))


def _objects(members: Collection[Property]) -> set[str]:
    return {member.name for member in members if member.type == "object"}
