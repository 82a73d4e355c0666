"""What `ocgen docs serve` does."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING

from ocgen.errors import GenerationError
from ocgen.project.config import Config
from ocgen.project.project import Project, open_project
from ocgen.runs.project import open_run, read_config
from ocgen.runs.site import need_libraries, own_pages, title_of
from ocgen.templates import Templates

if TYPE_CHECKING:
    from ocgen.site.preview import Preview
    from ocgen.site.status import PreviewStatus

_IDLE = 100  # milliseconds between two looks at whether more is to be done
_REST = 5  # such looks


class SiteServer:
    """A site that is shown while it is written, at ``address``; ``pages`` is how many connectors it has."""

    def __init__(
        self, preview: Preview, status: PreviewStatus, listening: ThreadingHTTPServer, host: str, pages: int
    ) -> None:
        self.address = f"http://{host}:{listening.server_port}/"
        self.pages = pages
        self._preview, self._status, self._listening = preview, status, listening
        self._changes = _changes(preview)

    def build(self) -> None:
        """Build all pages."""
        next(self._changes)  # it watches from here on: what changes while the pages are built is not lost
        self._preview.start()
        gc.freeze()  # what all pages have left behind stays: looking for garbage in it takes longer than a page

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Answer browsers."""
        thread = Thread(target=self._listening.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._status.close()
            self._listening.shutdown()
            self._listening.server_close()

    def follow(self) -> None:
        """Keep the site as its sources are, until the user has enough of it.

        After a page that a browser shows, the rest waits a little: the browser wants the processor to show it.
        """
        more, rest = False, 0
        for changed in self._changes:
            if changed:
                self._preview.changed(changed)
            in_sight = self._preview.waited_for
            rest = max(rest - 1, 0)
            if changed or in_sight or (more and not rest):
                more = self._preview.step()
                rest = _REST if in_sight else 0


@contextmanager
def site_server(
    keys: Sequence[str] = (),
    *,
    pages: Path | None = None,
    title: str | None = None,
    host: str = "127.0.0.1",
    port: int = 8000,
    config: Config | None = None,
) -> Iterator[SiteServer]:
    """Give the server of a site in the first language of ``config``; nothing is built yet.

    ``keys``, ``pages`` and ``title`` are those of `ocgen.runs.site.build_site`; port 0 is a free one. Raises
    ConfigError, SelectionError, and GenerationError, also for an address that cannot be listened on.
    """
    need_libraries("watchfiles")
    from ocgen.site.build import Builder
    from ocgen.site.preview import Preview
    from ocgen.site.server import server
    from ocgen.site.settings import settings
    from ocgen.site.status import PreviewStatus

    own = own_pages(pages)
    project = open_run(config or read_config(), keys)
    templates = Templates(project.config.templates, project.config.settings)
    phrases = templates.phrases(project.config.languages[0])
    with TemporaryDirectory(prefix="ocgen-serve-") as work:
        builder = Builder(Path(work), settings(title_of(title, phrases), templates, phrases), own.shown, phrases)
        status = PreviewStatus()
        try:
            listening = server(builder.html, status, host, port)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise GenerationError(f"cannot listen on {host}, port {port}: {reason}; choose another --port") from None

        def reopened() -> Project:
            return open_project(project.config, keys, catalogue=True)

        preview = Preview(reopened, own, builder, status, phrases.language)
        yield SiteServer(preview, status, listening, host, len(project.selected))


def _changes(preview: Preview) -> Iterator[set[Path]]:
    """Yield the files that have changed, and an empty set now and then."""
    from watchfiles import watch

    logging.getLogger("watchfiles").setLevel(logging.WARNING)  # it would tell of each change

    for changes in watch(*preview.directories, step=20, debounce=200, rust_timeout=_IDLE, yield_on_timeout=True):
        yield {Path(path) for _, path in changes}
