"""Two opinions on one body: the generated validator's and that of `jsonschema` on the generated schema."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012, Schema

from ocgen.model import Connector
from ocgen.model.names import module_name
from ocgen.shapes import CallShape, calls
from tests.conftest import REPOSITORY

GENERATED = REPOSITORY / "generated"


@dataclass(frozen=True)
class Checkers:
    """What checks one call of one connector."""

    key: str
    call: CallShape
    is_valid: Callable[[object], bool]
    validate: Callable[..., list[Any]]

    @property
    def schema(self) -> Draft202012Validator:
        """The validator of the emitted schema, with the checks of its formats."""
        return schema_validator(GENERATED / "schemas" / self.key / f"{self.call.name}.schema.json")

    def agree(self, body: object) -> bool:
        """Whether both say the same of a body; raises AssertionError with it when they don't."""
        quick, found, theirs = self.is_valid(body), self.validate(body), self.schema.is_valid(body)
        assert quick == (not found) == theirs, (
            f"{self.key} {self.call.name}: {quick=} {found=} jsonschema={theirs} {json.dumps(body)}"
        )
        return quick


def checkers(connector: Connector) -> list[Checkers]:
    """Return the checkers of all calls of a connector."""
    module = importlib.import_module(f"openconnectors.validators.{module_name(connector.key)}")
    return [
        Checkers(connector.key, call, getattr(module, f"is_{name}"), getattr(module, f"validate_{name}"))
        for call in calls(connector)
        for name in [call.name.replace("-", "_")]
    ]


def _content(_: Any, kind: str, value: object, __: object) -> Iterator[ValidationError]:
    """Check what JSON Schema only notes (https://json-schema.org/draft/2020-12/json-schema-validation#section-8)."""
    if kind == "application/json" and isinstance(value, str):
        try:
            json.loads(value, parse_constant=lambda name: json.loads("no"))
        except ValueError:
            yield ValidationError("is not JSON")


WithContents: type[Draft202012Validator] = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"contentMediaType": _content}
)


@cache
def schema_validator(path: Path, pointer: str = "") -> Draft202012Validator:
    """Return a validator of the schema in a file, at a JSON Pointer; addresses in it are those of files beside it."""
    registry: Registry[Schema] = Registry(retrieve=_retrieve)  # type: ignore[call-arg]
    return WithContents(
        {"$ref": f"{path.as_uri()}#{pointer}"}, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
    )


@cache
def _retrieve(uri: str) -> Resource[Schema]:
    contents = json.loads(Path(uri.removeprefix("file://")).read_text(encoding="utf-8"))
    contents.pop("$schema")  # jsonschema would take the class of that dialect in place of ours
    return Resource.from_contents(contents, default_specification=DRAFT202012)
