"""What the arguments of a hub call's method are called in generated code."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from dataclasses import dataclass

from ocgen.model.names import identifier
from ocgen.model.resource import HubApi, HubCall, Resource, ResourceField, variables_of

OBJECT_ID = "object_id"  # of the item that a resource's calls are about
LIST_ARGUMENTS = ("where", "order_by", "fields", "page_size", "limit")
FILE_ARGUMENTS = ("to", "overwrite", "filename", "content_type")
PAGE = "page"  # the older way to ask for a page, which no client needs
# What each method has besides what its call takes, and the options that every call of a client takes.
_EVERYWHERE = frozenset({"self", OBJECT_ID, "body", "extra", "query", "options", "file", "max_size"})
_CALL_OPTIONS = frozenset({"timeout", "deadline", "retries", "headers", "on_request", "on_response",
                           "extra_query", "extra_body"})  # fmt: skip
_OF_FILES = frozenset({"path", "overwrite"})  # what arguments of an upload are on the wire


@dataclass(frozen=True, slots=True)
class HubArguments:
    """The arguments of a call's method: a pair each of what it gives and of its name."""

    ids: tuple[tuple[str, str], ...]  # variables of the path below the resource's own
    query: tuple[tuple[ResourceField, str], ...]
    headers: tuple[tuple[ResourceField, str], ...]
    files: tuple[tuple[str, str], ...]  # parts of multipart/form-data besides the first file

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield what tells an argument from the others of its call, whatever it is called, and its name."""
        yield from ((f"path {number}", name) for number, (_, name) in enumerate(self.ids, 1))
        yield from ((f"query {field.name}", name) for field, name in self.query)
        yield from ((f"header {field.name}", name) for field, name in self.headers)
        yield from ((f"part {part}", name) for part, name in self.files)


def lists(call: HubCall) -> bool:
    """Whether a call's method returns a list that is read page by page."""
    return call.answer == "list" and call.method == "GET"


def is_by_path(resource: Resource, call: HubCall) -> bool:
    """Whether a call's method takes an item's path in place of its id."""
    below = (call.path or call.path_twin).removeprefix(resource.path)
    return bool(call.path_twin) and len(call.variables) == 1 and below.startswith("/{")


def common_query(api: HubApi) -> frozenset[str]:
    """Return the names of what every list takes, which arguments of their own stand for."""
    return frozenset(field.name for field in api.list_query) | {PAGE}


def hub_arguments(resource: Resource, call: HubCall, common: frozenset[str]) -> HubArguments:
    """Return what the arguments of a call's method are called; ``common`` is what every list takes."""
    listed, by_path = lists(call), is_by_path(resource, call)
    taken = {*_EVERYWHERE, *_CALL_OPTIONS, *(["path"] if by_path else [])}
    taken |= {*(LIST_ARGUMENTS if listed else ()), *(FILE_ARGUMENTS if call.multipart else ())}
    above = set(variables_of(resource.path))
    own = [name for name in call.variables if name not in above]
    hidden = common if listed else frozenset({"path"} if by_path else ())
    hidden |= _OF_FILES if call.multipart else frozenset()
    return HubArguments(
        tuple((name, OBJECT_ID if name == resource.variable else _free(identifier(name), taken)) for name in own),
        tuple((field, _free(field.argument, taken)) for field in call.query if field.name not in hidden),
        tuple((field, _free(field.argument, taken)) for field in call.headers),
        tuple((part, _free(identifier(part), taken)) for part in call.multipart[1:]),
    )


def _free(name: str, taken: set[str]) -> str:
    """Return a name for an argument that no other has, and that hides none of Python's own."""
    while name in taken or hasattr(builtins, name):
        name = f"{name}_"
    taken.add(name)
    return name
