"""`ocgen docs context`."""

from __future__ import annotations

import click

from ocgen.cli.groups import Verb


@click.command("context", cls=Verb)
def command() -> int:
    """Print a page on what a template of the pages can use: names, sections, filters, the model.

    \b
    Example:
      ocgen docs context > template-context.md
    """
    from ocgen.pages.context import context_page

    click.echo(context_page(), nl=False)
    return 0
