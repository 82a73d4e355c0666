"""Objects of any name of an instance, for synchronous code; `async_objects` has the same class."""

from __future__ import annotations

from collections.abc import Mapping

from .bodies import AnyObject, Body
from .hub_objects import below
from .resource_calls import Creates, Deletes, Gets, Lists, Replaces, Updates

__all__ = ["Objects"]


class Objects(
    Lists[AnyObject],
    Creates[Mapping[str, Body], AnyObject],
    Gets[AnyObject],
    Updates[Mapping[str, Body], AnyObject],
    Replaces[Mapping[str, Body], AnyObject],
    Deletes,
):
    """The objects of one name, whatever the connector has: contacts, or an object that an account defines itself."""

    def below(self, object_id: str | int, name: str) -> Objects:
        """Return the objects of a name below one of these, such as the notes of a contact."""
        return Objects(self._caller, *below(self._path, self._ids, object_id, name))
