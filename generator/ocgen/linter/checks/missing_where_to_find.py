"""A required field does not say where to find its value.

Whoever fills in the form has never seen the provider's console. A field that must be filled in and does not say where
its value comes from ends in a support ticket.

How to fix it: add where_to_find, with the path through the provider's pages. A field with fixed values (enum, const)
or a default needs none, nor does one whose value comes from elsewhere (value_from).

    - key: acme.server
      description: Host name of the Acme account.
      where_to_find: It is the first part of the address in your browser once you are signed in.
      required: true
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context
from ocgen.model import Parameter

LEVEL: Level = "warning"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each required configuration field that leaves the user to search."""
    fields = (f for c in context.connectors for m in c.methods for f in m.configuration)
    for field in dict.fromkeys(fields):
        if field.required.always and not field.where_to_find and not _known(field):
            message = f'"{field.name}" is required and does not say where to find it'
            remedy = "where_to_find: the way through the provider's pages"
            yield Finding("missing-where-to-find", LEVEL, message, field.location, remedy)


def _known(field: Parameter) -> bool:
    return bool(field.enum or field.value_from) or field.const is not None or field.default is not None
