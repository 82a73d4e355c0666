"""What a resource of a connector can have, a class a call: its resources are put together of them.

`resource_calls` has the same classes for synchronous code. ``ObjectT`` is what an object of the resource holds,
``BodyT`` what is sent. ``extra`` are members besides those that are known, such as an account's own fields.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from .async_resources import AsyncResource
from .bodies import merged
from .listings import AsyncListing

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from .bodies import Body
    from .ceql import Expression
    from .hub_calls import Query
    from .options import CallOptions

__all__ = ["AsyncCreates", "AsyncDeletes", "AsyncGets", "AsyncLists", "AsyncReplaces", "AsyncUpdates"]

ObjectT = TypeVar("ObjectT")
BodyT = TypeVar("BodyT", bound=Mapping[str, object])


class AsyncLists(AsyncResource, Generic[ObjectT]):
    """A resource whose objects can be listed."""

    def list(
        self,
        *,
        where: Expression | None = None,
        order_by: str | Sequence[str] | None = None,
        fields: str | Sequence[str] | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        query: Query | None = None,
        **options: Unpack[CallOptions],
    ) -> AsyncListing[ObjectT]:
        """List the objects that match ``where``, page by page: nothing is sent before somebody iterates over it.

        ``fields`` are those that come back, ``limit`` is how many objects at most, ``query`` what else the connector
        takes.
        """
        return self._list(
            "",
            options,
            where=where,
            order_by=order_by,
            fields=fields,
            page_size=page_size,
            limit=limit,
            query=query,
        )


class AsyncCreates(AsyncResource, Generic[BodyT, ObjectT]):
    """A resource that new objects can be added to."""

    async def create(
        self, body: BodyT, *, extra: Mapping[str, Body] | None = None, **options: Unpack[CallOptions]
    ) -> ObjectT:
        """Create an object. It is never repeated by itself."""
        json = merged(cast("Mapping[str, Body]", body), extra or {})
        found: ObjectT = await self._item("POST", "", options, json=json)
        return found


class AsyncGets(AsyncResource, Generic[ObjectT]):
    """A resource whose objects can be read one by one."""

    async def get(self, object_id: str | int, **options: Unpack[CallOptions]) -> ObjectT:
        """Read one object."""
        found: ObjectT = await self._item("GET", "/{object_id}", options, ids={"object_id": object_id})
        return found


class AsyncUpdates(AsyncResource, Generic[BodyT, ObjectT]):
    """A resource whose objects can be changed in part."""

    async def update(
        self,
        object_id: str | int,
        body: BodyT,
        *,
        extra: Mapping[str, Body] | None = None,
        **options: Unpack[CallOptions],
    ) -> ObjectT:
        """Change the given members of one object, and leave the others as they are."""
        json = merged(cast("Mapping[str, Body]", body), extra or {})
        found: ObjectT = await self._item("PATCH", "/{object_id}", options, ids={"object_id": object_id}, json=json)
        return found


class AsyncReplaces(AsyncResource, Generic[BodyT, ObjectT]):
    """A resource whose objects can be replaced."""

    async def replace(
        self,
        object_id: str | int,
        body: BodyT,
        *,
        extra: Mapping[str, Body] | None = None,
        **options: Unpack[CallOptions],
    ) -> ObjectT:
        """Replace one object as a whole."""
        json = merged(cast("Mapping[str, Body]", body), extra or {})
        found: ObjectT = await self._item("PUT", "/{object_id}", options, ids={"object_id": object_id}, json=json)
        return found


class AsyncDeletes(AsyncResource):
    """A resource whose objects can be deleted."""

    async def delete(self, object_id: str | int, **options: Unpack[CallOptions]) -> None:
        """Delete one object."""
        await self._call("DELETE", "/{object_id}", options, ids={"object_id": object_id})
