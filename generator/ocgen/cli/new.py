"""`ocgen new`."""

from __future__ import annotations

from pathlib import Path

import click

from ocgen.cli.groups import Verb
from ocgen.cli.options import print_errors, run_config, specs_option
from ocgen.model import SIGN_INS, AuthType


@click.command("new", cls=Verb)
@click.argument("key")
@click.option("--type", "type_", type=click.Choice(list(SIGN_INS)),
              help="How one signs in.  [default: oauth2]")  # fmt: skip
@click.option("--name", help="The connector's name.")
@click.option("--hub", help="The hub it belongs to.")
@click.option("--provider", help="Who runs the service.")
@click.option("--family", help="The family it starts from; the skeleton then holds only what differs.")
@click.option("--from", "bundled", metavar="BUNDLED",
              help="A bundled connector whose spec to begin with; stands alone.")  # fmt: skip
@specs_option
def command(
    key: str,
    type_: AuthType | None,
    name: str | None,
    hub: str | None,
    provider: str | None,
    family: str | None,
    bundled: str | None,
    specs: Path | None,
) -> int:
    """Write the commented skeleton of a new connector's spec. Fill in each TODO, then run `ocgen lint KEY`.

    With --from it is a copy of a bundled spec, to be changed. What else is to be known of it is told: that it hides the
    bundled spec of the same key, or that `connectors` of the configuration leaves it out.

    \b
    Example:
      ocgen new acme --type apiKey --name "Acme CRM" --hub crm --provider Acme
      ocgen new infusionsoftmarketing --from infusionsoftmarketing
    """
    from ocgen.runs.new import new, notes_on

    config = run_config(specs=specs)
    if bundled is None:
        path = new(key, type_ or "oauth2", name=name, hub=hub, provider=provider, family=family, config=config)
        told = f"Fill in each TODO, then run: ocgen lint {key}"
    else:
        if any(value is not None for value in (type_, name, hub, provider, family)):
            raise click.UsageError(
                "--from copies a whole spec: change in it what --type, --name and the like would say"
            )
        path = new(key, bundled=bundled, config=config)
        told = f"Change in it what is to differ, then run: ocgen lint {key}"
    click.echo(path.as_posix())
    print_errors(notes_on(key, config))
    click.echo(told, err=True)
    return 0
