"""Objects of any name: where they are, and what calls of them are answered with."""

from __future__ import annotations

from typing import Any, cast

from .hub_answers import HubAnswer
from .hub_calls import Ids
from .raw_response import unexpected
from .settings import check_text

__all__ = ["as_object", "below", "names_in", "object_path"]


def object_path(name: str) -> tuple[str, Ids]:
    """Return the path of the objects of a name, and what fills its blanks; raises SettingsError for an empty name."""
    check_text("the name of objects", name)
    return "/{object}", {"object": name}


def below(path: str, ids: Ids, object_id: str | int, name: str) -> tuple[str, Ids]:
    """Return the path of the objects of a name below one of others, and what fills its blanks."""
    check_text("the name of objects", name)
    depth = len(ids)
    return f"{path}/{{id{depth}}}/{{object{depth}}}", {**ids, f"id{depth}": object_id, f"object{depth}": name}


def as_object(answer: HubAnswer) -> dict[str, Any]:
    """Return the object in an answer, an empty one when it has no body; raises UnexpectedResponse for anything else."""
    value: object = answer.value
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise unexpected(answer.response, "the body is not a JSON object")
    return cast("dict[str, Any]", value)


def names_in(answer: HubAnswer) -> tuple[str, ...]:
    """Return the names in a list of them, which the platform gives as texts or as objects with a name."""
    value: object = answer.value
    if not isinstance(value, list):
        raise unexpected(answer.response, "the body is not a JSON list")
    items = cast("list[object]", value)
    named = (cast("dict[str, object]", item).get("name") if isinstance(item, dict) else item for item in items)
    return tuple(name for name in named if isinstance(name, str))
