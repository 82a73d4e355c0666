"""`ocgen accept`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ocgen.cli.days import Day, today_option
from ocgen.cli.groups import Verb
from ocgen.cli.options import print_errors, project_config
from ocgen.files.writing import write_whole
from ocgen.runs.acceptance import accepted_content, accepted_file, known_rules, parse_accepted

if TYPE_CHECKING:
    from ocgen.changes.accepted import Acceptance


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
    from ocgen.changes.accepted import Acceptance

    file = accepted_file(project_config())
    if resolve:
        if fingerprint:
            raise click.UsageError(f"--resolve adds no entry; accept {fingerprint} afterwards")
        return _resolve(file)
    if not fingerprint or reason is None or expires is None:
        raise click.UsageError("give the fingerprint, --reason WHY and --expires DAY; `ocgen accept --help` tells more")
    if expires < today:
        raise click.UsageError(f"--expires {expires} is in the past")
    words = {"reason": reason, "owner": owner, "connector": connector, "rule": rule, "text": text}
    for name, value in words.items():
        if not value.isprintable():
            raise click.UsageError(f"--{name} is more than one line, or holds a character that cannot be printed")
    entry = Acceptance(
        reason.strip(), expires, fingerprint, rule.strip(), connector.strip(), verb=verb or "", text=text.strip(),
        owner=owner.strip(),
    )  # fmt: skip
    _add(file, entry, today)
    if missing := [f"--{name}" for name in ("connector", "rule", "text") if not words[name].strip()]:
        told = ", ".join(missing)
        click.echo(f"without {told} nobody sees in the file what was accepted; the finding tells them", err=True)
    return 0


def _add(file: Path, entry: Acceptance, today: date) -> None:
    from ocgen.changes.accepted import read_accepted
    from ocgen.changes.accepted_file import entry_text, with_entry

    content = accepted_content(file)
    known = parse_accepted(content or b"", file)
    if known.findings:
        print_errors(known.findings)
        raise click.UsageError(f"{file} has mistakes; fix them first")
    if any(other.fingerprint == entry.fingerprint and other.expires >= today for other in known.entries):
        raise click.UsageError(f"{entry.fingerprint} is accepted already")
    rules = known_rules()
    wrong = read_accepted(f"accepted:\n{entry_text(entry)}".encode(), rules=rules).findings
    if wrong:
        raise click.UsageError(f"{wrong[0].message}; {wrong[0].help}")
    result = with_entry(content, entry, rules)
    if result is None:
        raise click.UsageError(f"{file} is not written as a plain list; add this by hand:\n{entry_text(entry)}")
    write_whole(file, result.decode())
    click.echo(f"accepted until {entry.expires}: {entry.fingerprint} in {file}", err=True)


def _resolve(file: Path) -> int:
    from ocgen.changes.accepted_file import united

    content = accepted_content(file) or b""
    result = united(content, known_rules())
    if result is None:
        findings = parse_accepted(content, file).findings
        print_errors(findings)
        why = "has mistakes; fix them first" if findings else "has no conflict that a merge has left"
        raise click.UsageError(f"{file} {why}")
    write_whole(file, result.decode())
    click.echo(f"the entries of both sides are in {file}; look at it, then run: git add {file}", err=True)
    return 0
