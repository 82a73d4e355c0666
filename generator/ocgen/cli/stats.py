"""`ocgen stats`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ocgen.cli.groups import Verb
from ocgen.cli.options import format_option, keys_argument, print_errors, run_config, specs_option


@click.command("stats", cls=Verb)
@keys_argument
@click.option("--missing", is_flag=True, help="Name what is missing.")
@specs_option
@format_option
def command(keys: tuple[str, ...], missing: bool, specs: Path | None, format_: str) -> int:
    """Tell how complete the specs are: descriptions, examples, shapes, where to find, sources.

    \b
    Example:
      ocgen stats --missing
    """
    from ocgen.model.statistics import counts, shares, sign_ins
    from ocgen.runs.load import load

    loaded = load(keys, config=run_config(specs=specs))
    if loaded.findings:
        print_errors(loaded.findings)
    found, of_all, types = shares(loaded.connectors), counts(loaded.connectors), sign_ins(loaded.connectors)
    if format_ == "json":
        described = [
            {"what": s.what, "done": s.done, "all": s.all, **({"missing": s.missing} if missing else {})} for s in found
        ]
        click.echo(json.dumps({**of_all, "methods": dict(sorted(types.items())), "shares": described}, indent=2))
    else:
        click.echo(", ".join(f"{count} {name}" for name, count in of_all.items()))
        click.echo(f"sign-in: {', '.join(f'{count} {name}' for name, count in types.most_common())}")
        for share in found:
            click.echo(f"{share.what:<36} {share.done:>5} of {share.all:>5}  {share.percent:5.1f} %")
            for name in share.missing if missing else ():
                click.echo(f"  {name}")
    return 1 if loaded.failed else 0
