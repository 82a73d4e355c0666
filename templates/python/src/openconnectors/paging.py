"""Walks the pages of a list of instances."""

from __future__ import annotations

from collections.abc import Sequence

from openconnectors._platform import PAGING, REQUEST_ID_HEADER
from openconnectors.account import Account
from openconnectors.answers import check, read_list
from openconnectors.configuration import Wire
from openconnectors.errors import NotFound, SettingsError, UnexpectedResponse
from openconnectors.messages import Operation
from openconnectors.requests import make_request
from openconnectors.results import Instance, read_instance
from openconnectors.retry import exchange
from openconnectors.secret import Secret
from openconnectors.values import tag_list


class InstancePages:
    """The pages of one list; `done` once the last was read."""

    def __init__(
        self, account: Account, *, tags: Sequence[str] | None, search: str | None, page_size: int | None
    ) -> None:
        if page_size is not None and not 1 <= page_size <= PAGING.max_size:
            raise SettingsError(f"page_size is from 1 to {PAGING.max_size}")
        self.done = False
        self._account = account
        self._next: Secret | None = None
        self._query: list[tuple[str, Wire]] = [("tags[]", tag) for tag in tag_list(tags or ())]
        if search is not None:
            self._query.append(("searchText", search))
        if page_size is not None:
            self._query.append((PAGING.size_parameter, str(page_size)))

    def read(self) -> Operation[tuple[Instance, ...]]:
        """Read the next page."""
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
        following = Secret(answer.header(PAGING.next_header))
        if following and following == self._next:
            raise UnexpectedResponse(
                answer.status, request.mask(answer.header(REQUEST_ID_HEADER)), "the next page is the same as this one"
            )
        self._next = following
        self.done = not following
        return tuple(read_instance(item) for item in page)
