"""`ocgen docs serve`."""

from __future__ import annotations

from pathlib import Path

import click

from ocgen.cli.docs.site_options import site_options
from ocgen.cli.groups import Verb
from ocgen.cli.options import keys_argument, run_config
from ocgen.text.counts import numbered


@click.command("serve", cls=Verb)
@keys_argument
@site_options
@click.option("--language", help="Language of the site.  [default: the first of the pages]")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 takes a free one."
)
def command(
    keys: tuple[str, ...],
    specs: Path | None,
    templates: Path | None,
    pages: Path | None,
    title: str | None,
    language: str | None,
    host: str,
    port: int,
) -> int:
    """Show the site while you write: it follows every change of a spec, a template or a page of your own.

    The browser reloads by itself. A spec with an error shows the error in the place of its page until it is fixed.
    Ctrl-C ends it.

    \b
    Example:
      ocgen docs serve 'infusionsoft*' --pages docs --port 8080
    """
    from ocgen.runs.serve import site_server

    languages = (language,) if language else ()
    config = run_config(specs=specs, templates=templates, languages=languages)
    with site_server(keys, pages=pages, title=title, host=host, port=port, config=config) as site:
        click.echo(f"building {numbered(site.pages, 'page', 'pages')} ...", err=True)
        site.build()
        with site.answering():
            click.echo(site.address)
            click.echo("Ctrl-C ends it", err=True)
            site.follow()
    return 0
