"""Whether a run may write where it is told to: never over what it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocgen.project.config import Config

if TYPE_CHECKING:
    from ocgen.findings.finding import Finding


def fault(config: Config) -> Finding | None:
    """Return what is wrong with the output directory, if anything is.

    The finding is placed at `out` of the configuration file; one about a path of the command line has no place.
    """
    why = _why(config)
    if not why:
        return None
    message, remedy = f"the output directory {config.out} {why}", "choose a directory that holds nothing else"
    from ocgen.findings.finding import Finding
    from ocgen.findings.location import NOWHERE, Location

    place, example = NOWHERE, "--out generated"
    if config.file is not None and "out" not in config.given:
        place, example = Location(config.file.as_posix(), config.out_line, 1), 'out = "generated"'
    return Finding("configuration", "error", message, place, f"{remedy}, for example: {example}", subject="out")


def _why(config: Config) -> str:
    """Return what is wrong, as the end of a sentence; empty when nothing is."""
    try:
        out = config.out.resolve()
        there = next((place for place in (out, *out.parents) if place.exists()), out)
        if there.exists() and not there.is_dir():
            return "is a file" if there == out else f"lies below {there}, which is a file"
    except (OSError, RuntimeError, ValueError) as error:  # links in a circle, a character that no path can have
        return f"cannot be used: {getattr(error, 'strerror', None) or error}".lower()
    if out == out.parent:
        return "is the root of the file system"
    for what, place in (("the specs directory", config.specs), ("the templates directory", config.templates)):
        if place is None or not place.is_dir():
            continue
        read = place.resolve()
        if read == out:
            return f"is {what}"
        if read.is_relative_to(out):
            return f"holds {what} {place}"
        if out.is_relative_to(read):
            return f"lies in {what} {place}"
    if config.file is not None and config.file.resolve().is_relative_to(out):
        return f"holds {config.file}"
    return ""
