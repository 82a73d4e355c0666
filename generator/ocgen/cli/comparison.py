"""What `generate` and `check` share: everything up to the states of the files."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ocgen import prepared as preparing
from ocgen.cli.options import as_given, config_given, project
from ocgen.errors import GenerationError, SpecsError
from ocgen.plan.manifest import ManifestError
from ocgen.plan.mend import Mend
from ocgen.prepared import Prepared
from ocgen.targets.registry import load_targets

if TYPE_CHECKING:
    from ocgen.model import Connector
    from ocgen.plan.compare import Disk, FileState
    from ocgen.plan.plan import Scope
    from ocgen.spec.loader import Loaded


@dataclass(frozen=True)
class Compared:
    """The states of the files of the run's scope, and what it takes to write them."""

    states: list[FileState]
    disk: Disk
    scope: Scope
    connectors: tuple[Connector, ...]


def begin(
    keys: Sequence[str],
    *,
    specs: Path | None,
    out: Path | None,
    targets: Sequence[str],
    templates: Path | None,
    languages: Sequence[str],
) -> tuple[Prepared, Mend]:
    """Return what is known before any spec is read, and the command that mends what a run finds that was given this.

    Ends the run when something in it cannot be used.
    """
    options = as_given(specs=specs, out=out, targets=targets, templates=templates, languages=languages)
    chosen = project(keys, specs=specs, out=out, targets=targets, templates=templates, languages=languages)
    mend = Mend(options, tuple(keys) if chosen.only_named else (), config_given())
    try:
        return preparing.prepare(chosen), mend
    except ManifestError as error:
        remedy = f"restore it from version control, or remove it and run: {mend.command('', '--force')}"
        raise click.ClickException(f"{error}; {remedy}") from None
    except GenerationError as error:
        raise click.ClickException(str(error)) from None


def compare_all(prepared: Prepared) -> Compared:
    """Load, check and render what is not known to be current; raises SpecsError."""
    from ocgen.cli.progress import progress
    from ocgen.errors import GenerationError
    from ocgen.plan.compare import Disk, compare
    from ocgen.plan.journal import read_journal
    from ocgen.plan.plan import Scope, build_plan
    from ocgen.plan.render import Beside
    from ocgen.plan.unchanged import SHARED, current_connectors
    from ocgen.spec.loader import load

    chosen, manifest, out = prepared.project, prepared.manifest, prepared.out
    languages = chosen.config.languages
    started = time.monotonic()
    prepared.take_inputs()
    with progress("reading specs", len(chosen.connectors), started) as tick:
        loaded = load(chosen.directories, chosen.connectors, languages, tick)
    if loaded.platform is None or loaded.failed:
        _refuse_errors(loaded, set())
    assert loaded.platform is not None
    english = loaded.platform, loaded.connectors
    pages = [edition for edition in (english, *loaded.translations) if edition[0].language in languages]
    current = current_connectors(out, manifest, prepared.inputs, prepared.targets) if prepared.trusted else set()
    current -= {SHARED}
    wanted = set(chosen.selected) - current
    try:
        targets = load_targets(prepared.targets)
        with progress("generating", len(wanted), started) as tick:
            judging = Beside(lambda: _refuse_errors(loaded, current), len(wanted))
            plan = build_plan(targets, english, prepared.templates, wanted.__contains__, pages, tick, judging)
        begun = read_journal(out)
    except (GenerationError, ManifestError) as error:
        raise click.ClickException(str(error)) from None
    current &= set(chosen.connectors)
    kept = {p for p, owned in manifest.files.items() if owned.connector in current and owned.target in prepared.targets}
    disk = Disk(out, manifest, kept, begun)
    named = None if chosen.whole else frozenset(chosen.selected)
    narrowed = "targets" in chosen.config.given  # those that the configuration leaves out are meant to go
    scope = Scope(frozenset(prepared.targets) if narrowed else None, named)
    return Compared(compare(plan, disk, scope), disk, scope, loaded.connectors)


def _refuse_errors(loaded: Loaded, judged: Collection[str]) -> None:
    """Raise SpecsError for errors of the specs, those of the lint rules included.

    What is ``judged`` was generated from specs and by rules that are still the same, so it has none.
    """
    from ocgen import linter

    errors = linter.errors(loaded, judged)
    if errors or loaded.platform is None:
        raise SpecsError.of(errors)
