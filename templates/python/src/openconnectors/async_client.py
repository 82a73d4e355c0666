"""The asynchronous client. Every method runs the operation of its name; `Client` has the same methods."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

from . import operations
from .account import make_account
from .callback import Callback, CallbackLike
from .configuration import BaseConfiguration
from .drivers import run_async
from .members import Members
from .messages import AsyncTransport, Operation
from .paging import InstancePages
from .results import ConfigurationEntry, Instance, OAuthToken, OAuthUrl, Ping
from .retry import RetryPolicy
from .secret import Secret
from .settings import MAX_ANSWER, TIMEOUT, check_callable
from .sign_in import SignIn
from .wire import FieldValue, hidden_fields

__all__ = ["AsyncClient"]

T = TypeVar("T")


class AsyncClient:
    """`Client` for asynchronous code. Tasks can share it; use it in an ``async with`` statement, or `close` it.

    ``platform`` is a region's name or the base URL; ``user`` and ``organization`` are the account's two secrets. What
    is not given comes from OPENCONNECTORS_REGION or OPENCONNECTORS_BASE_URL, OPENCONNECTORS_USER_SECRET and
    OPENCONNECTORS_ORGANIZATION_SECRET. ``timeout`` is how many seconds a request takes at most, its repeats and the
    pauses between them included, and ``max_answer`` how many bytes its answer has at most, after decompression
    (16 MiB). ``transport`` sends the requests in place of httpx; with one, ``platform`` may be left to it, and so may
    the authorization header, and ``max_answer`` is given to it instead. ``sleep`` waits between attempts: under trio,
    give ``trio.sleep``. Raises SettingsError.
    """

    def __init__(
        self,
        platform: str | None = None,
        *,
        user: Secret | str | None = None,
        organization: Secret | str | None = None,
        timeout: float = TIMEOUT,
        max_answer: int | None = None,
        retries: RetryPolicy | None = None,
        transport: AsyncTransport | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        user, organization = Secret.of(user), Secret.of(organization)
        self._base_url = ""  # a traceback shows the client even if it came to nothing
        self._account = make_account(
            platform,
            user,
            organization,
            retries,
            timeout=timeout,
            max_answer=max_answer,
            transport=transport,
            awaited=True,
        )
        check_callable("sleep", sleep)
        self._base_url = self._account.base_url
        self._sleep = sleep
        self._close: Callable[[], Awaitable[None]] | None = None
        if transport is None:
            from .transport import AsyncHttpxTransport

            transport = AsyncHttpxTransport(timeout=timeout, max_answer=max_answer or MAX_ANSWER)
            self._close = transport.close
        self._transport: AsyncTransport = transport

    def __repr__(self) -> str:
        return f"AsyncClient({self._base_url!r})"

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections of the default transport; a transport of the caller's own is left alone."""
        if self._close:
            await self._close()

    async def begin(self, configuration: BaseConfiguration, *, state: Secret | str | None = None) -> SignIn:
        """Begin a sign-in: send the user to its ``url`` where it has one, then `finish` it with the callback.

        Without ``state`` an unguessable one is made. Configuration and query are checked before anything is sent.
        """
        state = Secret.of(state)
        return await self._run(operations.begin(self._account, configuration, state=state))

    async def finish(
        self, sign_in: SignIn, callback: CallbackLike | None = None, *, name: str, tags: Sequence[str] | None = None
    ) -> Instance:
        """Compare the callback with the sign-in and create the instance; it is never sent twice.

        ``callback`` is the URL that was called, its query, or its parsed parameters; None where the connector needs no
        consent. Raises StateMismatch, ConsentRefused, CallbackError or ValidationError before anything is sent.
        """
        callback = None if callback is None else Callback.of(callback)
        return await self._run(operations.finish(self._account, sign_in, callback, name=name, tags=tags))

    async def reauthenticate(self, instance_id: int, sign_in: SignIn, callback: CallbackLike | None = None) -> Instance:
        """Finish a sign-in for an instance that exists: it gets a new grant, and keeps its id and token."""
        callback = None if callback is None else Callback.of(callback)
        return await self._run(operations.reauthenticate(self._account, instance_id, sign_in, callback))

    async def oauth_token(self, configuration: BaseConfiguration, *, state: Secret | str | None = None) -> OAuthToken:
        """Ask for OAuth 1's request token, a step that `begin` takes by itself."""
        state = Secret.of(state)
        return await self._run(operations.oauth_token(self._account, configuration, state=state))

    async def oauth_url(
        self, configuration: BaseConfiguration, *, state: Secret | str | None = None, token: OAuthToken | None = None
    ) -> OAuthUrl:
        """Ask for the address at which the user signs in, a step that `begin` takes by itself."""
        state = Secret.of(state)
        return await self._run(operations.oauth_url(self._account, configuration, state=state, token=token))

    async def create_instance(
        self,
        configuration: BaseConfiguration,
        *,
        name: str,
        callback: CallbackLike | None = None,
        token: OAuthToken | None = None,
        tags: Sequence[str] | None = None,
    ) -> Instance:
        """Create an instance, a step that `finish` takes by itself. The callback's state is not compared here."""
        callback = None if callback is None else Callback.of(callback)
        return await self._run(
            operations.create_instance(
                self._account, configuration, callback=callback, token=token, name=name, tags=tags
            )
        )

    async def create_instance_with_tokens(
        self, configuration: BaseConfiguration, *, name: str, tags: Sequence[str] | None = None
    ) -> Instance:
        """Create an instance with tokens that the user holds already: nobody has to consent.

        ``configuration`` is one that takes tokens, such as a connector's OwnTokensConfiguration. To give an instance
        new tokens, use it in `update_instance`. Raises SettingsError for a configuration of another kind.
        """
        return await self._run(
            operations.create_instance_with_tokens(self._account, configuration, name=name, tags=tags)
        )

    async def get_instance(self, instance_id: int) -> Instance:
        """Read one instance."""
        return await self._run(operations.get_instance(self._account, instance_id))

    def list_instances(
        self, *, tags: Sequence[str] | None = None, search: str | None = None, page_size: int | None = None
    ) -> AsyncIterator[Instance]:
        """Iterate over the account's instances, or those with all of ``tags`` or the text ``search``, page by page."""
        return self._walk(InstancePages(self._account, tags=tags, search=search, page_size=page_size))

    async def update_instance(
        self,
        instance_id: int,
        *,
        name: str | None = None,
        tags: Sequence[str] | None = None,
        configuration: BaseConfiguration | Mapping[str, FieldValue] | None = None,
    ) -> Instance:
        """Change what is given and leave the rest. ``tags`` replaces all tags.

        ``configuration`` is a connector's, which is checked first, or some fields by their names on the wire.
        """
        fields = hidden_fields(configuration) if isinstance(configuration, Mapping) else configuration
        del configuration
        return await self._run(
            operations.update_instance(self._account, instance_id, name=name, tags=tags, configuration=fields)
        )

    async def replace_instance(
        self, instance_id: int, configuration: BaseConfiguration, *, name: str, tags: Sequence[str] | None = None
    ) -> Instance:
        """Replace an instance's name, tags and configuration as a whole."""
        return await self._run(
            operations.replace_instance(self._account, instance_id, configuration, name=name, tags=tags)
        )

    async def enable_instance(self, instance_id: int) -> None:
        """Enable an instance."""
        await self._run(operations.enable_instance(self._account, instance_id))

    async def disable_instance(self, instance_id: int) -> None:
        """Disable an instance; its hub calls are answered with 403 until it is enabled again."""
        await self._run(operations.disable_instance(self._account, instance_id))

    async def delete_instance(self, instance_id: int) -> None:
        """Delete an instance for good."""
        await self._run(operations.delete_instance(self._account, instance_id))

    async def get_configuration(self, instance_id: int) -> tuple[ConfigurationEntry, ...]:
        """Read the configuration entries of an instance."""
        return await self._run(operations.get_configuration(self._account, instance_id))

    async def update_configuration(self, instance_id: int, entry_id: int, value: Secret | str) -> None:
        """Change one configuration entry of an instance, by the entry's ``id``."""
        value = Secret.of(value)
        await self._run(operations.update_configuration(self._account, instance_id, entry_id, value))

    async def get_connector(self, key: str) -> Members:
        """Read the platform's own model of a connector."""
        return await self._run(operations.get_connector(self._account, key))

    async def ping(self, token: Secret | str) -> Ping:
        """Check that an instance's token works."""
        token = Secret.of(token)
        return await self._run(operations.ping(self._account, token))

    async def _run(self, operation: Operation[T]) -> T:
        return await run_async(operation, self._transport, self._sleep)

    async def _walk(self, pages: InstancePages) -> AsyncIterator[Instance]:
        while not pages.done:
            for instance in await self._run(pages.read()):
                yield instance
