"""`ocgen schema`."""

from __future__ import annotations

from typing import cast

import click

from ocgen.resources import findings_schema
from ocgen.spec.schema import KINDS, Kind, schema_text

_FINDINGS = "findings"


@click.command("schema")
@click.argument("kind", type=click.Choice([*KINDS, _FINDINGS]), default="connector")
def command(kind: str) -> int:
    """Print a JSON Schema: of connector, family or platform specs, for editors, or of `--format json`.

    \b
    Example:
      ocgen schema connector > specs/schema/connector.schema.json
    """
    click.echo(findings_schema() if kind == _FINDINGS else schema_text(cast(Kind, kind)), nl=False)
    return 0
