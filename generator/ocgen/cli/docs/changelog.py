"""`ocgen docs changelog`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ocgen.cli.options import keys_argument, project, specs_option

if TYPE_CHECKING:
    from ocgen.differences import Difference
    from ocgen.history import History
    from ocgen.model import Connector, JsonValue


_LONGEST = 60  # characters of a value that is told; a longer one is a pattern or a list, which nobody compares by eye


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
    from ocgen.describe import connector_json
    from ocgen.differences import differences

    if before is None:
        yield "The connector is new."
        return
    for difference in differences(connector_json(before), connector_json(after)):
        yield _sentence(difference)


def _sentence(difference: Difference) -> str:
    from ocgen.targets.docs.markdown import code

    place = ", ".join(code(name) for name in difference.path)
    values = [_shown(difference.before), _shown(difference.after)]
    if difference.kind != "changed" or max(map(len, values)) > _LONGEST:
        return f"{difference.kind}: {place}"
    return f"changed: {place} from {code(values[0])} to {code(values[1])}"


def _shown(value: JsonValue) -> str:
    return value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)
