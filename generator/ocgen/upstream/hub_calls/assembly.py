"""The parts of a call, as a model lists them -> a call; what every connector has is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ocgen.facts.found_call import FoundCall
from ocgen.model import HTTP_METHODS, Body, JsonValue, ResourceField, path_shape
from ocgen.upstream.extract.vocabulary import Vocabulary
from ocgen.upstream.hub_calls.doubts import NAMES, TOO_MANY, UNSAID, Doubts
from ocgen.upstream.hub_calls.paths import HubPath, hub_path
from ocgen.upstream.hub_calls.schemas import FieldBudget, JsonObject, Schemas, is_usable, parameter_field

MAX_CALLS = 2000  # the largest known connector has some hundred
MAX_PARAMETERS = 200
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+\Z")
_PAGE, _NEXT_PAGE = "page", "nextPage"
_JSON = ("json", "*/*")


@dataclass(slots=True)
class CallParts:
    """What one call takes and answers, as far as its source tells."""

    place: HubPath
    method: str
    query: dict[str, ResourceField] = field(default_factory=dict)
    headers: dict[str, ResourceField] = field(default_factory=dict)
    form: dict[str, ResourceField] = field(default_factory=dict)
    files: dict[str, None] = field(default_factory=dict)
    body: JsonValue = None  # its schema; None: no body is told of
    answer: JsonValue = None
    media_types: tuple[str, ...] = ()  # of the answer


class CallMaker:
    """Makes calls of their parts."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.doubts = Doubts()
        self.budget = FieldBudget()
        self.made: list[FoundCall] = []

    def begun(self, method: JsonValue, path: JsonValue) -> CallParts | None:
        """Return the parts of a call of the connector's own, empty yet; None for any other, and for none."""
        if not isinstance(method, str) or not isinstance(path, str) or method.upper() not in HTTP_METHODS:
            return None
        place = hub_path(path)
        if place is None:
            self.doubts.add(UNSAID, f"{method.upper()} {path.partition('?')[0].strip()}")
            return None
        shape = path_shape(place.path)
        if f"{shape}/".startswith("/{}/") or (method.upper(), shape) in self.words.hub_calls:
            return None
        parts = CallParts(place, method.upper())
        if len(self.made) >= MAX_CALLS:
            self.doubts.add(TOO_MANY, _named(parts))
            return None
        return parts

    def parameter(self, parts: CallParts, place: str, name: str, schema: JsonObject, *, required: bool) -> None:
        """Add what the model tells of a parameter; ``place`` is ``query``, ``header``, ``form`` or ``multipart``.

        Path parameters are those that the path has, whatever the model lists.
        """
        known = {"query": parts.query, "header": parts.headers, "form": parts.form, "multipart": parts.form}
        kept = known.get(place)
        if kept is None or (place == "header" and name.lower() in self.words.headers):
            return
        if not is_usable(name) or (place == "header" and not _HEADER.match(name)) or len(kept) >= MAX_PARAMETERS:
            self.doubts.add(NAMES, _named(parts))
            return
        if place in ("form", "multipart") and str(schema.get("type")).strip().lower() == "file":
            parts.files[name] = None
            return
        if place == "query" and name == _PAGE:  # what the platform offers in its place
            name, schema = _NEXT_PAGE, {"type": "string"}
        kept.setdefault(name, parameter_field(name, schema, required=required))

    def add(self, parts: CallParts, sent: Schemas, answered: Schemas) -> None:
        """Make the call. ``sent`` and ``answered`` hold the definitions that its body and its answer can name."""
        name = _named(parts)
        body, fields = self._body(parts, sent, name)
        answer = self._answer(parts, answered)
        self.made.append(
            FoundCall(
                method=parts.method,
                path=parts.place.path,
                hub=parts.place.hub,
                query=tuple(parts.query.values()),
                headers=tuple(parts.headers.values()),
                body=body,
                fields=fields,
                multipart=tuple(parts.files),
                answer=answer,
                answer_fields=answered.members(parts.answer, name) if answer in ("item", "list") else (),
                where=answered.searchable(parts.answer) if answer == "list" else (),
            )
        )

    def _body(self, parts: CallParts, sent: Schemas, name: str) -> tuple[Body, tuple[ResourceField, ...]]:
        if parts.form or parts.files:
            return "object" if parts.files else "form", tuple(parts.form.values())
        if parts.body is None:
            return "none", ()
        if sent.kind(parts.body) == "array":
            return "list", ()
        return "object", sent.members(parts.body, name)

    def _answer(self, parts: CallParts, answered: Schemas) -> str:
        """Return what the answer is; nothing where the model does not tell."""
        types = [one.lower() for one in parts.media_types]
        schema = parts.answer
        is_file = isinstance(schema, dict) and str(schema.get("type")).lower() == "file"
        if is_file or (types and not any(word in one for one in types for word in _JSON)):
            return "file"
        if schema is None:
            return ""
        return "list" if answered.kind(schema) == "array" else "item"


def texts(value: JsonValue) -> Iterator[str]:
    """Yield the texts of a list."""
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, str))


def as_object(value: JsonValue) -> JsonObject:
    """Return an object, or an empty one in the place of anything else."""
    return value if isinstance(value, dict) else {}


def objects(value: JsonValue) -> Iterator[JsonObject]:
    """Yield the objects of a list."""
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))


def _named(parts: CallParts) -> str:
    return f"{parts.method} {parts.place.path}"
