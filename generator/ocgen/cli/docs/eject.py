"""`ocgen docs eject`."""

from __future__ import annotations

from pathlib import Path

import click

from ocgen.cli.groups import Verb
from ocgen.cli.options import project_config
from ocgen.cli.paths import DirectoryType
from ocgen.files.writing import write_new


@click.command("eject", cls=Verb)
@click.argument("what", default="page")
@click.option("--to", type=DirectoryType(), help="Templates directory to copy to.  [default: as configured]")
def command(what: str, to: Path | None) -> int:
    """Copy templates of the pages to a directory of your own, to change them there. Overwrites nothing.

    WHAT is `page` (all that a connector's page is made of), `index` (the catalogue) or the name of one template, such
    as docs/sections/errors.md.j2. Delete the copies that you do not change: ours take their place again.

    \b
    Example:
      ocgen docs eject page --to templates
    """
    from ocgen.findings.location import display
    from ocgen.templates.ejected import BUNDLES, ejected_text, names_of
    from ocgen.text.suggest import did_you_mean

    names = names_of(what)
    if not names:
        known = (*BUNDLES, *(name for bundle in BUNDLES for name in names_of(bundle)))
        hint = did_you_mean(what, known) or f"name {', '.join(BUNDLES)} or a template ({known[2]}, ...)"
        raise click.UsageError(f'no template is named "{what}"; {hint}')
    config = project_config()
    directory = to or config.templates or Path("templates")
    taken = [directory / name for name in names if (directory / name).exists()]
    if taken:
        listed = "".join(f"\n  {display(path)}" for path in taken)
        raise click.ClickException(f"nothing was copied, since these are there already:{listed}\nmove them away first")
    for name in names:
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_new(path, ejected_text(name))
        click.echo(display(path))
    if config.templates is None or directory.absolute() != config.templates.absolute():
        click.echo(f'to use them, set templates = "{display(directory)}" in [tool.ocgen]', err=True)
    return 0
