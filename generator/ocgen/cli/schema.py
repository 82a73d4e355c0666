"""`ocgen schema`."""

from __future__ import annotations

from typing import cast

import click

from ocgen.cli.groups import Verb
from ocgen.files.resources import report_schema
from ocgen.spec.schema import KINDS, Kind, schema_text

_REPORTS = ("findings", "changes")


@click.command("schema", cls=Verb)
@click.argument("kind", type=click.Choice([*KINDS, *_REPORTS]), default="connector")
def command(kind: str) -> int:
    """Print a JSON Schema: of connector, family or platform specs, for editors, or of what `--format json` prints.

    That is findings for most verbs, and changes for `ocgen diff`.

    \b
    Example:
      ocgen schema connector > specs/schema/connector.schema.json
    """
    click.echo(report_schema(kind) if kind in _REPORTS else schema_text(cast(Kind, kind)), nl=False)
    return 0
