"""Connectors -> JSON Schema 2020-12 documents, one a call, over one document of what all connectors share.

A document refers to the shared one by a relative address, so that an editor or validator that is given the file finds
it beside it. https://json-schema.org/draft/2020-12
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ocgen.model import Connector, JsonValue, Platform
from ocgen.model.names import file_stem
from ocgen.output.artifact import Artifact
from ocgen.output.header import notice
from ocgen.shapes import (
    CallShape,
    Variant,
    calls,
    everywhere,
    everywhere_query,
    request_options,
    response_members,
)
from ocgen.targets.json_schema import SHARED, Schema, member_schema, object_schema
from ocgen.targets.resource_schemas import resources_schema
from ocgen.templates import Templates
from ocgen.text.characters import json_text

DIALECT = "https://json-schema.org/draft/2020-12/schema"

# The calls that have members which all connectors share.
_GROUPS = ("oauth-url-query", "instance-request", "instance-response")


class SchemasTarget:
    """JSON Schemas: ``schemas/KEY/CALL.schema.json``, ``schemas/KEY/resources.schema.json``, and what all share."""

    name = "schemas"
    description = "a JSON Schema for each query, request and response"

    def connector_artifacts(self, connector: Connector, templates: Templates) -> Iterable[Artifact]:
        """Return one document a call that the connector's methods make, and one of all bodies of its resources."""
        documents = {call.name: _document(connector, call) for call in calls(connector)}
        of_resources = resources_schema(connector)
        for name, document in (*documents.items(), *([("resources", of_resources)] if of_resources else [])):
            path = f"schemas/{file_stem(connector.generated_name)}/{name}.schema.json"
            yield Artifact(path, _text({**_head(connector), **document}), self.name, connector.key)

    def shared_artifacts(
        self, platform: Platform, connectors: Sequence[Connector], templates: Templates
    ) -> Iterable[Artifact]:
        """Return the document of what all connectors share."""
        groups = {
            "configuration": (everywhere(platform), True),
            "oauth-url-query": (everywhere_query(platform), True),
            "instance-request": (request_options(platform), True),
            "instance-response": (response_members(platform), False),
        }
        document: Schema = {
            "$schema": DIALECT,
            "$comment": " ".join(notice("specs/platform.yaml")),
            "title": f"{platform.name}: what all connectors share",
            "$defs": {
                group: {"$defs": {m.name: member_schema(m, request=request) for m in members}}
                for group, (members, request) in groups.items()
            },
        }
        yield Artifact(f"schemas/{SHARED}", _text(document), self.name)


def _text(document: Schema) -> str:
    return json_text(document)


def _head(connector: Connector) -> Schema:
    return {"$schema": DIALECT, "$comment": " ".join(notice(connector.file))}


def _document(connector: Connector, call: CallShape) -> Schema:
    document: Schema = {"title": f"{connector.name}: {call.title}"}
    bodies = [variant.example for variant in call.variants]
    if len(call.variants) == 1:
        document |= object_schema(call.variants[0].shape, _group(call), request=call.request)
    else:
        names = _variant_names(call)
        document |= _selection(call, list(zip(call.variants, names, strict=True)), call.selections)
        document["$defs"] = {
            name: {"title": name, **object_schema(variant.shape, _group(call), request=call.request)}
            for name, variant in zip(names, call.variants, strict=True)
        }
    return {**document, "examples": bodies}


def _selection(call: CallShape, named: Sequence[tuple[Variant, str]], selections: Sequence[str]) -> Schema:
    """Return what refers to the variants: those that a value of the selector asks for, else all that none asks for."""
    if not selections:
        return _any_of(name for variant, name in named if not variant.selects)
    first, *others = selections
    asked: Schema = {"properties": {call.selector: {"const": first}}, "required": [call.selector]}
    then = _any_of(name for variant, name in named if variant.selects == first)
    return {"if": asked, "then": then, "else": _selection(call, named, others)}


def _any_of(names: Iterable[str]) -> Schema:
    references: list[Schema] = [{"$ref": f"#/$defs/{name}"} for name in names]
    return references[0] if len(references) == 1 else {"anyOf": list[JsonValue](references)}


def _variant_names(call: CallShape) -> list[str]:
    """Name the variants after their methods, and after their form where they have several."""
    return ["-".join(filter(None, ("-or-".join(variant.methods), variant.form))) for variant in call.variants]


def _group(call: CallShape) -> str:
    name = call.like or call.name
    return name if name in _GROUPS else ""
