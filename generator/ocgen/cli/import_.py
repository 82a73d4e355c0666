"""`ocgen import`."""

from __future__ import annotations

from pathlib import Path

import click

from ocgen.characters import json_text
from ocgen.cli.options import print_errors, project_config, specs_option


@click.command("import")
@click.argument("source", metavar="PAGE|MODEL", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--format", "format_", type=click.Choice(["yaml", "json"]), default="yaml", show_default=True,
              help="A draft spec, or the facts in the shape of `ocgen show --format json`.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a new file.")
@specs_option
def command(source: Path, format_: str, output: Path | None, specs: Path | None) -> int:
    """Make a draft spec from a help page (HTML, Markdown, plain text) or a platform model (JSON).

    What the source does not tell stands as TODO; where it contradicts itself, the draft has errata. Descriptions are
    never copied: write your own.

    \b
    Example:
      ocgen import page.html -o specs/acme.yaml
    """
    from ocgen.draft.json import draft_json
    from ocgen.draft.spec import draft_spec
    from ocgen.resources import specs_directory
    from ocgen.spec.loader import load
    from ocgen.upstream import read

    if output is not None and output.exists():
        raise click.UsageError(f"{output} exists; `ocgen import` overwrites nothing")
    own = specs or project_config().specs
    loaded = load([own, specs_directory()] if own.is_dir() else [specs_directory()], ())
    if loaded.platform is None:
        print_errors(loaded.findings)
        return 2
    reading = read(source, source.as_posix(), loaded.platform)
    if reading.findings:
        print_errors(reading.findings)
    if reading.facts is None:
        return 2
    if format_ == "json":
        text = json_text(draft_json(reading.facts))
    else:
        text = draft_spec(reading.facts, loaded.platform, source.name)
    if output is None:
        click.echo(text, nl=False)
        return 0
    with output.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    click.echo(output.as_posix())
    if format_ == "yaml":
        click.echo(f"Write what stands as TODO, then run: ocgen lint {output.stem}", err=True)
    return 0
