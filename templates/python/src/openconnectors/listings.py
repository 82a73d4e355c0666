"""Lists of hub calls: nothing is asked for before somebody looks, and no page before it is needed."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable, Iterator
from typing import Generic, TypeVar

from .hub_pages import HubPages, Page

__all__ = [
    "AsyncItemIterator",
    "AsyncListing",
    "AsyncPageIterator",
    "ItemIterator",
    "Listing",
    "PageIterator",
]

T = TypeVar("T")


class AsyncPageIterator(AsyncIterator[Page[T]]):
    """Iterates over the pages of a list. After an error it can go on where it was."""

    def __init__(self, pages: HubPages[T], read: Callable[[HubPages[T]], Awaitable[Page[T]]]) -> None:
        self._pages = pages
        self._read = read

    async def __anext__(self) -> Page[T]:
        if self._pages.done:
            raise StopAsyncIteration
        return await self._read(self._pages)


class AsyncItemIterator(AsyncIterator[T]):
    """Iterates over the items of a list, page by page. After an error it can go on where it was."""

    def __init__(self, pages: AsyncPageIterator[T]) -> None:
        self._pages = pages
        self._page: deque[T] = deque()

    async def __anext__(self) -> T:
        while not self._page:
            self._page.extend((await self._pages.__anext__()).items)
        return self._page.popleft()


class AsyncListing(AsyncIterable[T], Generic[T]):
    """A list of a hub call. Each iteration over it begins anew, and asks for a page when it gets there."""

    def __init__(
        self, begin: Callable[[int | None], HubPages[T]], read: Callable[[HubPages[T]], Awaitable[Page[T]]]
    ) -> None:
        self._begin = begin
        self._read = read

    def __aiter__(self) -> AsyncItemIterator[T]:
        return AsyncItemIterator(self.pages())

    def pages(self) -> AsyncPageIterator[T]:
        """Iterate over the pages, which tell besides their items what the platform says of them."""
        return AsyncPageIterator(self._begin(None), self._read)

    async def first(self) -> T | None:
        """Return the first item, None when there is none; no more than one is asked for, unless a page size is set."""
        pages = AsyncPageIterator(self._begin(1), self._read)
        items = (await pages.__anext__()).items
        return items[0] if items else None


class PageIterator(Iterator[Page[T]]):
    """The same, for `Client`."""

    def __init__(self, pages: HubPages[T], read: Callable[[HubPages[T]], Page[T]]) -> None:
        self._pages = pages
        self._read = read

    def __next__(self) -> Page[T]:
        if self._pages.done:
            raise StopIteration
        return self._read(self._pages)


class ItemIterator(Iterator[T]):
    """The same, for `Client`."""

    def __init__(self, pages: PageIterator[T]) -> None:
        self._pages = pages
        self._page: deque[T] = deque()

    def __next__(self) -> T:
        while not self._page:
            self._page.extend(self._pages.__next__().items)
        return self._page.popleft()


class Listing(Iterable[T], Generic[T]):
    """The same, for `Client`."""

    def __init__(self, begin: Callable[[int | None], HubPages[T]], read: Callable[[HubPages[T]], Page[T]]) -> None:
        self._begin = begin
        self._read = read

    def __iter__(self) -> ItemIterator[T]:
        return ItemIterator(self.pages())

    def pages(self) -> PageIterator[T]:
        """Iterate over the pages, which tell besides their items what the platform says of them."""
        return PageIterator(self._begin(None), self._read)

    def first(self) -> T | None:
        """Return the first item, None when there is none; no more than one is asked for, unless a page size is set."""
        pages = PageIterator(self._begin(1), self._read)
        items = pages.__next__().items
        return items[0] if items else None
