"""A Swagger 2.0 document of the platform (``GET /elements/{id}/docs``) -> facts.

It tells calls, and nothing of how one signs in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeGuard

from ocgen.facts.connector import ConnectorFacts
from ocgen.findings.finding import Finding
from ocgen.findings.location import Location
from ocgen.model import HTTP_METHODS, JsonValue
from ocgen.upstream.extract.vocabulary import Vocabulary
from ocgen.upstream.hub_calls.assembly import CallMaker, CallParts, as_object, objects, texts
from ocgen.upstream.hub_calls.schemas import JsonObject, Schemas
from ocgen.upstream.sources.json_text import unusable

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")
_PLACES = {"query": "query", "header": "header", "formData": "form"}
_SUCCESS = ("200", "201", "default")


def is_swagger(value: JsonValue) -> TypeGuard[JsonObject]:
    """Whether a JSON value is a Swagger or OpenAPI document, as its first words say."""
    return isinstance(value, dict) and ("swagger" in value or "openapi" in value)


def read_swagger(value: JsonObject, name: str, words: Vocabulary) -> tuple[ConnectorFacts | None, tuple[Finding, ...]]:
    """Return the facts of a document, or None and why. ``name`` is that of the source."""
    version = value.get("swagger", value.get("openapi"))
    if str(version) not in ("2.0", "2") or not isinstance(value.get("paths"), dict):
        message = 'this is no Swagger 2.0 document: it needs `swagger: "2.0"` and `paths`'
        return None, (unusable(name, message),)
    maker = CallMaker(words)
    schemas = Schemas(as_object(value.get("definitions")), maker.doubts, maker.budget)
    for parts, operation, shared in _operations(value, maker):
        _fill(maker, parts, [*shared, *_parameters(operation, value)])
        produced = texts(operation.get("produces", value.get("produces")))
        parts.media_types, parts.answer = tuple(produced), _answer(operation, value)
        maker.add(parts, schemas, schemas)
    info = as_object(value.get("info"))
    facts = ConnectorFacts(
        key=next((key for key in (_text(info, "x-element-key"), _text(info, "title")) if _KEY.match(key)), ""),
        kind="swagger",
        name=_text(info, "x-element-name") or None,
        hub=_text(info, "x-element-hub").lower() or None,
        calls=tuple(maker.made),
        calls_basis="swagger",
        location=Location(name),
    )
    return facts, tuple(maker.doubts.findings(name))


def _operations(value: JsonObject, maker: CallMaker) -> Iterator[tuple[CallParts, JsonObject, list[JsonObject]]]:
    """Yield each operation of the connector's own, with the parameters that all operations of its path share."""
    for path, item in as_object(value.get("paths")).items():
        for method, operation in as_object(item).items():
            if method.upper() not in HTTP_METHODS or not isinstance(operation, dict):
                continue
            if parts := maker.begun(method, path):
                yield parts, operation, list(_parameters(as_object(item), value))


def _fill(maker: CallMaker, parts: CallParts, parameters: list[JsonObject]) -> None:
    for parameter in {(_text(one, "in"), _text(one, "name")): one for one in parameters}.values():
        place, required = _text(parameter, "in"), parameter.get("required") is True
        if place == "body":
            schema = parameter.get("schema")
            parts.body = schema if isinstance(schema, dict) else {}
        elif place in _PLACES:
            maker.parameter(parts, _PLACES[place], _text(parameter, "name"), parameter, required=required)


def _parameters(holder: JsonObject, document: JsonObject) -> Iterator[JsonObject]:
    """Yield the parameters of an operation or of a path, those of the document in the place of their names."""
    shared = as_object(document.get("parameters"))
    for parameter in objects(holder.get("parameters")):
        reference = parameter.get("$ref")
        if isinstance(reference, str):
            yield as_object(shared.get(reference.removeprefix("#/parameters/")))
        else:
            yield parameter


def _answer(operation: JsonObject, document: JsonObject) -> JsonValue:
    """Return the schema of the answer of a call that succeeds; None where there is none."""
    responses, shared = as_object(operation.get("responses")), as_object(document.get("responses"))
    for status in _SUCCESS:
        response = as_object(responses.get(status))
        reference = response.get("$ref")
        if isinstance(reference, str):
            response = as_object(shared.get(reference.removeprefix("#/responses/")))
        if isinstance(response.get("schema"), dict):
            return response.get("schema")
    return None


def _text(holder: JsonObject, name: str) -> str:
    value = holder.get(name)
    return value.strip() if isinstance(value, str) else ""
