"""What a table is about, by the heads of its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Purpose: TypeAlias = Literal["query", "callback", "field"]

_NAMES = re.compile(r"\b(?:parameter|field|member|property|heading|key|name)s?\b", re.IGNORECASE)
_TYPE = re.compile(r"\b(?:data )?type\b", re.IGNORECASE)
_REQUIRED = re.compile(r"\brequired\b|\boptional\b|\bmandatory\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """The places of a table's columns; None for one that it has not."""

    purpose: Purpose
    description: int
    type: int | None
    required: int | None


def columns_of(header: Sequence[str]) -> Columns | None:
    """Return what the heads, plain and in small letters, tell of a table; None where it is none of values."""
    purpose = purpose_of(header)
    if purpose is None:
        return None
    typed, required = _column(header, _TYPE), _column(header, _REQUIRED)
    described = next((at for at, cell in enumerate(header) if at and at not in {typed, required}), 1)
    return Columns(purpose, described, typed, required)


def purpose_of(header: Sequence[str]) -> Purpose | None:
    """Return what the rows below such heads describe; None where they describe no values."""
    if not header:
        return None
    if "query parameter" in header[0]:
        return "query"
    if "response parameter" in header[0] or "callback parameter" in header[0]:
        return "callback"
    told = any(_TYPE.search(cell) or "description" in cell or _REQUIRED.search(cell) for cell in header[1:])
    return "field" if told and _NAMES.search(header[0]) else None


def _column(header: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    return next((at for at, cell in enumerate(header) if at and pattern.search(cell)), None)
