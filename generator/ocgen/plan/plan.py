"""All artifacts of a run, in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

from ocgen.artifact import Artifact
from ocgen.model import Connector, Platform
from ocgen.plan.render import Tick, render
from ocgen.targets.base import Target
from ocgen.templates import Templates


class PlanError(Exception):
    """Targets make something that cannot be written; ``faults`` names all of it."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the output that a run is about; None stands for all."""

    targets: frozenset[str] | None = None
    connectors: frozenset[str] | None = None

    def holds(self, target: str, connector: str) -> bool:
        """Whether a file of ``target`` and ``connector`` (empty: shared) is in the scope."""
        if self.targets is not None and target not in self.targets:
            return False
        return self.connectors is None or not connector or connector in self.connectors


@dataclass(frozen=True, slots=True)
class Plan:
    """The artifacts of a run, sorted by path, each path once."""

    artifacts: tuple[Artifact, ...]


def build_plan(
    targets: Sequence[Target],
    platform: Platform,
    connectors: Sequence[Connector],
    templates: Templates,
    wanted: Callable[[str], bool] = lambda key: True,
    tick: Tick = lambda done: None,
) -> Plan:
    """Render everything: the files of each connector that is ``wanted``, and the shared ones for all ``connectors``.

    ``tick`` is told how many more connectors are done.
    Raises PlanError when two targets make one path, a path leaves the output directory, or a text is not final.
    """
    artifacts = render(targets, [c for c in connectors if wanted(c.key)], templates, tick)
    for target in targets:
        artifacts += target.shared_artifacts(platform, connectors, templates)
    faults = list(_faults(artifacts))
    if faults:
        raise PlanError(faults)
    return Plan(tuple(sorted(artifacts, key=lambda artifact: artifact.path)))


def _faults(artifacts: Iterable[Artifact]) -> Iterator[str]:
    makers: dict[str, Artifact] = {}
    for artifact in artifacts:
        path = artifact.path
        if not _inside(path):
            yield f"the target {artifact.target} makes {path!r}, which is outside of the output directory"
        # Some file systems take names that differ by case for one file.
        other = makers.setdefault(path.lower(), artifact)
        if other is not artifact:
            yield f"the targets {other.target} and {artifact.target} both make {path} (seen as {other.path})"
        if not artifact.text.endswith("\n") or "\r" in artifact.text:
            yield f"the target {artifact.target} makes {path} with line ends that are not final"


def _inside(path: str) -> bool:
    pure = PurePosixPath(path)
    windows = PureWindowsPath(path)
    if not path or pure.is_absolute() or windows.drive or windows.root or "\\" in path or "\0" in path:
        return False
    return ".." not in pure.parts and pure.as_posix() == path
