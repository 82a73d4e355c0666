"""Targets by name: ours, and those of other distributions, which register in the entry point group ``ocgen.targets``.

A target of a third party runs only where it is named. So what is generated depends on the project's configuration and
not on what happens to be installed, and a run of our own targets need not look through the installed distributions.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from ocgen.errors import GenerationError
from ocgen.text.suggest import did_you_mean

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from ocgen.targets.base import Target
    from ocgen.targets.options import TargetOption

GROUP = "ocgen.targets"

OURS = {
    "docs": ("ocgen.targets.docs", "DocsTarget"),
    "python": ("ocgen.targets.python.target", "PythonTarget"),
    "schemas": ("ocgen.targets.schemas", "SchemasTarget"),
}

# Those of ours that have options of their own declare them here, apart from what it takes to make anything.
_WITH_OPTIONS = {"python": "ocgen.targets.python.options"}


def third_party(names: Sequence[str]) -> list[str]:
    """Return those of the names whose targets are not ours: what they make may depend on what we cannot see."""
    return [name for name in names if name not in OURS]


def resolve_names(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the targets of a run, all of ours when none is named; raises GenerationError."""
    others = _entry_points() if third_party(names) else {}
    for name in third_party(names):
        if name not in others:
            known = {**OURS, **others}
            hint = did_you_mean(name, known) or f"the targets are {', '.join(sorted(known))}"
            raise GenerationError(f'no target is named "{name}"; {hint}')
    return tuple(sorted(set(names) or OURS))


def load_targets(names: Sequence[str]) -> tuple[Target, ...]:
    """Return the named targets, made; raises GenerationError."""
    resolved = resolve_names(names)
    others = _entry_points() if third_party(resolved) else {}
    return tuple(_ours(name) if name in OURS else _load(others[name]) for name in resolved)


def options_of(name: str) -> tuple[TargetOption, ...]:
    """Return the options that a target declares; raises GenerationError for an unknown one."""
    if name in OURS:
        module = _WITH_OPTIONS.get(name)
        return import_module(module).OPTIONS if module else ()
    (target,) = load_targets([name])
    return tuple(getattr(target, "options", ()))


def _ours(name: str) -> Target:
    module, kind = OURS[name]
    target: Target = getattr(import_module(module), kind)()
    return target


def _entry_points() -> dict[str, EntryPoint]:
    from importlib.metadata import entry_points

    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=GROUP):
        if point.name in OURS:
            raise GenerationError(
                f'"{point.name}" is a target of ocgen\'s own; the one of {_distribution(point)} needs another name'
            )
        other = found.setdefault(point.name, point)
        if other.value != point.value:
            raise GenerationError(
                f'two installed distributions have a target "{point.name}" ({other.value}, {point.value}); remove one'
            )
    return found


def _load(point: EntryPoint) -> Target:
    try:
        target: Target = point.load()()
    except Exception as error:  # whatever the module of a third party raises on import
        reason = f"{type(error).__name__}: {error}"
        raise GenerationError(
            f'the target "{point.name}" of {_distribution(point)} cannot be loaded: {reason}'
        ) from error
    missing = [name for name in ("name", "connector_artifacts", "shared_artifacts") if not hasattr(target, name)]
    if missing or target.name != point.name:
        what = f"it has no {', '.join(missing)}" if missing else f'it calls itself "{target.name}"'
        raise GenerationError(f'the target "{point.name}" ({point.value}) is no target: {what}')
    return target


def _distribution(point: EntryPoint) -> str:
    return point.dist.name if point.dist else "an installed distribution"
