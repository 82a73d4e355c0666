"""`ocgen docs changelog`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ocgen.cli.groups import Verb
from ocgen.cli.options import keys_argument, project, specs_option

if TYPE_CHECKING:
    from ocgen.model import Connector


@click.command("changelog", cls=Verb)
@keys_argument
@click.option("--since", metavar="REF", default="", help="Only what has changed since this git revision.")
@specs_option
def command(keys: tuple[str, ...], since: str, specs: Path | None) -> int:
    """Print what the commits of each KEY's spec, family and platform have changed, the latest first, in Markdown.

    It is made from git's history, so it stands on no generated page: print it where you want it. Where a shallow clone
    cuts the history, that is told.

    \b
    Example:
      ocgen docs changelog infusionsoftmarketing --since v1.0
    """
    from ocgen.git.command import GitError, NoGitError
    from ocgen.spec.loader import load

    if not keys:
        raise click.UsageError("name a connector; `ocgen list` shows them")
    chosen = project(keys, specs=specs, catalogue=True)
    loaded = load(chosen.directories, chosen.selected)
    families = {connector.key: connector.family for connector in loaded.connectors}
    try:
        for key in chosen.selected:
            click.echo("\n".join(_lines(chosen.files[key].absolute(), families.get(key, ""), since)))
    except NoGitError as error:
        raise click.ClickException(f"{error}, and a changelog is made from its history") from None
    except GitError as error:
        raise click.ClickException(str(error)) from None
    return 0


def _lines(spec: Path, family: str, since: str) -> Iterator[str]:
    from ocgen.git.command import UNSHALLOW
    from ocgen.git.history import commits
    from ocgen.spec.files import FAMILIES, PLATFORM_FILE
    from ocgen.text.markdown import code, text

    entries = []
    before = _connector_at(since, spec) if since else None
    files = [spec.name, PLATFORM_FILE, *([f"{FAMILIES}/{family}.yaml"] if family else [])]
    cut = ""
    for commit in commits(spec.parent, files, since):
        after = _connector_at(commit.id, spec)
        if commit.cut and after:
            cut = commit.id[:12]
            click.echo(f"the clone is shallow: what {spec.stem} was before {cut} is not known; {UNSHALLOW}", err=True)
            before = before or after  # it seems to be new, and may be old
        if after is None:
            click.echo(f"{commit.id[:12]} has no spec of {spec.stem} that this ocgen can read", err=True)
            continue
        if told := list(_told(before, after)):
            entries.append((commit, told))
        before = after
    yield f"# Changes of {code(spec.stem)}"
    if not entries and not cut:
        yield "\nNone."
    for commit, told in reversed(entries):
        yield f"\n## {commit.day}: {text(commit.subject)}\n"
        yield from (f"- {line}" for line in told)
    if cut:
        yield f"\nWhat was changed before {cut} is not known."


def _connector_at(ref: str, spec: Path) -> Connector | None:
    """Return the connector as a revision has it: None when it has none, or one that this ocgen cannot read."""
    from ocgen.git.tree import NotThereError, read_tree
    from ocgen.runs.revisions import BESIDE, laid_out
    from ocgen.spec.loader import load

    try:
        tree = read_tree(ref, f"./{spec.name}", start=spec.parent, beside=BESIDE)
    except NotThereError:
        return None
    with laid_out(tree) as root:
        loaded = load([(root / tree.path).parent], [spec.stem])
    return next(iter(loaded.connectors), None)


def _told(before: Connector | None, after: Connector) -> Iterator[str]:
    from ocgen.changes.catalogues import compare_one
    from ocgen.changes.changelog import escaped
    from ocgen.changes.wording import message
    from ocgen.facts.of_spec import facts_of

    if before is None:
        yield "The connector is new."
        return
    for change in compare_one(facts_of(before), facts_of(after), platforms=(before.platform, after.platform)):
        yield escaped(message(change))
