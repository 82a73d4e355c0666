"""A parameter or field has no example.

The page, the example requests and the tests then show a value that is made up from the name and the type. A reader sees
the shape of a value best in one that could be real.

How to fix it: add an example, of a value that is not anybody's. A field with fixed values (enum, const) or a default
needs none, nor does a boolean or a value that comes from elsewhere (value_from).

    - key: acme.server
      example: acme123.example.com
    - key: acme.private.key
      secret: true
      example: fake_private_key     # of a secret, something that nobody takes for one
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context
from ocgen.model import Parameter

LEVEL: Level = "warning"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each parameter of which nothing shows a value."""
    for parameter in context.parameters:
        if not _shown(parameter):
            message = f'"{parameter.name}" has no example'
            yield Finding("missing-example", LEVEL, message, parameter.location, "example: a value that could be real")


def _shown(parameter: Parameter) -> bool:
    values = (parameter.example, parameter.const, parameter.default)
    if any(value is not None for value in values) or parameter.enum:
        return True
    return parameter.type == "boolean" or bool(parameter.value_from)
