"""`ocgen new`."""

from __future__ import annotations

from pathlib import Path

import click

from ocgen.cli.groups import Verb
from ocgen.cli.options import run_config, specs_option
from ocgen.model import SIGN_INS, AuthType


@click.command("new", cls=Verb)
@click.argument("key")
@click.option("--type", "type_", type=click.Choice(list(SIGN_INS)), default="oauth2", show_default=True,
              help="How one signs in.")  # fmt: skip
@click.option("--name", help="The connector's name.")
@click.option("--hub", help="The hub it belongs to.")
@click.option("--provider", help="Who runs the service.")
@click.option("--family", help="The family it starts from; the skeleton then holds only what differs.")
@specs_option
def command(
    key: str,
    type_: AuthType,
    name: str | None,
    hub: str | None,
    provider: str | None,
    family: str | None,
    specs: Path | None,
) -> int:
    """Write the commented skeleton of a new connector's spec. Fill in each TODO, then run `ocgen lint KEY`.

    \b
    Example:
      ocgen new acme --type apiKey --name "Acme CRM" --hub crm --provider Acme
    """
    from ocgen.runs.new import new

    config = run_config(specs=specs)
    path = new(key, type_, name=name, hub=hub, provider=provider, family=family, config=config)
    click.echo(path.as_posix())
    click.echo(f"Fill in each TODO, then run: ocgen lint {key}", err=True)
    return 0
