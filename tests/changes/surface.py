"""What the generated client offers, by the data that its modules are made from, and what breaks who uses it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ocgen.model import Connector
from ocgen.model.attributes import own_fields
from ocgen.targets.python.connectors import ClassAttribute, common_attributes, module

# What an attribute may become without refusing anything that was given, and without giving anything else.
LIST, JSON = "Sequence[str] | str", "Mapping[str, JsonValue] | Sequence[JsonValue] | str"
WIDER = {("str", LIST), ("int", "float"), ("str", JSON), (LIST, JSON)}

Surface = dict[str, dict[str, ClassAttribute]]


def surface(connector: Connector) -> Surface:
    """Return the attributes of each class, by names that have the module in front."""
    made, platform = module(connector), connector.platform
    common = dict(zip((f.name for f in platform.everywhere), common_attributes(platform), strict=True))
    found: Surface = {}
    for class_ in made.all_classes:
        own = {field.name for field in own_fields(connector, class_.method)}
        inherited = [attribute for name, attribute in common.items() if name not in own]
        found[f"{made.name}.{class_.name}"] = {a.name: a for a in (*inherited, *class_.attributes)}
        if class_.query:
            found[f"{made.name}.{class_.query.name}"] = {a.name: a for a in class_.query.attributes}
    return found


def takes(annotation: str, other: str) -> bool:
    """Whether an attribute takes all that one with another annotation takes."""
    if other.startswith("Literal["):
        return annotation == "str" or values(other) <= values(annotation)
    return annotation == other or (other, annotation) in WIDER


def values(annotation: str) -> set[object]:
    return set(ast.literal_eval(annotation.removeprefix("Literal"))) if annotation.startswith("Literal[") else set()


def breaks(before: Connector, after: Connector) -> Iterator[str]:
    """Yield what a program finds no more, must give now, or can give no more."""
    old, new = surface(before), surface(after)
    for name, attributes in old.items():
        if name not in new:
            yield f"{name} is gone"
            continue
        for attribute in attributes.values():
            now = new[name].get(attribute.name)
            if now is None:
                yield f"{name}.{attribute.name} is gone"
            elif not takes(now.annotation, attribute.annotation):
                yield f"{name}.{attribute.name} is {now.annotation}"
        for attribute in new[name].values():
            if not attribute.optional and (attribute.name not in attributes or attributes[attribute.name].optional):
                yield f"{name} asks for {attribute.name}"
