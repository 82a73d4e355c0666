"""A constant of the request stands in the place of what the request itself says.

`request` of a way to sign in names further members of the instance request that are always the same. Those that the
platform wants in a form of its own (element, configuration, providerData, tags, name) are made of the rest of the spec
or given by the user; a constant in their place would be refused, and the same member would stand in the request twice.

How to fix it: leave the member out of `request`, or give it one of the values that the platform takes.

    authentication:
      oauth2:
        request: {element: acme}                      # wrong
        request: {externalAuthentication: initial}    # right
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context
from ocgen.model import Property

LEVEL: Level = "error"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each constant of a member that cannot be one."""
    for connector in context.connectors:
        members = {p.name: p for p in connector.platform.instance_request}
        for method in connector.methods:
            for name, value in method.request:
                if name in members and (wrong := _wrong(members[name], value)):
                    message = f'the constant "{name}" of the request of "{method.name}" {wrong}'
                    at = context.under(method.location, "request", name)
                    yield Finding("request-member", LEVEL, message, at, "leave it out of `request`, or correct it")


def _wrong(member: Property, value: str) -> str:
    if member.required or member.type != "string":
        return "is a member that the rest of the spec, or the user, says"
    return "" if not member.enum or value in member.enum else f"must be one of {', '.join(member.enum)}"
