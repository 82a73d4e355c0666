"""`ocgen schema`."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from ocgen.cli.groups import Verb
from ocgen.cli.options import run_config, specs_option
from ocgen.files.resources import report_schema
from ocgen.spec.schema import KINDS, Kind, schema_text

_REPORTS = ("findings", "changes")


@click.command("schema", cls=Verb)
@click.argument("kind", type=click.Choice([*KINDS, *_REPORTS]), default="connector")
@specs_option
def command(kind: str, specs: Path | None) -> int:
    """Print a JSON Schema: of connector, family or platform specs, for editors, or of what `--format json` prints.

    That is findings for most verbs, and changes for `ocgen diff`. Editors propose the names that the platform file of
    the project defines, or else the bundled one.

    \b
    Example:
      ocgen schema connector > specs/schema/connector.schema.json
    """
    if kind in _REPORTS:
        click.echo(report_schema(kind), nl=False)
    else:
        from ocgen.spec.proposals import proposals_of

        proposals = proposals_of(run_config(specs=specs).specs)
        click.echo(schema_text(cast(Kind, kind), proposals), nl=False)
    return 0
