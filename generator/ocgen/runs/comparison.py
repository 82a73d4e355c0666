"""What `generate` and `check` share: everything up to the states of the files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocgen.errors import SpecsError
from ocgen.plan.remedy import Remedy
from ocgen.plan.stored import RecordError
from ocgen.runs.preparation import Prepared, prepare
from ocgen.runs.progress import Progress, ProgressStep
from ocgen.runs.project import config_option, repeated
from ocgen.targets.registry import load_targets

if TYPE_CHECKING:
    from ocgen.model import Connector
    from ocgen.plan.compare import Disk, FileState
    from ocgen.plan.plan import Scope
    from ocgen.plan.record import OutputRecord
    from ocgen.project.config import Config
    from ocgen.spec.loader import Loaded


@dataclass(frozen=True)
class Compared:
    """The states of the files of the run's scope, and what it takes to write them.

    ``record`` is what there is to record once they are written.
    """

    states: list[FileState]
    disk: Disk
    scope: Scope
    connectors: tuple[Connector, ...]
    record: OutputRecord

    @property
    def current(self) -> bool:
        """Whether nothing is to be written but perhaps the record."""
        return all(state.state == "current" for state in self.states)


def begin(config: Config, keys: Sequence[str]) -> tuple[Prepared, Remedy] | None:
    """Return what is known before any spec is read, and the command that fixes what a run finds that was given this.

    Returns None when the run is about the documents of the configuration alone. Raises ConfigError, SelectionError,
    GenerationError for a target or a template that cannot be used, and RecordError.
    """
    remedy = Remedy(repeated(config), tuple(keys) if config.only_named else (), config_option(config))
    try:
        prepared = prepare(config, keys)
    except RecordError as error:
        help_ = f"move away what is there, then run: {remedy.command()}"
        raise RecordError(f"{error}; {help_}, which makes the record again and overwrites no edited file") from None
    return None if prepared is None else (prepared, remedy)


def compare_all(prepared: Prepared, progress: Progress) -> Compared:
    """Load, check and render what is not known to be current.

    Raises SpecsError, GenerationError, and RecordError for what an interrupted run has left.
    """
    from ocgen.plan.compare import Disk, compare
    from ocgen.plan.history import History
    from ocgen.plan.inputs import spec_names
    from ocgen.plan.journal import read_journal
    from ocgen.plan.next_record import record_after
    from ocgen.plan.plan import Scope, build_plan
    from ocgen.plan.render import SecondProcess
    from ocgen.plan.verified import current_connectors
    from ocgen.spec.loader import load

    chosen, record, out = prepared.project, prepared.record, prepared.out
    languages = chosen.config.languages
    prepared.take_inputs()
    reading = ProgressStep(progress, "reading specs", len(chosen.connectors))
    loaded = load(chosen.directories, chosen.connectors, languages, reading.advance)
    if loaded.platform is None or loaded.failed:
        _refuse_errors(loaded, set())
    assert loaded.platform is not None
    english = loaded.platform, loaded.connectors
    pages = [edition for edition in (english, *loaded.translations) if edition[0].language in languages]
    made_from = {connector.key: spec_names(connector) for connector in loaded.connectors if prepared.trusted}
    current = current_connectors(out, record, made_from, prepared.inputs, prepared.targets, prepared.verified)
    wanted = set(chosen.selected) - current
    targets = load_targets(prepared.targets)
    generating = ProgressStep(progress, "generating", len(wanted))
    judging = SecondProcess(lambda: _refuse_errors(loaded, current), len(wanted))
    plan = build_plan(targets, english, prepared.templates, wanted.__contains__, pages, generating.advance, judging)
    begun = read_journal(out)
    current &= set(chosen.connectors)
    kept = {
        path for path, owned in record.files.items() if owned.connector in current and owned.target in prepared.targets
    }
    disk = Disk(out, record, kept, begun, prepared.stored.lost, History(out, record))
    named = None if chosen.whole else frozenset(chosen.selected)
    narrowed = "targets" in chosen.config.given  # those that the configuration leaves out are meant to go
    scope = Scope(frozenset(prepared.targets) if narrowed else None, named)
    states = compare(plan, disk, scope)
    after = record_after(states, disk, scope, loaded.connectors, prepared.inputs)
    return Compared(states, disk, scope, loaded.connectors, after)


def keep_verified(prepared: Prepared, compared: Compared) -> None:
    """Keep what a run has seen: what the inputs of each connector give, and that all is now as the record says."""
    from ocgen.plan.inputs import spec_names
    from ocgen.plan.plan import Scope
    from ocgen.plan.verified import of_connector

    if not prepared.trusted:
        return
    looked_at = set(prepared.project.selected)
    files: dict[str, list[tuple[str, str]]] = {key: [] for key in looked_at}
    for path, owned in compared.record.files.items():
        if owned.connector in looked_at and owned.target in prepared.targets:
            files[owned.connector] += [(path, digest) for digest in owned.digests]
    seen = [
        of_connector(spec_names(connector), prepared.inputs, prepared.targets, files[connector.key])
        for connector in compared.connectors
        if connector.key in looked_at
    ]
    whole = compared.scope == Scope()  # a run that was told its targets has not looked at the others
    if whole:
        seen.append(prepared.combination(compared.record, compared.record.text()))
    prepared.verified.keep(seen, alone=whole)


def _refuse_errors(loaded: Loaded, judged: Collection[str]) -> None:
    """Raise SpecsError for errors of the specs, those of the lint rules included.

    What is ``judged`` was generated from specs and by rules that are still the same, so it has none.
    """
    from ocgen import linter

    errors = linter.errors(loaded, judged)
    if errors or loaded.platform is None:
        raise SpecsError.of(errors)
