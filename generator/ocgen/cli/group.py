"""A group of verbs, each in a module of its own that is imported only when it is called."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

import click


class VerbGroup(click.Group):
    """Knows its verbs by name: verb -> (module of ``package``, what --help of the group says)."""

    package: str
    verbs: Mapping[str, tuple[str, str]]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order of --help."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a verb and return its command."""
        if cmd_name not in self.verbs:
            return None
        command: click.Command = importlib.import_module(f"{self.package}.{self.verbs[cmd_name][0]}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Refuse a verb that is not known, with the one that may be meant."""
        if args and args[0] not in self.verbs and not args[0].startswith("-"):
            from ocgen.suggest import did_you_mean

            hint = did_you_mean(args[0], self.verbs) or f"the commands are {', '.join(self.verbs)}"
            raise click.UsageError(f'no command is named "{args[0]}"; {hint}', ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in self.verbs.items()])
