"""What rules look at: the resolved connectors, the texts of the files, and the way from one to the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping as Dict
from dataclasses import dataclass, replace
from functools import cached_property

from ocgen.findings.location import Location
from ocgen.model import Connector, Method, Parameter
from ocgen.spec.loader import Loaded
from ocgen.spec.tree import Mapping, Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class SpecText:
    """A scalar of a document; ``key`` is the nearest key above it, ``part`` the document's top-level key.

    ``public`` is true for the parts of a field or parameter that says ``secret: false``.
    """

    node: Scalar
    key: str
    part: str
    public: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Parameters that travel together, so that their names share one space."""

    title: str  # in words: "query parameter"
    parameters: tuple[Parameter, ...]


class Context:
    """One run of the rules."""

    def __init__(self, loaded: Loaded, judged: Collection[str] = ()) -> None:
        """``judged`` are the keys of connectors that have nothing to be told of them by themselves."""
        self.loaded = loaded
        self.connectors = tuple(c for c in loaded.connectors if c.key not in judged)

    @property
    def all_connectors(self) -> tuple[Connector, ...]:
        """The connectors that the loader could make, for rules about what one has with another."""
        return self.loaded.connectors

    @cached_property
    def files(self) -> Dict[str, Mapping]:
        """The files that have a part in what is judged, by name: all but those of judged connectors alone."""
        wanted = {file for connector in self.connectors for file in connector.files}
        others = {file for connector in self.loaded.connectors for file in connector.files} - wanted
        return {file: tree for file, tree in self.loaded.documents.items() if file not in others}

    @cached_property
    def documents(self) -> Dict[str, Mapping]:
        """Those of them that are the project's. What comes with ocgen was judged with it, which takes long."""
        return {file: tree for file, tree in self.files.items() if file not in self.loaded.bundled}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that are wanted beside English."""
        return tuple(platform.language for platform, _ in self.loaded.translations)

    @cached_property
    def texts(self) -> tuple[SpecText, ...]:
        """Every scalar of every document."""
        return tuple(text for tree in self.documents.values() for e in tree for text in _texts(e.node, e.key, e.key))

    @cached_property
    def patterns(self) -> tuple[Scalar, ...]:
        """Every pattern that a document holds, where it is written."""
        return tuple(text.node for text in self.texts if text.key == "pattern" and text.part != "examples")

    @cached_property
    def searches(self) -> tuple[Scalar, ...]:
        """The patterns of the reasons for which a format refuses a value; they look for something anywhere in it."""
        return tuple(t.node for t in self.texts if t.part == "formats" and t.key in ("found", "lacks"))

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Every parameter that some connector has, once each; one that only repeats its field is not there again."""
        fields = {c.key: {f.name: f for f in reversed(c.configuration)} for c in self.connectors}
        found = (p for c in self.connectors for g in groups(c) for p in g.parameters if not _repeats(p, fields[c.key]))
        return tuple(dict.fromkeys(found))

    def place(self, parameter: Parameter, key: str) -> Location:
        """Return where a part of a parameter is written, or where the parameter is when the part is elsewhere."""
        node = self._mappings.get(parameter.location)
        part = node.get(key) if node else None
        return part.location if part else parameter.location

    def name_place(self, parameter: Parameter) -> Location:
        """Return where the name of a parameter is written."""
        node = self._mappings.get(parameter.location)
        name = (node.get("key") or node.get("name")) if node else None
        return name.location if name else parameter.location

    def under(self, owner: Location, *keys: str) -> Location:
        """Return where something is written below the key at ``owner``; that place itself when it is not there."""
        node: Node | None = self._values.get(owner)
        at = owner
        for key in keys:
            entry = node.entry(key) if isinstance(node, Mapping) else None
            if entry is None:
                break
            at, node = entry.key_location, entry.node
        return at

    @cached_property
    def _values(self) -> dict[Location, Node]:
        """What stands behind each key, by the key's place."""
        return {e.key_location: e.node for node in self._mappings.values() for e in node}

    @cached_property
    def _mappings(self) -> dict[Location, Mapping]:
        # Asked only for a finding, so a clean run never builds it.
        return {node.location: node for tree in self.loaded.documents.values() for node in mappings(tree)}


def _repeats(parameter: Parameter, fields: Dict[str, Parameter]) -> bool:
    """Whether all that is said of a parameter is what the field says that its value comes from."""
    kind, _, name = parameter.value_from.partition(":")
    field = fields.get(name) if kind == "configuration" else None
    if field is None:
        return False
    default = field.default if parameter.default is None else parameter.default
    return replace(parameter, name=name, default=default, value_from=field.value_from) == field


def groups(connector: Connector) -> Iterator[Group]:
    """Yield the parameters of a connector, those of each call together."""
    for method in connector.methods:
        yield from method_groups(method)
    yield Group("event parameter", connector.events.parameters)


def method_groups(method: Method) -> Iterator[Group]:
    """Yield the parameters of a method, those of each call together."""
    yield Group("query parameter", method.oauth_token_query)
    yield Group("query parameter", method.oauth_url_query)
    yield Group("callback parameter", method.callback)
    yield Group("provider data", method.provider_data)
    yield Group("configuration field", method.configuration)
    if method.own_tokens:
        yield Group("configuration field", method.own_tokens.configuration)


def mappings(node: Node) -> Iterator[Mapping]:
    """Yield every mapping of a tree."""
    if isinstance(node, Mapping):
        yield node
        for entry in node:
            yield from mappings(entry.node)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from mappings(item)


def _texts(node: Node, key: str, part: str, public: bool = False) -> Iterator[SpecText]:
    match node:
        case Scalar():
            yield SpecText(node, key, part, public)
        case Sequence(items=items):
            for item in items:
                yield from _texts(item, key, part)
        case Mapping(entries=entries):
            secret = node.get("secret")
            open_ = isinstance(secret, Scalar) and secret.value is False
            for entry in entries:
                yield from _texts(entry.node, entry.key, part, open_ and isinstance(entry.node, Scalar))
