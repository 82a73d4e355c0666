"""What a hub call is answered with: any JSON, and what the headers say of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, final

from ._platform import PAGING
from .exchange import Exchange
from .guard import guarded
from .messages import Response
from .raw_response import RawResponse, unexpected
from .reader import as_integer
from .secret import NotStored, Secret

__all__ = ["HubAnswer", "read_answer"]


@final
class HubAnswer(NotStored):
    """The answer to a hub call. Its repr shows none of the content, and pickle refuses it.

    ``next_token`` is for the next page of a list, None on the last. ``returned`` is how many items came, ``total`` how
    many there are, both None where the platform does not count. ``warning`` is what the platform remarks on an answer
    that it gave all the same: a page size that was cut, a parameter that was ignored.
    """

    __slots__ = ("_held", "next_token", "response", "returned", "total", "warning")

    REFUSAL = "a HubAnswer cannot be pickled, for it may hold secrets; store its value"

    # A function of C that returns the value: whoever lists the attributes does not see it.
    _held: Callable[[None], Any]

    def __init__(
        self,
        value: Any,
        response: RawResponse,
        next_token: Secret | None = None,
        returned: int | None = None,
        total: int | None = None,
        warning: str = "",
    ) -> None:
        self._held = {None: value}.__getitem__
        self.response = response
        self.next_token = next_token
        self.returned = returned
        self.total = total
        self.warning = warning

    @property
    def value(self) -> Any:
        """The JSON of the answer, None when it has no body."""
        return self._held(None)

    @property
    def request_id(self) -> str:
        """What the platform's support asks for; empty when the platform did not say."""
        return self.response.request_id

    def __repr__(self) -> str:
        return f"HubAnswer({self.response!r})"


def read_answer(exchange: Exchange) -> HubAnswer:
    """Return the answer of a success; raises UnexpectedResponse when it has a body that is no JSON."""
    response, came = exchange.response, exchange.came
    read, value = guarded(lambda: _parsed(response), "cannot read the answer")
    if not read:
        raise unexpected(came, "the body is not JSON")
    warning = response.hidden(PAGING.warning_header)
    return HubAnswer(
        value,
        came,
        response.hidden(PAGING.next_header) or None,
        as_integer(response.header(PAGING.count_header)),
        as_integer(response.header(PAGING.total_header)),
        exchange.request.mask(warning) if warning else "",
    )


def _parsed(response: Response) -> tuple[bool, Any]:
    """Return whether the body can be read, and its value; of an empty one that is None."""
    if not response.body.strip():
        return True, None
    try:
        return True, json.loads(response.body)
    except (ValueError, RecursionError):
        return False, None
