"""Calls of resources -> methods of the classes that stand for them, for synchronous and for asynchronous code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ocgen.model import WITH_MEMBERS, WORDS, Body, HubCall, Resource, ResourceField
from ocgen.model.hub_arguments import FILE_ARGUMENTS, LIST_ARGUMENTS, hub_arguments, is_by_path, lists
from ocgen.model.names import identifier
from ocgen.targets.python.hub_bodies import ANY_BODY, ANY_OBJECT, TypedDicts
from ocgen.targets.python.literal import docstring, literal

_SAYS = {
    "list": "List the objects, page by page: nothing is sent before somebody iterates over it.",
    "create": "Create an object. It is never repeated by itself.",
    "upload": "Send a file, which is read piece by piece.",
    "get": "Read one object.",
    "download": "Return a file to be read in a ``with`` statement.",
    "update": "Change the given members of one object, and leave the others as they are.",
    "replace": "Replace one object as a whole.",
    "delete": "Delete one object.",
}
_LIST_ARGUMENTS = (
    "where: Expression | None = None",
    "order_by: str | Sequence[str] | None = None",
    "fields: str | Sequence[str] | None = None",
    "page_size: int | None = None",
    "limit: int | None = None",
)
_FILE_ARGUMENTS = (
    "to: str | None = None",
    "overwrite: bool | None = None",
    "filename: str | None = None",
    "content_type: str | None = None",
)
_JSON = 'json=merged(cast("Mapping[str, Body]", body or {}), extra or {})'
_TYPES = {"boolean": "bool", "integer": "int", "number": "float"}
_BODIES: Mapping[Body, str] = {"object": ANY_BODY, "form": ANY_BODY, "list": "Sequence[Any]", "none": ""}


@dataclass(frozen=True, slots=True)
class Types:
    """What a call's body is typed as, and the object in its answer."""

    body: str
    object: str


def call_types(dicts: TypedDicts, name: str, resource: Resource, call: HubCall) -> Types:
    """Return the types of a call's body and answer, whose TypedDicts are defined on the way."""
    said = identifier(call.name).title().replace("_", "")
    own = call.name in _SAYS and call.answer_fields == resource.fields
    answered = f"{name}Object" if own else f"{name}{said}Answer"
    object_, readable = ANY_OBJECT, tuple(_readable(f) for f in call.answer_fields)
    if readable:
        object_ = dicts.named(answered, readable, f"An object of {docstring(resource.path)}.")
    body = _BODIES[call.body]
    if call.fields and call.body in WITH_MEMBERS:
        sent = f"What is sent to {call.method} {docstring(call.path or call.path_twin)}."
        body = object_ if call.fields == readable else dicts.named(f"{name}{said}Body", call.fields, sent)
    return Types(body, object_)


def is_plain(resource: Resource, call: HubCall, common: frozenset[str]) -> bool:
    """Whether a call is all that its word says, so that a class of the runtime has its method."""
    word = WORDS.get(call.name)
    if word is None or word.multipart or word.answer == "file" or call.path_twin or not call.path:
        return False
    if call.headers or call.description or call.deprecated or call.multipart or not resource.variable:
        return False
    return (call.answer, call.body) == (word.answer, word.body) and all(f.name in common for f in call.query)


def method(resource: Resource, call: HubCall, types: Types, common: frozenset[str], *, is_async: bool) -> str:
    """Return the source of a method, indented as in its class."""
    return "\n".join(_Method(resource, call, types, common, is_async).lines())


class _Method:
    def __init__(self, resource: Resource, call: HubCall, types: Types, common: frozenset[str], is_async: bool) -> None:
        self.call, self.types = call, types
        self.listed, self.by_path = lists(call), is_by_path(resource, call)
        self.file = call.answer == "file" and call.method == "GET"
        self.suffix = (call.path or call.path_twin).removeprefix(resource.path)
        arguments = hub_arguments(resource, call, common)
        self.ids, self.query = dict(arguments.ids), arguments.query
        self.headers, self.others = arguments.headers, arguments.files
        self.text_parts = bool(call.multipart and call.fields)
        self.prefix, self.awaited = ("async ", "await ") if is_async and not (self.listed or self.file) else ("", "")
        self.kind = "Async" if is_async else ""

    def lines(self) -> Iterator[str]:
        positional = list(self._positional())
        named = list(self._named())
        arguments = ", ".join(
            ["self", *positional, *(["*"] if named else []), *named, "**options: Unpack[CallOptions]"]
        )
        yield f"    {self.prefix}def {self.call.member}({arguments}) -> {self._returned()}:"
        yield f'        """{self._says()}"""'
        suffix = literal(self.suffix)
        ids = ", ".join(f"{literal(blank)}: {name}" for blank, name in self.ids.items())
        query, headers = map(_pairs, (self.query, self.headers))
        given = [f"ids={{{ids}}}"] if ids else []
        given += [f"query={{{query}}}"] if query else []
        if self.by_path:
            variable, name = next(iter(self.ids.items()))
            yield f"        at, ids, found_by = addressed({name}, path)"
            rest = self.suffix.removeprefix(f"/{{{variable}}}")
            suffix = f"at + {literal(rest)}" if rest else "at"
            given = ["ids=ids", f"query={{**found_by, {query}}}" if query else "query=found_by"]
        given += [f"headers={{{headers}}}"] if headers else []
        yield from self._sent(suffix, given)

    def _positional(self) -> Iterator[str]:
        for name in self.ids.values():
            yield f"{name}: str | int{' | None = None' if self.by_path else ''}"
        if self.call.multipart:
            yield "file: FileLike"
        elif self.types.body:
            yield f"body: {self.types.body}" + ("" if self._needs_body() and not self.by_path else " | None = None")

    def _named(self) -> Iterator[str]:
        if self.by_path:
            yield "path: str | None = None"
        if self.listed:
            yield from _LIST_ARGUMENTS
        if self.call.multipart:
            yield from _FILE_ARGUMENTS
            yield from (f"{name}: FileLike | None = None" for _, name in self.others)
        for f, name in (*self.query, *self.headers):
            type_ = _TYPES.get(f.type, "str")
            yield f"{name}: {type_}" if f.required else f"{name}: {type_} | None = None"
        if self.text_parts:
            yield f"body: {self.types.body}" + ("" if self._needs_body() else " | None = None")
        if self.text_parts or (self.call.body in WITH_MEMBERS and not self.call.multipart):
            yield "extra: Mapping[str, Body] | None = None"
        if self.file:
            yield "max_size: int | None = None"

    def _needs_body(self) -> bool:
        said = self.call.name in _SAYS and not self.call.multipart
        return said or any(f.required for f in self.call.fields)

    def _returned(self) -> str:
        if self.listed:
            return f"{self.kind}Listing[{self.types.object}]"
        if self.file:
            return f"{self.kind}Download"
        return "None" if self.call.answer == "none" else "Any" if self.call.answer == "list" else self.types.object

    def _says(self) -> str:
        call = self.call
        said = call.description or _SAYS.get(call.name) or f"Send {call.method} {call.path or call.path_twin}."
        return docstring(f"{said} Deprecated: {call.deprecated}" if call.deprecated else said)

    def _sent(self, suffix: str, given: list[str]) -> Iterator[str]:
        call = self.call
        if self.listed:
            names = [f"{name}={name}" for name in LIST_ARGUMENTS]
            yield f"        return self._list({suffix}, options, {', '.join([*given, *names])})"
        elif self.file:
            yield f"        return self._download({', '.join([suffix, 'options', *given, 'max_size=max_size'])})"
        elif call.multipart:
            names = [f"{name}={name}" for name in FILE_ARGUMENTS]
            names += [f"part={literal(call.multipart[0])}"] if call.multipart[0] != "file" else []
            others = ", ".join(f"{literal(part)}: {name}" for part, name in self.others)
            names += [f"others={{{others}}}"] if others else []
            names += [_JSON] if self.text_parts else []
            arguments = ", ".join([literal(call.method), suffix, "file", "options", *given, *names])
            yield f"        found: {self.types.object} = {self.awaited}self._upload({arguments})"
            yield "        return found"
        else:
            json = []
            if call.body in WITH_MEMBERS:
                json = [_JSON, *(["form=True"] if call.body == "form" else [])]
            elif call.body == "list":
                json = ["json=body"]
            arguments = ", ".join([literal(call.method), suffix, "options", *given, *json])
            engine = "_item" if call.answer in {"item", "link"} else "_call"
            if call.answer == "none":
                yield f"        {self.awaited}self._call({arguments})"
            else:
                yield f"        found: {self._returned()} = {self.awaited}self.{engine}({arguments})"
                yield "        return found"


def _pairs(given: Iterable[tuple[ResourceField, str]]) -> str:
    """Return what stands in the mapping of the values that arguments give."""
    return ", ".join(f"{literal(f.name)}: {name}" for f, name in given)


def _readable(field: ResourceField) -> ResourceField:
    return replace(field, required=False, read_only=False)
