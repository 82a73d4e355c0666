"""`ocgen explain`."""

from __future__ import annotations

import click

from ocgen.cli.groups import Verb
from ocgen.text.suggest import did_you_mean


def _complete_rules(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    from ocgen.explain import rules

    return [rule.id for rule in rules() if rule.id.startswith(incomplete)]


@click.command("explain", cls=Verb)
@click.argument("rule", required=False, shell_complete=_complete_rules)
def command(rule: str | None) -> int:
    """Explain a rule: what it finds, why that matters and how to fix it. Without a rule, list them all.

    \b
    Example:
      ocgen explain pattern-backtracking
    """
    from ocgen.explain import rules

    known = {entry.id: entry for entry in rules()}
    if rule is None:
        width = max(len(name) for name in known)
        for entry in known.values():
            click.echo(f"{entry.id:<{width}}  {entry.level:<7}  {entry.title}")
        return 0
    if rule not in known:
        hint = did_you_mean(rule, known) or "`ocgen explain` lists the rules"
        raise click.UsageError(f'no rule is named "{rule}"; {hint}')
    entry = known[rule]
    click.echo(f"{entry.id} ({entry.level}): {entry.title}\n\n{entry.explanation.strip()}")
    return 0
