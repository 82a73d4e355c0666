"""The platform's own model of a connector (``GET /elements/{key}`` or ``/export``) -> facts.

What counts is what a user must know: entries that are active, not internal and not hidden from the console; and of the
hidden ones, those that are required and that nothing but the console fills in. What every connector has is left out.
``typeOauth`` and the width of a text field say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import get_args

from ocgen.facts.connector import ConnectorFacts, EventFacts, MethodFacts, ValueFacts
from ocgen.findings.finding import Finding
from ocgen.findings.location import Location
from ocgen.model import SELECTOR, AuthType, Flow, JsonValue, ValueType
from ocgen.model.names import words
from ocgen.upstream.extract.vocabulary import Vocabulary
from ocgen.upstream.hub_calls.export import export_calls
from ocgen.upstream.sources.json_text import unusable

_INSTANCE_VARIABLES = "instance.variables"  # on nearly every model, and no configuration of the connector
_EVENTS = "event."

_SECRET = frozenset({"secret", "password", "token", "key"})

_TYPES: dict[str, AuthType] = {name.lower(): name for name in get_args(AuthType)}
_WIRE: dict[str, ValueType] = {"BOOLEAN": "boolean", "BOOLEAN_YESNO": "boolean", "MULTISELECT": "list"}
_EVENT_TYPES = {"polling": "polling", "webhook": "webhook", "webhooks": "webhook"}  # others are none: "unknown"

_Object = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class _Model:
    """A model and where it stands."""

    value: _Object
    words: Vocabulary
    name: str
    lines: dict[str, int]  # of each entry's key

    def listed(self) -> Iterator[_Object]:
        """Yield all configuration entries, by key."""
        listed = self.value.get("configuration")
        entries = [e for e in listed if isinstance(e, Mapping)] if isinstance(listed, list) else []
        yield from (e for e in sorted(entries, key=lambda e: str(e.get("key"))) if _text(e.get("key")))

    def entries(self) -> Iterator[_Object]:
        """Yield the configuration entries that a user has to know."""
        for entry in self.listed():
            if not _off(entry) and (not _hidden(entry) or self._needed(entry)):
                yield entry

    def unasked(self) -> list[str]:
        """Return the keys that the console asks nobody for."""
        shown = {_text(entry.get("key")) for entry in self.listed() if not _off(entry) and not _hidden(entry)}
        return sorted({_text(entry.get("key")) for entry in self.listed()} - shown)

    def _needed(self, entry: _Object) -> bool:
        """Whether a hidden entry is still a user's to give.

        It is required, and no default stands in for it; or its default is the console's own, as that of what the calls
        of a sign-in carry is: whoever signs in without the console has another.
        """
        key = _text(entry.get("key"))
        return entry.get("required") is True and (not _wire(entry.get("defaultValue")) or key in self.words.carried)

    def own_entries(self) -> Iterator[_Object]:
        """Yield those that not every connector has."""
        for entry in self.entries():
            key = _text(entry.get("key"))
            if key not in self.words.everywhere and key != _INSTANCE_VARIABLES and not key.startswith(_EVENTS):
                yield entry


def read_model(
    value: JsonValue, text: str, name: str, words: Vocabulary
) -> tuple[ConnectorFacts | None, tuple[Finding, ...]]:
    """Return the facts of a model, or None and why. ``text`` is what its JSON value was read from."""
    if not isinstance(value, dict) or not isinstance(value.get("configuration"), list) or not _text(value.get("key")):
        message = "this is no model of a connector: it needs `key` and a list `configuration`"
        return None, (unusable(name, message),)
    calls, doubts = export_calls(value, words)
    facts = _facts(_Model(value, words, name, _lines(text)))
    hub = facts.hub or next((call.hub for call in calls or () if call.hub), None)
    return replace(facts, hub=hub, calls=calls, calls_basis="export"), tuple(doubts.findings(name))


def _lines(text: str) -> dict[str, int]:
    """Return the line of each ``"key": "..."``; in a text of one line that is the first."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        head, mark, rest = line.partition('"key"')
        if mark and not head.strip(" \t{,"):
            found.setdefault(rest.lstrip(" :").split('"')[1] if rest.count('"') > 1 else "", number)
    return found


def _facts(model: _Model) -> ConnectorFacts:
    value = model.value
    return ConnectorFacts(
        key=_text(value.get("key")),
        kind="model",
        name=_text(value.get("name")) or None,
        hub=_text(value.get("hub")).lower() or None,
        methods=tuple(_methods(model)),
        configuration=tuple(_field(model, entry) for entry in model.own_entries()),
        events=_events(model),
        location=Location(model.name),
        unasked=tuple(model.unasked()),
    )


def _methods(model: _Model) -> Iterator[MethodFacts]:
    names = _types(model)
    groups = {_text(entry.get("groupName")).lower() for entry in model.own_entries()}
    for name in names:
        others = {group for group in groups if group and group != name.lower() and group in map(str.lower, names)}
        yield MethodFacts(
            name=name,
            type=_TYPES.get(name.lower()),
            flow=_flow(model, name),
            callback=None,
            configuration=tuple(
                _text(entry.get("key"))
                for entry in model.own_entries()
                if _text(entry.get("groupName")).lower() not in others
            ),
            location=Location(model.name),
        )


def _types(model: _Model) -> list[str]:
    """Return the ways to sign in: the selector's options, else the list, else the only one that is named."""
    listed, single = model.value.get("configuration"), model.value.get("authentication")
    entries = listed if isinstance(listed, list) else []
    metadata = model.value.get("elementMetadata")
    types = metadata.get("authenticationTypes") if isinstance(metadata, Mapping) else None
    named = [value for e in entries if isinstance(e, Mapping) and e.get("key") == SELECTOR for value in _options(e)]
    named = named or ([_text(one) for one in types] if isinstance(types, list) else [])
    named = named or [_text(single.get("type")) if isinstance(single, Mapping) else ""]
    return list(dict.fromkeys(name for name in named if name))


def _flow(model: _Model, name: str) -> Flow | None:
    """Return the flow; of OAuth the model does not tell whether the user is redirected."""
    return None if name.lower().startswith("oauth") else "none"


def _field(model: _Model, entry: _Object) -> ValueFacts:
    key = _text(entry.get("key"))
    kind = _text(entry.get("type")).upper()
    secret = kind == "PASSWORD" or entry.get("isPrivate") is True
    # Whether a user has to give what the console hides, the model does not say.
    required = None if _hidden(entry) else entry.get("required")
    # The type does not find all secrets, and a secret's value is never a fact: in doubt the default stays away.
    default = None if secret or _hidden(entry) or _SECRET & set(words(key)) else entry.get("defaultValue")
    return ValueFacts(
        key,
        label=_text(entry.get("name")) or None,
        description=_text(entry.get("description")) or None,
        type=_WIRE.get(kind),
        required=required if isinstance(required, bool) else None,
        default=_wire(default) or None,
        enum=tuple(_options(entry)) or None,
        secret=secret or None,
        location=Location(model.name, model.lines.get(key, 1)),
    )


def _off(entry: _Object) -> bool:
    return entry.get("active") is False or entry.get("internal") is True


def _hidden(entry: _Object) -> bool:
    return entry.get("hideFromConsole") is True


def _options(entry: _Object) -> Iterator[str]:
    options = entry.get("options")
    for option in options if isinstance(options, list) else ():
        value = option.get("value") if isinstance(option, Mapping) else option
        if isinstance(value, str | bool | int):
            yield _wire(value)


def _events(model: _Model) -> EventFacts | None:
    metadata = model.value.get("elementMetadata")
    told = metadata if isinstance(metadata, Mapping) else {}
    parameters = [_text(entry.get("key")) for entry in model.entries()]
    events = EventFacts(
        tuple(sorted({known for one in _texts(told.get("eventTypes")) if (known := _EVENT_TYPES.get(one.lower()))})),
        tuple(key for key in parameters if key.startswith(_EVENTS)),
        _texts(told.get("pollingResources")),
    )
    return events if events != EventFacts() else None


def _texts(value: JsonValue) -> tuple[str, ...]:
    return tuple(sorted(text for one in value if (text := _text(one)))) if isinstance(value, list) else ()


def _text(value: JsonValue) -> str:
    return value.strip() if isinstance(value, str) else ""


def _wire(value: JsonValue) -> str:
    """Return a value as it travels."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""
