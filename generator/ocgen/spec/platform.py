"""Checked tree -> Platform."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from ocgen.findings.finding import Finding
from ocgen.model import (
    ApiError,
    Endpoint,
    Format,
    HubApi,
    JsonValue,
    OwnTokens,
    Paging,
    Parameter,
    Platform,
    PlatformCall,
    Property,
    Reason,
    Refusal,
    Region,
    Signature,
)
from ocgen.spec.merge import name_of, overlay_item
from ocgen.spec.parameters import ParameterReader
from ocgen.spec.resource_fields import field_names, fields_of
from ocgen.spec.tree import Mapping, Scalar, Sequence, plain

# The lists of named entries that connectors refer to by bare names.
STANDARDS = ("query_parameters", "callback_parameters", "provider_data", "configuration", "errata")


def standards(tree: Mapping) -> dict[str, dict[str, Mapping]]:
    """Return the platform's named entries, a dictionary a list; those of ``own_tokens`` under keys of `own_fields`."""
    found = {kind: {name_of(item): item for item in _mappings(tree, kind)} for kind in STANDARDS}
    for entry in tree.mapping("own_tokens").mapping("configuration"):
        items = entry.node.items if isinstance(entry.node, Sequence) else ()
        laid = (overlay_item(found["configuration"].get(name_of(item), item), item) for item in items)
        found[own_fields(entry.key)] = {name_of(item): item for item in laid if isinstance(item, Mapping)}
    return found


def own_fields(kind: str) -> str:
    """Return the key in `standards` of the fields that a request with own tokens has, for sign-ins of this type."""
    return f"own_tokens {kind}"


def build_platform(tree: Mapping, language: str) -> tuple[Platform, list[Finding]]:
    """Return the platform of a tree that its schema accepts, in the language of the tree, and unknown formats in it.

    The texts of standard parameters still hold ``{provider}``; each connector fills it in.
    """
    formats = tuple(
        _format(entry.key, entry.node) for entry in tree.mapping("formats") if isinstance(entry.node, Mapping)
    )
    reader = ParameterReader({f.name: f for f in formats}, {"provider": "the provider"})

    def parameters(kind: str) -> tuple[Parameter, ...]:
        return _defined(tree, kind, reader)

    def properties(kind: str) -> tuple[Property, ...]:
        return tuple(_property(item) for item in _mappings(tree, kind))

    headers, signature, paging = tree.mapping("headers"), tree.mapping("signature"), tree.mapping("paging")
    platform = Platform(
        name=tree.text("name"),
        documentation=tree.text("documentation"),
        base_path=tree.text("base_path"),
        scheme=tree.text("scheme"),
        regions=tuple(
            Region(n.text("name"), n.text("host"), n.text("description"), n.flag("trial"))
            for n in _mappings(tree, "regions")
        ),
        authorization_header=headers.text("authorization"),
        authorization_parts=tuple(
            (n.text("word"), n.text("secret")) for n in _mappings(headers, "authorization_parts")
        ),
        request_id_header=headers.text("request_id"),
        endpoints=tuple(_endpoint(n) for n in _mappings(tree, "endpoints")),
        query_parameters=parameters("query_parameters"),
        callback_parameters=parameters("callback_parameters"),
        refusals=tuple(
            Refusal(
                n.text("name"),
                tuple(cast("dict[str, list[str]]", plain(n))["flows"]),
                _defined(n, "parameters", reader),
                n.flag("missing"),
            )
            for n in _mappings(tree, "refusals")
        ),
        provider_data=parameters("provider_data"),
        configuration=parameters("configuration"),
        formats=formats,
        oauth_url_response=properties("oauth_url_response"),
        oauth_token_response=properties("oauth_token_response"),
        instance_request=properties("instance_request"),
        instance_response=properties("instance_response"),
        error_response=properties("error_response"),
        errors=tuple(
            ApiError(n.whole("status"), n.text("name"), n.text("description"), n.flag("retry"))
            for n in _mappings(tree, "errors")
        ),
        paging=Paging(
            paging.text("request_parameter"),
            paging.text("size_parameter"),
            paging.whole("max_size"),
            paging.text("next_header"),
            paging.text("count_header"),
            paging.text("total_header"),
            paging.text("warning_header"),
        ),
        signature=Signature(
            signature.text("header"),
            signature.text("prefix"),
            "sha256",
            "base64",
            signature.text("key_field"),
            signature.text("id_header"),
        ),
        hubs=tuple((n.text("name"), n.text("description")) for n in _mappings(tree, "hubs")),
        headers=tuple((n.text("name"), n.text("value")) for n in _mappings(headers, "sent")),
        own_tokens=_own_tokens(tree, reader),
        hub_api=_hub_api(tree.mapping("hub_api"), reader),
        language=language,
        location=tree.location,
    )
    return platform, reader.findings


def _format(name: str, node: Mapping) -> Format:
    reasons = tuple(Reason(n.text("says"), n.text("found"), n.text("lacks")) for n in _mappings(node, "reasons"))
    return Format(name, node.text("pattern"), node.text("accepts"), node.text("json_schema"), reasons)


def _own_tokens(tree: Mapping, reader: ParameterReader) -> OwnTokens:
    node, named = tree.mapping("own_tokens"), standards(tree)
    kinds = []
    for entry in node.mapping("configuration"):
        items = entry.node.items if isinstance(entry.node, Sequence) else ()
        fields = list(reader.resolve(items, named["configuration"], "configuration field"))
        kinds.append((entry.key, tuple(reader.parameter(field) for field in fields)))
    return OwnTokens(
        request=tuple((e.key, e.node.text) for e in node.mapping("request") if isinstance(e.node, Scalar)),
        not_needed=tuple(item.text for item in node.items("not_needed") if isinstance(item, Scalar)),
        configuration=tuple(kinds),
    )


def _hub_api(node: Mapping, reader: ParameterReader) -> HubApi:
    calls = tuple(
        PlatformCall(
            id=call.text("id"),
            method=cast("Any", call.text("method")),
            path=call.text("path"),
            description=reader.prose(call, "description"),
            query=fields_of(call.get("query"), reader),
            body=cast("Any", call.text("body") or "none"),
            fields=fields_of(call.get("fields"), reader),
            multipart=field_names(call.get("multipart")),
            answer=cast("Any", call.text("answer") or "item"),
        )
        for call in _mappings(node, "calls")
    )
    return HubApi(
        node.text("path") or "/hubs/{hub}",
        fields_of(node.get("list_query"), reader),
        calls,
        tuple(
            (entry.key, reader.prose(entry.node, "description"))
            for entry in node.mapping("resources")
            if isinstance(entry.node, Mapping)
        ),
    )


def _defined(node: Mapping, key: str, reader: ParameterReader) -> tuple[Parameter, ...]:
    """Return the parameters of a list of definitions, where a bare name stands for nothing."""
    for item in node.items(key):
        if isinstance(item, Scalar):
            message, remedy = f'"{item.text}" is not defined in {key}', "write it as a mapping, with a description"
            reader.findings.append(Finding("unknown-reference", "error", message, item.location, remedy))
    return tuple(reader.parameter(item) for item in _mappings(node, key))


def _mappings(tree: Mapping, key: str) -> Iterator[Mapping]:
    return (item for item in tree.items(key) if isinstance(item, Mapping))


def _endpoint(node: Mapping) -> Endpoint:
    values = cast("dict[str, Any]", plain(node))  # the schema has checked each of them
    return Endpoint(
        id=values["id"],
        method=values["method"],
        path=values["path"],
        description=values["description"],
        retry=values["retry"],
        authorization=values["authorization"],
        query=tuple(values.get("query", ())),
    )


def _property(node: Mapping) -> Property:
    values = cast("dict[str, Any]", plain(node))
    example: JsonValue = values.get("example")
    return Property(
        name=values["name"],
        type=values["type"],
        required=values.get("required", False),
        secret=values.get("secret", False),
        description=values["description"],
        example=example,
        enum=tuple(values.get("enum", ())),
        items=values.get("items"),
        properties=tuple(_property(item) for item in _mappings(node, "properties")),
    )
