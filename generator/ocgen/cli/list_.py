"""`ocgen list`."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import get_args

import click

from ocgen.cli.options import format_option, keys_argument, print_errors, project, specs_option
from ocgen.model import AuthType, Connector

_HEAD = ("KEY", "NAME", "HUB", "SIGN-IN", "EVENTS")
_NAME = _HEAD.index("NAME")


@click.command("list")
@keys_argument
@click.option("--hub", "hubs", multiple=True, help="Only those of this hub; can be given several times.")
@click.option(
    "--type", "types", multiple=True, type=click.Choice(get_args(AuthType)), help="Only this kind of sign-in."
)
@click.option("--search", "words", multiple=True, metavar="TEXT", help="Only those with TEXT in key, name or a field.")
@specs_option
@format_option
def command(
    keys: tuple[str, ...],
    hubs: tuple[str, ...],
    types: tuple[str, ...],
    words: tuple[str, ...],
    specs: Path | None,
    format_: str,
) -> int:
    """List the connectors: those of the project, or the bundled ones where there is no project.

    \b
    Examples:
      ocgen list 'infusionsoft*'
      ocgen list --hub crm --type oauth2 --search subdomain
    """
    from ocgen.search import search
    from ocgen.spec.loader import load

    chosen = project(keys, specs=specs, catalogue=True)
    loaded = load(chosen.directories, chosen.selected)
    if loaded.findings:
        print_errors(loaded.findings)
    found = list(search(loaded.connectors, hubs, types, words))
    if not found and not loaded.failed:
        click.echo(f"no connector fits; the hubs are {', '.join(sorted({c.hub for c in loaded.connectors}))}", err=True)
    if format_ == "json":
        click.echo(json.dumps([_entry(c) for c in found], indent=2, ensure_ascii=False))
    else:
        click.echo(_table([_HEAD, *(_row(c) for c in found)]), nl=False)
    return 1 if loaded.failed else 0


def _row(connector: Connector) -> tuple[str, ...]:
    sign_in = ", ".join(dict.fromkeys(method.type for method in connector.methods))
    return connector.key, connector.name, connector.hub, sign_in, ", ".join(connector.events.methods)


def _entry(connector: Connector) -> dict[str, object]:
    return {
        "key": connector.key,
        "name": connector.name,
        "hub": connector.hub,
        "provider": connector.provider,
        "methods": [{"name": method.name, "type": method.type} for method in connector.methods],
        "events": list(connector.events.methods),
        "file": connector.files[0],
    }


def _table(rows: list[tuple[str, ...]]) -> str:
    """Columns of even width; on a terminal the name gives way where a line would not fit."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    if sys.stdout.isatty():
        excess = sum(widths) + 2 * (len(widths) - 1) - shutil.get_terminal_size().columns
        widths[_NAME] = max(10, widths[_NAME] - max(0, excess))
        rows = [(*row[:_NAME], _cut(row[_NAME], widths[_NAME]), *row[_NAME + 1 :]) for row in rows]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "".join(f"{line}\n" for line in lines)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
