"""`ocgen docs eject`."""

from __future__ import annotations

from pathlib import Path

import click

from ocgen.cli.groups import Verb
from ocgen.cli.options import run_config
from ocgen.cli.paths import DirectoryType
from ocgen.findings.location import display


@click.command("eject", cls=Verb)
@click.argument("what", default="page")
@click.option("--to", type=DirectoryType(), help="Templates directory to copy to.  [default: as configured]")
def command(what: str, to: Path | None) -> int:
    """Copy templates of the pages to a directory of your own, to change them there. Overwrites nothing.

    WHAT is `page` (all that a connector's page is made of), `index` (the catalogue) or the name of one template, such
    as docs/sections/errors.md.j2. Delete the copies that you do not change: ours take their place again.

    \b
    Example:
      ocgen docs eject page --to templates
    """
    from ocgen.runs.eject import eject

    result = eject(what, to=to, config=run_config())
    for file in result.files:
        click.echo(display(file))
    if not result.used:
        click.echo(f'to use them, set templates = "{display(result.directory)}" in [tool.ocgen]', err=True)
    return 0
