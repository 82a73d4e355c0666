"""The configuration fields that a page shows, over all ways to sign in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocgen.facts.connector import MethodFacts, ValueFacts
from ocgen.findings.location import Location
from ocgen.model import SELECTOR
from ocgen.upstream.extract.bodies import is_placeholder
from ocgen.upstream.extract.page import Page
from ocgen.upstream.extract.rows import StatedRow
from ocgen.upstream.extract.values import choices, default, is_boolean, required, secret, value_type
from ocgen.upstream.sources.document import code_spans
from ocgen.upstream.sources.lenient import LenientScalar


def find_fields(page: Page, methods: Sequence[MethodFacts]) -> tuple[ValueFacts, ...]:
    """Return every field once, in the order of the requests."""
    names = dict.fromkeys(key for method in methods for key in method.configuration)
    if not methods:
        names = dict.fromkeys(one.name for one in page.fields_said)
    misnamed = {right: wrong for wrong, right in page.misnamed.items()}
    told: dict[str, list[StatedRow]] = {}
    for one in page.fields_said:
        told.setdefault(one.name, []).append(one)
    fields = (_field(page, name, told.get(name) or told.get(misnamed.get(name, ""), [])) for name in names)
    return tuple(_over_methods(field, methods) for field in fields)


def in_methods(fields: Sequence[ValueFacts], methods: Sequence[MethodFacts]) -> tuple[MethodFacts, ...]:
    """Return the ways to sign in, each with the fields that it requires and others lack."""
    partial = {f.name: replace(f, required=True, condition=None) for f in fields if f.condition == _only_by(f, methods)}
    return tuple(
        replace(method, overrides=tuple(partial[name] for name in method.configuration if name in partial))
        for method in methods
    )


def _only_by(field: ValueFacts, methods: Sequence[MethodFacts]) -> str:
    return f"when signing in by {' or '.join(m.name for m in methods if field.name in m.configuration)}"


def _over_methods(field: ValueFacts, methods: Sequence[MethodFacts]) -> ValueFacts:
    """Return a field that only some ways to sign in have as required by those, in the words of a resolved spec."""
    having = [method.name for method in methods if field.name in method.configuration]
    if field.required is not True or len(having) == len(methods):
        return field
    return replace(field, required="conditional", condition=_only_by(field, methods))


def _field(page: Page, name: str, said: Sequence[StatedRow]) -> ValueFacts:
    """Join what several rows say: what is optional once is optional."""
    line = _line(page, name) or (said[0].line if said else 1)
    field = ValueFacts(name, location=Location(page.path, line))
    if said:
        first = max(said, key=lambda one: len(one.description))
        needs = [required(one.description, one.required, one.group) for one in said]
        need, condition = next((n for n in needs if n[0] is not True), needs[0])
        values = choices(first.description) or None
        type_ = value_type(first.type)
        spans = code_spans(first.description)
        if is_boolean(values or ()) or (type_ is None and {"true", "false"} <= set(spans)):
            type_, values = "boolean", None
        label = next((one.label for one in said if one.label), None)
        told = next((told for one in said if (told := default(one.description)) is not None), None)
        if told is None and need is not False and (told := page.step_defaults.get(name)) is not None:
            need, condition = False, None
        if name == SELECTOR and told is not None:  # one way stays the default: requests without the selector mean it
            need, condition = False, None
        field = replace(
            field,
            label=label,
            description=first.description or None,
            type=type_,
            required=need,
            condition=condition,
            default=told,
            enum=values,
            secret=secret(first.type),
        )
    return _by_requests(page, field)


def _by_requests(page: Page, field: ValueFacts) -> ValueFacts:
    """Add what only the requests tell: constants of the selector, a placeholder that says it is optional."""
    values = [
        m.value for body in page.requests for m in body.configuration
        if m.key == field.name and isinstance(m.value, LenientScalar)
    ]  # fmt: skip
    if field.name == SELECTOR:
        constants = dict.fromkeys(v.text for v in values if not is_placeholder(v.text))
        return replace(field, enum=tuple(constants) or field.enum)
    if field.required is None and any("optional" in value.text.lower() for value in values):
        return replace(field, required=False)
    return field


def _line(page: Page, name: str) -> int:
    return next((m.line for body in page.requests for m in body.configuration if m.key == name), 0)
