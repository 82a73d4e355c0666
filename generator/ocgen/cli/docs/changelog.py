"""`ocgen docs changelog`."""

from __future__ import annotations

from pathlib import Path

import click

from ocgen.cli.groups import Verb
from ocgen.cli.options import keys_argument, run_config, specs_option


@click.command("changelog", cls=Verb)
@keys_argument
@click.option("--since", metavar="REF", default="", help="Only what has changed since this git revision.")
@specs_option
def command(keys: tuple[str, ...], since: str, specs: Path | None) -> int:
    """Print what the commits of each KEY's spec, family and platform have changed, the latest first, in Markdown.

    It is made from git's history, so it stands on no generated page: print it where you want it. Where a shallow clone
    cuts the history, that is told.

    \b
    Example:
      ocgen docs changelog infusionsoftmarketing --since v1.0
    """
    from ocgen.runs.changelog import changelog

    for told in changelog(keys, since=since, config=run_config(specs=specs)):
        for note in told.notes:
            click.echo(note, err=True)
        click.echo(told.text, nl=False)
    return 0
