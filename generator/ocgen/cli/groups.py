"""A group of commands that imports one when it is asked for, and the commands, which tell what cannot be done."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click

from ocgen.errors import ConfigError, OcgenError, SelectionError, SourceError, SpecsError


class Verbs(click.Group):
    """A group that knows its verbs by name: ``verbs`` gives each its module in ``package`` and its line of help."""

    def __init__(self, *, verbs: Mapping[str, tuple[str, str]], package: str, **attributes: Any) -> None:
        super().__init__(**attributes)
        self._verbs = verbs
        self._package = package

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the verbs, in their order."""
        return list(self._verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a verb's module and return its command; None for an unknown name."""
        if cmd_name not in self._verbs:
            return None
        command: click.Command = importlib.import_module(f"{self._package}.{self._verbs[cmd_name][0]}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb that the arguments name; raises UsageError, with a suggestion."""
        if args and args[0] not in self._verbs and not args[0].startswith("-"):
            from ocgen.text.suggest import did_you_mean

            hint = did_you_mean(args[0], self._verbs) or f"the commands are {', '.join(self._verbs)}"
            raise click.UsageError(f'no command is named "{args[0]}"; {hint}', ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs and their lines of help, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in self._verbs.items()])


class Verb(click.Command):
    """A command whose run ends with the message of an OcgenError, and with all that is wrong."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the verb; raises what click prints."""
        try:
            return super().invoke(ctx)
        except OcgenError as error:
            raise _refusal(error, ctx) from None


def _refusal(error: OcgenError, ctx: click.Context) -> Exception:
    from ocgen.cli.options import print_errors
    from ocgen.git.command import GitError

    if error.findings:
        print_errors(error.findings)
    if error.findings and isinstance(error, ConfigError | SpecsError):  # they have told it all
        return click.exceptions.Exit(2)
    if isinstance(error, SelectionError | SourceError) and not isinstance(error, GitError):  # it is of no option
        return click.UsageError(str(error), ctx)
    return click.ClickException(str(error))
