"""`ocgen import`."""

from __future__ import annotations

from pathlib import Path

import click

from ocgen.cli.groups import Verb
from ocgen.cli.options import print_errors, run_config, specs_option
from ocgen.cli.output import say
from ocgen.cli.paths import Output, OutputType
from ocgen.errors import SourceError
from ocgen.findings.location import display


@click.command("import", cls=Verb)
@click.argument("source", metavar="PAGE|MODEL|KEY", type=click.Path())
@click.option("--format", "format_", type=click.Choice(["yaml", "json"]), default="yaml", show_default=True,
              help="A draft spec, or the facts in the shape of `ocgen show --format json`.")  # fmt: skip
@click.option(
    "-o", "--output", type=OutputType(), metavar="FILE", help="Write to a new file; - is stdout.  [default: -]"
)
@click.option("--live", is_flag=True, help="Ask a live tenant for the model of the connector KEY, and for its calls.")
@click.option("--from", "where", metavar="REGION|URL", help="Where the tenant is.  [default: the environment]")
@click.option("--instance", type=int, metavar="ID", help="With --live: the calls of this instance, custom ones too.")
@specs_option
def command(
    source: str,
    format_: str,
    output: Output | None,
    live: bool,
    where: str | None,
    instance: int | None,
    specs: Path | None,
) -> int:
    """Make a draft spec from a help page (HTML, Markdown, plain text) or from a model of the platform (JSON).

    A model is a connector's export, or the Swagger 2.0 document of its calls; both become `resources` of the draft.
    What the source does not tell is marked TODO; where it contradicts itself, the draft has errata. Descriptions and
    samples are never copied: write your own. A page whose requests cannot be read makes no spec without a way to sign
    in.

    \b
    Examples:
      ocgen import page.html -o specs/acme.yaml
      ocgen import acme --live --from eu10 -o specs/acme.yaml
    """
    from ocgen.runs.draft import draft

    if not live and (where or instance is not None):
        raise click.UsageError("--from and --instance belong to --live")
    if not live:
        context = click.get_current_context()
        click.Path(exists=True, dir_okay=False).convert(source, context.command.params[0], context)
    file = output.file if output else None
    try:
        result = draft(
            source,
            facts=format_ == "json",
            file=file,
            live=live,
            where=where,
            instance=instance,
            config=run_config(specs=specs),
        )
    except SourceError as error:
        if not error.findings:
            raise
        print_errors(error.findings)
        return 2
    if result.findings:
        print_errors(result.findings)
    if file is None:
        say(result.text, as_it_is=True)
    else:
        click.echo(display(file))
    if format_ == "yaml":
        click.echo(result.next, err=True)
    return int(result.failed)
