"""Sends the calls of one instance by its client: what resources are built on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from .downloads import AsyncDownload, Download
from .hub_calls import HubAccess, HubCall, hub_call
from .hub_files import hub_download, hub_download_link, hub_upload
from .hub_pages import HubPages, ListOptions
from .listings import AsyncListing, Listing
from .operations import ping
from .results import Ping

if TYPE_CHECKING:
    from .async_client import AsyncClient
    from .client import Client
    from .hub_answers import HubAnswer
    from .messages import Operation
    from .options import CallOptions
    from .secret import Secret
    from .streams import SentFile

__all__ = ["AsyncCaller", "Caller"]

T = TypeVar("T")


def _beginning(access: HubAccess, call: HubCall, asked: ListOptions) -> Callable[[int | None], HubPages[Any]]:
    """Return what begins a list anew, for no more than so many items."""
    return lambda most: HubPages(access.begun(), call, asked.at_most(most))


class AsyncCaller:
    """Sends calls by an `AsyncClient`. ``options`` are those of one call, and empty afterwards."""

    def __init__(self, client: AsyncClient, access: HubAccess) -> None:
        self.access = access
        self._run = client._run  # pyright: ignore[reportPrivateUsage]

    async def run(self, operation: Operation[T]) -> T:
        """Return what an operation returns, once all that it sends has been answered."""
        return await self._run(operation)

    async def send(self, call: HubCall, options: CallOptions) -> HubAnswer:
        """Send a call and return its answer."""
        return await self._run(hub_call(self.access.for_call(options), call))

    async def upload(self, call: HubCall, sent: SentFile, options: CallOptions) -> HubAnswer:
        """Send a call with a file and return its answer; what is opened for that is closed."""
        access = self.access.for_call(options)
        with sent.opened() as upload:
            return await self._run(hub_upload(access, call, upload))

    def download(self, call: HubCall, max_size: int | None, options: CallOptions) -> AsyncDownload:
        """Return the file that a call is answered with; nothing is sent before its ``with`` statement."""
        access = self.access.for_list(options)
        return AsyncDownload(lambda: self._run(hub_download(access.begun(), call)), max_size)

    def download_link(self, link: Secret, max_size: int | None, options: CallOptions) -> AsyncDownload:
        """Return the file at an absolute address; nothing is sent before its ``with`` statement."""
        access = self.access.for_list(options)
        return AsyncDownload(lambda: self._run(hub_download_link(access.begun(), link)), max_size)

    async def ping(self, options: CallOptions) -> Ping:
        """Send a ping with the instance's token."""
        access = self.access.for_call(options)
        return await self._run(ping(access.account, access.token))

    def list(self, call: HubCall, asked: ListOptions, options: CallOptions) -> AsyncListing[Any]:
        """Return the list that a call is answered with; nothing is sent before somebody iterates over it."""
        access = self.access.for_list(options)
        return AsyncListing(_beginning(access, call, asked), lambda pages: self._run(pages.read()))


class Caller:
    """Sends calls by a `Client`. ``options`` are those of one call, and empty afterwards."""

    def __init__(self, client: Client, access: HubAccess) -> None:
        self.access = access
        self._run = client._run  # pyright: ignore[reportPrivateUsage]

    def run(self, operation: Operation[T]) -> T:
        """Return what an operation returns, once all that it sends has been answered."""
        return self._run(operation)

    def send(self, call: HubCall, options: CallOptions) -> HubAnswer:
        """Send a call and return its answer."""
        return self._run(hub_call(self.access.for_call(options), call))

    def upload(self, call: HubCall, sent: SentFile, options: CallOptions) -> HubAnswer:
        """Send a call with a file and return its answer; what is opened for that is closed."""
        access = self.access.for_call(options)
        with sent.opened() as upload:
            return self._run(hub_upload(access, call, upload))

    def download(self, call: HubCall, max_size: int | None, options: CallOptions) -> Download:
        """Return the file that a call is answered with; nothing is sent before its ``with`` statement."""
        access = self.access.for_list(options)
        return Download(lambda: self._run(hub_download(access.begun(), call)), max_size)

    def download_link(self, link: Secret, max_size: int | None, options: CallOptions) -> Download:
        """Return the file at an absolute address; nothing is sent before its ``with`` statement."""
        access = self.access.for_list(options)
        return Download(lambda: self._run(hub_download_link(access.begun(), link)), max_size)

    def ping(self, options: CallOptions) -> Ping:
        """Send a ping with the instance's token."""
        access = self.access.for_call(options)
        return self._run(ping(access.account, access.token))

    def list(self, call: HubCall, asked: ListOptions, options: CallOptions) -> Listing[Any]:
        """Return the list that a call is answered with; nothing is sent before somebody iterates over it."""
        access = self.access.for_list(options)
        return Listing(_beginning(access, call, asked), lambda pages: self._run(pages.read()))
