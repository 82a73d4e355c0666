"""Objects of any name of an instance, for asynchronous code; `objects` has the same class."""

from __future__ import annotations

from collections.abc import Mapping

from .async_resource_calls import AsyncCreates, AsyncDeletes, AsyncGets, AsyncLists, AsyncReplaces, AsyncUpdates
from .bodies import AnyObject, Body
from .hub_objects import below

__all__ = ["AsyncObjects"]


class AsyncObjects(
    AsyncLists[AnyObject],
    AsyncCreates[Mapping[str, Body], AnyObject],
    AsyncGets[AnyObject],
    AsyncUpdates[Mapping[str, Body], AnyObject],
    AsyncReplaces[Mapping[str, Body], AnyObject],
    AsyncDeletes,
):
    """The objects of one name, whatever the connector has: contacts, or an object that an account defines itself."""

    def below(self, object_id: str | int, name: str) -> AsyncObjects:
        """Return the objects of a name below one of these, such as the notes of a contact."""
        return AsyncObjects(self._caller, *below(self._path, self._ids, object_id, name))
