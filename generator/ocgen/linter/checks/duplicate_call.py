"""Two calls of a connector are the same.

A method and a path make a call, whatever the names of the path's variables. Where two resources or actions have both in
common, generated code has two methods for one thing, and a table tells it twice.

How to fix it: remove one of the two, or correct its path. One that sends a file beside one that sends none is another
call, and so is one that answers with a file.

    contacts:
      calls: [list, get]
      actions: {find: "GET {id}"}    # wrong: get says it
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level, Related
from ocgen.findings.location import Location
from ocgen.linter.context import Context
from ocgen.model import Connector, path_shape

LEVEL: Level = "warning"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each call that is one before it."""
    for connector in context.connectors:
        yield from _duplicates(connector)


def _duplicates(connector: Connector) -> Iterator[Finding]:
    seen: dict[tuple[object, ...], tuple[str, Location]] = {}
    for names, resource in connector.every_resource():
        for call in resource.calls:
            if not call.path:
                continue
            kind = (resource.hub, call.method, path_shape(call.path), bool(call.multipart), call.answer == "file")
            name = ".".join((*names, call.name))
            other, place = seen.setdefault(kind, (name, call.location))
            if place != call.location or other != name:
                message = f"{name} is the call {other} once more: {call.method} {call.path}"
                related = (Related(place, other),)
                remedy = "remove one of the two, or correct its path"
                yield Finding("duplicate-call", LEVEL, message, call.location, remedy, related)
