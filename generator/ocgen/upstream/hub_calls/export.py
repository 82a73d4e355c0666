"""The resources of an element's export -> calls.

Those of type ``api`` are what apps can call. Of a parameter's types, ``value``, ``configuration`` and ``bodyField`` are
the connector's own business, and so is what comes from the answer.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator

from ocgen.facts.found_call import FoundCall
from ocgen.model import JsonValue
from ocgen.upstream.extract.vocabulary import Vocabulary
from ocgen.upstream.hub_calls.assembly import CallMaker, CallParts, as_object, objects
from ocgen.upstream.hub_calls.doubts import Doubts
from ocgen.upstream.hub_calls.schemas import JsonObject, Schemas

_BODY = "body"
_FORMS = {"form": "form", "formdata": "form", "multipart": "multipart"}
_REQUEST = "request"
_LIST, _ITEM = "List", "Object"


def export_calls(value: JsonObject, words: Vocabulary) -> tuple[tuple[FoundCall, ...] | None, Doubts]:
    """Return the calls of an export and what could not be read; no calls (None) where it has no list of resources."""
    maker = CallMaker(words)
    if not isinstance(value.get("resources"), list):
        return None, maker.doubts
    elsewhere = _all_definitions(value)
    for resource in objects(value.get("resources")):
        if resource.get("type") == "api" and (parts := maker.begun(resource.get("method"), resource.get("path"))):
            _add(maker, parts, resource, elsewhere)
    return tuple(maker.made), maker.doubts


def _all_definitions(value: JsonObject) -> dict[str, JsonValue]:
    """Return the definitions of all resources; of those of one name the first."""
    found: dict[str, JsonValue] = {}
    for resource in objects(value.get("resources")):
        model = as_object(resource.get("model"))
        for definitions in (as_object(model.get("swagger")), as_object(model.get("requestSwagger"))):
            for name, definition in definitions.items():
                found.setdefault(name, definition)
    return found


def _add(maker: CallMaker, parts: CallParts, resource: JsonObject, elsewhere: dict[str, JsonValue]) -> None:
    """Make the call of a resource, whose own definitions go before those of the others."""
    model = as_object(resource.get("model"))
    own_answers, own_bodies = dict(as_object(model.get("swagger"))), dict(as_object(model.get("requestSwagger")))
    answered = ChainMap(own_answers, own_bodies, elsewhere)
    sent = ChainMap(own_bodies, own_answers, elsewhere)
    for parameter in _asked(resource):
        name, kind = str(parameter["name"]).strip(), str(parameter.get("type")).strip().lower()
        typed = {"type": parameter.get("dataType")}
        if kind == _BODY:
            parts.body = _body(parameter.get("dataType"), model, sent)
        else:
            maker.parameter(parts, _FORMS.get(kind, kind), name, typed, required=parameter.get("required") is True)
    response = as_object(resource.get("response"))
    content = response.get("contentType")
    parts.media_types = (content,) if isinstance(content, str) and content.strip() else ()
    parts.answer = _answer(model, own_answers)
    maker.add(parts, Schemas(sent, maker.doubts, maker.budget), Schemas(answered, maker.doubts, maker.budget))


def _asked(resource: JsonObject) -> Iterator[JsonObject]:
    """Yield the parameters that a caller gives."""
    for parameter in objects(resource.get("parameters")):
        if isinstance(parameter.get("name"), str) and parameter.get("source", _REQUEST) in (_REQUEST, None, ""):
            yield parameter


def _body(named: JsonValue, model: JsonObject, definitions: JsonObject) -> JsonValue:
    """Return the schema of a body: the one that its data type names, else the model's own of what is sent."""
    for name in (named, model.get("requestName")):
        if isinstance(name, str) and name in definitions:
            return {"$ref": name}
    return {}


def _answer(model: JsonObject, own: JsonObject) -> JsonValue:
    """Return the schema of the answer, by the model's name; None where that leads nowhere.

    Of a list the model often has the items alone: ``contactsList`` is then a list of ``contactsListObject``.
    """
    name = model.get("name")
    if not isinstance(name, str) or not name:
        return None
    if name in own:
        return {"$ref": name}
    singular = name.removesuffix(_LIST)
    if singular == name:
        return None
    items = (item for item in (f"{name}{_ITEM}", f"{singular}{_ITEM}", singular) if item in own)
    return {"type": "array", "items": {"$ref": next(items, name)}}
