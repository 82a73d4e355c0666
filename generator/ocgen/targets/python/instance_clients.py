"""Connectors -> the module of what an app calls through an instance: a class a resource, for each kind of code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import indent

from ocgen.model import Connector, HubCall, Resource
from ocgen.model.classes import instance_class
from ocgen.model.hub_arguments import common_query
from ocgen.model.names import UniqueNames, class_name
from ocgen.targets.python.folding import WIDTH
from ocgen.targets.python.hub_bodies import TypedDicts
from ocgen.targets.python.hub_methods import Types, call_types, is_plain, method
from ocgen.targets.python.literal import docstring, literal
from ocgen.targets.python.source import exports, import_lines, module_source, names_in
from ocgen.text.phrases import stopped

_MIXINS = {"list": "Lists", "create": "Creates", "get": "Gets", "update": "Updates", "replace": "Replaces",
           "delete": "Deletes"}  # fmt: skip
_CLASS = re.compile(r"^class (\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A resource with the name that its classes begin with, and the types of each call."""

    name: str
    resource: Resource
    types: tuple[Types, ...]
    resources: tuple[_Prepared, ...]
    children: tuple[_Prepared, ...]

    def walk(self) -> Iterator[_Prepared]:
        for below in (*self.resources, *self.children):
            yield from below.walk()
        yield self


def instance_client(connector: Connector) -> str:
    """Return the source of the module of a connector that has resources."""
    return _Module(connector).source()


class _Module:
    def __init__(self, connector: Connector) -> None:
        self.connector = connector
        self.common = common_query(connector.platform.hub_api)
        self.dicts = TypedDicts()
        name = instance_class(connector)
        self.names = UniqueNames({name, f"Async{name}"}, joint="")
        self.resources = tuple(self._prepared(resource, "") for resource in connector.resources)

    def source(self) -> str:
        dicts = [*self.dicts.sources.values()]
        blocks: list[str] = []
        for kind in ("", "Async"):
            for top in self.resources:
                for prepared in top.walk():
                    blocks += self._classes(prepared, kind)
            blocks.append(self._client(kind))
        typing = ["TYPE_CHECKING", "Any", "ClassVar", "TypedDict", "cast"]
        public = exports({*_CLASS.findall("\n".join(blocks)), *self.dicts.sources})
        mixins = [f"{kind}{mixin}" for kind in ("Async", "") for mixin in sorted(_MIXINS.values())]
        return module_source(
            self.connector.file,
            f"What an app calls through an instance of {docstring(stopped(self.connector.name))}",
            {
                "collections.abc": ["Mapping", "Sequence"],
                "typing": typing,
                "..addresses": ["addressed"],
                "..async_instance_client": ["AsyncInstanceClient"],
                "..async_resource_calls": [m for m in mixins if m.startswith("Async")],
                "..async_resources": ["AsyncResource"],
                "..bodies": ["AnyBody", "AnyObject", "merged"],
                "..instance_client": ["InstanceClient"],
                "..resource_calls": [m for m in mixins if not m.startswith("Async")],
                "..resources": ["Resource"],
            },
            [_for_checkers("\n".join(dicts), "\n".join(blocks)) + public, *dicts, *blocks],
            late_annotations=True,
        )

    def _prepared(self, resource: Resource, above: str) -> _Prepared:
        name = self.names.unique(above + class_name(resource.alias or resource.name))
        types = tuple(call_types(self.dicts, name, resource, call) for call in resource.calls)
        return _Prepared(
            name,
            resource,
            types,
            tuple(self._prepared(below, name) for below in resource.resources),
            tuple(self._prepared(below, name) for below in resource.children),
        )

    def _classes(self, prepared: _Prepared, kind: str) -> Iterator[str]:
        """Yield the class of a resource, after that of one item of it where something lies below."""
        resource = prepared.resource
        if prepared.children:
            lines = [f"class {kind}{prepared.name}Item({kind}Resource):"]
            lines.append(f'    """One object of {docstring(resource.path)}, and what lies below it."""')
            for child in prepared.children:
                lines += self._below(child, child.resource.path.removeprefix(_item_path(resource)), kind)
            yield "\n".join(lines)
        plain = [
            (call, types)
            for call, types in zip(resource.calls, prepared.types, strict=True)
            if is_plain(resource, call, self.common)
        ]
        bases = [_mixin(kind, call, types) for call, types in plain] or [f"{kind}Resource"]
        lines = [f"class {kind}{prepared.name}Resource({', '.join(bases)}):"]
        lines.append(f'    """{_about(resource)}"""')
        for below in prepared.resources:
            lines += self._below(below, below.resource.path.removeprefix(resource.path), kind)
        if prepared.children:
            lines += self._item(prepared, kind)
        named = {call.name for call, _ in plain}
        for call, types in zip(resource.calls, prepared.types, strict=True):
            if call.name not in named:
                lines += ["", method(resource, call, types, self.common, is_async=bool(kind))]
        yield "\n".join(lines)

    def _item(self, prepared: _Prepared, kind: str) -> list[str]:
        name = f"{kind}{prepared.name}Item"
        resource = prepared.resource
        if "path" in resource.addresses:
            return [
                "",
                f"    def item(self, object_id: str | int | None = None, *, path: str | None = None) -> {name}:",
                '        """Return one object by its id or its path, for what lies below it; nothing is sent."""',
                "        at, ids, found_by = addressed(object_id, path)",
                f"        return {name}(self._caller, self._path + at, {{**self._ids, **ids}}, found_by, self._hub)",
            ]
        variable = resource.variable or "id"
        at = literal(f"/{{{variable}}}")
        ids = f"{{**self._ids, {literal(variable)}: object_id}}"
        return [
            "",
            f"    def item(self, object_id: str | int) -> {name}:",
            '        """Return one object by its id, for what lies below it; nothing is sent."""',
            f"        return {name}(self._caller, self._path + {at}, {ids}, self._query, self._hub)",
        ]

    def _below(self, prepared: _Prepared, path: str, kind: str) -> list[str]:
        name = f"{kind}{prepared.name}Resource"
        return [
            "",
            "    @property",
            _property(prepared.resource.member, name),
            f'        """{_about(prepared.resource)}"""',
            f"        return {name}(self._caller, self._path + {literal(path)}, self._ids, self._query, self._hub)",
        ]

    def _client(self, kind: str) -> str:
        name = instance_class(self.connector)
        lines = [f"class {kind}{name}({kind}InstanceClient):"]
        lines.append(f'    """Calls through an instance of {docstring(stopped(self.connector.name))}"""')
        lines += ["", f"    HUB: ClassVar[str] = {literal(self.connector.hub)}"]
        for prepared in self.resources:
            resource = prepared.resource
            member = _free_member(resource.member)
            class_ = f"{kind}{prepared.name}Resource"
            hub = "" if resource.hub == self.connector.hub else f", hub={literal(resource.hub)}"
            lines += [
                "",
                "    @property",
                _property(member, class_),
                f'        """{_about(resource)}"""',
                f"        return {class_}(self._caller, {literal(resource.path)}{hub})",
            ]
        return "\n".join(lines)


_FOR_CHECKERS: Mapping[str, Sequence[str]] = {
    "typing_extensions": ("Required", "Unpack"),
    "..bodies": ("Body",),
    "..ceql": ("Expression",),
    "..downloads": ("AsyncDownload", "Download"),
    "..listings": ("AsyncListing", "Listing"),
    "..options": ("CallOptions",),
    "..streams": ("FileLike",),
}
# What every instance client has already: a resource of such a name gets an underscore behind it.
TAKEN = frozenset({"request", "iterate", "upload", "download", "download_link", "object", "objects", "metadata",
                    "ping", "bulk", "HUB"})  # fmt: skip


def _free_member(name: str) -> str:
    return f"{name}_" if name in TAKEN else name


def _for_checkers(dicts: str, body: str) -> str:
    """Return the imports for type checkers, of the names that the module mentions."""
    words = names_in(body) | ({"Required"} if "Required[" in dicts else set())
    wanted = import_lines({home: [n for n in names if n in words] for home, names in _FOR_CHECKERS.items()})
    return f"if TYPE_CHECKING:\n{indent(wanted, '    ')}\n" if wanted else ""


def _property(name: str, class_: str) -> str:
    """Return the head of a property, as ruff lays it out."""
    line = f"    def {name}(self) -> {class_}:"
    return line if len(line) <= WIDTH else f"    def {name}(\n        self,\n    ) -> {class_}:"


def _mixin(kind: str, call: HubCall, types: Types) -> str:
    given = [type_ for type_ in (types.body, types.object if call.answer != "none" else "") if type_]
    arguments = f"[{', '.join(given)}]" if given else ""
    return f"{kind}{_MIXINS[call.name]}{arguments}"


def _item_path(resource: Resource) -> str:
    return f"{resource.path}/{{{resource.variable}}}" if resource.variable else resource.path


def _about(resource: Resource) -> str:
    said = resource.description or f"What is at {resource.path}."
    return docstring(f"{said} Deprecated: {resource.deprecated}" if resource.deprecated else said)
