"""The facts of a source as they were last accepted: a small file beside the spec, for review and for runs offline.

It holds names, types and values, one entry a line and sorted. It holds no text of a page, nothing secret, and no place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, cast, get_args

from jsonschema import Draft202012Validator

from ocgen.errors import SourceError
from ocgen.facts.connector import ConnectorFacts, EventFacts, MethodFacts, SourceKind, StatedValue, ValueFacts
from ocgen.facts.locked_calls import CALL, FIELD, calls_facts, calls_json, silent_calls
from ocgen.files.reading import damage
from ocgen.model import ATTRIBUTES, About, Aspect, AuthType, Basis, Erratum, Flow, JsonValue, Part
from ocgen.model.parameter import Form
from ocgen.text.characters import json_escaped

_NOTICE = "Written by ocgen drift --lock: what each source said when it was last accepted."
_EVENT_LISTS = ("methods", "parameters", "resources")
_LISTS = ("oauth_token_query", "oauth_url_query", "callback", "provider_data")

_NAMES = {"type": "array", "items": {"type": "string"}}
_TEXT = {"type": ["string", "null"]}
_STRING = {"type": "string"}
_FORMS: Mapping[Form, Mapping[str, object]] = {
    "line": _STRING,
    "prose": _STRING,
    "word": _STRING,
    "wire": _STRING,
    "flag": {"type": "boolean"},
    "count": {"type": "integer", "minimum": 0},
    "choices": _NAMES,
    "requirement": {"enum": [True, False, "conditional"]},
}
_LOCKED = tuple(row for row in ATTRIBUTES if row.locked)
_UNKEPT: Mapping[str, Any] = {"description": None, "deprecated": None, "texts": (), "condition": None}
_HIDDEN = frozenset({"default", "enum"})  # of a secret
_VALUES = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "additionalProperties": False,
        "properties": {row.name: {"enum": list(row.values)} if row.values else _FORMS[row.form] for row in _LOCKED},
    },
}
_METHOD = {
    "type": "object",
    "additionalProperties": False,
    "required": ["configuration", "flow", "request", "type"],
    "properties": {
        "type": {"enum": [*get_args(AuthType), None]},
        "flow": {"enum": [*get_args(Flow), None]},
        "configuration": _NAMES,
        "request": _NAMES,
        **dict.fromkeys(_LISTS, _VALUES),
    },
}
_ABOUT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["aspect", "part"],
    "properties": {"part": {"enum": get_args(Part)}, "key": {"type": "string"}, "aspect": {"enum": get_args(Aspect)}},
}
_OLD_ERRATUM = {**_NAMES, "minItems": 2, "maxItems": 2}  # place and words, which nothing can be compared with
_SOURCE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["configuration", "errata", "events", "hub", "key", "methods"],
    "properties": {
        "key": {"type": "string"},
        "hub": _TEXT,
        "methods": {"type": "object", "additionalProperties": _METHOD},
        "configuration": _VALUES,
        "events": {
            "type": ["object", "null"],
            "required": list(_EVENT_LISTS),
            "additionalProperties": False,
            "properties": dict.fromkeys(_EVENT_LISTS, _NAMES),
        },
        "errata": {"type": "array", "items": {"anyOf": [_ABOUT, _OLD_ERRATUM]}},
        "calls": {"type": "array", "items": CALL},  # absent: nothing is said of calls
        "calls_basis": {"enum": get_args(Basis)},
    },
}
_SCHEMA = {
    "$defs": {"field": FIELD},
    "type": "object",
    "additionalProperties": False,
    "properties": {"notice": {"type": "string"}, **dict.fromkeys(get_args(SourceKind), _SOURCE)},
}


def lock_text(known: dict[str, ConnectorFacts]) -> str:
    """Return the lock of what each kind of source says."""
    document = {"notice": _NOTICE, **{kind: _connector(known[kind]) for kind in sorted(known)}}
    return json_escaped(json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True)) + "\n"


def read_lock(content: bytes, name: str, key: str) -> dict[str, ConnectorFacts]:
    """Return the facts of each kind of source in a lock; raises SourceError."""
    try:
        document = json.loads(content)
        if not Draft202012Validator(_SCHEMA).is_valid(document):
            raise ValueError(name)
        kinds = cast("list[SourceKind]", [kind for kind in get_args(SourceKind) if kind in document])
        return {kind: _facts(document[kind], kind, key) for kind in kinds}
    except (ValueError, RecursionError) as error:
        remedy = "restore it from version control, or remove it and write it again with --lock"
        raise SourceError(f"the lock {name} is damaged{damage(content, error)}; {remedy}") from None


def is_old(content: bytes) -> bool:
    """Whether a lock that can be read tells mistakes as an older ocgen did: in words, which are passed over."""
    sources = (source for source in json.loads(content).values() if isinstance(source, dict))
    return any(isinstance(entry, list) for source in sources for entry in source["errata"])


def silenced(facts: ConnectorFacts) -> ConnectorFacts:
    """Return facts as a lock keeps them: without texts and what follows from the rest, which it then leaves alone."""

    def values(found: tuple[ValueFacts, ...]) -> tuple[ValueFacts, ...]:
        return tuple(replace(v, **_UNKEPT, more=_kept(v)) for v in found)

    methods = tuple(
        replace(
            method, texts=(), oauth_token_query=values(method.oauth_token_query), overrides=(),
            oauth_url_query=values(method.oauth_url_query), provider_data=values(method.provider_data),
            callback=None if method.callback is None else values(method.callback),
        )
        for method in facts.methods
    )  # fmt: skip
    calls = None if facts.calls is None else silent_calls(facts.calls)
    return replace(facts, methods=methods, configuration=values(facts.configuration), texts=(), unasked=(), calls=calls)


def _kept(value: ValueFacts) -> tuple[tuple[str, StatedValue], ...]:
    kept = {row.name for row in _LOCKED}
    return tuple((name, said) for name, said in value.more if name in kept)


def _connector(facts: ConnectorFacts) -> dict[str, JsonValue]:
    return {
        "key": facts.key,
        "hub": facts.hub,
        "methods": {method.name: _method(method) for method in facts.methods},
        "configuration": _values(facts.configuration),
        "events": _events(facts.events),
        "errata": _abouts(facts.errata),
        **({} if facts.calls is None else {"calls": calls_json(facts.calls), "calls_basis": facts.calls_basis}),
    }


def _events(events: EventFacts | None) -> JsonValue:
    return None if events is None else {name: sorted(getattr(events, name)) for name in _EVENT_LISTS}


def _abouts(errata: Iterable[Erratum]) -> JsonValue:
    """Return what each mistake is about, once, without the text of the page."""
    found = {(about.part, about.key, about.aspect) for erratum in errata for about in erratum.about}
    return [{**About(part, aspect, key).members()} for part, key, aspect in sorted(found)]


def _method(method: MethodFacts) -> dict[str, JsonValue]:
    lists = {name: getattr(method, name) for name in _LISTS}
    told: dict[str, JsonValue] = {name: _values(found) for name, found in lists.items() if found is not None}
    return {"type": method.type, "flow": method.flow, **told, "request": sorted(method.request),
            "configuration": sorted(method.configuration)}  # fmt: skip


def _values(values: Iterable[ValueFacts]) -> dict[str, JsonValue]:
    return {value.name: dict(_value(value)) for value in values}


def _value(value: ValueFacts) -> Iterator[tuple[str, JsonValue]]:
    for row in _LOCKED:
        said = None if value.secret and row.name in _HIDDEN else value.said(row.name)
        if said is not None:
            yield row.name, sorted(said) if row.form == "choices" else said


def _facts(document: dict[str, JsonValue], kind: SourceKind, key: str) -> ConnectorFacts:
    events = cast("dict[str, list[str]] | None", document["events"])
    lists = {name: tuple(found) for name, found in (events or {}).items()}
    methods = cast("dict[str, dict[str, JsonValue]]", document["methods"])
    return ConnectorFacts(
        key=str(document["key"] or key),
        kind=kind,
        hub=cast("str | None", document["hub"]),
        methods=tuple(_method_facts(name, method) for name, method in methods.items()),
        configuration=_value_facts(document["configuration"]),
        events=None if events is None else EventFacts(lists["methods"], lists["parameters"], lists["resources"]),
        errata=tuple(_errata(cast("list[JsonValue]", document["errata"]))),
        calls=calls_facts(cast("list[JsonValue]", document["calls"])) if "calls" in document else None,
        calls_basis=cast("Basis", document.get("calls_basis", "documented")),
    )


def _errata(entries: Iterable[JsonValue]) -> Iterator[Erratum]:
    for entry in entries:
        if isinstance(entry, dict):  # else an older ocgen wrote it
            part, aspect = cast(Part, entry["part"]), cast(Aspect, entry["aspect"])
            yield Erratum("", "", "", "", about=(About(part, aspect, str(entry.get("key", ""))),))


def _method_facts(name: str, method: dict[str, JsonValue]) -> MethodFacts:
    token, url, callback, data = (_value_facts(method.get(part, {})) for part in _LISTS)
    return MethodFacts(
        name=name,
        type=cast("AuthType | None", method["type"]),
        flow=cast("Flow | None", method["flow"]),
        oauth_token_query=token,
        oauth_url_query=url,
        callback=callback if "callback" in method else None,
        provider_data=data,
        configuration=tuple(cast("list[str]", method["configuration"])),
        request=tuple(cast("list[str]", method["request"])),
    )


def _value_facts(document: JsonValue) -> tuple[ValueFacts, ...]:
    entries = cast("dict[str, dict[str, Any]]", document)
    return tuple(_value_fact(name, entry) for name, entry in entries.items())


def _value_fact(name: str, entry: dict[str, Any]) -> ValueFacts:
    told: dict[str, Any] = {fact: tuple(said) if isinstance(said, list) else said for fact, said in entry.items()}
    more: dict[str, StatedValue] = {
        row.name: told.pop(row.name) for row in _LOCKED if row.fact == "more" and row.name in told
    }
    return ValueFacts(name, more=tuple(more.items()), **told)
