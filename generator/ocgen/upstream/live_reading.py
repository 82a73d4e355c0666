"""A connector of a live tenant -> facts: its model, with the calls of its Swagger document."""

from __future__ import annotations

import json
from dataclasses import replace

from ocgen.errors import SourceError
from ocgen.facts.connector import ConnectorFacts
from ocgen.findings.finding import Finding
from ocgen.findings.location import Location
from ocgen.model import Platform
from ocgen.upstream.reading import Reading, read
from ocgen.upstream.sources.live import Tenant, fetch_docs, fetch_model


def read_live(platform: Platform, tenant: Tenant, key: str, instance: int | None = None) -> Reading:
    """Read the model of a connector and the Swagger document of its calls, or of an ``instance`` of it.

    Where there is no such document, the calls are those of the model, and a warning tells why. Raises SourceError when
    there is no model.
    """
    content = fetch_model(platform, tenant, key)
    model = read(content, f"elements/{key}", platform)
    if model.facts is None:
        return model
    try:
        docs, doubts = _docs(platform, tenant, content, instance)
    except SourceError as error:
        message = f"{error}; the calls are those of the model"
        return replace(model, findings=(*model.findings, _without_docs(key, message)))
    facts = replace(model.facts, calls=docs.calls, calls_basis=docs.calls_basis)
    return replace(model, facts=facts, findings=(*model.findings, *doubts))


def _docs(
    platform: Platform, tenant: Tenant, content: bytes, instance: int | None
) -> tuple[ConnectorFacts, tuple[Finding, ...]]:
    number = _number(content)
    if number is None and instance is None:
        raise SourceError("the model does not tell the number by which the platform has its calls")
    name = f"elements/{number}/docs" if instance is None else f"instances/{instance}/docs"
    reading = read(fetch_docs(platform, tenant, number or 0, instance), name, platform)
    if reading.facts is None or reading.facts.kind != "swagger":
        raise SourceError(f"{name} is no Swagger document")
    return reading.facts, reading.findings


def _number(content: bytes) -> int | None:
    """Return the number by which the platform knows the element of a model."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return None
    number = value.get("id") if isinstance(value, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def _without_docs(key: str, message: str) -> Finding:
    remedy = "look whether the account may read the documents of the element"
    return Finding("upstream-partly-read", "warning", message, Location(f"elements/{key}"), remedy, secret=True)
