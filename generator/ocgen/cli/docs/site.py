"""`ocgen docs site`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ocgen.cli.docs.site_options import needed, own_pages, pages_of, phrases_of, site_options, title_of
from ocgen.cli.groups import Verb
from ocgen.cli.options import keys_argument, print_errors, project
from ocgen.cli.paths import DirectoryType
from ocgen.findings.location import display

if TYPE_CHECKING:
    from ocgen.findings.finding import Finding
    from ocgen.site.pages import OwnPages
    from ocgen.templates import Templates
    from ocgen.text.phrases import Phrases


@click.command("site", cls=Verb)
@keys_argument
@site_options
@click.option("--language", "languages", multiple=True, help="Language; can be given several times.  [default: en]")
@click.option("--out", type=DirectoryType(), help="Where the site goes.  [default: site]")
@click.option("--force", is_flag=True, help="Replace what is there, whoever made it.")
def command(
    keys: tuple[str, ...],
    specs: Path | None,
    templates: Path | None,
    pages: Path | None,
    title: str | None,
    languages: tuple[str, ...],
    out: Path | None,
    force: bool,
) -> int:
    """Build a static site: the catalogue with filters, a page a connector, a search over fields and parameters.

    It works from any folder of a web server and from a disk, and asks nothing of other hosts. The site is put in its
    place when it is complete; a directory that something else made is left alone, unless --force is given.

    Of several languages, the first one is the site's; each other one has a site of its own in a folder of its name,
    with its own search. Your own pages for it lie in a folder of its name too.

    \b
    Examples:
      ocgen docs site --out public --title "Our connectors"
      ocgen docs site --out public --language en --language de
    """
    needed("sphinx", "furo", "myst_parser", "sphinx_copybutton")
    from ocgen.site.install import InTheWayError, beside, check, install
    from ocgen.templates import Templates

    own = own_pages(pages)
    chosen = project(keys, specs=specs, templates=templates, languages=languages, catalogue=True)
    place = out or chosen.config.out.parent / "site"
    _can_hold(place, (Path.cwd(), *chosen.directories, *((pages,) if pages else ())))
    try:
        if not force:
            check(place)
    except InTheWayError as error:
        for path in error.paths[:10]:
            click.echo(display(place / path), err=True)
        raise click.ClickException(
            f"{error} in {display(place)}, made or edited by somebody else; "
            "move them, choose another --out, or give --force"
        ) from None
    overlaid = Templates(chosen.config.templates, chosen.config.settings)
    phrases = phrases_of(overlaid, chosen.config.languages)
    own_texts = [one.pages() for one in own.by_language(chosen.config.languages)]
    made = pages_of(chosen, overlaid, chosen.config.languages)
    if made is None:
        return 1
    with beside(place) as work:
        html = _build(work, title, overlaid, phrases, made, own)
        if html is None:
            click.echo("no site was written", err=True)
            return 1
        count = install(html, place, work)
    click.echo(display(place / "index.html"))
    number = sum(len({*generated, *texts}) for generated, texts in zip(made, own_texts, strict=True))
    click.echo(f"{number} pages, {count} files", err=True)
    return 0


def _build(
    work: Path,
    title: str | None,
    templates: Templates,
    phrases: Sequence[Phrases],
    made: Sequence[Mapping[str, str]],
    own: OwnPages,
) -> Path | None:
    """Build the site in each language, and return the folder with all of it; None after printing errors."""
    from sphinx.util.docutils import docutils_namespace

    from ocgen.site.build import Builder
    from ocgen.site.settings import others, settings

    owned = own.by_language([p.language for p in phrases])
    texts = [{**pages, **one.pages()} for pages, one in zip(made, owned, strict=True)]
    found: list[Finding] = []
    built: list[Path] = []
    for n, (said, pages, one) in enumerate(zip(phrases, texts, owned, strict=True)):
        configuration = settings(title_of(title, said), templates, said, others(phrases, texts, n))
        builder = Builder(work / said.language, configuration, one.shown, said)
        builder.put(pages, one.files())
        with docutils_namespace():  # a build leaves nothing to the next one
            found += builder.build()
        built.append(builder.html)
    print_errors(found)
    if any(finding.level == "error" for finding in found):
        return None
    first, *more = built
    for html, said in zip(more, phrases[1:], strict=True):
        html.rename(first / said.language)
    return first


def _can_hold(place: Path, kept: Iterable[Path]) -> None:
    """End the run when a site cannot stand there: its whole directory is replaced, so nothing else may live in it."""
    if place.is_file():
        raise click.UsageError(f"the output directory {place} is a file")
    for directory in kept:
        if directory.resolve().is_relative_to(place.resolve()):
            raise click.UsageError(f"the output directory {place} holds {directory.resolve()}; choose one of its own")
