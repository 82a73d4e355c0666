"""Walks the pages of a list of instances."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence

from ._platform import PAGING
from .account import Account
from .answers import read_list
from .errors import NotFound
from .messages import Operation
from .raw_response import unexpected
from .requests import make_request
from .results import Instance, SkippedItem, read_instance, readable
from .secret import Secret
from .sending import send
from .settings import check_count
from .values import tag_list
from .wire import Wire

__all__ = ["MOST_EMPTY_PAGES", "AsyncInstanceIterator", "InstanceIterator", "InstancePages"]

MOST_EMPTY_PAGES = 100
"""How many pages without an instance may follow each other before a list counts as one that never ends."""


class InstancePages:
    """The pages of one list; `done` once the last was read. ``skipped`` holds the items that could not be read.

    A list ends, whatever the platform says: a page whose address came before is an error, and so are more than
    `MOST_EMPTY_PAGES` empty ones in a row.
    """

    def __init__(
        self, account: Account, *, tags: Sequence[str] | None, search: str | None, page_size: int | None
    ) -> None:
        if page_size is not None:
            check_count("page_size", page_size, PAGING.max_size)
        self.done = False
        self.skipped: list[SkippedItem] = []
        self._account = account
        self._next: Secret | None = None
        self._seen: set[Secret] = set()
        self._empty = 0
        self._query: list[tuple[str, Wire]] = [("tags[]", tag) for tag in tag_list(tags or ())]
        if search is not None:
            self._query.append(("searchText", search))
        if page_size is not None:
            self._query.append((PAGING.size_parameter, str(page_size)))

    def read(self) -> Operation[tuple[Instance, ...]]:
        """Read the next page, and return its instances.

        Raises what `send` does, and UnexpectedResponse when the answer is no list, or the list would never end.
        """
        at: list[tuple[str, Wire]] = [(PAGING.request_parameter, self._next)] if self._next else []
        request = make_request(self._account, "list_instances", query=(*self._query, *at))
        try:
            answer = yield from send(self._account, request)
        except NotFound as error:
            if not error.from_platform:  # whose way it is to say that nothing matches
                raise
            self.done = True
            return ()
        page = read_list(answer)
        self._next = answer.response.hidden(PAGING.next_header)
        self.done = not self._next
        self._empty = 0 if page else self._empty + 1
        endless = self._endless()
        if endless:
            self.done = True
            raise unexpected(answer.came, endless)
        found, skipped = readable(page, read_instance)
        self.skipped += skipped
        return tuple(found)

    def _endless(self) -> str:
        """Return why the list would never end; empty when it may."""
        if self.done or self._next is None:
            return ""
        if self._next in self._seen:
            return "the next page is the same as this one or one before, so the list would never end"
        self._seen.add(self._next)
        if self._empty > MOST_EMPTY_PAGES:
            return f"{self._empty} empty pages followed each other, and the list still goes on"
        return ""


class _Walk:
    """What is left of a list: its pages, and of the last one what the caller has not had yet."""

    def __init__(self, pages: InstancePages) -> None:
        self._pages = pages
        self._page: deque[Instance] = deque()

    @property
    def skipped(self) -> tuple[SkippedItem, ...]:
        """The items so far that could not be read; the log tells of each."""
        return tuple(self._pages.skipped)


class InstanceIterator(_Walk, Iterator[Instance]):
    """Iterates over the instances of a list, page by page. After an error it can go on where it was."""

    def __init__(self, pages: InstancePages, read: Callable[[InstancePages], Iterable[Instance]]) -> None:
        super().__init__(pages)
        self._read = read

    def __next__(self) -> Instance:
        while not self._page and not self._pages.done:
            self._page.extend(self._read(self._pages))
        if not self._page:
            raise StopIteration
        return self._page.popleft()


class AsyncInstanceIterator(_Walk, AsyncIterator[Instance]):
    """The same, for `AsyncClient`."""

    def __init__(self, pages: InstancePages, read: Callable[[InstancePages], Awaitable[Iterable[Instance]]]) -> None:
        super().__init__(pages)
        self._read = read

    async def __anext__(self) -> Instance:
        while not self._page and not self._pages.done:
            self._page.extend(await self._read(self._pages))
        if not self._page:
            raise StopAsyncIteration
        return self._page.popleft()
