"""All artifacts of a run, in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ocgen.errors import GenerationError
from ocgen.model import Edition
from ocgen.output.artifact import Artifact
from ocgen.plan.paths import is_inside
from ocgen.plan.render import NOTHING, SecondProcess, Tick, render
from ocgen.targets.base import Target, speaks_languages
from ocgen.templates import Templates


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
    english: Edition,
    templates: Templates,
    wanted: Callable[[str], bool] = lambda key: True,
    pages: Sequence[Edition] = (),
    tick: Tick = lambda done: None,
    beside: SecondProcess = NOTHING,
) -> Plan:
    """Render everything: the files of each connector that is ``wanted``, and the shared ones for all connectors.

    Targets that speak languages make their files once for each edition in ``pages`` (none given: in English).

    ``tick`` is told how many more connectors are done; what stands ``beside`` is done once.
    Raises what that raises, and GenerationError when two targets make one path, a path leaves the output directory, or
    a text is not final.
    """
    artifacts: list[Artifact] = []
    for edition, makers in _makers(targets, english, pages):
        platform, connectors = edition
        chosen = [c for c in connectors if wanted(c.key)]
        first = edition is english
        artifacts += render(makers, chosen, templates, tick, beside) if first else render(makers, chosen, templates)
        for target in makers:
            artifacts += target.shared_artifacts(platform, connectors, templates)
    faults = list(_faults(artifacts))
    if faults:
        raise GenerationError("; ".join(faults))
    return Plan(tuple(sorted(artifacts, key=lambda artifact: artifact.path)))


def _makers(
    targets: Sequence[Target], english: Edition, pages: Sequence[Edition]
) -> Iterator[tuple[Edition, Sequence[Target]]]:
    """Yield each edition with the targets that make files of it; English comes first, since every target can."""
    speaking = [target for target in targets if speaks_languages(target)]
    only_others = bool(pages) and all(edition is not english for edition in pages)
    yield english, [target for target in targets if target not in speaking] if only_others else targets
    for edition in pages:
        if edition is not english:
            yield edition, speaking


def _faults(artifacts: Iterable[Artifact]) -> Iterator[str]:
    makers: dict[str, Artifact] = {}
    for artifact in artifacts:
        path = artifact.path
        if not is_inside(path):
            yield f"the target {artifact.target} makes {path!r}, which is outside of the output directory"
        # Some file systems take names that differ by case for one file.
        other = makers.setdefault(path.lower(), artifact)
        if other is not artifact:
            seen = f" (seen as {other.path})" if other.path != path else ""
            keys = [f'"{a.connector}"' for a in (other, artifact) if a.connector]
            same = other.connector == artifact.connector
            way = "leave one of the two targets out" if same else f"give the connector {' or '.join(keys)} an alias"
            yield f"{_maker(other)} and {_maker(artifact)} both make {path}{seen}; {way}"
        if not artifact.text.endswith("\n") or "\r" in artifact.text:
            yield f"the target {artifact.target} makes {path} with line ends that are not final"


def _maker(artifact: Artifact) -> str:
    whose = f"the connector {artifact.connector}" if artifact.connector else "all connectors"
    return f"the target {artifact.target} for {whose}"
