"""The spec's JSON Schemas, and a located tree checked against one."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterator, Mapping as Dict
from dataclasses import dataclass
from functools import cache
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from ocgen.files.resources import specs_directory
from ocgen.findings.cap import SHOWN
from ocgen.findings.finding import Finding
from ocgen.findings.location import Location
from ocgen.model import JsonValue
from ocgen.model.sign_in import check_kinds
from ocgen.patterns.python import python_pattern
from ocgen.spec.fast_validation import FORMATS, Accept, compile_schema
from ocgen.spec.tree import Mapping, MappingEntry, Scalar, plain, walk
from ocgen.text.confusables import code_point, hidden, shown
from ocgen.text.suggest import closest, did_you_mean

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

Kind = Literal["connector", "family", "platform", "resources"]
KINDS: tuple[Kind, ...] = ("connector", "family", "platform", "resources")

Place: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _Checked:
    """What is being checked: the tree, its schema, and the missing keys that are there misspelt."""

    tree: Mapping
    schema: dict[str, JsonValue]
    misspelt: frozenset[tuple[Place, str]]

    def place(self, error: ValidationError) -> Location:
        return walk(self.tree, tuple(error.absolute_path)).location

    def entry(self, error: ValidationError) -> MappingEntry | None:
        """The entry whose key an error is about."""
        node = walk(self.tree, tuple(error.absolute_path))
        return node.entry(str(error.instance)) if isinstance(node, Mapping) else None


_TYPE_WORDS = {
    "object": "a mapping",
    "array": "a list",
    "string": "text",
    "null": "nothing",
    "boolean": "true or false",
    "number": "a number",
    "integer": "a whole number",
}
# Configuration fields have a key and parameters a name, and a writer easily takes one for the other.
_OTHER_WORD = {"key": "name", "name": "key"}
_SHARED = "connector.schema.json"


def schema_text(kind: Kind, proposals: Dict[str, JsonValue] = MappingProxyType({})) -> str:
    """Return the JSON Schema of one kind of spec file, in one self-contained document.

    ``proposals`` are definitions of what editors propose, in place of those of the bundled platform file.
    """
    schema = _load(kind)
    shared, own = _object(_load("connector")["$defs"]), _object(schema.get("$defs", {}))
    schema = {**schema, "$defs": {**shared, **own, **proposals}}
    return json.dumps(schema, indent=2, ensure_ascii=False).replace(f"{_SHARED}#/", "#/") + "\n"


def check(tree: Mapping, kind: Kind) -> list[Finding]:
    """Return everything in which the tree breaks its schema; a misspelt key is one finding.

    A tree in order is accepted quickly; only for any other is `jsonschema` imported and asked.
    """
    value = plain(tree)
    if _accepts(kind)(value):
        return []
    errors = list(_flatten(validator(kind).iter_errors(value)))
    misspelt = frozenset(path_name for error in errors for path_name in _taken_for(error))
    checked = _Checked(tree, _load(kind), misspelt)
    findings: list[Finding] = []
    for error in errors:
        findings += _EXPLAIN.get(str(error.validator), _other)(checked, error)
    return findings


@cache
def _load(kind: Kind) -> dict[str, JsonValue]:
    text = (specs_directory() / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, JsonValue] = json.loads(text)
    return loaded


@cache
def _accepts(kind: Kind) -> Accept:
    schema = json.loads(schema_text(kind))
    check_kinds(schema["$defs"]["method"]["properties"]["type"]["enum"])
    return compile_schema(schema)


@cache
def validator(kind: Kind) -> Draft202012Validator:
    """Return a validator of one kind of spec file; building one costs ten times what using it costs."""
    from jsonschema import Draft202012Validator, FormatChecker

    formats = FormatChecker(formats=())
    for name, is_one in FORMATS.items():
        formats.checks(name)(lambda value, is_one=is_one: not isinstance(value, str) or is_one(value))
    return Draft202012Validator(_object(_for_python(json.loads(schema_text(kind)))), format_checker=formats)


def _for_python(schema: JsonValue) -> JsonValue:
    """Return a schema with its patterns as Python's `re`, which jsonschema asks, has to see them."""
    if isinstance(schema, list):
        return [_for_python(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: python_pattern(value) if key == "pattern" and isinstance(value, str) else _for_python(value)
        for key, value in schema.items()
    }


def _flatten(errors: Iterator[ValidationError]) -> Iterator[ValidationError]:
    """Yield the errors, of an alternative those of the branch whose type fits: one mistake is one error."""
    for error in errors:
        if error.validator not in {"anyOf", "oneOf"} or not error.context:
            yield error
            continue
        branches: dict[object, list[ValidationError]] = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        fitting = [b for b in branches.values() if not any(e.validator == "type" and not e.path for e in b)]
        yield from _flatten(iter(fitting[0])) if fitting else (error,)


def _taken_for(error: ValidationError) -> Iterator[tuple[Place, str]]:
    """Yield the missing keys that an unknown key beside them is a misspelling of."""
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = _properties(error)
        unknown = (name for name in error.instance if name not in known)
        for name in islice(unknown, SHOWN):
            if meant := _meant(name, known, error.instance):
                yield (tuple(error.absolute_path), meant)


def _meant(name: str, known: dict[str, JsonValue], beside: Container[str]) -> str | None:
    """Return the known key that an unknown one stands for: nearly the same word, or the word for it elsewhere."""
    other = _OTHER_WORD.get(name, "")
    return other if other in known and other not in beside else closest(name, known)


def _unknown_keys(checked: _Checked, error: ValidationError) -> Iterator[Finding]:
    node = walk(checked.tree, tuple(error.absolute_path))
    known = _properties(error)
    if not isinstance(node, Mapping):
        yield from _other(checked, error)
        return
    beside = {e.key for e in node}
    known_here, unknown = f"known here: {', '.join(sorted(known))}", 0
    for entry in node:
        if entry.key not in known:
            unknown += 1
            meant = _meant(entry.key, known, beside) if unknown <= SHOWN else None
            remedy = f'did you mean "{meant}"?' if meant else known_here
            if entry.key == "<<":
                remedy = "YAML 1.2 has no merge keys; families share what connectors have in common"
            yield Finding("schema", "error", f'unknown key "{entry.key}"', entry.key_location, remedy)


def _missing_key(checked: _Checked, error: ValidationError) -> Iterator[Finding]:
    assert isinstance(error.instance, dict)
    assert isinstance(error.validator_value, list)
    # jsonschema reports one error a missing key; its message starts with the key.
    name = next(n for n in error.validator_value if error.message.startswith(repr(n)))
    if (tuple(error.absolute_path), name) in checked.misspelt:
        return
    # The keys that a whole connector needs stand in an `if` of the schema, away from their descriptions.
    described = _describe((_properties(error) or _object(checked.schema.get("properties"))).get(name))
    remedy = f"{name}: {described}" if described else _hint(error) or f"add {name}:"
    yield Finding("schema", "error", f'the key "{name}" is missing', checked.place(error), remedy)


def _properties(error: ValidationError) -> dict[str, JsonValue]:
    return _object(_object(cast(JsonValue, error.schema)).get("properties"))


def _object(value: JsonValue) -> dict[str, JsonValue]:
    return value if isinstance(value, dict) else {}


def _describe(schema: JsonValue) -> str:
    return str(schema.get("description", "")) if isinstance(schema, dict) else ""


def _wrong_type(checked: _Checked, error: ValidationError) -> Iterator[Finding]:
    types = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    wanted = " or ".join(_TYPE_WORDS[str(t)] for t in types)
    found = str(error.instance) if isinstance(error.instance, float) else _type_of(cast(JsonValue, error.instance))
    node = walk(checked.tree, tuple(error.absolute_path))
    text = node.text if isinstance(node, Scalar) and "string" in types else ""
    quote = f"quote it if it is meant as text: {json.dumps(text, ensure_ascii=False)}. " if text else ""
    message = f"{_name(error)} must be {wanted}, not {found}"
    yield Finding("schema", "error", message, node.location, f"{quote}{_hint(error)}".strip())


def _type_of(value: JsonValue) -> str:
    kinds: list[tuple[type | tuple[type, ...], str]] = [
        (bool, "true or false"), (dict, "a mapping"), (list, "a list"), (str, "text"), ((int, float), "a number"),
    ]  # fmt: skip
    return next((word for kind, word in kinds if isinstance(value, kind)), "nothing")


def _not_one_of(checked: _Checked, error: ValidationError) -> Iterator[Finding]:
    values = [str(value) for value in cast(list[JsonValue], error.validator_value)]
    message = f'{_name(error)} must be {" or ".join(values)}, not "{error.instance}"'
    remedy = did_you_mean(str(error.instance), values) or f"write one of: {', '.join(values)}"
    yield Finding("schema", "error", message, checked.place(error), remedy)


def _no_match(checked: _Checked, error: ValidationError) -> Iterator[Finding]:
    text = str(error.instance)
    unseen = ", ".join(map(code_point, hidden(text)[:3]))
    why = f", which holds what nobody sees: {unseen}" if unseen else ""
    place, name = checked.place(error), _name(error)
    if "propertyNames" in error.absolute_schema_path:  # it is a key, and the error is told of the mapping around it
        entry = checked.entry(error)
        place, name = entry.key_location if entry else place, f"a key of {name}"
    message = f"{name} has a form that is not accepted: {shown(text)}{why}"
    yield Finding("schema", "error", message, place, _hint(error))


def _no_such_format(checked: _Checked, error: ValidationError) -> Iterator[Finding]:
    message = f"{_name(error)} is no {error.validator_value}: {shown(str(error.instance))}"
    yield Finding("schema", "error", message, checked.place(error), _hint(error))


def _too_short(checked: _Checked, error: ValidationError) -> Iterator[Finding]:
    yield Finding("schema", "error", f"{_name(error)} is empty", checked.place(error), _hint(error))


def _not_unique(checked: _Checked, error: ValidationError) -> Iterator[Finding]:
    yield Finding(
        "schema", "error", f"{_name(error)} names something twice", checked.place(error), "keep one of the two"
    )


def _other(checked: _Checked, error: ValidationError) -> Iterator[Finding]:
    yield Finding("schema", "error", f"{_name(error)}: {error.message[:200]}", checked.place(error), _hint(error))


def _name(error: ValidationError) -> str:
    path = [step for step in error.absolute_path if isinstance(step, str)]
    last = error.absolute_path[-1] if error.absolute_path else ""
    name = path[-1] if path else "the file"
    return f"an entry of {name}" if isinstance(last, int) else name


def _hint(error: ValidationError) -> str:
    schema = error.schema if isinstance(error.schema, dict) else {}
    examples = schema.get("examples")
    example = f" For example: {json.dumps(examples[0], ensure_ascii=False)}" if examples else ""
    return f"{schema.get('description', '')}{example}".strip() or _usual_hint(error)


def _usual_hint(error: ValidationError) -> str:
    """Return what to do about a part whose schema says nothing in words."""
    wanted = error.validator_value if error.validator == "type" else ""
    return _FORMS.get(str(wanted), "`ocgen schema` tells what can be here")


_FORMS = {
    "array": "write a list: an entry a line, each after a dash",
    "object": "write keys with values below it, a key a line",
    "string": "write a text",
    "boolean": "write true or false",
}


_EXPLAIN: dict[str, Callable[[_Checked, ValidationError], Iterator[Finding]]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_key,
    "type": _wrong_type,
    "enum": _not_one_of,
    "const": _other,
    "pattern": _no_match,
    "format": _no_such_format,
    "minLength": _too_short,
    "minItems": _too_short,
    "minProperties": _too_short,
    "uniqueItems": _not_unique,
}
