"""What was called, to be asserted on, with the secrets masked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from .._platform import AUTHORIZATION_HEADER
from ..guard import guarded
from ..messages import Request
from ..secret import MASK
from .exchanges import Call

__all__ = ["RecordedCall", "recorded"]


@dataclass(frozen=True, slots=True)
class RecordedCall:
    """One call of the platform, as it came: ``query``, ``pairs``, ``headers`` and ``body`` are masked.

    ``endpoint`` is its id, such as ``create_instance``; ``body`` what its JSON says, a text where it is no JSON, None
    where there is none; ``status`` what was answered, None where no answer came. ``pairs`` is
    the query with parameters that occur twice. ``request`` holds in secrets what was sent itself.
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


def recorded(endpoint: str, request: Request, call: Call, status: int | None) -> RecordedCall:
    """Return the record of a call; its ``request`` knows the secrets in it."""
    pairs, headers, body = guarded(lambda: _masked(call, request), "cannot record the call")
    return RecordedCall(
        endpoint, call.method, call.path, dict(pairs), body, status, pairs=pairs, headers=headers, request=request
    )


def _masked(call: Call, request: Request) -> tuple[tuple[tuple[str, str], ...], dict[str, str], object]:
    """Return query, headers and body with the secrets of the request masked, those of all texts at once."""
    texts = [*(value for _, value in call.query), *call.headers.values(), *_texts(call.content)]
    masked = iter(request.mask_all(texts, whole=True))
    pairs = tuple((name, next(masked)) for name, _ in call.query)
    headers = {name: next(masked) for name in call.headers}
    if AUTHORIZATION_HEADER.lower() in headers:
        headers[AUTHORIZATION_HEADER.lower()] = MASK
    return pairs, headers, _with_texts(call.content, masked)


def _texts(value: object) -> Iterator[str]:
    """Yield the texts within a value of JSON, those of objects' members in their order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for member in cast("Iterable[object]", value.values() if isinstance(value, dict) else value):
            yield from _texts(member)


def _with_texts(value: object, texts: Iterator[str]) -> object:
    """Return a value of JSON with other texts, in the order of `_texts`."""
    if isinstance(value, str):
        return next(texts)
    if isinstance(value, dict):
        return {name: _with_texts(member, texts) for name, member in cast("Mapping[str, object]", value).items()}
    return [_with_texts(item, texts) for item in cast("list[object]", value)] if isinstance(value, list) else value
