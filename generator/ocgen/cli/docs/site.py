"""`ocgen docs site`."""

from __future__ import annotations

from pathlib import Path

import click

from ocgen.cli.docs.site_options import site_options
from ocgen.cli.groups import Verb
from ocgen.cli.options import keys_argument, print_errors, run_config
from ocgen.cli.paths import DirectoryType
from ocgen.errors import GenerationError, SpecsError
from ocgen.findings.location import display
from ocgen.text.counts import numbered


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
    from ocgen.runs.site import build_site
    from ocgen.site.install import InTheWayError

    config = run_config(specs=specs, templates=templates, languages=languages)
    try:
        result = build_site(keys, out=out, pages=pages, title=title, force=force, config=config)
    except InTheWayError as error:
        for path in error.paths[:10]:
            click.echo(display(error.out / path), err=True)
        raise
    except (SpecsError, GenerationError) as error:
        if isinstance(error, GenerationError) and not error.findings:
            raise
        print_errors(error.findings)
        more = "; `ocgen lint` tells more" if isinstance(error, SpecsError) else ""
        click.echo(f"no site was written{more}", err=True)
        return 1
    print_errors(result.findings)
    click.echo(display(result.place / "index.html"))
    click.echo(f"{numbered(result.pages, 'page', 'pages')}, {numbered(result.files, 'file', 'files')}", err=True)
    return 0
