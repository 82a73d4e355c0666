"""The record after a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ocgen.model import Connector
from ocgen.plan.compare import Disk, FileState
from ocgen.plan.digests import digest
from ocgen.plan.inputs import SETTINGS, TEMPLATES, TOOL, Inputs, spec_names
from ocgen.plan.plan import Scope
from ocgen.plan.record import SHARED, OutputRecord, Owned


def record_after(
    states: Sequence[FileState], disk: Disk, scope: Scope, connectors: Sequence[Connector], inputs: Inputs
) -> OutputRecord:
    """Return what is owned once ``states`` are written; what is out of scope or was kept stays as recorded."""
    files = {
        path: owned
        for path, owned in disk.record.files.items()
        if path in disk.kept or not scope.holds(owned.target, owned.connector)
    }
    left_alone = {owned.connector for path, owned in files.items() if path not in disk.kept}
    for state in states:
        if state.wanted is not None:
            files[state.path] = Owned((digest(state.wanted.encode()),), state.target, state.connector)
    any_written = any(state.state != "current" for state in states)
    return OutputRecord(files, _inputs(disk.record.inputs, connectors, left_alone, inputs, any_written=any_written))


def _inputs(
    before: Mapping[str, tuple[str, ...]],
    connectors: Iterable[Connector],
    left_alone: set[str],
    inputs: Inputs,
    *,
    any_written: bool,
) -> dict[str, tuple[str, ...]]:
    """Return the inputs' digests: as they are now, but for those of files that the run has ``left_alone``.

    Those stay, or nothing would tell what makes these files stale. The tool and the templates stay too while no file
    has changed: a comment in a template is no reason to write the record.
    """
    made = {connector.key: spec_names(connector) for connector in connectors}
    now: dict[str, tuple[str, ...]] = {
        name: (inputs.of(name),) for names in (*made.values(), (SETTINGS, TEMPLATES, TOOL)) for name in names
    }
    kept: set[str] = set()
    if left_alone:
        kept = {SETTINGS, TEMPLATES, TOOL}.union(*(made.get(key, ()) for key in left_alone - {SHARED}))
        now = {**before, **now}
        if left_alone & {SHARED, *(left_alone - made.keys())}:  # of all connectors, or of one that was removed
            kept = set(now)
    if not any_written:
        kept |= {name for name in (TEMPLATES, TOOL) if len(before.get(name, ())) == 1}
    return {name: before[name] if name in kept and name in before else digests for name, digests in now.items()}
