"""Calls with the token of one instance. Every method is that of `AsyncInstanceClient`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from .callers import Caller
from .downloads import Download
from .hub_answers import HubAnswer
from .hub_calls import HubCall, hub_access
from .hub_files import file_query
from .hub_objects import as_object, names_in, object_path
from .hub_pages import list_options
from .listings import Listing
from .objects import Objects
from .results import Instance, Ping
from .secret import Secret
from .streams import SentFile

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from .bodies import Body
    from .ceql import Expression
    from .client import Client
    from .hub_calls import Ids, Query
    from .jobs import Bulk
    from .options import CallOptions
    from .streams import FileLike

__all__ = ["InstanceClient"]


class InstanceClient:
    """Calls the provider through one instance of a connector. Make it by `Client.instance`.

    ``instance`` is the instance's token, or the instance as the platform returned it. Paths get the prefix
    ``/hubs/{hub}`` when the hub is known, by the connector's class, by the instance or by ``hub``; with ``hub=""`` they
    go without. Raises SettingsError for a token that no header can hold.

    Calls raise what the calls of the client do; `SizeLimited` besides, for what is larger than the platform takes. Only
    a GET is repeated after a failure.
    """

    HUB: ClassVar[str] = ""

    def __init__(self, client: Client, instance: Instance | Secret | str, *, hub: str | None = None) -> None:
        instance = instance if isinstance(instance, Instance) else Secret.of(instance)
        access = hub_access(client._account, instance, self.HUB, hub)  # pyright: ignore[reportPrivateUsage]
        self._caller = Caller(client, access)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(hub={self._caller.access.hub!r})"

    def request(
        self,
        method: str,
        path: str,
        *,
        ids: Ids | None = None,
        query: Query | None = None,
        json: Body = None,
        repeatable: bool | None = None,
        **options: Unpack[CallOptions],
    ) -> HubAnswer:
        """Send any call: ``request("GET", "/contacts/{id}", ids={"id": 5})``.

        ``path`` is below the hub, and ``ids`` fill its blanks, encoded whole. ``repeatable`` tells whether the call may
        be sent again after a failure; without it, a GET alone may.
        """
        call = HubCall(method, path, ids or {}, query or {}, json, repeatable=repeatable)
        return self._caller.send(call, options)

    def iterate(
        self,
        path: str,
        *,
        ids: Ids | None = None,
        where: Expression | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        query: Query | None = None,
        **options: Unpack[CallOptions],
    ) -> Listing[Any]:
        """Iterate over what any GET lists, page by page; nothing is sent before somebody iterates over it."""
        asked = list_options(where, page_size=page_size, limit=limit, query=query)
        return self._caller.list(HubCall("GET", path, ids or {}), asked, options)

    def upload(
        self,
        path: str,
        file: FileLike,
        *,
        to: str | None = None,
        overwrite: bool | None = None,
        method: str = "POST",
        ids: Ids | None = None,
        query: Query | None = None,
        filename: str | None = None,
        content_type: str | None = None,
        part: str = "file",
        **options: Unpack[CallOptions],
    ) -> HubAnswer:
        """Send a file: ``upload("/files", "may.pdf", to="/reports/may.pdf")``. It is read piece by piece, and once.

        ``file`` is a path, bytes or a binary stream, ``to`` where it comes to be at the provider, ``overwrite`` whether
        it may replace what is there. For files, ``timeout`` bounds each step, ``deadline`` the whole.
        """
        asked = {**file_query(to, overwrite), **(query or {})}
        named = filename or (to or "").rpartition("/")[2] or None
        call = HubCall(method, path, ids or {}, asked)
        return self._caller.upload(call, SentFile(file, named, content_type, part), options)

    def download(
        self,
        path: str,
        *,
        ids: Ids | None = None,
        query: Query | None = None,
        max_size: int | None = None,
        **options: Unpack[CallOptions],
    ) -> Download:
        """Return a file to be read in a ``with`` statement: ``download("/files/{id}", ids={"id": 5})``.

        It is read piece by piece, and no more than ``max_size`` bytes of it. For files, ``timeout`` bounds each step,
        ``deadline`` the whole. A redirect is followed, to another host without the secrets.
        """
        return self._caller.download(HubCall("GET", path, ids or {}, query or {}), max_size, options)

    def download_link(
        self, link: Secret | str, *, max_size: int | None = None, **options: Unpack[CallOptions]
    ) -> Download:
        """Return the file at a link that the platform gave, as `download` does.

        Only the platform's own host gets the secrets with the request. The link may be one: no error shows it.
        """
        link = Secret.of(link)
        return self._caller.download_link(link, max_size, options)

    @property
    def bulk(self) -> Bulk:
        """Jobs that move many objects at once."""
        from .jobs import Bulk

        return Bulk(self._caller)

    def object(self, name: str) -> Objects:
        """Return the objects of a name, such as ``"contacts"``, to list, create, get, update, replace and delete."""
        return Objects(self._caller, *object_path(name))

    def objects(self, **options: Unpack[CallOptions]) -> tuple[str, ...]:
        """Return the names of the objects that the instance has."""
        return names_in(self._caller.send(HubCall("GET", "/objects", hub=None), options))

    def metadata(self, name: str, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """Return what the platform knows of the objects of a name: their fields, types, which of them filters take."""
        call = HubCall("GET", "/objects/{object}/metadata", {"object": name}, hub=None)
        return as_object(self._caller.send(call, options))

    def ping(self, **options: Unpack[CallOptions]) -> Ping:
        """Check that the instance's token works."""
        return self._caller.ping(options)
