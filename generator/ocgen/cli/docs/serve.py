"""`ocgen docs serve`."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING

import click

from ocgen.cli.docs.site_options import needed, own_pages, phrases_of, site_options, title_of
from ocgen.cli.groups import Verb
from ocgen.cli.options import keys_argument, project

if TYPE_CHECKING:
    from http.server import ThreadingHTTPServer

    from ocgen.site.preview import Preview
    from ocgen.site.status import PreviewStatus

_IDLE = 100  # milliseconds between two looks at whether more is to be done
_REST = 5  # such looks


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
    needed("sphinx", "furo", "myst_parser", "sphinx_copybutton", "watchfiles")
    from ocgen.site.build import Builder
    from ocgen.site.preview import Preview
    from ocgen.site.server import server
    from ocgen.site.settings import settings
    from ocgen.site.status import PreviewStatus
    from ocgen.templates import Templates

    own = own_pages(pages)
    languages = (language,) if language else ()
    chosen = project(keys, specs=specs, templates=templates, languages=languages, catalogue=True)
    overlaid = Templates(chosen.config.templates, chosen.config.settings)
    (phrases,) = phrases_of(overlaid, chosen.config.languages[:1])
    with TemporaryDirectory(prefix="ocgen-serve-") as work:
        builder = Builder(Path(work), settings(title_of(title, phrases), overlaid, phrases), own.shown, phrases)
        status = PreviewStatus()
        try:
            listening = server(builder.html, status, host, port)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise click.ClickException(
                f"cannot listen on {host}, port {port}: {reason}; choose another --port"
            ) from None

        from ocgen.project.project import open_project

        spoken = phrases.language
        preview = Preview(lambda: open_project(chosen.config, keys, catalogue=True), own, builder, status, spoken)
        click.echo(f"building {len(chosen.selected)} pages ...", err=True)
        changes = _changes(preview)
        next(changes)  # it watches from here on: what changes while the pages are built is not lost
        preview.start()
        gc.freeze()  # what all pages have left behind stays: looking for garbage in it takes longer than a page
        with _answering(listening, status):
            click.echo(f"http://{host}:{listening.server_port}/")
            click.echo("Ctrl-C ends it", err=True)
            _follow(preview, changes)
    return 0


@contextmanager
def _answering(listening: ThreadingHTTPServer, status: PreviewStatus) -> Iterator[None]:
    thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        status.close()
        listening.shutdown()
        listening.server_close()


def _changes(preview: Preview) -> Iterator[set[Path]]:
    """Yield the files that have changed, and an empty set now and then."""
    import logging

    from watchfiles import watch

    logging.getLogger("watchfiles").setLevel(logging.WARNING)  # it would tell of each change

    for changes in watch(*preview.directories, step=20, debounce=200, rust_timeout=_IDLE, yield_on_timeout=True):
        yield {Path(path) for _, path in changes}


def _follow(preview: Preview, changes: Iterator[set[Path]]) -> None:
    """Keep the site as its sources are, until the user has enough of it.

    After a page that a browser shows, the rest waits a little: the browser wants the processor to show it.
    """
    more, rest = False, 0
    for changed in changes:
        if changed:
            preview.changed(changed)
        in_sight = preview.waited_for
        rest = max(rest - 1, 0)
        if changed or in_sight or (more and not rest):
            more = preview.step()
            rest = _REST if in_sight else 0
