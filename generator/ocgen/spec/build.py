"""Checked tree -> Connector."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping as Dict
from dataclasses import replace
from typing import Literal, cast

from ocgen.findings.finding import Finding
from ocgen.findings.location import Location
from ocgen.model import (
    SIGN_INS,
    About,
    Aspect,
    AuthType,
    CallbackSignature,
    Connector,
    Erratum,
    Events,
    Flow,
    JsonValue,
    Method,
    Parameter,
    Part,
    Platform,
    Source,
    Step,
)
from ocgen.spec.merge import name_of, overlay_item
from ocgen.spec.own_tokens import own_token_fields, own_token_method, without_twins
from ocgen.spec.parameters import ParameterReader, merged, required
from ocgen.spec.platform import own_fields
from ocgen.spec.resources import ResourceReader
from ocgen.spec.tree import Mapping, MappingEntry, Node, Scalar, Sequence, plain
from ocgen.spec.value_source import carried
from ocgen.text.paragraphs import paragraphs
from ocgen.text.suggest import did_you_mean

# What a flow cannot do without: (part of the method, what it is).
_NEEDED: dict[str, tuple[tuple[str, str], ...]] = {
    "redirect": (("oauth_url", "the call for the address to sign in at"), ("callback", "what the provider sends back")),
    "token-redirect": (
        ("oauth_token", "the call that OAuth 1 makes first"),
        ("oauth_url", "the call for the address to sign in at"),
        ("callback", "what the provider sends back"),
    ),
    "provider-started": (("callback", "what the provider sends"),),
}


class ConnectorBuilder:
    """Builds one connector; what is wrong ends up in ``findings``."""

    def __init__(
        self, tree: Mapping, platform: Platform, standards: Dict[str, Dict[str, Mapping]], files: tuple[str, ...]
    ) -> None:
        self.tree = tree
        self.platform = platform
        self.standards = standards
        self.files = files
        words = {"provider": tree.text("provider"), "name": tree.text("name"), "key": tree.text("key")}
        self.reader = ParameterReader({f.name: f for f in platform.formats}, words)
        self.own_findings: list[Finding] = []

    @property
    def findings(self) -> list[Finding]:
        """Everything that was wrong so far."""
        return self.reader.findings + self.own_findings

    def build(self) -> Connector:
        """Return the connector; look at ``findings`` before using it."""
        tree, prose = self.tree, self.reader.prose
        shared, definitions = self._fields(tree.items("configuration"), dict(self.standards["configuration"]))
        made = [self._method(entry, shared, definitions) for entry in tree.mapping("authentication")]
        methods = tuple(without_twins(made, self.platform.own_tokens))
        examples = tree.mapping("examples")
        connector = Connector(
            key=tree.text("key"),
            name=tree.text("name"),
            hub=tree.text("hub"),
            provider=tree.text("provider"),
            description=prose(tree, "description"),
            platform=self.platform,
            methods=methods,
            configuration=(),
            family=tree.text("family"),
            alias=tree.text("alias"),
            deprecated=prose(tree, "deprecated"),
            documentation=tree.text("documentation"),
            setup=tuple(Step("\n".join(paragraphs(s.text))) for s in tree.items("setup") if isinstance(s, Scalar)),
            events=self._events(tree.mapping("events")),
            resources=ResourceReader(self.reader, self.platform.hub_api).resources(tree),
            oauth_url_example=examples.text("oauth_url"),
            response_element=cast("dict[str, JsonValue]", plain(examples.mapping("response_element"))),
            response_configuration=_strings(examples.mapping("response_configuration")),
            errata=tuple(self._errata(tree.items("errata"))),
            sources=tuple(
                Source(s.text("page"), s.text("read")) for s in tree.items("sources") if isinstance(s, Mapping)
            ),
            files=self.files,
            location=self._location(),
        )
        return with_configuration(connector)

    def _location(self) -> Location:
        entry = self.tree.entry("key")
        return entry.key_location if entry else self.tree.location

    def _fields(
        self, items: tuple[Node, ...], definitions: dict[str, Mapping]
    ) -> tuple[list[Mapping], dict[str, Mapping]]:
        """Resolve fields in order; a field of the connector's own is defined where it is first mentioned."""
        resolved: list[Mapping] = []
        for item in items:
            for node in self.reader.resolve([item], definitions, "configuration field"):
                resolved.append(node)
                definitions.setdefault(name_of(node), node)
        return resolved, definitions

    def _method(self, entry: MappingEntry, shared: list[Mapping], definitions: dict[str, Mapping]) -> Method:
        node = entry.node if isinstance(entry.node, Mapping) else Mapping((), entry.key_location)
        kind = cast(AuthType, node.text("type") or entry.key)
        usual = SIGN_INS.get(kind)
        if usual is None:
            self._report("unknown-reference", f'the method "{entry.key}" needs a type', entry.key_location,
                         f"type: one of {', '.join(SIGN_INS)}")  # fmt: skip
        fields = self._configuration(node.items("configuration"), shared, definitions)
        flow = cast(Flow, node.text("flow") or (usual.flow if usual else "none"))
        for part, meaning in _NEEDED.get(flow, ()):
            if node.get(part) is None:
                message = f'the method "{entry.key}" has no {part}, which the flow {flow} needs'
                self._report("incomplete-method", message, entry.key_location, f"{part}: {meaning}")
        method = Method(
            name=entry.key,
            type=kind,
            flow=flow,
            alias=node.text("alias"),
            description=self.reader.prose(node, "description"),
            deprecated=self.reader.prose(node, "deprecated"),
            oauth_connector=node.text("oauth_connector") or self.tree.text("key"),
            oauth_token_query=self._parameters(node.mapping("oauth_token").items("query"), "query_parameters", fields),
            oauth_url_query=self._parameters(node.mapping("oauth_url").items("query"), "query_parameters", fields),
            oauth_url_example=node.mapping("oauth_url").text("example"),
            callback=self._parameters(node.items("callback"), "callback_parameters", fields),
            callback_signature=_callback_signature(node.get("callback_signature")),
            provider_data=self._parameters(node.items("provider_data"), "provider_data", fields),
            configuration=tuple(self.reader.parameter(field) for field in fields),
            request=tuple((e.key, e.node.text) for e in node.mapping("request") if isinstance(e.node, Scalar)),
            location=entry.key_location,
        )
        return replace(method, own_tokens=self._own_tokens(method, node, fields, definitions))

    def _own_tokens(
        self, method: Method, node: Mapping, fields: list[Mapping], definitions: dict[str, Mapping]
    ) -> Method | None:
        """How the method is with own tokens; None where the platform or the spec has no such way."""
        standard, refused = self.standards.get(own_fields(method.type)), node.get("own_tokens")
        if not standard or (isinstance(refused, Scalar) and refused.value is False):
            return None
        refined = node.mapping("own_tokens")
        items = refined.items("configuration")
        whole = self._configuration(items, own_token_fields(fields, standard), dict(definitions))
        parameters = (self.reader.parameter(field) for field in whole)
        mappings = (item for item in items if isinstance(item, Mapping))
        said = {name_of(item) for item in mappings if item.get("required") or item.get("const")}
        return own_token_method(
            method, parameters, self.platform.own_tokens, said, self.reader.prose(refined, "description")
        )

    def _parameters(self, items: tuple[Node, ...], kind: str, fields: Iterable[Mapping] = ()) -> tuple[Parameter, ...]:
        """Return the parameters; what one leaves to the field among ``fields`` that it repeats is taken from there."""
        what, standard = kind.replace("_", " ").removesuffix("s"), self.standards["configuration"]
        known = {**standard, **{name_of(field): field for field in fields}}
        found: list[Parameter] = []
        for item in items:
            for node in self.reader.resolve([item], self.standards[kind], what):
                place, _, name = node.text("value_from").partition(":")
                repeats = place == "configuration" and name in known
                whole = carried(node, item, known[name], standard.get(name)) if repeats else node
                found.append(self.reader.parameter(whole))
        return tuple(found)

    def _configuration(
        self, items: tuple[Node, ...], shared: list[Mapping], definitions: dict[str, Mapping]
    ) -> list[Mapping]:
        """The shared fields, with what the method changes of them in its place, then the method's own."""
        known = {**definitions, **{name_of(node): node for node in shared}}
        own, known = self._fields(items, known)
        for node in own:
            definitions.setdefault(name_of(node), node)
        changed = {name_of(node): node for node in own}
        names = {name_of(node) for node in shared}
        return [changed.get(name_of(node), node) for node in shared] + [n for n in own if name_of(n) not in names]

    def _events(self, node: Mapping) -> Events:
        return Events(
            methods=tuple(item.text for item in node.items("methods") if isinstance(item, Scalar)),
            parameters=self._parameters(node.items("parameters"), "configuration"),
            resources=tuple(item.text for item in node.items("resources") if isinstance(item, Scalar)),
            open_resources=node.flag("open_resources"),
            notes=self.reader.prose(node, "notes"),
        )

    def _errata(self, items: tuple[Node, ...]) -> Iterator[Erratum]:
        """Yield the errata: a named one is the platform's with the spec's changes, another is the connector's own."""
        known = self.standards["errata"]
        for item in items:
            name = name_of(item)
            if name and name not in known:
                remedy = did_you_mean(name, known) or "write it out here: where, says, right and why, without a name"
                message = f'no standard erratum is named "{name}"'
                self._report("unknown-reference", message, item.location, remedy)
                continue
            node = cast(Mapping, overlay_item(known[name], item) if name else item)
            where, says, right, why = (self.reader.text(node, key) for key in ("where", "says", "right", "why"))
            yield Erratum(where, says, right, why, node.location, tuple(self._about(node)))

    def _about(self, node: Mapping) -> Iterator[About]:
        """What an erratum is about: one thing, or a list of them. Only a refined standard one may leave keys out."""
        about = node.get("about")
        for item in about.items if isinstance(about, Sequence) else (about,):
            if not isinstance(item, Mapping):
                continue
            for key in ("part", "aspect"):
                if not item.text(key):
                    remedy = "say at which place of the page the mistake is (part) and what is wrong there (aspect)"
                    self._report("schema", f'the key "{key}" of about is missing', item.location, remedy)
            part, aspect = cast(Part, item.text("part")), cast(Aspect, item.text("aspect"))
            yield About(part, aspect, item.text("key"), item.text("found"), item.location)

    def _report(self, rule: str, message: str, at: Location, remedy: str) -> None:
        self.own_findings.append(Finding(rule, "error", message, at, remedy))


def with_configuration(connector: Connector) -> Connector:
    """Fill in the fields of all methods together, each once."""
    uses: dict[str, list[tuple[str, Parameter]]] = {}  # the method's name with each
    senders: dict[str, dict[str, str]] = {}
    for method in connector.methods:
        for field in method.configuration:
            uses.setdefault(field.name, []).append((method.name, field))
            if field.const is not None:
                senders.setdefault(field.name, {}).setdefault(field.const, method.description)
    methods = len(connector.methods)
    fields = tuple(
        merged([field for _, field in found], required(found, methods), senders.get(name, {}))
        for name, found in uses.items()
    )
    return replace(connector, configuration=fields)


def _callback_signature(node: Node | None) -> CallbackSignature | None:
    if not isinstance(node, Mapping):
        return None
    over = tuple(item.text for item in node.items("over") if isinstance(item, Scalar))
    encoding = cast("Literal['hex', 'base64']", node.text("encoding") or "hex")
    return CallbackSignature(node.text("parameter"), over, node.text("key"), encoding)


def _strings(node: Mapping) -> dict[str, str | None]:
    return {
        entry.key: None if entry.node.value is None else entry.node.text
        for entry in node
        if isinstance(entry.node, Scalar)
    }
