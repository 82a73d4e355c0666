"""`ocgen schema`."""

from __future__ import annotations

from typing import cast

import click

from ocgen.spec.schema import KINDS, Kind, schema_text


@click.command("schema")
@click.argument("kind", type=click.Choice(KINDS), default="connector")
def command(kind: str) -> int:
    """Print the JSON Schema of connector, family or platform specs, for editors and other tools.

    \b
    Example:
      ocgen schema connector > specs/schema/connector.schema.json
    """
    click.echo(schema_text(cast(Kind, kind)), nl=False)
    return 0
