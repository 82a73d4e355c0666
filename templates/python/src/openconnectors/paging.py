"""Walks the pages of a list of instances."""

from __future__ import annotations

from collections.abc import Sequence

from ._platform import PAGING, REQUEST_ID_HEADER
from .account import Account
from .answers import check, read_list
from .errors import NotFound, SettingsError, UnexpectedResponse
from .messages import Operation
from .requests import make_request
from .results import Instance, read_instance
from .retry import exchange
from .secret import Secret
from .values import tag_list
from .wire import Wire

__all__ = ["MOST_EMPTY_PAGES", "InstancePages"]

MOST_EMPTY_PAGES = 100
"""How many pages without an instance may follow each other before a list counts as one that never ends."""


class InstancePages:
    """The pages of one list; `done` once the last was read.

    A list ends, whatever the platform says: a page whose address came before is an error, and so are more than
    `MOST_EMPTY_PAGES` empty ones in a row.
    """

    def __init__(
        self, account: Account, *, tags: Sequence[str] | None, search: str | None, page_size: int | None
    ) -> None:
        if page_size is not None and not 1 <= page_size <= PAGING.max_size:
            raise SettingsError(f"page_size is from 1 to {PAGING.max_size}")
        self.done = False
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
        """Read the next page; raises UnexpectedResponse when the list would never end."""
        at: list[tuple[str, Wire]] = [(PAGING.request_parameter, self._next)] if self._next else []
        request = make_request(self._account, "list_instances", query=(*self._query, *at))
        answer = (yield from exchange(request, self._account.retries)).response
        try:
            check(request, answer, self._account.retries)
        except NotFound as error:
            # The platform's way to say that nothing matches; a 404 of anything else in between says neither.
            if not (error.message or error.request_id):
                raise
            self.done = True
            return ()
        page = read_list(request, answer)
        self._next = answer.hidden(PAGING.next_header)
        self.done = not self._next
        self._empty = 0 if page else self._empty + 1
        endless = self._endless()
        if endless:
            raise UnexpectedResponse(answer.status, request.mask(answer.hidden(REQUEST_ID_HEADER)), endless)
        return tuple(read_instance(item) for item in page)

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
