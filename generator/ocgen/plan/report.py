"""Stale files as findings: one a cause, however many files it has made stale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ocgen.findings.finding import Finding
from ocgen.findings.location import Location
from ocgen.plan.causes import Cause, Causes, told
from ocgen.plan.compare import MEANING, FileState, State
from ocgen.plan.output_directory import Link
from ocgen.plan.record import NAME
from ocgen.plan.remedy import Remedy
from ocgen.plan.stored import Stored

_DIFF_LINES = 200


class _Group(NamedTuple):
    """Files that are stale in the same way for the same reason."""

    state: State
    causes: tuple[Cause, ...]
    new: bool  # never generated


def stale(
    states: Sequence[FileState], out: str, stored: Stored, causes: Causes, remedy: Remedy, *, each: bool = False
) -> Iterator[Finding]:
    """Yield findings for files that are not current: their word, the cause, a diff, and the command that fixes it.

    What somebody must decide on is told file by file. All that a run fixes by itself is told once a cause, with the
    number of files; unless ``each`` file is wanted.
    """
    links: set[str] = set()
    groups: dict[_Group | str, list[FileState]] = {}
    for state in states:
        if state.state == "current":
            continue
        if state.link:
            if state.link.path not in links:  # one that stands for a folder is told once
                links.add(state.link.path)
                yield _linked(state.link, out, state, remedy)
            continue
        group = _Group(state.state, causes.of(state.connector), state.path not in stored.record.files)
        groups.setdefault(group if state.unedited and not each else state.path, []).append(state)
    for files in groups.values():
        yield _finding(files, out, stored, causes, remedy)


def of_record(stored: Stored, states: Sequence[FileState], out: str, remedy: Remedy) -> Iterator[Finding]:
    """Yield findings for a record that the next run has to put in order, so that it says all again."""
    help_ = f"run: {remedy.command()}"
    if stored.missing:
        ours = sum(state.state in ("current", "outdated", "edited", "leftover", "orphaned") for state in states)
        if ours:
            message = f"missing: there are {_count(ours, 'generated file')} here, and no record of them"
            yield Finding("generated-record", "error", message, Location(f"{out}/{NAME}"), help_, subject="missing")
        return
    if stored.markers:
        message = "in conflict: version control has marked a conflict in the record; both of its sides are read"
        place = Location(f"{out}/{NAME}", stored.markers[0], 1)
        yield Finding("generated-record", "error", message, place, help_, subject="in conflict")
    for fault in stored.faults:
        lines = f"line {fault.first}" if fault.first == fault.last else f"lines {fault.first} to {fault.last:,}"
        message = f"damaged: {lines} of the record cannot be used: {fault.reason}"
        yield Finding("generated-record", "error", message, Location(f"{out}/{NAME}", fault.first, 1), help_)


def _finding(files: Sequence[FileState], out: str, stored: Stored, causes: Causes, remedy: Remedy) -> Finding:
    first = files[0]
    location = Location(f"{out}/{first.path}", _first_difference(first), 1)
    why = _reason(first, stored, causes)
    message, subject = f"{first.state}: {why}", ""
    names: tuple[str, ...] = ()
    if len(files) > 1:
        message = f"{first.state}: {len(files):,} files, each for the same reason: {why}"
        subject = " ".join((first.state, *(cause.name for cause in causes.of(first.connector))))
        names = tuple(f"{out}/{state.path}" for state in files)
    return Finding(
        f"generated-{first.state}",
        "error",
        message,
        location,
        _remedy(files, remedy),
        detail=_diff(files),
        subject=subject,
        files=names,
    )


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _diff(files: Sequence[FileState]) -> str:
    """Return the diffs of files, one after the other, cut after some hundred lines."""
    lines: list[str] = []
    for number, state in enumerate(files):
        if state.state == "missing":
            continue
        lines += state.diff()
        if len(lines) > _DIFF_LINES:
            more = len(files) - number - 1
            others = f", and {_count(more, 'file')}" if more else ""
            return "".join([*lines[:_DIFF_LINES], f"... {len(lines) - _DIFF_LINES} more lines{others}\n"])
    return "".join(lines)


def _reason(state: FileState, stored: Stored, causes: Causes) -> str:
    """Return what is wrong with a file and, as far as the record tells, why."""
    if state.path not in stored.record.files:
        return f"{MEANING[state.state]}, and was never generated" if state.state == "missing" else MEANING[state.state]
    cause = told(causes.of(state.connector))
    if not cause or state.state not in _CAUSED:
        return MEANING[state.state]
    return _CAUSED[state.state].format(cause)


def _linked(link: Link, out: str, state: FileState, remedy: Remedy) -> Finding:
    message = f"linked: a symbolic link to {link.target} is here, and ocgen follows none in its output directory"
    command = remedy.command(state.connector if state.wanted is not None else "", "--force")
    help_ = f"remove the link, or let it be replaced, and not what it leads to: {command}"
    return Finding("generated-linked", "error", message, Location(f"{out}/{link.path}"), help_)


_CAUSED = {
    "outdated": "it is as it was generated, and since then {}",
    "missing": "it is not there, and since it was generated {}",
    "orphaned": "it was generated once, and nothing makes it any more: {}",
    "edited": "somebody has changed it by hand; besides, {}",
}


def _remedy(files: Sequence[FileState], remedy: Remedy) -> str:
    if len(files) > 1:
        whose = {state.connector for state in files} if all(state.wanted is not None for state in files) else set()
        return f"run: {remedy.command(whose.pop() if len(whose) == 1 else '')}; `ocgen check --files` tells each file"
    (state,) = files
    if state.state == "leftover":
        return f"move it elsewhere if you need it, or let it be removed: {remedy.command('', '--force')}"
    if state.wanted is None:  # its connector may be removed, and then cannot be named
        if state.state == "edited":
            return f"keep elsewhere what you need of it, then run: {remedy.command('', '--force')}"
        return f"run: {remedy.command()}"
    if state.state == "edited":
        source = f"specs/{state.connector}.yaml" if state.connector else "the specs or the templates"
        return f"move the change to {source}, then run: {remedy.command(state.connector, '--force')}"
    if state.state == "foreign":
        return f"move the file away, or let it be overwritten: {remedy.command(state.connector, '--force')}"
    return f"run: {remedy.command(state.connector)}"


def _first_difference(state: FileState) -> int:
    """Return the line on disk where the two begin to differ."""
    found, wanted = ((text or "").splitlines() for text in (state.found, state.wanted))
    pairs = enumerate(zip(found, wanted, strict=False), 1)
    return next((number for number, (a, b) in pairs if a != b), 1)
