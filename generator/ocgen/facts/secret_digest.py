"""Digests of what a secret may hold: by them a change is seen, and nothing of the secret is shown."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256

from ocgen.facts.connector import ValueFacts


def digest(told: str | None) -> str:
    """Return a digest of a text, or of its absence."""
    return sha256(json.dumps(told).encode()).hexdigest()


def digest_of_all(values: Iterable[str]) -> str:
    """Return a digest of values, whatever their order; empty when there are none."""
    listed = sorted(values)
    return digest(json.dumps(listed)) if listed else ""


def hides(value: ValueFacts) -> bool:
    """Whether a value is a secret whose source tells digests."""
    return bool(value.hidden)


def default_of(value: ValueFacts) -> str:
    """Return a digest of the default; empty when there is none."""
    told = dict(value.hidden).get("default", "")
    return told or (digest(value.default) if value.default is not None else "")


def enum_of(value: ValueFacts) -> str:
    """Return a digest of the accepted values; empty when they are not listed."""
    told = dict(value.hidden).get("enum", "")
    return told or digest_of_all(value.enum or ())


def example_of(value: ValueFacts) -> str:
    """Return a digest of the example of a secret; empty when there is none, or it is no secret."""
    return dict(value.hidden).get("example", "")
