"""The objects of one instance of the fake platform: whatever an app creates, by their paths."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any, cast

from .._platform import PAGING
from ..bodies import Body, merged
from .exchanges import Answer, Call, Refused
from .filters import parse_filter, value_at

__all__ = ["HubObjects"]


class HubObjects:
    """Objects below any path, such as ``contacts`` or ``contacts/5/notes``, in the order in which they came to be."""

    def __init__(self) -> None:
        self._stored: dict[str, dict[str, dict[str, object]]] = {}
        self._made = 0

    def names(self) -> list[str]:
        """Return the names of the objects that there are."""
        return sorted({path for path in self._stored if "/" not in path})

    def all(self, path: str) -> list[dict[str, object]]:
        """Return the objects below a path; a list of its own, of the objects themselves."""
        return [*self._stored.get(path, {}).values()]

    def add(self, path: str, members: Mapping[str, object]) -> dict[str, object]:
        """Keep an object and return it, with an id unless it brings one."""
        self._made += 1
        made = {"id": str(self._made), **_without_nulls(members)}
        self._stored.setdefault(path, {})[str(made["id"])] = made
        return made

    def get(self, path: str, identity: str) -> dict[str, object]:
        """Return one object; raises Refused when there is none."""
        found = self._stored.get(path, {}).get(identity)
        if found is None:
            raise Refused(404, f"No {path.rpartition('/')[2]} found with the id {identity}")
        return found

    def change(self, path: str, identity: str, members: Mapping[str, object]) -> dict[str, object]:
        """Change the given members of one object, and return it."""
        whole = merged(cast("Mapping[str, Body]", self.get(path, identity)), cast("Mapping[str, Body]", members))
        return self.replace(path, identity, cast("Mapping[str, object]", whole))

    def replace(self, path: str, identity: str, members: Mapping[str, object]) -> dict[str, object]:
        """Replace one object, which keeps its id, and return it."""
        self.get(path, identity)
        new = self._stored[path][identity] = {**_without_nulls(members), "id": identity}
        return new

    def delete(self, path: str, identity: str) -> None:
        """Forget one object, and what is below it."""
        self.get(path, identity)
        del self._stored[path][identity]
        for below in [known for known in self._stored if known.startswith(f"{path}/{identity}/")]:
            del self._stored[below]

    def metadata(self, name: str) -> dict[str, object]:
        """Return the fields of the objects of a name; raises Refused where there were never any."""
        if name not in self._stored:
            raise Refused(404, f"No object found with the name {name}")
        fields = dict.fromkeys(field for item in self.all(name) for field in item)
        return {"fields": [{"vendorPath": field, "type": "string", "filterable": True} for field in fields]}

    def page(self, items: list[dict[str, object]], call: Call) -> Answer:
        """Return those of ``items`` that a call of a list asks for, a page of them."""
        where, order, fields = (call.parameter(name) for name in ("where", "orderBy", "fields"))
        if where is not None:
            matches = parse_filter(where)
            items = [item for item in items if matches(item)]
        for part in reversed((order or "").split(",")):
            name, _, direction = part.strip().partition(" ")
            if name:
                items = sorted(items, key=lambda item: _key(value_at(item, name)), reverse=direction.lower() == "desc")
        if fields:
            chosen = {name.strip() for name in fields.split(",")}
            items = [{name: value for name, value in item.items() if name in chosen} for item in items]
        return _page(items, call)


def _page(items: list[dict[str, object]], call: Call) -> Answer:
    size, number = _number(call, PAGING.size_parameter) or PAGING.max_size, _number(call, "page") or 1
    token = call.parameter(PAGING.request_parameter)
    if token:
        size, number = _place(token)
    page = items[(number - 1) * size : number * size]
    headers = {PAGING.count_header: str(len(page))}
    if number * size < len(items):
        said = json.dumps({PAGING.size_parameter: size, "page": number + 1}, separators=(",", ":"))
        headers[PAGING.next_header] = base64.b64encode(said.encode()).decode().rstrip("=")
    return Answer(body=page, headers=headers)


def _place(token: str) -> tuple[int, int]:
    """Return the size and the number of the page that a token leads to; raises Refused for a token of another's."""
    try:
        said = json.loads(base64.b64decode(token + "=" * (-len(token) % 4)))
        return int(said[PAGING.size_parameter]), int(said["page"])
    except (ValueError, KeyError, TypeError):
        raise Refused(400, f"{PAGING.request_parameter} is no token of this platform") from None


def _number(call: Call, name: str) -> int | None:
    text = call.parameter(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise Refused(400, f"{name} is not a whole number from 1")
    return int(text)


def _key(value: object) -> tuple[bool, bool, Any]:
    """Return what values are ordered by, whatever they are: nothing first, then numbers, then texts."""
    number = isinstance(value, int | float)
    return (value is not None, not number, value if number else str(value))


def _without_nulls(members: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in members.items() if value is not None}
