"""Objects that can be named in two ways: by an id, or by the path that the provider keeps them at."""

from __future__ import annotations

from .errors import SettingsError
from .hub_calls import Ids, Query

__all__ = ["addressed"]


def addressed(object_id: str | int | None, path: str | None) -> tuple[str, Ids, Query]:
    """Return the path of one object below that of its resource, what fills its blanks, and what the query holds.

    Raises SettingsError unless exactly one of the two is given, and for a path that does not begin with a slash.
    """
    if (object_id is None) == (path is None):
        raise SettingsError("one object is named by its id or by path=, and by one of the two")
    if path is None:
        return "/{id}", {"id": object_id if object_id is not None else ""}, {}
    if not isinstance(path, str) or not path.startswith("/"):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise SettingsError(f"path is that of an object at the provider, which begins with a slash, not {path!r}")
    return "", {}, {"path": path}
