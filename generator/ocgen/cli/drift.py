"""`ocgen drift`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ocgen.cli.acceptance import heeded, read_accepted_file, today_option
from ocgen.cli.options import fail_on_option, keys_argument, reached, report_options, specs_option
from ocgen.cli.reports import Reports

if TYPE_CHECKING:
    from ocgen.changes.accepted import About
    from ocgen.changes.change import Change
    from ocgen.changes.places import Ground
    from ocgen.cli.sides import Side, Sides
    from ocgen.facts import ConnectorFacts
    from ocgen.findings.finding import Finding

_SOURCE = "[KEY=]FILE"


@dataclass(frozen=True, slots=True)
class _Source:
    """One upstream source: its facts, its text, and the spec that it is held against."""

    spec: ConnectorFacts
    ground: Ground  # the files of the spec
    file: Path  # of the spec
    side: Side
    text: str
    name: str  # what messages call it: on the page, in the model


@click.command("drift")
@keys_argument
@click.option("--page", "pages", multiple=True, metavar=_SOURCE, help="A saved help page: HTML, Markdown or text.")
@click.option(
    "--model", "models", multiple=True, metavar=_SOURCE, help="The platform's own model of a connector, as JSON."
)
@click.option("--live", is_flag=True, help="Read the model from a live tenant.")
@click.option("--from", "where", metavar="REGION|URL", help="Where the tenant is.  [default: the environment]")
@click.option("--lock", is_flag=True, help="Record what the source says beside the spec, as accepted.")
@today_option
@fail_on_option("info")
@specs_option
@report_options
def command(
    keys: tuple[str, ...],
    pages: tuple[str, ...],
    models: tuple[str, ...],
    live: bool,
    where: str | None,
    lock: bool,
    today: date,
    fail_on: str,
    specs: Path | None,
    reports: Reports,
) -> int:
    """Tell where a spec and the world disagree: only in the spec, only upstream, or different.

    The world is a help page, a platform model, or a live tenant, which is asked with the secrets in
    OPENCONNECTORS_USER_SECRET and OPENCONNECTORS_ORGANIZATION_SECRET. Differences to a page that the spec's errata are
    about are no drift; mistakes that the page no longer has are.

    --page and --model can be given several times, for as many connectors; FILE may be a glob. KEY= names the connector
    of a file that does not tell it.

    \b
    Examples:
      ocgen drift infusionsoftmarketing --page authenticate.html
      ocgen drift --page 'pages/*.html' --model acme=models/17.json
    """
    from ocgen.cli.sides import open_sides
    from ocgen.findings.finding import in_order

    if live == bool(pages or models):
        raise click.UsageError("give --page FILE and --model FILE, or --live")
    if where and not live:
        raise click.UsageError("--from belongs to --live")
    sides = open_sides(specs)
    sources = _live(sides, keys, where) if live else _saved(sides, keys, pages, models)
    findings: list[Finding] = []
    abouts: list[About] = []
    accepted = read_accepted_file(sides.project.config)
    seen: set[str] = set()
    for source in sources:
        key = source.spec.key
        changes = _changes(sides, source)
        told = _findings(sides, source, changes, lock=lock)
        found, named = heeded(told, key, accepted, "drift", today)
        findings += found
        abouts += named
        seen.add(key)
        if lock and not any(change.kind == "key-changed" for change in changes):
            _write_lock(source)
    findings = in_order([*findings, *accepted.doubts(abouts, "drift", seen, today)])
    reports.publish(findings)
    if not findings:
        click.echo("no drift", err=True)
    return 1 if reached(findings, fail_on) else 0


def _saved(sides: Sides, keys: tuple[str, ...], pages: tuple[str, ...], models: tuple[str, ...]) -> list[_Source]:
    """Return the sources that files are; ends the run for one that cannot be used, or has not its own connector."""
    given = [(*named, is_page) for texts, is_page in ((pages, True), (models, False)) for text in texts
             for named in _named(sides, text)]  # fmt: skip
    if keys and (len(given) > 1 or any(key for key, _, _ in given)):
        raise click.UsageError("KEY is the connector of one page or model; name that of each: --page KEY=FILE")
    return [_saved_one(sides, (key,) if key else keys, file, is_page=is_page) for key, file, is_page in given]


def _named(sides: Sides, text: str) -> Iterator[tuple[str, Path]]:
    """Yield the key that is given, if one is, and each file that a text names; a file wins over a glob."""
    from glob import glob

    key, equals, file = text.partition("=")
    if not equals or key not in sides.project.files or Path(text).exists():
        key, file = "", text
    found = [] if Path(file).exists() else sorted(glob(file, recursive=True))  # noqa: PTH207 (an absolute one too)
    if key and len(found) > 1:
        raise click.UsageError(f"{text} matches {len(found)} files, and a connector is held against one; name it")
    yield from ((key, Path(name)) for name in found or [file])


def _saved_one(sides: Sides, keys: tuple[str, ...], file: Path, *, is_page: bool) -> _Source:
    from ocgen.changes.mended import words
    from ocgen.cli.sides import read_upstream
    from ocgen.location import display

    if len(keys) > 1:
        raise click.UsageError("a page or a model is held against one connector; name one")
    content = _bytes(file)
    side = read_upstream(sides, content, display(file))
    kind = "page" if is_page else "model"
    if side.only.kind != kind:
        raise click.UsageError(f"{file} is a {side.only.kind}, not a {kind}; give it by --{side.only.kind}")
    key = keys[0] if keys else side.only.key
    if not key:
        raise click.UsageError(f"{file} does not tell its connector key; name the connector: ocgen drift KEY ...")
    text = words(content.decode("utf-8", errors="replace"))
    return _source(sides, key, side, text, "on the page" if is_page else "in the model")


def _live(sides: Sides, keys: tuple[str, ...], where: str | None) -> Iterator[_Source]:
    from ocgen.cli.sides import read_upstream
    from ocgen.errors import SelectionError, SourceError
    from ocgen.live import fetch_model, tenant
    from ocgen.project import select

    try:
        chosen = select(keys, sides.project.files) if keys else sides.project.connectors
        place = tenant(sides.platform, where)
        for key in chosen:
            content = fetch_model(sides.platform, place, key)
            yield _source(sides, key, read_upstream(sides, content, ""), "", "on the platform")
    except (SourceError, SelectionError) as error:
        raise click.UsageError(str(error)) from None


def _source(sides: Sides, key: str, side: Side, text: str, name: str) -> _Source:
    from ocgen.cli.sides import read_side
    from ocgen.suggest import did_you_mean

    if key not in sides.project.files:
        hint = did_you_mean(key, sides.project.files) or "name the connector: ocgen drift KEY ..."
        raise click.UsageError(f'there is no spec of "{key}"; {hint}')
    own = read_side(sides, key)
    return _Source(own.only, own.ground, sides.project.files[key], side, text, name)


def _changes(sides: Sides, source: _Source) -> tuple[Change, ...]:
    from ocgen.changes.drift import Common, drift

    return drift(source.spec, source.side.only, Common.of(sides.platform))


def _findings(sides: Sides, source: _Source, changes: tuple[Change, ...], *, lock: bool) -> Iterator[Finding]:
    from ocgen.changes.drift import Common
    from ocgen.changes.mended import mended
    from ocgen.changes.places import settled
    from ocgen.changes.report import drift_findings, lock_findings
    from ocgen.changes.rules import Levels

    yield from source.side.findings
    levels = Levels(dict(sides.project.config.levels))
    facts = source.side.only
    yield from drift_findings(settled(changes, source.ground), levels, source.name)
    if any(change.kind == "key-changed" for change in changes):
        return
    before = _locked(source, quiet=lock).get(facts.kind)
    yield from mended(source.spec, facts, source.text, before)
    if before and not lock:
        common = Common.of(sides.platform)
        yield from lock_findings(before, facts, levels, source.name, common.fields, source.spec.location)


def _lock_file(source: _Source) -> Path:
    return source.file.with_name(f"{source.file.stem}.lock.json")


def _locked(source: _Source, *, quiet: bool = True) -> dict[str, ConnectorFacts]:
    from ocgen.changes.lock import is_old, read_lock
    from ocgen.errors import SourceError
    from ocgen.reading import read_file
    from ocgen.upstream.source import MAX_BYTES

    file = _lock_file(source)
    if not file.exists():
        return {}
    content = read_file(file, MAX_BYTES)
    try:
        known = read_lock(content, str(file), source.spec.key)
    except SourceError as error:
        raise click.UsageError(str(error)) from None
    if not quiet and is_old(content):
        click.echo(f"{file}: an older ocgen wrote it, and its mistakes are passed over; renew it by --lock", err=True)
    return known


def _write_lock(source: _Source) -> None:
    from ocgen.changes.lock import lock_text
    from ocgen.cli.output import write_whole

    file = _lock_file(source)
    known = {**_locked(source), source.side.only.kind: source.side.only}
    write_whole(file, lock_text(known))
    click.echo(f"wrote {file}", err=True)


def _bytes(file: Path) -> bytes:
    from ocgen.reading import read_input
    from ocgen.upstream.source import MAX_BYTES

    return read_input(file, MAX_BYTES + 1)
