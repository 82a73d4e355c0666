"""What `docs site` and `docs serve` share."""

from __future__ import annotations

import click

from ocgen.cli.options import Command, specs_option, templates_option
from ocgen.cli.paths import DirectoryType

_DIRECTORY = DirectoryType()


def site_options(command: Command) -> Command:
    """Add ``--specs``, ``--templates``, ``--pages`` and ``--title``."""
    command = click.option("--title", help="Name of the site.  [default: Connectors]")(command)
    command = click.option("--pages", type=_DIRECTORY, help="Directory of Markdown pages of your own, laid over ours.")(
        command
    )
    return specs_option(templates_option(command))
