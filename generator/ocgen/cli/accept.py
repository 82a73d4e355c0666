"""`ocgen accept`."""

from __future__ import annotations

from datetime import date

import click

from ocgen.cli.acceptance import Day, accepted_content, accepted_file, known_rules, parse_accepted, today_option
from ocgen.cli.options import print_errors, project_config
from ocgen.cli.output import write_whole


@click.command("accept")
@click.argument("fingerprint")
@click.option("--reason", required=True, help="Why it is put up with.")
@click.option("--expires", type=Day(), required=True, metavar="DAY", help="The last day that it is accepted on.")
@click.option("--owner", default="", help="Who sees to it.")
@click.option("--connector", default="", help="The connector, so that the entry can be told to be unused.")
@click.option(
    "--verb", type=click.Choice(["diff", "drift", "lint"]), default=None, help="Only this verb heeds the entry."
)
@today_option
def command(
    fingerprint: str, reason: str, expires: date, owner: str, connector: str, verb: str | None, today: date
) -> int:
    """Put up with a change or a finding for a while: add it to ocgen.accepted.yaml, whose rest stays as it is.

    `--format json` of diff, drift and lint tells the fingerprints.

    \b
    Example:
      ocgen accept 2f1c4d5e6a7b8c9d --reason "released as 2.0" --expires 2027-01-31
    """
    from ocgen.changes.accepted import Entry, appended, entry_text, read_accepted

    if expires < today:
        raise click.UsageError(f"--expires {expires} is in the past")
    for name, text in (("reason", reason), ("owner", owner), ("connector", connector)):
        if not text.isprintable():
            raise click.UsageError(f"--{name} is more than one line, or holds a character that cannot be printed")
    file = accepted_file(project_config())
    content = accepted_content(file)
    known = parse_accepted(content or b"", file)
    if known.findings:
        print_errors(known.findings)
        raise click.UsageError(f"{file} has mistakes; mend them first")
    if any(entry.fingerprint == fingerprint and entry.expires >= today for entry in known.entries):
        raise click.UsageError(f"{fingerprint} is accepted already")
    entry = Entry(reason.strip(), expires, fingerprint, "", connector.strip(), "", verb or "", owner.strip())
    wrong = read_accepted(f"accepted:\n{entry_text(entry)}".encode()).findings
    if wrong:
        raise click.UsageError(f"{wrong[0].message}; {wrong[0].help}")
    result = appended(content, entry, known_rules())
    if result is None:
        raise click.UsageError(f"{file} is not written as a plain list; add this by hand:\n{entry_text(entry)}")
    write_whole(file, result.decode())
    click.echo(f"accepted until {expires}: {fingerprint} in {file}", err=True)
    return 0
