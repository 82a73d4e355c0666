"""Drives `Client` and `AsyncClient` by the same words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

from openconnectors import AsyncClient, AsyncListing, Client, Listing, Request, Response, RetryPolicy

from tests.client.server import Server

USER, ORGANIZATION = "fake-user-secret", "fake-organization-secret"

Call = Callable[[Any], Any]


def resolved(settings: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value() if name in ("user", "organization") and callable(value) else value
        for name, value in settings.items()
    }


def drive(call: Call, make: Callable[[], Any], *, asynchronous: bool) -> Any:
    """Return what ``call`` returns when it gets the client that is made, and close it; iterators come back as lists."""
    if asynchronous:
        return asyncio.run(_drive(call, make))
    with make() as client:
        result = call(client)
        return list(result) if isinstance(result, Iterator | Listing) else result


async def _drive(call: Call, make: Callable[[], Any]) -> Any:
    async with make() as client:
        result = call(client)
        if isinstance(result, AsyncIterator | AsyncListing):
            return [item async for item in result]
        return await result if isinstance(result, Awaitable) else result


class Harness:
    """Makes a client, lets a test call it, closes it. Pauses are noted in ``pauses`` and not waited for."""

    def __init__(self, asynchronous: bool, server: Server) -> None:
        self.asynchronous = asynchronous
        self.server = server
        self.pauses: list[float] = []

    def __repr__(self) -> str:
        return "Harness()"

    def call(self, call: Call, *, send: Callable[[Request], Response] | None = None, **settings: Any) -> Any:
        """Return what ``call`` returns when it gets a client; iterators come back as lists."""
        settings = {
            "platform": self.server.url,
            "user": USER,
            "organization": ORGANIZATION,
            "retries": RetryPolicy(random=lambda: 0.5),
            **settings,
        }
        # A secret may come as a function that returns it, so that no local variable here holds one in the open.
        make = self._make_asynchronous if self.asynchronous else self._make
        return drive(call, lambda: make(send, settings), asynchronous=self.asynchronous)

    def _make(self, send: Callable[[Request], Response] | None, settings: dict[str, Any]) -> Client:
        return Client(sleep=self.pauses.append, transport=send, **resolved(settings))

    def _make_asynchronous(self, send: Callable[[Request], Response] | None, settings: dict[str, Any]) -> AsyncClient:
        async def sleep(seconds: float) -> None:
            self.pauses.append(seconds)

        async def transport(request: Request) -> Response:
            assert send is not None
            return send(request)

        return AsyncClient(sleep=sleep, transport=transport if send else None, **resolved(settings))
