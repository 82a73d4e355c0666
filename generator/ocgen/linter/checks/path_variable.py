"""A path has a variable that no argument can fill.

Each variable of a hub call's path becomes an argument of the generated method. Its name must therefore be a name, and
each name can stand in a path only once: in `/files/{id}/comments/{id}` one argument would have to be two ids. A brace
that nothing closes is no variable at all.

How to fix it: give the item of the inner resource another name with `id`, or correct the path of the action.

    files:
      children:
        comments: {calls: [get]}                   # wrong: /files/{id}/comments/{id}
        comments: {id: commentId, calls: [get]}    # right
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context
from ocgen.model import HubCall, path_shape
from ocgen.model.names import identifier

LEVEL: Level = "error"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each call with such a path."""
    for connector in context.connectors:
        for _, resource in connector.every_resource():
            for call in resource.calls:
                if fault := _fault(call):
                    remedy = "name the item with `id`, or correct the path of the action"
                    yield Finding("path-variable", LEVEL, fault, call.location, remedy)


def _fault(call: HubCall) -> str:
    path = call.path or call.path_twin
    if set(path_shape(path).replace("{}", "")) & set("{}"):
        return f"the path {path} has a brace that is no part of a variable"
    made: dict[str, str] = {}
    for variable in call.variables:
        if not variable.isidentifier():
            return f'the variable "{variable}" of {path} is no name: letters, digits and underscores, no digit first'
        if identifier(variable) in made:
            return f"the path {path} has two variables with one name, {identifier(variable)}"
        made[identifier(variable)] = variable
    return ""
