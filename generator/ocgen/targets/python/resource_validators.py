"""Resources of a connector -> a module with a table of the known members of each body and of each answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ocgen.model import Connector
from ocgen.model.names import UniqueNames, identifier
from ocgen.shapes import Leaf, Listing, Member, Object, ResourceShape, Shape, natives, resource_answers, resource_bodies
from ocgen.targets.python.literal import docstring, literal, sequence
from ocgen.targets.python.source import exports, module_source
from ocgen.targets.python.validator_module import TYPES

_RUNTIME = "..validators._bodies"


def resource_validators(connector: Connector) -> str:
    """Return the source of a connector's module; empty where no resource has known members."""
    bodies, answers = resource_bodies(connector), resource_answers(connector)
    if not bodies and not answers:
        return ""
    constants = _constants((*bodies, *answers))
    tables = [f'{name}: "Known" = {table}' for table, name in constants.items()]
    blocks = [
        exports(["ANSWERS", "BODIES"]),
        TYPES.format(_RUNTIME, "Known"),
        *tables,
        _checks("BODIES", "Body", bodies, constants),
        _checks("ANSWERS", "Answer", answers, constants),
    ]
    title = docstring(f"Checks what the calls of {connector.name} ({connector.key}) send and answer.")
    imports = {_RUNTIME: ("Answer", "Body", "Checks", "Required")}
    return module_source(connector.file, title, imports, blocks)


def _constants(shapes: Iterable[ResourceShape]) -> dict[str, str]:
    """Return the distinct tables, each with the name of its constant: after the first that has it."""
    names, found = UniqueNames(), dict[str, str]()
    for each in shapes:
        table = _table(each.shape)
        if table not in found:
            found[table] = names.unique(f"_{identifier(each.name).upper()}")
    return found


def _checks(name: str, kind: str, shapes: Sequence[ResourceShape], constants: dict[str, str]) -> str:
    entries = (f"{literal(each.name)}: {constants[_table(each.shape)]}" for each in shapes)
    return f"{name} = Checks({kind}, {{{', '.join(entries)}}})"


def _table(shape: Shape) -> str:
    """Return the expression that stands for a shape in tables of the runtime."""
    if isinstance(shape, Object):
        return "{" + ", ".join(map(_entry, shape.members)) + "}"
    if isinstance(shape, Listing):
        return f"[{_table(shape.items or Leaf(()))}]"
    if shape.choices:
        texts = [choice.value for choice in shape.choices]
        return sequence((*map(literal, texts), *map(repr, natives(shape, texts))))
    return literal(shape.types[0] if shape.types else "any")


def _entry(member: Member) -> str:
    table = _table(member.shape)
    return f"{literal(member.name)}: {f'Required({table})' if member.required else table}"
