"""Resources of a connector -> one JSON Schema document with a definition a body and a definition an answer.

A body is ``#/$defs/bodies/$defs/NAME``, an answer ``#/$defs/answers/$defs/NAME``; bodies that are the same are written
once.
"""

from __future__ import annotations

from collections.abc import Iterable

from ocgen.model import Connector
from ocgen.shapes import Object, ResourceShape, resource_answers, resource_bodies
from ocgen.targets.json_schema import Schema, object_schema


def resources_schema(connector: Connector) -> Schema:
    """Return the schema of all bodies and answers of a connector's resources; empty where none has known members."""
    bodies, answers = resource_bodies(connector), resource_answers(connector)
    groups: Schema = {}
    if bodies:
        groups["bodies"] = {"$defs": _definitions("bodies", bodies, request=True)}
    if answers:
        groups["answers"] = {"$defs": _definitions("answers", answers, request=False)}
    return {"title": f"{connector.name}: bodies of resources", "$defs": groups} if groups else {}


def _definitions(group: str, shapes: Iterable[ResourceShape], *, request: bool) -> Schema:
    first: dict[Object, str] = {}
    schemas: Schema = {}
    for each in shapes:
        name = first.setdefault(each.shape, each.name)
        same = {"$ref": f"#/$defs/{group}/$defs/{name}"}
        schemas[each.name] = object_schema(each.shape, "", request=request) if name == each.name else same
    return schemas
