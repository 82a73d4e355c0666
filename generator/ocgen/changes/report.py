"""Changes -> findings, and JSON."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from ocgen.changes.change import Change
from ocgen.changes.compare import compare
from ocgen.changes.rule import FINDING_LEVELS, SEVERITIES
from ocgen.changes.rules import Levels
from ocgen.changes.wording import between, message, remedy
from ocgen.facts.connector import ConnectorFacts
from ocgen.facts.lock import silenced
from ocgen.findings.finding import Finding, Related
from ocgen.findings.location import Location
from ocgen.text.characters import json_text


def findings(
    changes: Iterable[Change],
    levels: Levels,
    say: Callable[[Change], str] = message,
    accepted: Mapping[str, str] = MappingProxyType({}),
    verb: str = "diff",
) -> list[Finding]:
    """Return a finding for each change, in the order of the changes: its place is on the second side if it can be.

    ``accepted`` gives the reason why a change is accepted, by fingerprint; ``verb`` is the one that tells it.
    """
    return [replace(_finding(c, levels, say, verb), accepted=accepted.get(c.fingerprint, "")) for c in changes]


def drift_findings(changes: Iterable[Change], levels: Levels, name: str) -> list[Finding]:
    """Return a finding for each difference between a spec and a source; ``name`` is what to call that: on the page.

    Its place is in the spec, which is what a person can fix.
    """
    swapped = [replace(change, was=change.now, now=change.was) for change in changes]
    return findings(swapped, levels, lambda change: between(change, name), verb="drift")


def lock_findings(
    before: ConnectorFacts, now: ConnectorFacts, levels: Levels, name: str, everywhere: frozenset[str], at: Location
) -> list[Finding]:
    """Return a finding for each difference between a source and what it said when it was last accepted."""
    changes = compare(before, silenced(now), everywhere)
    named = f"{name} since it was accepted, "
    told = findings(changes, levels, lambda change: f"{named}{message(change)}", verb="drift")
    remedy = "change the spec where that is right, then accept the source as it is now: ocgen drift --lock"
    return [replace(f, location=f.location if f.location.path else at, help=f.help or remedy) for f in told]


def summary(changes: Sequence[Change], levels: Levels) -> dict[str, int | str]:
    """Return how many changes there are of each level, and the version step that they call for."""
    counts = Counter(levels.of(change) for change in changes)
    return {"total": len(changes), **{level: counts[level] for level in SEVERITIES}, "step": step(changes, levels)}


def step(changes: Sequence[Change], levels: Levels) -> str:
    """Return the version step that changes call for: major, minor, patch or none.

    What breaks a client is major. What a client could use or has to look at is minor. Words alone are a patch.
    """
    if not changes:
        return "none"
    if any(levels.of(change) == "breaking" for change in changes):
        return "major"
    return "patch" if all(change.prose for change in changes) else "minor"


def to_json(changes: Sequence[Change], levels: Levels, accepted: Collection[str] = ()) -> str:
    """Return ``{"changes": [...], "summary": {...}}``.

    A change has kind, key, to (of what has another name), connector, where, breaking, level, message, before, after,
    fingerprint and accepted.
    """
    described = [_described(change, levels, accepted) for change in changes]
    return json_text({"changes": described, "summary": summary(changes, levels)})


def _described(change: Change, levels: Levels, accepted: Collection[str]) -> dict[str, object]:
    level = levels.of(change)
    return {
        "kind": change.kind,
        "key": change.key,
        **({"to": change.to} if change.to else {}),
        "connector": change.connector,
        "where": change.where,
        "breaking": level == "breaking",
        "level": level,
        "message": message(change),
        "before": change.before,
        "after": change.after,
        "fingerprint": change.fingerprint,
        "accepted": change.fingerprint in accepted,
    }


def _finding(change: Change, levels: Levels, say: Callable[[Change], str], verb: str) -> Finding:
    place, other = (change.now, change.was) if change.now.path else (change.was, change.now)
    removed = change.kind.endswith("-removed")
    told = (Related(other, "was here" if removed else "the other side"),) if other.path and other != place else ()
    text = f"{change.connector}: {say(change)}" if change.connector else say(change)
    level = FINDING_LEVELS[levels.of(change)]
    advice = remedy(change) or (f"to accept it: {_accept(change, say(change), verb)}" if level == "error" else "")
    return Finding(
        change.kind, level, text, place, advice, told,
        subject="/".join((change.connector, change.where, change.key)), fingerprint=change.fingerprint,
    )  # fmt: skip


def _accept(change: Change, text: str, verb: str) -> str:
    """Return the command that accepts a change, with all that a reviewer of the entry wants to see."""
    connector = ("--connector", change.connector) if change.connector else ()
    about = (*connector, "--rule", change.kind, "--verb", verb, "--text", text)
    return f"{shlex.join(('ocgen', 'accept', change.fingerprint, *about))} --reason WHY --expires DAY"
