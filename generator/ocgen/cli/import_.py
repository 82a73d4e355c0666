"""`ocgen import`."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click

from ocgen.cli.groups import Verb
from ocgen.cli.options import print_errors, run_config, specs_option
from ocgen.cli.output import say
from ocgen.cli.paths import Output, OutputType
from ocgen.files.writing import write_new
from ocgen.findings.location import display
from ocgen.project.config import Config
from ocgen.runs.project import config_option, repeated
from ocgen.spec.files import SUFFIXES
from ocgen.text.characters import json_text

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")  # what can be shown, and be a file's name, whatever the source says


@click.command("import", cls=Verb)
@click.argument("source", metavar="PAGE|MODEL", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--format", "format_", type=click.Choice(["yaml", "json"]), default="yaml", show_default=True,
              help="A draft spec, or the facts in the shape of `ocgen show --format json`.")  # fmt: skip
@click.option(
    "-o", "--output", type=OutputType(), metavar="FILE", help="Write to a new file; - is stdout.  [default: -]"
)
@specs_option
def command(source: Path, format_: str, output: Output | None, specs: Path | None) -> int:
    """Make a draft spec from a help page (HTML, Markdown, plain text) or a platform model (JSON).

    What the source does not tell stands as TODO; where it contradicts itself, the draft has errata. Descriptions are
    never copied: write your own. A page whose requests cannot be read makes no spec without a way to sign in.

    \b
    Example:
      ocgen import page.html -o specs/acme.yaml
    """
    from ocgen.draft.json import draft_json
    from ocgen.draft.spec import draft_spec
    from ocgen.files.resources import specs_directory
    from ocgen.spec.loader import load
    from ocgen.upstream import read

    file = output.file if output else None
    if file is not None and (file.exists() or file.is_symlink()):
        raise click.UsageError(f"{display(file)} exists; `ocgen import` overwrites nothing")
    config = run_config(specs=specs)
    own = config.specs
    loaded = load([own, specs_directory()] if own.is_dir() else [specs_directory()], ())
    if loaded.platform is None:
        print_errors(loaded.findings)
        return 2
    reading = read(source, source.as_posix(), loaded.platform)
    if reading.findings:
        print_errors(reading.findings)
    broken = any(finding.level == "error" for finding in reading.findings)
    if reading.facts is None or (broken and format_ == "yaml" and not reading.facts.methods):
        return 2
    if format_ == "json":
        text = json_text(draft_json(reading.facts))
    else:
        text = draft_spec(reading.facts, loaded.platform, source.name)
    if file is None:
        say(text, as_it_is=True)
    else:
        write_new(file, text)
        click.echo(display(file))
    if format_ == "yaml":
        click.echo(_next(file, config, reading.facts.key), err=True)
    return 1 if broken else 0


def _next(file: Path | None, config: Config, key: str) -> str:
    """What is to be done with a draft: `ocgen lint` finds it by its key, once it lies among the specs."""
    specs = config.specs
    place = specs / f"{key if _KEY.fullmatch(key) else 'KEY'}.yaml"
    there = file is not None and file.suffix in SUFFIXES and file.absolute().parent == specs.absolute()
    way = "" if there else f", {'move it to' if file else 'save it as'} {display(place)}"
    name = file.stem if file and there else place.stem
    command = ["ocgen", *config_option(config), "lint", name, *repeated(config, "specs")]
    return f"Write what stands as TODO{way}, then run: {shlex.join(command)}"
