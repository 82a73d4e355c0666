"""What is called at one address of an instance; `async_resources` has the same class for asynchronous code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .callers import Caller
from .downloads import Download
from .forms import text_parts
from .hub_calls import HubCall
from .hub_files import file_query
from .hub_objects import as_object
from .hub_pages import list_options
from .listings import Listing
from .streams import SentFile

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from .ceql import Expression
    from .hub_calls import CallParts, Ids, Query
    from .options import CallOptions
    from .streams import FileLike

__all__ = ["Resource"]


class Resource:
    """What is called at one address. ``path`` and ``ids`` are those of the address itself: blanks, and what fills them.

    ``query`` is sent with each call; ``hub`` names another hub than the instance's.

    A connector's own resources are built on `_call`, for an answer that is any JSON, `_item`, for one that is an
    object, and `_list`. Each takes the path below the address of this resource.
    """

    def __init__(
        self, caller: Caller, path: str = "", ids: Ids | None = None, query: Query | None = None, hub: str = ""
    ) -> None:
        self._caller = caller
        self._path = path
        self._ids: Ids = ids or {}
        self._query: Query = query or {}
        self._hub = hub

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._path!r})"

    def _made(self, method: str, path: str, parts: CallParts) -> HubCall:
        """Return a call at a path below this address."""
        return HubCall(
            method,
            self._path + path,
            {**self._ids, **parts.get("ids", {})},
            {**self._query, **(parts.get("query") or {})},
            parts.get("json"),
            parts.get("headers", {}),
            self._hub,
            form=parts.get("form", False),
        )

    def _call(self, method: str, path: str, options: CallOptions, **parts: Unpack[CallParts]) -> Any:
        """Send a call and return the JSON of its answer; None when it has no body."""
        call = self._made(method, path, parts)
        return (self._caller.send(call, options)).value

    def _item(self, method: str, path: str, options: CallOptions, **parts: Unpack[CallParts]) -> Any:
        """Send a call and return the object that it is answered with; an empty one when it has no body."""
        call = self._made(method, path, parts)
        return as_object(self._caller.send(call, options))

    def _list(
        self,
        path: str,
        options: CallOptions,
        *,
        where: Expression | None = None,
        order_by: str | Sequence[str] | None = None,
        fields: str | Sequence[str] | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        **parts: Unpack[CallParts],
    ) -> Listing[Any]:
        """Return a list, for which nothing is sent before somebody iterates over it."""
        call = self._made("GET", path, parts)
        asked = list_options(where, order_by, fields, page_size, limit, call.query)
        return self._caller.list(call, asked, options)

    def _upload(
        self,
        method: str,
        path: str,
        file: FileLike,
        options: CallOptions,
        *,
        to: str | None = None,
        overwrite: bool | None = None,
        filename: str | None = None,
        content_type: str | None = None,
        part: str = "file",
        others: Mapping[str, FileLike | None] | None = None,
        **parts: Unpack[CallParts],
    ) -> Any:
        """Send a call with a file and return the object that it is answered with.

        The members of ``json`` are parts of their own beside the file, each a text, ``others`` are further files.
        """
        asked = {**file_query(to, overwrite), **(parts.get("query") or {})}
        call = self._made(method, path, {**parts, "query": asked, "json": None})
        named = filename or (to or "").rpartition("/")[2] or None
        sent = SentFile(file, named, content_type, part, text_parts(parts.get("json")), others or {})
        return as_object(self._caller.upload(call, sent, options))

    def _download(
        self,
        path: str,
        options: CallOptions,
        *,
        max_size: int | None = None,
        **parts: Unpack[CallParts],
    ) -> Download:
        """Return the file that a call is answered with; nothing is sent before its ``with`` statement."""
        call = self._made("GET", path, parts)
        return self._caller.download(call, max_size, options)
