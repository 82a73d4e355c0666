"""What the preview's builder and its web server tell each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from threading import Condition


class PreviewStatus:
    """Which pages are broken and why, how often each was built, and which ones browsers show. Safe between threads."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._faults: dict[str, str] = {}
        self._versions: dict[str, int] = {}
        self._looks = 0  # how often what all pages share has changed
        self._open: list[str] = []
        self._closed = False

    def publish(self, pages: Collection[str], faults: Mapping[str, str], *, looks: bool = False) -> None:
        """Tell that pages are new; those that have a text in ``faults`` show it in their place.

        With ``looks`` every page is new, also one that a browser is only about to show.
        """
        with self._changed:
            self._looks += looks
            for page in pages:
                self._versions[page] = self._versions.get(page, 0) + 1
                self._faults.pop(page, None)
            self._faults.update({page: text for page, text in faults.items() if page in pages})
            self._changed.notify_all()

    def close(self) -> None:
        """Wake everybody who waits, and let no one wait any more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def fault(self, page: str) -> str | None:
        """Return what is wrong with the sources of a page, if something is."""
        return self._faults.get(page)

    def version(self, page: str) -> int:
        """Return how often a page was published."""
        return self._versions.get(page, 0) + self._looks

    def wait(self, page: str, version: int, seconds: float) -> bool | None:
        """Wait for a page newer than ``version``: True when there is one, False when not yet, None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self.version(page) > version, seconds)
            return None if self._closed else self.version(page) > version

    @contextmanager
    def shown(self, page: str) -> Iterator[None]:
        """Count a page among those that browsers show, for as long as the block runs."""
        with self._changed:
            self._open.append(page)
        try:
            yield
        finally:
            with self._changed:
                self._open.remove(page)

    @property
    def in_sight(self) -> frozenset[str]:
        """The pages that browsers show."""
        with self._changed:
            return frozenset(self._open)
