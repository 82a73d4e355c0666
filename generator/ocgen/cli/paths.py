"""What the command line takes for a directory, and for the place that text goes to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

STDOUT = "-"  # as in most tools; a file of that name is ./-


@dataclass(frozen=True, slots=True)
class Output:
    """Where text goes: to a file, or to stdout where there is none."""

    file: Path | None = None


class OutputType(click.Path):
    """``FILE``, or ``-`` for stdout."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, dir_okay=False)

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Output:  # type: ignore[override]
        """Return the place that the text names."""
        if isinstance(value, Output):
            return value
        if value == STDOUT:
            return Output()
        return Output(Path(str(super().convert(_without_nul(self, str(value), param, ctx), param, ctx))))


class DirectoryType(click.Path):
    """A directory, which ``-`` is none of."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)
        self.name = "directory"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path."""
        if value == STDOUT:
            self.fail("stdout is no directory; one that is named - is ./-", param, ctx)
        return Path(str(super().convert(_without_nul(self, str(value), param, ctx), param, ctx)))


def _without_nul(kind: click.Path, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
    if "\0" in value:
        kind.fail("a path holds no NUL character", param, ctx)
    return value
