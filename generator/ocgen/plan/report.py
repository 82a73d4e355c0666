"""Stale files as findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ocgen.findings.finding import Finding
from ocgen.location import Location
from ocgen.plan.compare import MEANING, FileState
from ocgen.plan.inputs import Inputs, changes
from ocgen.plan.inside import Link
from ocgen.plan.manifest import Manifest
from ocgen.plan.mend import Mend


def stale(states: Sequence[FileState], out: str, manifest: Manifest, inputs: Inputs, mend: Mend) -> Iterator[Finding]:
    """Yield a finding for each file that is not current: its word, the cause, a diff, and the command that mends it."""
    links: set[str] = set()
    for state in states:
        if state.state == "current":
            continue
        if state.link:
            if state.link.path not in links:  # one that stands for a folder is told once
                links.add(state.link.path)
                yield _linked(state.link, out, state, mend)
            continue
        message = f"{state.state}: {_reason(state, manifest, inputs)}"
        location = Location(f"{out}/{state.path}", _first_difference(state), 1)
        diff = "" if state.state == "missing" else state.diff()
        yield Finding(f"generated-{state.state}", "error", message, location, _remedy(state, mend), detail=diff)


def _reason(state: FileState, manifest: Manifest, inputs: Inputs) -> str:
    """What is wrong with a file, and what has brought it about as far as its recipe tells."""
    owned = manifest.files.get(state.path)
    if owned is None:
        return f"{MEANING[state.state]}, and was never generated" if state.state == "missing" else MEANING[state.state]
    changed = changes(manifest.recipes.get(owned.recipe, {}), inputs)
    cause = " and ".join(_cause(name, inputs) for name in changed)
    if not cause or state.state not in _CAUSED:
        return MEANING[state.state]
    return _CAUSED[state.state].format(cause)


def _linked(link: Link, out: str, state: FileState, mend: Mend) -> Finding:
    message = f"linked: a symbolic link to {link.target} stands here, and ocgen follows none in its output directory"
    command = mend.command(state.connector if state.wanted is not None else "", "--force")
    remedy = f"remove the link, or let it be replaced, and not what it leads to: {command}"
    return Finding("generated-linked", "error", message, Location(f"{out}/{link.path}"), remedy)


_CAUSED = {
    "outdated": "it is as it was generated, and since then {}",
    "missing": "it is not there, and since it was generated {}",
    "orphaned": "it was generated once, and nothing makes it any more: {}",
    "edited": "somebody has changed it by hand; besides, {}",
}


def _cause(name: str, inputs: Inputs) -> str:
    """What has happened to one input of a recipe: a spec file, the templates or the tool."""
    if name == "tool":
        return "ocgen itself has changed"
    if name == "templates":
        return "the templates have changed"
    if name == "settings":
        return "the configuration has changed"
    return f"the spec {name} {'has changed' if inputs.of(name) else 'is gone'}"


def _remedy(state: FileState, mend: Mend) -> str:
    if state.wanted is None:  # its connector may be gone, and then cannot be named
        if state.state == "edited":
            return f"keep elsewhere what you need of it, then run: {mend.command('', '--force')}"
        return f"run: {mend.command()}"
    if state.state == "edited":
        source = f"specs/{state.connector}.yaml" if state.connector else "the specs or the templates"
        return f"move the change to {source}, then run: {mend.command(state.connector, '--force')}"
    if state.state == "foreign":
        return f"move the file away, or let it be overwritten: {mend.command(state.connector, '--force')}"
    return f"run: {mend.command(state.connector)}"


def _first_difference(state: FileState) -> int:
    """The line on disk where the two begin to differ."""
    found, wanted = ((text or "").splitlines() for text in (state.found, state.wanted))
    pairs = enumerate(zip(found, wanted, strict=False), 1)
    return next((number for number, (a, b) in pairs if a != b), 1)
