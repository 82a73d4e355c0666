"""A parameter as cells, one a column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ocgen.model import Parameter, Requirement
from ocgen.tables.prose import linked
from ocgen.tables.rich import Cell, Code, Inline, Line, Reference, Strong, Text, cell, codes, sentence, text
from ocgen.tables.table import Column
from ocgen.targets.docs.rows import Row

PARAMETER_COLUMNS: tuple[Column, ...] = (
    Column("key", "Key"),
    Column("label", "Name"),
    Column("term", "Provider's term"),
    Column("required", "Required"),
    Column("type", "Type"),
    Column("secret", "Secret"),
    Column("default", "Default"),
    Column("accepted", "Accepted values"),
    Column("example", "Example"),
    Column("description", "Description"),
    Column("details", "Description"),
    Column("where-to-find", "Where to find it"),
    Column("method", "Method"),
    Column("group", "Group"),
    Column("documentation", "Documentation"),
)
PARAMETER_DEFAULT = ("key", "required", "type", "secret", "details")

YES, NO = "yes", "no"


def yes_no(value: bool) -> Cell:
    """Return the cell of a yes or no."""
    return text(YES if value else NO)


def parameter_cells(row: Row, requirement: Requirement, provider: str, anchors: Mapping[str, str]) -> dict[str, Cell]:
    """Return the cells of a parameter; ``anchors`` are the ids of the fields that the same table shows, by key."""
    p = row.parameter
    return {
        "key": cell(Code(p.name)),
        "label": text(p.label or p.name),
        "term": text(p.term),
        "required": _required(requirement, anchors),
        "type": text("JSON" if p.type == "json" else p.type),
        "secret": yes_no(p.secret),
        "default": () if p.default is None else _value(p.default),
        "accepted": _accepted(p),
        "example": () if p.example is None or p.secret else _value(p.example),
        "description": _description(p),
        "details": tuple(_details(row, provider, anchors)),
        "where-to-find": (linked(sentence(p.where_to_find)),) if p.where_to_find else (),
    }


def _field(key: str, anchors: Mapping[str, str]) -> Inline:
    return Reference(key, anchors[key]) if key in anchors else Code(key)


def _value(value: str) -> Cell:
    return cell(Code(value)) if value else text("empty")


def _required(requirement: Requirement, anchors: Mapping[str, str]) -> Cell:
    if not requirement.conditional:
        return yes_no(requirement.always)
    parts: list[Inline] = []
    for condition in requirement.when:
        parts += [Text(" and " if parts else "when "), _field(condition.field, anchors), Text(" is ")]
        parts += codes(condition.values, " or ")
    if requirement.note:
        parts.append(Text(f", {requirement.note}" if parts else requirement.note))
    return cell(*parts)


def _accepted(p: Parameter) -> Cell:
    if p.const is not None:
        return _value(p.const)
    if p.enum:
        return tuple(
            (Code(choice.value), *((Text(f": {choice.description}"),) if choice.description else ()))
            for choice in p.enum
        )
    if p.accepts:
        return text(p.accepts)
    return cell(Code(p.pattern))


def _description(p: Parameter) -> Cell:
    if not p.deprecated:
        return text(sentence(p.description))
    return cell(Strong("Deprecated."), Text(f" {sentence(p.deprecated)} {sentence(p.description)}".rstrip()))


def _details(row: Row, provider: str, anchors: Mapping[str, str]) -> Iterator[Line]:
    """Yield what it is, where it comes from, what it may be and where to find it, a line each."""
    p = row.parameter
    first = [part for line in _description(p) for part in line]
    first += _after(first, _source(row, anchors))
    first += _after(first, (Text(f"{provider} calls it "), Strong(p.term), Text(".")) if p.term else ())
    if first:
        yield tuple(first)
    if p.const is not None:
        yield (Text("Always "), *_value(p.const)[0], Text("."))
    elif p.enum:
        yield (Text("Accepted: "), *_choices(p), Text("."))
    elif p.accepts:
        yield (Text(f"Must be {sentence(p.accepts)}"),)
    elif p.pattern:
        yield (Text("Must match "), Code(p.pattern), Text("."))
    if p.default is not None:
        yield (Text("Left out, it is "), *_value(p.default)[0], Text("."))
    if row.example:
        yield (Text("Example: "), Code(row.example), Text("."))
    if p.where_to_find and not row.source:
        yield (Text("Where to find it: "), *linked(sentence(p.where_to_find)))
    if p.renamed_from:
        yield (Text("Its earlier name was "), Code(p.renamed_from), Text("."))


def _after(before: list[Inline], parts: Line) -> Line:
    return (Text(" "), *parts) if before and parts else parts


def _choices(p: Parameter) -> Iterator[Inline]:
    for number, choice in enumerate(p.enum):
        if number:
            yield Text(", ")
        yield Code(choice.value)
        if choice.description:
            yield Text(f" ({choice.description.strip().removesuffix('.')})")


def _source(row: Row, anchors: Mapping[str, str]) -> Line:
    source = row.source
    if source is None:
        return ()
    if source.kind == "configuration":
        return (Text("The same value goes into the field "), _field(source.name, anchors), Text("."))
    place = "callback" if source.kind == "callback" else "answer of the oauth/token call"
    return (Text("Take it from "), Code(source.name), Text(f" in the {place}."))
