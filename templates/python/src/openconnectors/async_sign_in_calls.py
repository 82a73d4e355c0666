"""What a client does to sign a user in, and how its calls are sent; `sign_in_calls` has the same class."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from . import sign_in_operations
from .account import Account
from .callback import CallbackLike, given_callback
from .configuration import BaseConfiguration
from .drivers import run_async
from .messages import AsyncTransport, Operation
from .options import CallOptions
from .results import Instance, OAuthToken, OAuthUrl
from .secret import Secret
from .sign_in import SignIn

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["AsyncSignInCalls"]

T = TypeVar("T")


class AsyncSignInCalls:
    """The calls of `AsyncClient` that sign a user in."""

    _account: Account
    _transport: AsyncTransport
    _sleep: Callable[[float], Awaitable[object]]

    async def begin(
        self, configuration: BaseConfiguration, *, state: Secret | str | None = None, **options: Unpack[CallOptions]
    ) -> SignIn:
        """Begin a sign-in: send the user to its ``url`` where it has one, then `finish` it with the callback.

        Without ``state`` an unguessable one is made. Configuration and query are checked before anything is sent.
        """
        state = Secret.of(state)
        return await self._run(sign_in_operations.begin(self._for(options), configuration, state=state))

    async def finish(
        self,
        sign_in: SignIn,
        callback: CallbackLike | None = None,
        *,
        name: str,
        tags: Sequence[str] | None = None,
        **options: Unpack[CallOptions],
    ) -> Instance:
        """Compare the callback with the sign-in and create the instance; it is never sent twice.

        ``callback`` is the URL that was called (a str or an object), its query, or the parameters as a web framework
        has them; None where the connector needs no consent. Raises StateMismatch, ConsentRefused, CallbackError or
        ValidationError before anything is sent.
        """
        callback = given_callback(callback)
        return await self._run(sign_in_operations.finish(self._for(options), sign_in, callback, name=name, tags=tags))

    async def reauthenticate(
        self, instance_id: int, sign_in: SignIn, callback: CallbackLike | None = None, **options: Unpack[CallOptions]
    ) -> Instance:
        """Finish a sign-in for an instance that exists: it gets a new grant, and keeps its id and token."""
        callback = given_callback(callback)
        return await self._run(sign_in_operations.reauthenticate(self._for(options), instance_id, sign_in, callback))

    async def oauth_token(
        self, configuration: BaseConfiguration, *, state: Secret | str | None = None, **options: Unpack[CallOptions]
    ) -> OAuthToken:
        """Ask for OAuth 1's request token, a step that `begin` takes by itself."""
        state = Secret.of(state)
        return await self._run(sign_in_operations.oauth_token(self._for(options), configuration, state=state))

    async def oauth_url(
        self,
        configuration: BaseConfiguration,
        *,
        state: Secret | str | None = None,
        token: OAuthToken | None = None,
        **options: Unpack[CallOptions],
    ) -> OAuthUrl:
        """Ask for the address at which the user signs in, a step that `begin` takes by itself."""
        state = Secret.of(state)
        return await self._run(
            sign_in_operations.oauth_url(self._for(options), configuration, state=state, token=token)
        )

    def _for(self, options: CallOptions) -> Account:
        return self._account.for_call(options)

    async def _run(self, operation: Operation[T]) -> T:
        return await run_async(operation, self._transport, self._sleep)
