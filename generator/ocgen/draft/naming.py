"""Names of drafts: one each for what stands side by side in generated code, and none that a spec cannot have."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from ocgen.draft.found_calls import Branch, camel, singular
from ocgen.draft.text import Tree
from ocgen.model import ResourceField, variables_of
from ocgen.model.names import UniqueNames, identifier

_ALIAS = re.compile(r"[a-z][a-z0-9_]{0,89}\Z")


def named_apart(resources: dict[str, dict[str, Tree]], taken: Collection[str]) -> set[str]:
    """Give an alias to each resource whose name in generated code is taken; return the names of all."""
    found: set[str] = set()
    for key, tree in resources.items():
        name, number = identifier(key), 2
        if name in taken and f"all_{alias_of(name)}" not in {*taken, *found}:
            name = f"all_{alias_of(name)}"
        while name in found or name in taken:
            name, number = f"{alias_of(identifier(key))}_{number}", number + 1
        if name != identifier(key):
            resources[key] = {"alias": name, **tree}
        found.add(name)
    return found


def argued_apart(given: Iterable[ResourceField], taken: set[str]) -> list[ResourceField]:
    """Return parameters with an alias for each whose name in generated code is ``taken``, which grows by them."""
    apart = []
    for field in given:
        argument, number = field.argument, 2
        while argument in taken:
            argument, number = f"{alias_of(field.argument)}_{number}", number + 1
        taken.add(argument)
        apart.append(field if argument == field.argument else replace(field, alias=argument))
    return apart


def each_named(actions: Iterable[tuple[str, Tree]], taken: Collection[str] = ()) -> dict[str, Tree]:
    """Return actions by name; one whose name is taken gets a number."""
    names = UniqueNames(set(taken))
    return {names.unique(name): action for name, action in actions}


def variable_of(name: str, item: Branch | None, above: tuple[str, ...]) -> str:
    """Return the variable of an item: ``id``, below another one ``commentId``; a name of the source's own is kept."""
    if item is None:
        return ""
    wanted = item.variable if item.variable.isidentifier() and _is_name(item.variable) else ""
    usual = "id" if not above else f"{camel(singular(name))}Id"
    chosen = wanted if wanted and wanted not in above else usual
    taken = set(map(identifier, above))
    while identifier(chosen) in taken:
        chosen += "2"
    return chosen


def variables_apart(segment: str, above: Collection[str]) -> str:
    """Return a part of a path such as ``{id}.json`` with variables that none ``above`` has."""
    taken = set(map(identifier, above))
    for name in variables_of(segment):
        chosen = name
        while identifier(chosen) in taken:
            chosen += "2"
        taken.add(identifier(chosen))
        segment = segment.replace(f"{{{name}}}", f"{{{chosen}}}")
    return segment


def _is_name(variable: str) -> bool:
    return variable[:1].islower() and len(variable) <= 40


def alias_of(name: str) -> str:
    """Return a name that an alias can begin with."""
    return name if _ALIAS.match(name) else "value"
