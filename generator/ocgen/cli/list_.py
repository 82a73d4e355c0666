"""`ocgen list`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import get_args

import click

from ocgen.cli.groups import Verb
from ocgen.cli.options import format_option, keys_argument, print_errors, run_config, specs_option
from ocgen.model import AuthType, Connector
from ocgen.text.characters import json_text, visible

_HEAD = ("KEY", "NAME", "HUB", "SIGN-IN", "EVENTS")
# On a narrow terminal these columns give way, in this order, each down to so many characters. A key is always whole.
_GIVES_WAY = (("NAME", 20), ("SIGN-IN", 12), ("EVENTS", 8), ("SIGN-IN", 7), ("NAME", 10), ("HUB", 5))


@click.command("list", cls=Verb)
@keys_argument
@click.option("--hub", "hubs", multiple=True, help="Only those of this hub; can be given several times.")
@click.option(
    "--type", "types", multiple=True, type=click.Choice(get_args(AuthType)), help="Only this kind of sign-in."
)
@click.option(
    "--search",
    "words",
    multiple=True,
    metavar="TEXT",
    help="Only those with TEXT in key, name, provider or a field; of several, all.",
)
@click.option("--bundled", is_flag=True, help="Those that come with ocgen, whatever the project has.")
@specs_option
@format_option
def command(
    keys: tuple[str, ...],
    hubs: tuple[str, ...],
    types: tuple[str, ...],
    words: tuple[str, ...],
    bundled: bool,
    specs: Path | None,
    format_: str,
) -> int:
    """List the connectors: those of the project, or the bundled ones where there is no project or --bundled is given.

    \b
    Examples:
      ocgen list 'infusionsoft*'
      ocgen list --hub crm --type oauth2 --search url
      ocgen list --bundled --search salesforce
    """
    from ocgen.model.search import advice, search
    from ocgen.runs.load import load

    if bundled and specs:
        raise click.UsageError("--bundled lists what comes with ocgen, and --specs names specs of your own; give one")
    loaded = load(keys, bundled=bundled, config=run_config(specs=specs))
    if loaded.findings:
        print_errors(loaded.findings)
    found = list(search(loaded.connectors, hubs, types, words))
    if not found and not loaded.failed:
        click.echo(f"no connector fits; {advice(loaded.connectors, hubs, words)}", err=True)
    if format_ == "json":
        click.echo(json_text([_entry(c) for c in found]), nl=False)
    elif found:
        click.echo(_table([_HEAD, *(_row(c) for c in found)]), nl=False)
        if any(connector.deprecated for connector in found):
            click.echo("* deprecated: ocgen show KEY tells what to use in its place", err=True)
    return 1 if loaded.failed else 0


def _row(connector: Connector) -> tuple[str, ...]:
    sign_in = ", ".join(dict.fromkeys(method.type for method in connector.methods))
    name = f"* {connector.name}" if connector.deprecated else connector.name
    return connector.key, name, connector.hub, sign_in, ", ".join(connector.events.methods)


def _entry(connector: Connector) -> dict[str, object]:
    return {
        "key": connector.key,
        "name": connector.name,
        "hub": connector.hub,
        "provider": connector.provider,
        "methods": [{"name": method.name, "type": method.type} for method in connector.methods],
        "events": list(connector.events.methods),
        "deprecated": connector.deprecated,
        "file": connector.files[0],
    }


def _table(rows: list[tuple[str, ...]]) -> str:
    """Return the lines of a table; on a terminal, some columns are cut where a line would not fit."""
    widths = [max(len(visible(row[column])) for row in rows) for column in range(len(_HEAD))]
    if _on_terminal():
        widths = _fitting(widths, shutil.get_terminal_size().columns)
    lines = (
        "  ".join(_cut(visible(cell), width).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return "".join(f"{line}\n" for line in lines)


def _on_terminal() -> bool:
    return sys.stdout.isatty()


def _fitting(widths: list[int], columns: int) -> list[int]:
    fitting = list(widths)
    for name, least in _GIVES_WAY:
        column = _HEAD.index(name)
        excess = sum(fitting) + 2 * (len(fitting) - 1) - columns
        fitting[column] -= max(0, min(excess, fitting[column] - least))
    return fitting


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
