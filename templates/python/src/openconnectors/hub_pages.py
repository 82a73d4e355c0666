"""The pages of a list of a hub call: how it is asked for, and where it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar, cast, final

from ._platform import PAGING
from .ceql import Expression
from .errors import SettingsError
from .hub_answers import HubAnswer
from .hub_calls import HubAccess, HubCall, Query, hub_call
from .messages import Operation
from .raw_response import unexpected
from .secret import NotStored, Secret
from .settings import check_count, wrong
from .wire import FieldValue

__all__ = ["HubPages", "ListOptions", "Page", "list_options"]

T = TypeVar("T")


@final
class Page(NotStored, Generic[T]):
    """One page of a list. Its repr shows none of the items, and pickle refuses it.

    ``next_token`` is for the page after it, None on the last. ``returned``, ``total`` and ``warning`` are those of a
    `HubAnswer`.
    """

    __slots__ = ("_held", "next_token", "response", "returned", "total", "warning")

    REFUSAL = "a Page cannot be pickled, for it may hold secrets; store its items"

    # A function of C that returns the items: whoever lists the attributes does not see them.
    _held: Callable[[None], tuple[T, ...]]

    def __init__(self, items: tuple[T, ...], answer: HubAnswer) -> None:
        self._held = {None: items}.__getitem__
        self.response = answer.response
        self.next_token = answer.next_token
        self.returned = answer.returned
        self.total = answer.total
        self.warning = answer.warning

    @property
    def items(self) -> tuple[T, ...]:
        """The items, as they came."""
        return self._held(None)

    @property
    def request_id(self) -> str:
        """What the platform's support asks for; empty when the platform did not say."""
        return self.response.request_id

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __repr__(self) -> str:
        return f"Page({len(self)} items)"


@dataclass(frozen=True, slots=True)
class ListOptions:
    """What a list is asked for by, checked: its parameters, and how many items at most are wanted in all."""

    query: Query = field(default_factory=dict[str, FieldValue], repr=False)
    limit: int | None = None

    def at_most(self, limit: int | None) -> ListOptions:
        """Return the options for no more than ``limit`` items; None leaves them as they are."""
        return self if limit is None else replace(self, limit=limit)


def list_options(
    where: Expression | None = None,
    order_by: str | Sequence[str] | None = None,
    fields: str | Sequence[str] | None = None,
    page_size: int | None = None,
    limit: int | None = None,
    query: Query | None = None,
) -> ListOptions:
    """Return what a list is asked for by; ``query`` holds the connector's own parameters.

    Raises SettingsError for a value that will not do. A page is as large as the provider lets it be, so that there is
    no upper bound here.
    """
    if where is not None and not isinstance(where, Expression):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise SettingsError(
            f'where is a filter such as F.email == "ann@example.com", made by {__package__}.ceql, not a '
            f"{type(where).__name__}; a clause that is a text already goes through ceql.raw(...)"
        )
    for name, value in (("page_size", page_size), ("limit", limit)):
        if value is not None:
            check_count(name, value)
    named: dict[str, FieldValue] = {
        "where": None if where is None else str(where),
        "orderBy": _joined("order_by", order_by),
        "fields": _joined("fields", fields),
        PAGING.size_parameter: page_size,
    }
    return ListOptions({**(query or {}), **{n: value for n, value in named.items() if value is not None}}, limit)


def _joined(name: str, value: str | Sequence[str] | None) -> str | None:
    if value is None or isinstance(value, str):
        return value
    texts = isinstance(value, list | tuple) and all(
        isinstance(item, str)  # pyright: ignore[reportUnnecessaryIsInstance]
        for item in value
    )
    if not texts:
        raise wrong(name, "a text, or a list of texts", value)
    return ",".join(value)


class HubPages(Generic[T]):
    """The pages of one list; `done` once the last was read.

    A list ends where there is no token of a next page, at an empty page, and once ``limit`` items have come. A token
    that came before is an error, since the list would never end.
    """

    def __init__(self, access: HubAccess, call: HubCall, options: ListOptions) -> None:
        self.done = False
        self._access = access
        self._left = options.limit
        self._token: Secret | None = None
        self._seen: set[Secret] = set()
        query = dict(options.query)
        if options.limit is not None and options.limit < PAGING.max_size:
            query.setdefault(PAGING.size_parameter, options.limit)
        self._call = replace(call, query=query)

    def read(self) -> Operation[Page[T]]:
        """Read the next page and return it.

        Raises what `hub_call` does, and UnexpectedResponse when the answer is no list, or the list would never end.
        """
        call = self._call
        if self._token is not None:
            call = replace(call, query={**call.query, PAGING.request_parameter: self._token})
        answer = yield from hub_call(self._access, call)
        page: Page[T] = _page(answer, self._left)
        if self._left is not None:
            self._left -= len(page.items)
        self._token = page.next_token
        self.done = self._token is None or not page.items or self._left == 0
        if self._token is None or self.done:
            return page
        if self._token in self._seen:
            self.done = True
            raise unexpected(page.response, "the next page is this one or one before, so the list would never end")
        self._seen.add(self._token)
        return page


def _page(answer: HubAnswer, most: int | None) -> Page[Any]:
    """Return the page of an answer, and no more items than ``most``. A single object stands for a list of it."""
    value: object = answer.value
    if value is None:
        items: tuple[Any, ...] = ()
    elif isinstance(value, list):
        items = tuple(cast("list[object]", value)[:most])
    elif isinstance(value, dict):
        items = (cast("Any", value),)
    else:
        raise unexpected(answer.response, "the body is not a JSON list")
    return Page(items, answer)
