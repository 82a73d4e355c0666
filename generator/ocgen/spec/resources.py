"""Checked tree -> resources: words and actions of a spec become calls with a method, a path and what they take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from ocgen.findings.location import Location
from ocgen.model.resource import (
    WITH_MEMBERS,
    WORDS,
    Address,
    Answer,
    Basis,
    Body,
    HttpMethod,
    HubApi,
    HubCall,
    Resource,
    ResourceField,
    usual_answer,
    usual_body,
    variables_of,
)
from ocgen.spec.parameters import ParameterReader
from ocgen.spec.resource_fields import field_names, fields_of
from ocgen.spec.tree import Mapping, MappingEntry, Node, Scalar

_OF_OBJECTS = frozenset({"item", "list"})  # the answers that hold the resource's objects


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a resource stands: below which path, and what it takes over from the resource above it."""

    path: str
    twin: str  # the same with the first item left out of it; empty where there is none above
    hub: str
    basis: Basis
    verified: str
    addresses: tuple[Address, ...] = ("id",)


class ResourceReader:
    """Reads the resources of one connector."""

    def __init__(self, prose: ParameterReader, hub_api: HubApi) -> None:
        self.prose = prose
        self.hub_api = hub_api
        self.usual = dict(hub_api.resources)

    def resources(self, tree: Mapping) -> tuple[Resource, ...]:
        """Return the resources of a connector's tree."""
        basis = cast(Basis, tree.text("resources_basis") or "documented")
        place = _Place("", "", tree.text("hub"), basis, "")
        return tuple(self._resource(entry, place) for entry in tree.mapping("resources"))

    def _resource(self, entry: MappingEntry, above: _Place) -> Resource:
        node = entry.node if isinstance(entry.node, Mapping) else Mapping((), entry.key_location)
        segment = node.text("path") or entry.key
        path = f"{above.path}/{segment}"
        place = _Place(
            path=path,
            twin=f"{above.twin}/{segment}" if above.twin else "",
            hub=node.text("hub") or above.hub,
            basis=cast(Basis, node.text("basis") or above.basis),
            verified=node.text("verified") or above.verified,
            addresses=self._addresses(node) or above.addresses,
        )
        variable = "" if node.flag("single") else node.text("id") or "id"
        item = f"{path}/{{{variable}}}" if variable else path
        resource = Resource(
            name=entry.key,
            path=path,
            hub=place.hub,
            variable=variable,
            alias=node.text("alias"),
            basis=place.basis,
            verified=place.verified,
            description=self.prose.prose(node, "description") or self.usual.get(entry.key, ""),
            deprecated=self.prose.prose(node, "deprecated"),
            addresses=place.addresses,
            fields=fields_of(node.get("fields"), self.prose),
            location=entry.key_location,
        )
        of_items = replace(place, path=item, twin=place.twin or path)
        below = place if place.twin else replace(place, addresses=("id",))
        return replace(
            resource,
            calls=tuple(self._calls(resource, node, place)),
            resources=tuple(self._resource(e, below) for e in node.mapping("resources")),
            children=tuple(self._resource(e, of_items) for e in node.mapping("children")),
        )

    def _addresses(self, node: Mapping) -> tuple[Address, ...]:
        return cast("tuple[Address, ...]", field_names(node.get("address")))

    def _calls(self, resource: Resource, node: Mapping, place: _Place) -> Iterator[HubCall]:
        where = field_names(node.get("where"))
        for item in node.items("calls"):
            word, options = _named(item)
            call = self._word(word, options, resource, place, item.location)
            yield replace(call, where=where) if word == "list" and where and not call.where else call
        for entry in node.mapping("actions"):
            yield self._action(entry, place)

    def _word(self, word: str, options: Mapping, resource: Resource, place: _Place, at: Location) -> HubCall:
        meaning = WORDS[word]
        below = f"/{{{resource.variable}}}" if meaning.on_item and resource.variable else ""
        path, twin = self._paths(place, options, below, resource.variable if below else "")
        call = HubCall(
            name=word,
            method=meaning.method,
            path=path,
            path_twin=twin,
            query=self.hub_api.list_query if word == "list" else (),
            body=meaning.body,
            fields=_sent(word, resource.fields) if meaning.body == "object" and not meaning.multipart else (),
            multipart=meaning.multipart,
            answer=meaning.answer,
            answer_fields=resource.fields if meaning.answer in _OF_OBJECTS else (),
            location=at,
        )
        return self._with_options(call, options)

    def _action(self, entry: MappingEntry, place: _Place) -> HubCall:
        """Return an action: ``METHOD PATH``, the path below the resource's own, or a mapping with more of it."""
        node = entry.node
        options = node if isinstance(node, Mapping) else Mapping((), node.location)
        said = node.text if isinstance(node, Scalar) else options.text("call")
        method, _, below = said.partition(" ")
        below = f"/{below.strip().strip('/')}" if below.strip(" /") else ""
        first = next(iter(variables_of(below)), "")
        on_item = f"{below}/".startswith(f"/{{{first}}}/") if first else False
        path, twin = self._paths(place, options, below, first if on_item else "")
        call = HubCall(
            name=entry.key,
            method=cast(HttpMethod, method),
            path=path,
            path_twin=twin,
            body=usual_body(method),
            answer=usual_answer(method),
            location=entry.key_location,
        )
        return self._with_options(call, options)

    def _paths(self, place: _Place, options: Mapping, below: str, variable: str) -> tuple[str, str]:
        """Return the path of a call with ids, and the one where the query names the item; one of them may be empty."""
        addresses = self._addresses(options) or place.addresses
        path = place.path + below
        if place.twin:  # below an item: the item above it is what a path names
            twin = place.twin + below
        else:
            twin = place.path + below.removeprefix(f"/{{{variable}}}") if variable else ""
        if not twin:
            return path, ""
        return path if "id" in addresses else "", twin if "path" in addresses else ""

    def _with_options(self, call: HubCall, options: Mapping) -> HubCall:
        """Return the call with what a spec says of it itself."""
        if not options.entries:
            return call
        changed = replace(
            call,
            query=_laid_over(call.query, fields_of(options.get("query"), self.prose)),
            headers=fields_of(options.get("headers"), self.prose),
            body=cast(Body, options.text("body") or call.body),
            multipart=field_names(options.get("multipart")) or call.multipart,
            answer=cast(Answer, options.text("answer") or call.answer),
            where=field_names(options.get("where")),
            description=self.prose.prose(options, "description"),
            deprecated=self.prose.prose(options, "deprecated"),
        )
        fields, answer = options.get("fields"), options.get("answer_fields")
        if fields is not None:
            changed = replace(changed, fields=fields_of(fields, self.prose))
        if changed.body not in WITH_MEMBERS:
            changed = replace(changed, fields=())
        return changed if answer is None else replace(changed, answer_fields=fields_of(answer, self.prose))


def _sent(word: str, fields: tuple[ResourceField, ...]) -> tuple[ResourceField, ...]:
    """Return the members of the body that a word sends; what is required is so of a new item alone."""
    if any(f.read_only for f in fields):
        fields = tuple(f for f in fields if not f.read_only)
    if word != "create" and any(f.required for f in fields):
        fields = tuple(replace(f, required=False) for f in fields)
    return fields


def _named(item: Node) -> tuple[str, Mapping]:
    """Return the word of an entry of ``calls`` and what the entry says of it."""
    if isinstance(item, Mapping):
        entry = item.entries[0]
        return entry.key, entry.node if isinstance(entry.node, Mapping) else Mapping((), item.location)
    return (item.text if isinstance(item, Scalar) else ""), Mapping((), item.location)


def _laid_over(common: tuple[ResourceField, ...], own: tuple[ResourceField, ...]) -> tuple[ResourceField, ...]:
    """Return the query parameters that all lists take, with the call's own in their place or after them."""
    named = {f.name: f for f in own}
    known = {f.name for f in common}
    return (*(named.get(f.name, f) for f in common), *(f for f in own if f.name not in known))
