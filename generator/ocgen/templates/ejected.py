"""Templates that a writer took over: copied into the overlay, with a first line that remembers the original."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from ocgen import __version__
from ocgen.files.reading import LARGE, read_text
from ocgen.findings.finding import Finding
from ocgen.findings.location import Location, display
from ocgen.templates import Templates

# What can be ejected by one name: the folders and files that belong to it.
BUNDLES: dict[str, tuple[str, ...]] = {
    "page": ("docs/connector.md.j2", "docs/macros.md.j2", "docs/partials", "docs/sections", "docs/steps"),
    "index": ("docs/index.md.j2", "docs/macros.md.j2"),
}

_FIRST_LINE = re.compile(r"\{# Ejected from ocgen (?P<version>\S+): (?P<name>\S+) sha256:(?P<digest>[0-9a-f]+)\.")
_SHORT = 16


def names_of(what: str) -> tuple[str, ...]:
    """Return our templates that a bundle or the name of a template stands for; none when there is no such thing."""
    known = [name for name in Templates().names("docs") if name.endswith(".j2")]
    parts = BUNDLES.get(what, (what,))
    return tuple(name for name in known if any(name == part or name.startswith(f"{part}/") for part in parts))


def ejected_text(name: str) -> str:
    """Return the copy of one of our templates: it renders as the original, and its first line says what that is."""
    original = Templates().text(name)
    return (
        f"{{# Ejected from ocgen {__version__}: {name} sha256:{_digest(original)}.\n"
        "   Change this copy as you like. `ocgen check` tells when the original has changed. #}\n"
        f"{original}"
    )


def outdated(overlay: Path | None) -> Iterator[Finding]:
    """Yield a finding for each ejected template whose original is no longer what it was when it was ejected."""
    if overlay is None:
        return
    for path in sorted((overlay / "docs").rglob("*.j2")):
        if match := _FIRST_LINE.match(read_text(path, LARGE, errors="replace")):
            yield from _compared(path, match["version"], match["name"], match["digest"])


def _compared(path: Path, version: str, name: str, digest: str) -> Iterator[Finding]:
    place = Location(display(path), 1, 1)
    if name not in names_of(name):
        message = f"the template that it was ejected from, {name} of ocgen {version}, no longer exists"
        help_ = "nothing uses a template of this name unless one of your own does: move what you changed, or delete it"
        yield Finding("template-outdated", "warning", message, place, help_)
    elif (now := _digest(Templates().text(name))) != digest:
        message = f"its original, {name}, has changed since ocgen {version}"
        help_ = f"take over what you want of `ocgen docs eject {name} --to DIR`, then write sha256:{now} in line 1"
        yield Finding("template-outdated", "warning", message, place, help_)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:_SHORT]
