"""What `ocgen drift` does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from glob import glob
from pathlib import Path

from ocgen.changes.accepted import AcceptanceSubject
from ocgen.changes.change import Change
from ocgen.changes.drift import CommonValues, drift as differences
from ocgen.changes.fixed_errata import fixed_errata, words
from ocgen.changes.locations import SideFiles, settled
from ocgen.changes.report import drift_findings, lock_findings
from ocgen.changes.rules import Levels
from ocgen.errors import SelectionError
from ocgen.facts.connector import ConnectorFacts
from ocgen.facts.lock import is_old, lock_text, read_lock
from ocgen.files.reading import read_file, read_input
from ocgen.files.writing import write_whole
from ocgen.findings.finding import Finding, in_order
from ocgen.findings.location import display
from ocgen.project.config import Config
from ocgen.project.project import select
from ocgen.runs.acceptance import heeded, read_accepted_file
from ocgen.runs.sides import Side, Sides, open_sides
from ocgen.text.suggest import did_you_mean
from ocgen.upstream.sources.live import fetch_model, tenant
from ocgen.upstream.sources.source import MAX_BYTES, MAX_MODEL_BYTES


@dataclass(frozen=True, slots=True)
class DriftResult:
    """Where specs and the world disagree, in order, accepted findings marked so.

    ``recorded`` are the locks that were written; ``notes`` tell what was passed over in older ones.
    """

    findings: tuple[Finding, ...]
    recorded: tuple[Path, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UpstreamSource:
    """One upstream source: its facts, its text, and the spec that it is held against."""

    spec: ConnectorFacts
    ground: SideFiles  # the files of the spec
    file: Path  # of the spec
    side: Side
    text: str
    name: str  # what messages call it: on the page, in the model


def drift(
    keys: Sequence[str] = (),
    *,
    pages: Sequence[str] = (),
    models: Sequence[str] = (),
    live: bool = False,
    where: str | None = None,
    lock: bool = False,
    config: Config | None = None,
    today: date | None = None,
) -> DriftResult:
    """Compare specs with saved help pages and platform models, or with a live tenant.

    ``pages`` and ``models`` are files or globs, each with ``KEY=`` before it where the file does not tell its
    connector; of one of them, ``keys`` may name it. A ``live`` tenant is in the region or at the URL ``where``, or
    where the environment says, and is asked for ``keys``, by default for all. ``lock`` records what the sources say
    beside the specs, as accepted. Raises ConfigError, SelectionError, SpecsError when the project's platform cannot be
    used, and SourceError for a source or a lock that cannot be read.
    """
    sides = open_sides(config)
    sources = _live(sides, keys, where) if live else _saved(sides, keys, pages, models)
    accepted, day = read_accepted_file(sides.project.config), today or date.today()
    findings: list[Finding] = []
    abouts: list[AcceptanceSubject] = []
    seen: set[str] = set()
    recorded: list[Path] = []
    notes: list[str] = []
    for source in sources:
        key = source.spec.key
        changes = differences(source.spec, source.side.only, CommonValues.of(sides.platform))
        same = not any(change.kind == "key-changed" for change in changes)
        known, old = _locked(source) if same else ({}, "")
        before = known.get(source.side.only.kind)
        told = _findings(sides, source, changes, before, same=same, lock=lock)
        found, named = heeded(told, key, accepted, "drift", day)
        findings += found
        abouts += named
        seen.add(key)
        if old and not lock:
            notes.append(old)
        if lock and same:
            recorded.append(_record(source, known))
    found = in_order([*findings, *accepted.doubts(abouts, "drift", seen, day)])
    return DriftResult(tuple(found), tuple(recorded), tuple(notes))


def _saved(sides: Sides, keys: Sequence[str], pages: Sequence[str], models: Sequence[str]) -> list[UpstreamSource]:
    """Return the sources that files are."""
    given = [(*named, is_page) for texts, is_page in ((pages, True), (models, False)) for text in texts
             for named in _named(sides, text)]  # fmt: skip
    if keys and (len(given) > 1 or any(key for key, _, _ in given)):
        raise SelectionError("KEY is the connector of one page or model; name that of each: --page KEY=FILE")
    return [_saved_one(sides, (key,) if key else keys, file, is_page=is_page) for key, file, is_page in given]


def _named(sides: Sides, text: str) -> Iterator[tuple[str, Path]]:
    """Yield the key that is given, if one is, and each file that a text names; a file wins over a glob."""
    key, equals, file = text.partition("=")
    if not equals or key not in sides.project.files or Path(text).exists():
        key, file = "", text
    found = [] if Path(file).exists() else sorted(glob(file, recursive=True))  # noqa: PTH207 (an absolute one too)
    if key and len(found) > 1:
        raise SelectionError(f"{text} matches {len(found)} files, and a connector is held against one; name it")
    yield from ((key, Path(name)) for name in found or [file])


def _saved_one(sides: Sides, keys: Sequence[str], file: Path, *, is_page: bool) -> UpstreamSource:
    if len(keys) > 1:
        raise SelectionError("a page or a model is held against one connector; name one")
    content = _bytes(file)
    side = sides.upstream(content, display(file))
    if is_page != (side.only.kind == "page"):
        told, option = ("a page, not a model", "page") if not is_page else ("a model, not a page", "model")
        raise SelectionError(f"{file} is {told}; give it by --{option}")
    key = keys[0] if keys else side.only.key
    if not key:
        raise SelectionError(f"{file} does not tell its connector key; name the connector: ocgen drift KEY ...")
    text = words(content.decode("utf-8", errors="replace"))
    return _source(sides, key, side, text, "on the page" if is_page else "in the model")


def _live(sides: Sides, keys: Sequence[str], where: str | None) -> Iterator[UpstreamSource]:
    chosen = select(keys, sides.project.files) if keys else sides.project.connectors
    place = tenant(sides.platform, where)
    for key in chosen:
        content = fetch_model(sides.platform, place, key)
        yield _source(sides, key, sides.upstream(content, ""), "", "on the platform")


def _source(sides: Sides, key: str, side: Side, text: str, name: str) -> UpstreamSource:
    if key not in sides.project.files:
        hint = did_you_mean(key, sides.project.files) or "name the connector: ocgen drift KEY ..."
        raise SelectionError(f'there is no spec of "{key}"; {hint}')
    own = sides.read(key)
    return UpstreamSource(own.only, own.ground, sides.project.files[key], side, text, name)


def _findings(
    sides: Sides,
    source: UpstreamSource,
    changes: tuple[Change, ...],
    before: ConnectorFacts | None,
    *,
    same: bool,
    lock: bool,
) -> Iterator[Finding]:
    yield from source.side.findings
    levels = Levels(dict(sides.project.config.levels))
    facts = source.side.only
    yield from drift_findings(settled(changes, source.ground), levels, source.name)
    if not same:  # it is of another connector
        return
    yield from fixed_errata(source.spec, facts, source.text, before)
    if before and not lock:
        common = CommonValues.of(sides.platform)
        yield from lock_findings(before, facts, levels, source.name, common.fields, source.spec.location)


def _lock_file(source: UpstreamSource) -> Path:
    return source.file.with_name(f"{source.file.stem}.lock.json")


def _locked(source: UpstreamSource) -> tuple[dict[str, ConnectorFacts], str]:
    """Return what was recorded of a connector's sources, and a note where an older ocgen wrote that."""
    file = _lock_file(source)
    if not file.exists():
        return {}, ""
    content = read_file(file, MAX_BYTES)
    known = read_lock(content, str(file), source.spec.key)
    old = f"{file}: an older ocgen wrote it, and its mistakes are passed over; renew it by --lock"
    return known, old if is_old(content) else ""


def _record(source: UpstreamSource, known: dict[str, ConnectorFacts]) -> Path:
    file = _lock_file(source)
    write_whole(file, lock_text({**known, source.side.only.kind: source.side.only}))
    return file


def _bytes(file: Path) -> bytes:
    return read_input(file, MAX_MODEL_BYTES + 1)
