"""`ocgen docs changelog`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ocgen.cli.options import keys_argument, project, specs_option

if TYPE_CHECKING:
    from ocgen.history import History
    from ocgen.model import Connector


@click.command("changelog")
@keys_argument
@click.option("--since", metavar="REF", default="", help="Only what has changed since this git revision.")
@specs_option
def command(keys: tuple[str, ...], since: str, specs: Path | None) -> int:
    """Print what the commits of each KEY's spec and family have changed, the latest first, in Markdown.

    It is made from git's history, so it stands on no generated page: print it where you want it.

    \b
    Example:
      ocgen docs changelog infusionsoftmarketing --since v1.0
    """
    from ocgen.history import History, HistoryError
    from ocgen.spec.loader import load

    if not keys:
        raise click.UsageError("name a connector; `ocgen list` shows them")
    chosen = project(keys, specs=specs, catalogue=True)
    loaded = load(chosen.directories, chosen.selected)
    families = {connector.key: connector.family for connector in loaded.connectors}
    try:
        for key in chosen.selected:
            history = History(chosen.files[key].absolute(), families.get(key, ""))
            click.echo("\n".join(_lines(key, history, since)))
    except HistoryError as error:
        raise click.ClickException(str(error)) from None
    return 0


def _lines(key: str, history: History, since: str) -> Iterator[str]:
    from ocgen.targets.docs.markdown import code, text

    entries = []
    before = history.connector_at(history.resolved(since)) if since else None
    for commit in history.commits(since):
        after = history.connector_at(commit.id)
        if after is None:
            click.echo(f"{commit.id[:12]} has no spec of {key} that this ocgen can read", err=True)
            continue
        if told := list(_told(before, after)):
            entries.append((commit, told))
        before = after
    yield f"# Changes of {code(key)}"
    if not entries:
        yield "\nNone."
    for commit, told in reversed(entries):
        yield f"\n## {commit.day}: {text(commit.subject)}\n"
        yield from (f"- {line}" for line in told)


def _told(before: Connector | None, after: Connector) -> Iterator[str]:
    from ocgen.changes.changelog import escaped
    from ocgen.changes.compare import compare
    from ocgen.changes.spec_side import facts_of
    from ocgen.changes.words import message

    if before is None:
        yield "The connector is new."
        return
    everywhere = frozenset(field.name for field in after.platform.everywhere)
    for change in compare(facts_of(before), facts_of(after), everywhere):
        yield escaped(message(change))
