"""A quick yes for a value that a JSON Schema accepts.

`jsonschema` finds and explains every error, at some milliseconds a spec; nearly every spec has none. This compiles the
part of JSON Schema that the spec schemas use into closures that only say yes or no, and `jsonschema` is asked when they
say no. A test holds both to the same verdict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias, cast

from ocgen.model import JsonValue
from ocgen.patterns.python import python_pattern

Accept: TypeAlias = Callable[[JsonValue], bool]
Schema: TypeAlias = Mapping[str, JsonValue]

_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

_SAYS_NOTHING = frozenset(
    {"$schema", "$id", "$defs", "title", "description", "examples", "default", "enumDescriptions", "then"}
)


def compile_schema(schema: Schema) -> Accept:
    """Return a function that tells whether a value satisfies ``schema``; raises ValueError for an unknown keyword."""
    return _Compiler(schema).compile(schema)


class _Compiler:
    def __init__(self, root: Schema) -> None:
        self.root = root
        self.references: dict[str, Accept] = {}

    def compile(self, schema: JsonValue) -> Accept:
        if schema is True:
            return lambda value: True
        assert isinstance(schema, Mapping)
        checks: list[Accept] = []
        for keyword, argument in schema.items():
            if keyword in _SAYS_NOTHING:
                continue
            if keyword not in _KEYWORDS:
                raise ValueError(f"the keyword {keyword} has no check")
            checks.append(_KEYWORDS[keyword](self, argument, schema))
        return checks[0] if len(checks) == 1 else lambda value: _every(checks, value)

    def reference(self, pointer: str) -> Accept:
        """Return the check of a definition, compiled at first use and once, since definitions may name each other."""

        def later(value: JsonValue) -> bool:
            return self.references[pointer](value)

        if pointer not in self.references:
            target: JsonValue = cast(JsonValue, self.root)
            for step in pointer.removeprefix("#/").split("/"):
                assert isinstance(target, Mapping)
                target = target[step]
            self.references[pointer] = later
            self.references[pointer] = self.compile(target)
        return later


def _every(checks: list[Accept], value: JsonValue) -> bool:
    for check in checks:  # noqa: SIM110  # all() over a generator costs twice as much, in the innermost loop
        if not check(value):
            return False
    return True


_TYPES: dict[str, Accept] = {
    "object": lambda value: type(value) is dict,
    "array": lambda value: type(value) is list,
    "string": lambda value: type(value) is str,
    "boolean": lambda value: type(value) is bool,
    "null": lambda value: value is None,
    "number": lambda value: type(value) in (int, float),
    "integer": lambda value: type(value) is int or (type(value) is float and value.is_integer()),
}


def _type(_: _Compiler, argument: JsonValue, __: Schema) -> Accept:
    if isinstance(argument, str):
        return _TYPES[argument]
    kinds = [_TYPES[cast(str, kind)] for kind in cast(list[JsonValue], argument)]
    return lambda value: any(kind(value) for kind in kinds)


def _properties(compiler: _Compiler, argument: JsonValue, _: Schema) -> Accept:
    checks = {name: compiler.compile(schema) for name, schema in cast(Schema, argument).items()}

    def accept(value: JsonValue) -> bool:
        if type(value) is dict:
            for name, inner in value.items():
                if name in checks and not checks[name](inner):
                    return False
        return True

    return accept


def _additional(compiler: _Compiler, argument: JsonValue, schema: Schema) -> Accept:
    known = frozenset(cast(Schema, schema.get("properties", {})))
    if argument is False:
        return lambda value: type(value) is not dict or known.issuperset(value)
    check = compiler.compile(argument)
    return lambda value: type(value) is not dict or all(check(inner) for n, inner in value.items() if n not in known)


def _items(compiler: _Compiler, argument: JsonValue, _: Schema) -> Accept:
    check = compiler.compile(argument)
    return lambda value: type(value) is not list or all(check(inner) for inner in value)


def _names(compiler: _Compiler, argument: JsonValue, _: Schema) -> Accept:
    check = compiler.compile(argument)
    return lambda value: type(value) is not dict or all(check(name) for name in value)


def _required(_: _Compiler, argument: JsonValue, __: Schema) -> Accept:
    names = frozenset(cast(list[str], argument))
    return lambda value: type(value) is not dict or names <= value.keys()


def _if(compiler: _Compiler, argument: JsonValue, schema: Schema) -> Accept:
    condition, then = compiler.compile(argument), compiler.compile(schema.get("then", True))
    return lambda value: not condition(value) or then(value)


def _not(compiler: _Compiler, argument: JsonValue, _: Schema) -> Accept:
    check = compiler.compile(argument)
    return lambda value: not check(value)


def _any(compiler: _Compiler, argument: JsonValue, _: Schema) -> Accept:
    schemas = cast(list[JsonValue], argument)
    if {} in schemas:  # it takes everything: the others are what editors propose
        return lambda value: True
    checks = [compiler.compile(schema) for schema in schemas]
    return lambda value: any(check(value) for check in checks)


def _all(compiler: _Compiler, argument: JsonValue, _: Schema) -> Accept:
    checks = [compiler.compile(schema) for schema in cast(list[JsonValue], argument)]
    return lambda value: _every(checks, value)


def _enum(_: _Compiler, argument: JsonValue, __: Schema) -> Accept:
    # 1 and true are different values in JSON and equal ones in Python.
    values = {(type(value), value) for value in cast(list[str], argument)}
    return lambda value: isinstance(value, (str, int, float)) and (type(value), value) in values


def _pattern(_: _Compiler, argument: JsonValue, __: Schema) -> Accept:
    search = re.compile(python_pattern(cast(str, argument))).search
    return lambda value: type(value) is not str or search(value) is not None


def _format(_: _Compiler, argument: JsonValue, __: Schema) -> Accept:
    is_one = FORMATS[cast(str, argument)]
    return lambda value: type(value) is not str or is_one(value)


def is_date(text: str) -> bool:
    """Whether a text that has a date's form (RFC 3339) is a day of the calendar; of any other a pattern tells."""
    if not _DATE.fullmatch(text):
        return True
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _unique(_: _Compiler, argument: JsonValue, __: Schema) -> Accept:
    # Only lists of strings are declared unique; for anything else jsonschema is asked.
    return lambda value: (
        type(value) is not list
        or (all(type(inner) is str for inner in value) and len(set(cast(list[str], value))) == len(value))
    )


def _size(kind: type, at_least: bool) -> Callable[[_Compiler, JsonValue, Schema], Accept]:
    def compile_size(_: _Compiler, argument: JsonValue, __: Schema) -> Accept:
        bound = cast(int, argument)
        if at_least:
            return lambda value: type(value) is not kind or len(cast(str, value)) >= bound
        return lambda value: type(value) is not kind or len(cast(str, value)) <= bound

    return compile_size


def _bound(at_least: bool) -> Callable[[_Compiler, JsonValue, Schema], Accept]:
    def compile_bound(_: _Compiler, argument: JsonValue, __: Schema) -> Accept:
        bound = cast(float, argument)
        if at_least:
            return lambda value: type(value) not in (int, float) or cast(float, value) >= bound
        return lambda value: type(value) not in (int, float) or cast(float, value) <= bound

    return compile_bound


# The formats that the spec schemas name.
FORMATS: Mapping[str, Callable[[str], bool]] = {"date": is_date}

_KEYWORDS: dict[str, Callable[[_Compiler, JsonValue, Schema], Accept]] = {
    "$ref": lambda compiler, argument, _: compiler.reference(cast(str, argument)),
    "type": _type,
    "properties": _properties,
    "additionalProperties": _additional,
    "items": _items,
    "propertyNames": _names,
    "required": _required,
    "if": _if,
    "not": _not,
    "anyOf": _any,
    "allOf": _all,
    "enum": _enum,
    "const": lambda compiler, argument, schema: _enum(compiler, [argument], schema),
    "pattern": _pattern,
    "format": _format,
    "uniqueItems": _unique,
    "minLength": _size(str, True),
    "maxLength": _size(str, False),
    "minItems": _size(list, True),
    "maxItems": _size(list, False),
    "minProperties": _size(dict, True),
    "maxProperties": _size(dict, False),
    "minimum": _bound(True),
    "maximum": _bound(False),
}
