"""`ocgen docs table`."""

from __future__ import annotations

from pathlib import Path

import click

from ocgen.cli.groups import Verb
from ocgen.cli.options import print_errors, project, specs_option
from ocgen.tables.build import keys_of, table_of
from ocgen.tables.faults import TableError
from ocgen.tables.formats.registry import NAMES as FORMATS, renderer
from ocgen.tables.options import LAYOUTS, parse_options
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
    from ocgen.errors import SpecsError
    from ocgen.project.catalogue import open_catalogue

    flags = {"hide-empty": hide_empty, "required": required, "optional": optional, "secret": secret}
    values = {"columns": columns, "sort": sort, "layout": layout, "language": language}
    lists = {"method": method, "group": group}
    given = {
        **{name: "yes" for name, is_set in flags.items() if is_set},
        **{name: value for name, value in values.items() if value is not None},
        **{name: ",".join(several) for name, several in lists.items() if several},
        "anchors": "yes" if anchors else "no",
    }
    options, faults = parse_options(given)
    try:
        if faults:
            raise TableError(faults)
        chosen = project((), specs=specs, catalogue=True)
        catalogue = open_catalogue(chosen, keys_of(key, section, chosen.connectors), {options.language})
        table = table_of(key, section, options, catalogue)
    except SpecsError as error:
        print_errors(error.findings)
        return 1
    except TableError as error:
        raise click.UsageError("\n".join(f"{fault.message}; {fault.remedy}" for fault in error.faults)) from None
    click.echo(renderer(format_)(table), nl=False)
    return 0
