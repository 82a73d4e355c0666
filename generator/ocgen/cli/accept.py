"""`ocgen accept`."""

from __future__ import annotations

from datetime import date

import click

from ocgen.cli.days import Day, today_option
from ocgen.cli.groups import Verb
from ocgen.cli.options import run_config


@click.command("accept", cls=Verb)
@click.argument("fingerprint", required=False)
@click.option("--reason", help="Why it is accepted.")
@click.option("--expires", type=Day(), metavar="DAY", help="The last day that it is accepted on.")
@click.option("--owner", default="", help="Who sees to it.")
@click.option("--connector", default="", help="The connector, so that the entry can be told to be unused.")
@click.option("--rule", default="", help="The rule, so that a reviewer sees what was accepted.")
@click.option("--text", default="", help="What the finding says, for the same reason.")
@click.option(
    "--verb", type=click.Choice(["diff", "drift", "lint"]), default=None, help="Only this verb heeds the entry."
)
@click.option("--resolve", is_flag=True, help="Keep the entries of both sides where a merge has left a conflict.")
@today_option
def command(
    fingerprint: str | None,
    reason: str | None,
    expires: date | None,
    owner: str,
    connector: str,
    rule: str,
    text: str,
    verb: str | None,
    resolve: bool,
    today: date,
) -> int:
    """Accept a change or a finding for a while: add it to ocgen.accepted.yaml, whose rest stays as it is.

    The help under a breaking change is the whole command; `--format json` of diff, drift and lint tells all
    fingerprints. Entries go by fingerprint, so that two branches that accept something seldom meet in the file. Where
    they did, --resolve keeps the entries of both.

    \b
    Example:
      ocgen accept 2f1c4d5e6a7b8c9d --connector acme --reason "released as 2.0" --expires 2027-01-31
    """
    from ocgen.runs.accept import accept, resolve_accepted

    config = run_config()
    if resolve:
        if fingerprint:
            raise click.UsageError(f"--resolve adds no entry; accept {fingerprint} afterwards")
        file = resolve_accepted(config)
        click.echo(f"the entries of both sides are in {file}; look at it, then run: git add {file}", err=True)
        return 0
    if not fingerprint or reason is None or expires is None:
        raise click.UsageError("give the fingerprint, --reason WHY and --expires DAY; `ocgen accept --help` tells more")
    words = {"connector": connector, "rule": rule, "text": text}
    file = accept(
        fingerprint, reason=reason, expires=expires, owner=owner, verb=verb or "", config=config, today=today, **words
    )
    click.echo(f"accepted until {expires}: {fingerprint} in {file}", err=True)
    if missing := [f"--{name}" for name, value in words.items() if not value.strip()]:
        told = ", ".join(missing)
        click.echo(f"without {told} nobody sees in the file what was accepted; the finding tells them", err=True)
    return 0
