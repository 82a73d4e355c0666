"""What goes to the fake platform and what comes from it, apart from how it travels."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast
from urllib.parse import parse_qsl

from ..forms import FORM

__all__ = ["Answer", "Call", "Refused", "SentFile"]

_LARGEST_BODY = 8 * 1024 * 1024


class Refused(Exception):
    """What the platform answers with an error."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(status, message)
        self.status = status
        self.message = message


@dataclass(frozen=True, slots=True, repr=False)
class SentFile:
    """A file that came with a request, and the parts that came with it: ``others`` are further files."""

    filename: str
    content: bytes
    fields: Mapping[str, str] = field(default_factory=dict[str, str])
    others: Mapping[str, bytes] = field(default_factory=dict[str, bytes])


@dataclass(frozen=True, repr=False)
class Call:
    """A request to the platform: ``path`` is below the base URL, names of ``headers`` are in lower case."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""
    upload: SentFile | None = None

    def __repr__(self) -> str:
        return f"Call({self.method} {self.path})"

    @cached_property
    def content(self) -> object:
        """The JSON of the body, the members of a form; else its text, and None where it is empty."""
        if self.headers.get("content-type", "") == FORM:
            return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))
        try:
            return json.loads(self.body) if self.body else None
        except (ValueError, RecursionError):
            return self.body.decode("utf-8", "replace")

    def parameter(self, name: str) -> str | None:
        """Return a query parameter, the last one where it occurs twice."""
        return dict(self.query).get(name)

    def members(self) -> dict[str, object]:
        """Return the members of the body; raises Refused unless it is a JSON object."""
        if len(self.body) > _LARGEST_BODY:
            raise Refused(413, "The request entity is too large")
        if self.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise Refused(415, "The content type of the request is not application/json")
        found = self.content
        if not isinstance(found, dict):
            raise Refused(400, "The request body is not a JSON object")
        return dict(cast("Mapping[str, object]", found))


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """An answer: ``body`` is what JSON can hold, or bytes; None is an empty body."""

    status: int = 200
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def __repr__(self) -> str:
        return f"Answer({self.status})"

    @property
    def content(self) -> bytes:
        """The body as bytes; those that it is already are left as they are."""
        if self.body is None:
            return b""
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode("utf-8")
