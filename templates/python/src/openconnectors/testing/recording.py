"""What was called, to be asserted on, with the secrets masked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import parse_qsl

from .._platform import AUTHORIZATION_HEADER
from ..guard import guarded
from ..messages import Request
from ..secret import MASK

__all__ = ["RecordedCall", "recorded"]


@dataclass(frozen=True, slots=True)
class RecordedCall:
    """One call of the platform, as it came: ``query``, ``headers`` and ``body`` (JSON's values) are masked.

    ``endpoint`` is its id, such as ``create_instance``; ``status`` what was answered, None where no answer came.
    ``request`` holds what was sent itself, in secrets.
    """

    endpoint: str
    method: str
    path: str
    query: Mapping[str, str]
    body: Any
    status: int | None
    pairs: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    request: Request | None = field(default=None, repr=False, compare=False)


def recorded(endpoint: str, request: Request, status: int | None) -> RecordedCall:
    """Return the record of a request."""
    pairs = guarded(lambda: _pairs(request), "cannot record the query")
    headers = {name.lower(): request.mask(value, whole=True) for name, value in request.headers.items()}
    if AUTHORIZATION_HEADER.lower() in headers:
        headers[AUTHORIZATION_HEADER.lower()] = MASK
    body = guarded(lambda: _body(request), "cannot record the body")
    return RecordedCall(
        endpoint, request.method, request.path, dict(pairs), body, status, pairs=pairs, headers=headers, request=request
    )


def _pairs(request: Request) -> tuple[tuple[str, str], ...]:
    found = parse_qsl(request.query.reveal(), keep_blank_values=True) if request.query else []
    return tuple((name, request.mask(value, whole=True)) for name, value in found)


def _body(request: Request) -> object:
    return _masked(json.loads(request.body.reveal()), request) if request.body else None


def _masked(value: object, request: Request) -> object:
    if isinstance(value, str):
        return request.mask(value, whole=True)
    if isinstance(value, dict):
        return {name: _masked(member, request) for name, member in cast("Mapping[str, object]", value).items()}
    return [_masked(item, request) for item in cast("list[object]", value)] if isinstance(value, list) else value
