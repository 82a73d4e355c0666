"""`ocgen docs site`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from ocgen.cli.docs.site_options import needed, own_pages, pages_of, site_options
from ocgen.cli.options import keys_argument, print_errors, project


@click.command("site")
@keys_argument
@site_options
@click.option("--out", type=click.Path(path_type=Path), help="Where the site goes.  [default: site]")
@click.option("--force", is_flag=True, help="Replace what is there, whoever made it.")
def command(
    keys: tuple[str, ...],
    specs: Path | None,
    templates: Path | None,
    pages: Path | None,
    title: str,
    out: Path | None,
    force: bool,
) -> int:
    """Build a static site: the catalogue with filters, a page a connector, a search over fields and parameters.

    It works from any folder of a web server and from a disk, and asks nothing of other hosts. The site is put in its
    place when it is complete; a directory that something else made is left alone, unless --force is given.

    \b
    Example:
      ocgen docs site --out public --title "Our connectors"
    """
    needed("sphinx", "furo", "myst_parser", "sphinx_copybutton")
    from ocgen.site.build import Builder
    from ocgen.site.install import InTheWayError, beside, check, install
    from ocgen.site.settings import settings
    from ocgen.templates import Templates

    own = own_pages(pages)
    chosen = project(keys, specs=specs, templates=templates, catalogue=True)
    place = out or chosen.config.out.parent / "site"
    _can_hold(place, (Path.cwd(), *chosen.directories, *((pages,) if pages else ())))
    try:
        if not force:
            check(place)
    except InTheWayError as error:
        for path in error.paths[:10]:
            click.echo(f"{place / path}", err=True)
        raise click.ClickException(
            f"{error} in {place}, made or edited by somebody else; move them, choose another --out, or give --force"
        ) from None
    own_texts = own.pages()
    made = pages_of(chosen, Templates(chosen.config.templates))
    if made is None:
        return 1
    with beside(place) as work:
        builder = Builder(work, settings(title, Templates(chosen.config.templates)), own.shown)
        builder.put({**made, **own_texts}, own.files())
        findings = builder.build()
        print_errors(findings)
        if any(finding.level == "error" for finding in findings):
            click.echo("no site was written", err=True)
            return 1
        count = install(builder.html, place, work)
    click.echo(f"{place / 'index.html'}")
    click.echo(f"{len(made) + len(own_texts.keys() - made)} pages, {count} files", err=True)
    return 0


def _can_hold(place: Path, kept: Iterable[Path]) -> None:
    """End the run when a site cannot stand there: its whole directory is replaced, so nothing else may live in it."""
    if place.is_file():
        raise click.UsageError(f"the output directory {place} is a file")
    for directory in kept:
        if directory.resolve().is_relative_to(place.resolve()):
            raise click.UsageError(f"the output directory {place} holds {directory.resolve()}; choose one of its own")
