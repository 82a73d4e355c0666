"""`ocgen docs table`."""

from __future__ import annotations

from pathlib import Path

import click

from ocgen.cli.groups import Verb
from ocgen.cli.options import print_errors, run_config, specs_option
from ocgen.errors import SpecsError
from ocgen.tables.formats.registry import NAMES as FORMATS
from ocgen.tables.options import LAYOUTS
from ocgen.tables.sections import SECTIONS

_COLUMNS = "".join(f"      {name}: {', '.join(c.id for c in section.columns)}\n" for name, section in SECTIONS.items())


@click.command(
    "table",
    cls=Verb,
    help=f"""Print a table of one part of a connector.

    The sections errors, regions and catalogue need no KEY; for the catalogue, KEY may be a glob. Ids of rows never
    change, so that links into a document stay good.

    \b
    Columns:
{_COLUMNS}
    \b
    Examples:
      ocgen docs table sfdc --section configuration --columns 'key,required,description="What it is"'
      ocgen docs table --section catalogue --format html --group crm
    """,
)
@click.argument("key", required=False, default="", metavar="[KEY]")
@click.option("--section", required=True, type=click.Choice(list(SECTIONS)), help="What the table is of.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="md", show_default=True, help="How to print.")
@click.option("--columns", help='Columns, in order; a heading of your own after "=".')
@click.option("--hide-empty", is_flag=True, help="Leave out columns without any text.")
@click.option("--required", is_flag=True, help="Only what is required, always or under a condition.")
@click.option("--optional", is_flag=True, help="Only what is not required.")
@click.option("--secret", is_flag=True, help="Only secrets.")
@click.option("--method", multiple=True, help="Only this way to sign in; can be given several times.")
@click.option("--group", multiple=True, help="Only this group; can be given several times.")
@click.option(
    "--sort", metavar="COLUMN", help='Sort by a column, downwards with "-" before it.  [default: as in the spec]'
)
@click.option("--layout", type=click.Choice(LAYOUTS), help="How to lay it out.  [default: auto]")
@click.option("--language", help="Language of the table.  [default: the first of the pages]")
@click.option("--anchors/--no-anchors", default=True, help="Give each row an id.  [default: anchors]")
@specs_option
def command(
    key: str,
    section: str,
    format_: str,
    columns: str | None,
    hide_empty: bool,
    required: bool,
    optional: bool,
    secret: bool,
    method: tuple[str, ...],
    group: tuple[str, ...],
    sort: str | None,
    layout: str | None,
    language: str | None,
    anchors: bool,
    specs: Path | None,
) -> int:
    """Print a table; exits with 2 when it cannot be made as it was asked for, with 1 when a spec has an error."""
    from ocgen.runs.table import table

    try:
        text = table(
            section,
            key,
            format=format_,
            columns=columns,
            hide_empty=hide_empty,
            required=required,
            optional=optional,
            secret=secret,
            methods=method,
            groups=group,
            sort=sort,
            layout=layout,
            language=language,
            anchors=anchors,
            config=run_config(specs=specs),
        )
    except SpecsError as error:
        print_errors(error.findings)
        return 1
    click.echo(text, nl=False)
    return 0
