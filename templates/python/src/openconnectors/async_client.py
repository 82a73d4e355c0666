"""The asynchronous client. Every method runs the operation of its name; `Client` has the same methods."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING, TypeVar, overload

from . import operations
from .account import make_account
from .async_sign_in_calls import AsyncSignInCalls
from .callback import CallbackLike, given_callback
from .configuration import BaseConfiguration
from .errors import SettingsError
from .headers import hidden_headers
from .members import Members
from .messages import AsyncTransport, RequestHook, ResponseHook
from .options import CallOptions, RequestOptions, Timeout, given_options
from .paging import AsyncInstanceIterator, InstancePages
from .raw_response import RawResponse
from .results import ConfigurationEntries, Instance, OAuthToken, Ping
from .retry import RetryPolicy
from .secret import Secret
from .settings import MAX_ANSWER, TIMEOUT, check_callable, check_max_answer
from .wire import FieldValue, hidden_fields

if TYPE_CHECKING:
    import httpx
    from typing_extensions import Self, Unpack

    from .async_instance_client import AsyncInstanceClient

    C = TypeVar("C", bound=AsyncInstanceClient)

__all__ = ["AsyncClient"]


class AsyncClient(AsyncSignInCalls):
    """`Client` for asynchronous code. Tasks can share it; use it in an ``async with`` statement, or `close` it.

    ``platform`` is a region's name or the base URL; ``user`` and ``organization`` are the account's two secrets. What
    is not given comes from OPENCONNECTORS_REGION or OPENCONNECTORS_BASE_URL, OPENCONNECTORS_USER_SECRET and
    OPENCONNECTORS_ORGANIZATION_SECRET. ``timeout``, ``deadline``, ``retries``, ``headers``, ``on_request`` and
    ``on_response`` are those of `RequestOptions`; every call takes them too, for itself. ``max_answer`` is how many
    bytes an answer has at most, after decompression. ``http_client`` is an httpx client of one's own, which stays
    one's own to close. ``transport`` sends the requests in place of httpx; with one, ``platform`` may be left to it,
    and so may the authorization header, and ``max_answer`` is given to it instead. ``sleep`` waits between attempts:
    under trio, give ``trio.sleep``. Raises SettingsError.

    Its calls raise an `OpenConnectorsError`: SettingsError and ValidationError before anything is sent, TransportError
    when no answer comes, ApiError for an error of the platform, UnexpectedResponse for any other answer.
    """

    def __init__(
        self,
        platform: str | None = None,
        *,
        user: Secret | str | None = None,
        organization: Secret | str | None = None,
        timeout: Timeout = TIMEOUT,
        deadline: float | None = None,
        retries: RetryPolicy | None = None,
        headers: Mapping[str, Secret | str] | None = None,
        on_request: RequestHook | None = None,
        on_response: ResponseHook | None = None,
        max_answer: int | None = None,
        http_client: httpx.AsyncClient | None = None,
        transport: AsyncTransport | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        user, organization = Secret.of(user), Secret.of(organization)
        headers = hidden_headers(headers)
        self._base_url = ""  # a traceback shows the client even if it came to nothing
        options = given_options(timeout, deadline, retries, headers, on_request, on_response)
        self._account = make_account(platform, user, organization, options, transport=transport, awaited=True)
        check_callable("sleep", sleep)
        check_max_answer(max_answer, transport)
        self._base_url = self._account.base_url
        self._sleep = sleep
        self._close: Callable[[], Awaitable[None]] | None = None
        if transport is None:
            from .transport import AsyncHttpxTransport

            transport = AsyncHttpxTransport(http_client, max_answer=max_answer or MAX_ANSWER)
            self._close = transport.close
        elif http_client is not None:
            raise SettingsError("give http_client or transport, not both: a transport sends in place of httpx")
        self._transport: AsyncTransport = transport

    def __repr__(self) -> str:
        return f"AsyncClient({self._base_url!r})"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections of the default transport; a transport of the caller's own is left alone."""
        if self._close:
            await self._close()

    def with_options(self, **options: Unpack[RequestOptions]) -> Self:
        """Return a client with these options besides its own, and the same connections: they stay this one's to close.

        Raises SettingsError for a value that will not do.
        """
        derived = copy(self)
        derived._account = self._account.with_options(options)
        derived._close = None
        return derived

    async def create_instance(
        self,
        configuration: BaseConfiguration,
        *,
        name: str,
        callback: CallbackLike | None = None,
        token: OAuthToken | None = None,
        tags: Sequence[str] | None = None,
        **options: Unpack[CallOptions],
    ) -> Instance:
        """Create an instance, a step that `finish` takes by itself. The callback's state is not compared here."""
        callback = given_callback(callback)
        return await self._run(
            operations.create_instance(
                self._for(options), configuration, callback=callback, token=token, name=name, tags=tags
            )
        )

    async def create_instance_with_tokens(
        self,
        configuration: BaseConfiguration,
        *,
        name: str,
        tags: Sequence[str] | None = None,
        **options: Unpack[CallOptions],
    ) -> Instance:
        """Create an instance with tokens that the user holds already: nobody has to consent.

        ``configuration`` is one that takes tokens, such as a connector's OwnTokensConfiguration. To give an instance
        new tokens, use it in `update_instance`. Raises SettingsError for a configuration of another kind.
        """
        return await self._run(
            operations.create_instance_with_tokens(self._for(options), configuration, name=name, tags=tags)
        )

    async def get_instance(self, instance_id: int, **options: Unpack[CallOptions]) -> Instance:
        """Read one instance."""
        return await self._run(operations.get_instance(self._for(options), instance_id))

    def list_instances(
        self,
        *,
        tags: Sequence[str] | None = None,
        search: str | None = None,
        page_size: int | None = None,
        **options: Unpack[CallOptions],
    ) -> AsyncInstanceIterator:
        """Iterate over the account's instances, or those with all of ``tags`` or the text ``search``, page by page.

        An instance that cannot be read does not stop the others: it is in ``skipped`` of what is returned.
        """
        pages = InstancePages(self._for(options), tags=tags, search=search, page_size=page_size)
        return AsyncInstanceIterator(pages, self._read)

    async def find_instances(
        self,
        *,
        name: str | None = None,
        tags: Sequence[str] | None = None,
        connector: str | None = None,
        **options: Unpack[CallOptions],
    ) -> tuple[Instance, ...]:
        """Return the instances with exactly that ``name``, all of ``tags`` and the key ``connector``, newest first.

        This tells whether `create_instance` or `finish` had its effect when no answer came; a tag that no other
        instance has makes it sure. One of ``name`` and ``tags`` is needed. By a name alone the whole list is read.
        """
        return await self._run(operations.find_instances(self._for(options), name=name, tags=tags, connector=connector))

    async def update_instance(
        self,
        instance_id: int,
        *,
        name: str | None = None,
        tags: Sequence[str] | None = None,
        configuration: BaseConfiguration | Mapping[str, FieldValue] | None = None,
        **options: Unpack[CallOptions],
    ) -> Instance:
        """Change what is given and leave the rest. ``tags`` replaces all tags.

        ``configuration`` is a connector's, which is checked first, or some fields by their names on the wire.
        """
        fields = hidden_fields(configuration) if isinstance(configuration, Mapping) else configuration
        del configuration
        return await self._run(
            operations.update_instance(self._for(options), instance_id, name=name, tags=tags, configuration=fields)
        )

    async def replace_instance(
        self,
        instance_id: int,
        configuration: BaseConfiguration,
        *,
        name: str,
        tags: Sequence[str] | None = None,
        **options: Unpack[CallOptions],
    ) -> Instance:
        """Replace an instance's name, tags and configuration as a whole."""
        return await self._run(
            operations.replace_instance(self._for(options), instance_id, configuration, name=name, tags=tags)
        )

    async def enable_instance(self, instance_id: int, **options: Unpack[CallOptions]) -> RawResponse:
        """Enable an instance."""
        return await self._run(operations.enable_instance(self._for(options), instance_id))

    async def disable_instance(self, instance_id: int, **options: Unpack[CallOptions]) -> RawResponse:
        """Disable an instance; its hub calls are answered with 403 until it is enabled again."""
        return await self._run(operations.disable_instance(self._for(options), instance_id))

    async def delete_instance(self, instance_id: int, **options: Unpack[CallOptions]) -> RawResponse:
        """Delete an instance for good."""
        return await self._run(operations.delete_instance(self._for(options), instance_id))

    async def get_configuration(self, instance_id: int, **options: Unpack[CallOptions]) -> ConfigurationEntries:
        """Read the configuration entries of an instance."""
        return await self._run(operations.get_configuration(self._for(options), instance_id))

    async def update_configuration(
        self, instance_id: int, entry_id: int, value: Secret | str, **options: Unpack[CallOptions]
    ) -> RawResponse:
        """Change one configuration entry of an instance, by the entry's ``id``."""
        value = Secret.of(value)
        return await self._run(operations.update_configuration(self._for(options), instance_id, entry_id, value))

    async def get_connector(self, key: str, **options: Unpack[CallOptions]) -> Members:
        """Read the platform's own model of a connector."""
        return await self._run(operations.get_connector(self._for(options), key))

    async def get_connector_docs(self, key: str, **options: Unpack[CallOptions]) -> Members:
        """Read the Swagger document of what can be called through any instance of a connector."""
        return await self._run(operations.get_connector_docs(self._for(options), key))

    async def get_instance_docs(self, instance_id: int, **options: Unpack[CallOptions]) -> Members:
        """Read the Swagger document of what can be called through an instance, with the account's own fields."""
        return await self._run(operations.get_instance_docs(self._for(options), instance_id))

    async def ping(self, token: Secret | str, **options: Unpack[CallOptions]) -> Ping:
        """Check that an instance's token works."""
        token = Secret.of(token)
        return await self._run(operations.ping(self._for(options), token))

    @overload
    def instance(self, instance: Instance | Secret | str, *, hub: str | None = None) -> AsyncInstanceClient: ...

    @overload
    def instance(self, instance: Instance | Secret | str, connector: type[C], *, hub: str | None = None) -> C: ...

    def instance(
        self,
        instance: Instance | Secret | str,
        connector: type[AsyncInstanceClient] | None = None,
        *,
        hub: str | None = None,
    ) -> AsyncInstanceClient:
        """Return what calls the provider through an instance: by its token, or the instance itself.

        ``connector`` is a connector's own class for it. With ``hub=""`` paths go without ``/hubs/{hub}``.
        """
        from .async_instance_client import AsyncInstanceClient

        instance = instance if isinstance(instance, Instance) else Secret.of(instance)
        return (connector or AsyncInstanceClient)(self, instance, hub=hub)

    async def _read(self, pages: InstancePages) -> tuple[Instance, ...]:
        return await self._run(pages.read())
