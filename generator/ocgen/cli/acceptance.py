"""What the verbs share that heed `ocgen.accepted.yaml`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ocgen.config import Config

if TYPE_CHECKING:
    from ocgen.changes.accepted import Accepted

Command = TypeVar("Command", bound=Callable[..., object])


class Day(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4 only
    """A day as 2027-01-31."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day; fails with a usage error."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f'"{value}" is no day; write it as 2027-01-31', param, ctx)


def today_option(command: Command) -> Command:
    """Add ``--today``, the day that acceptances are judged by."""
    return click.option(
        "--today", type=Day(), envvar="OCGEN_TODAY", default=date.today, metavar="DAY",
        help="The day to judge acceptances by.  [default: today]",
    )(command)  # fmt: skip


def accepted_file(config: Config) -> Path:
    """Return where the file is: beside the pyproject.toml that configures ocgen, else in the working directory."""
    from ocgen.changes.accepted import NAME
    from ocgen.spec.loader import display

    return Path(display((config.file.parent if config.file else Path()) / NAME))


def read_accepted_file(config: Config) -> Accepted:
    """Return what the project accepts; nothing when it has no such file."""
    from ocgen.changes.accepted import Accepted, read_accepted

    file = accepted_file(config)
    return read_accepted(file.read_bytes(), file.as_posix()) if file.exists() else Accepted()
