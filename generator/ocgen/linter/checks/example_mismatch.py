"""An example, a default, a constant or one of the values is not accepted by its own field.

The value is not of the field's type, not one of its values (enum), too short or too long, or does not match its
pattern. The generated validator would refuse what the page shows; or the pattern is wrong and refuses what users have.
Or the example of an OAuth URL lacks the state that the call before it sends and the callback after it brings.

How to fix it: correct the value, or the type, enum, pattern or length.

    - key: acme.server
      pattern: ^[a-z0-9]+\\.acme\\.com$
      example: https://dt123.acme.com      # wrong: the pattern takes no https://
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.findings.location import NOWHERE
from ocgen.linter.context import Context
from ocgen.linter.values import wrong_type
from ocgen.model import Connector, Parameter, examples, said_bounds
from ocgen.patterns.analysis import judge
from ocgen.patterns.python import python_pattern
from ocgen.spec.tree import Mapping, Scalar

LEVEL: Level = "error"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each value that its own field refuses. No message holds a value: it may be a secret."""
    for parameter in context.parameters:
        for key in ("example", "default", "const"):
            value: str | None = getattr(parameter, key)
            wrong = None if value is None else _wrong(parameter, value)
            if wrong:
                message = f'the {key} of "{parameter.name}" {wrong}'
                at = context.place(parameter, key)
                yield Finding("example-mismatch", LEVEL, message, at, _remedy(parameter), secret=parameter.secret)
        for choice in parameter.enum:
            if wrong := _misfit(parameter, choice.value):
                message = f'the value "{choice.value}" of "{parameter.name}" {wrong}'
                at = context.place(parameter, "enum")
                yield Finding("example-mismatch", LEVEL, message, at, "correct the value, or its field's type")
    for connector in context.connectors:
        yield from _response(context, connector)
        yield from _oauth_urls(connector)


def _oauth_urls(connector: Connector) -> Iterator[Finding]:
    """Yield the example of the address that the user is sent to."""
    for method in connector.methods:
        sent, back = examples.oauth_url_query(connector, method), {p.name for p in method.callback}
        url = str(examples.oauth_url_response(connector, method).get("oauthUrl", ""))
        if "state" in sent and "state" in back and sent["state"] not in url:
            message = f'the example of the OAuth URL of "{method.name}" lacks the state that the call sends'
            remedy = f"add state={sent['state']} to oauth_url of the examples"
            yield Finding("example-mismatch", LEVEL, message, method.location, remedy)


def _response(context: Context, connector: Connector) -> Iterator[Finding]:
    """Yield the example answer of the instance request; secrets are masked in it."""
    fields = {f.name: f for f in (*connector.platform.everywhere, *connector.configuration)}
    for key, value in connector.response_configuration.items():
        field = fields.get(key)
        wrong = None if field is None or field.secret or value is None else _wrong(field, value)
        if field is not None and wrong:
            message = f'"{key}" of the example answer {wrong}'
            for path in connector.files:
                tree = context.loaded.documents.get(path, _NOTHING)
                node = tree.mapping("examples").mapping("response_configuration").get(key)
                if isinstance(node, Scalar) and node.wire == value:
                    yield Finding("example-mismatch", LEVEL, message, node.location, _remedy(field))
                    break


def _wrong(parameter: Parameter, value: str) -> str:
    """Return in which way a value does not fit, or an empty string."""
    values = [v.strip() for v in value.split(",")] if parameter.type == "list" else [value]
    choices = {choice.value for choice in parameter.enum}
    if choices and not choices.issuperset(values):
        return "is none of its values"
    return _misfit(parameter, value)


def _misfit(parameter: Parameter, value: str) -> str:
    """Return in which way a value does not fit type, length or pattern, or an empty string."""
    wrong = wrong_type(parameter.type, value)
    if wrong:
        return wrong
    broken = next((bound for bound in said_bounds(parameter) if bound.breaks(value)), None)
    if broken:
        return f"does not have {broken.english}"
    if parameter.pattern and not _matches(parameter.pattern, value):
        return "does not match its pattern"
    return ""


def _matches(pattern: str, value: str) -> bool:
    """Whether a value matches; True for a pattern that cannot be tried, which other rules report."""
    if not judge(pattern).safe:
        return True
    try:
        return re.search(python_pattern(pattern), value) is not None
    except re.error:
        return True


def _remedy(parameter: Parameter) -> str:
    if parameter.enum:
        return f"its values: {', '.join(choice.value for choice in parameter.enum)}"
    return f"it takes {parameter.accepts}" if parameter.accepts else "correct the value, or what the field says of it"


_NOTHING = Mapping((), NOWHERE)
