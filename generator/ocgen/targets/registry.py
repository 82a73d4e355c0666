"""Targets are found by the entry point group ``ocgen.targets``, ours like anybody's."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import EntryPoint, entry_points

from ocgen.suggest import did_you_mean
from ocgen.targets.base import Target

GROUP = "ocgen.targets"


class TargetError(Exception):
    """A target that does not exist, exists twice or cannot be loaded; the message tells which and what to do."""


def target_names() -> list[str]:
    """Return the names of all installed targets, sorted."""
    return sorted(_entry_points())


def third_party(names: Sequence[str]) -> list[str]:
    """Return those of the names whose targets are not ours: what they make may depend on what we cannot see."""
    known = _entry_points()
    return [name for name in names if not known[name].value.startswith("ocgen.")]


def resolve_names(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the targets of a run, all of them when none is named; raises TargetError."""
    known = _entry_points()
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or f"the targets are {', '.join(sorted(known))}"
            raise TargetError(f'no target is named "{name}"; {hint}')
    return tuple(sorted(set(names) or known))


def load_targets(names: Sequence[str]) -> tuple[Target, ...]:
    """Return the named targets, made; raises TargetError."""
    known = _entry_points()
    return tuple(_load(known[name]) for name in resolve_names(names))


def _entry_points() -> dict[str, EntryPoint]:
    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=GROUP):
        other = found.setdefault(point.name, point)
        if other.value != point.value:
            raise TargetError(
                f'two installed distributions have a target "{point.name}" ({other.value}, {point.value}); remove one'
            )
    return found


def _load(point: EntryPoint) -> Target:
    try:
        target: Target = point.load()()
    except Exception as error:  # whatever a stranger's module raises on import
        distribution = point.dist.name if point.dist else "an installed distribution"
        reason = f"{type(error).__name__}: {error}"
        raise TargetError(f'the target "{point.name}" of {distribution} cannot be loaded: {reason}') from error
    missing = [name for name in ("name", "connector_artifacts", "shared_artifacts") if not hasattr(target, name)]
    if missing or target.name != point.name:
        what = f"it has no {', '.join(missing)}" if missing else f'it calls itself "{target.name}"'
        raise TargetError(f'the target "{point.name}" ({point.value}) is no target: {what}')
    return target
