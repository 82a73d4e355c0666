"""Days on the command line."""

from __future__ import annotations

from datetime import date

import click

from ocgen.cli.options import Command


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
