"""How the platform's query language writes names and values."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import TypeAlias

from .errors import SettingsError

__all__ = ["DateFormat", "column", "epoch_ms", "literal"]

DateFormat: TypeAlias = "str | Callable[[datetime], str | int]"
"""How a field writes dates: a format of ``strftime``, or a function of the time in UTC."""

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")
_WORDS = frozenset({"AND", "FALSE", "IN", "IS", "LIKE", "NOT", "NULL", "OR", "TRUE"})
_CONTROL = re.compile("[\x00-\x1f\x7f]")


def column(name: object) -> str:
    """Return a field's name as a clause has it: an odd one in backticks.

    Raises SettingsError for a name that is empty, or holds a backtick or a control character.
    """
    if not isinstance(name, str) or not name:
        raise SettingsError("the name of a field is a text that is not empty")
    if _PLAIN.fullmatch(name) and name.upper() not in _WORDS:
        return name
    if "`" in name or _CONTROL.search(name):
        raise SettingsError(f"no clause can hold the field {name!r}: it has a backtick or a control character in it")
    return f"`{name}`"


def literal(field: str, value: object, date_format: DateFormat | None) -> str:
    """Return a value as a clause has it; raises SettingsError, without the value, for one that no clause can hold."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float | Decimal):
        if not math.isfinite(value):
            raise SettingsError(f"{field} cannot be compared with a number that is not finite")
        return format(Decimal(repr(float(value))) if isinstance(value, float) else value, "f")
    if isinstance(value, datetime):
        return _moment(field, value, date_format)
    if isinstance(value, date):
        return _day(value, date_format)
    raise SettingsError(
        f"{field} cannot be compared with {_kind(value)}; a clause has texts, numbers, truth values and dates"
    )


def epoch_ms(moment: datetime) -> int:
    """Return the milliseconds from 1970 to a moment: a `DateFormat` of some providers."""
    since = moment - datetime(1970, 1, 1, tzinfo=timezone.utc)
    return (since.days * 86_400 + since.seconds) * 1000 + since.microseconds // 1000


def _moment(field: str, value: datetime, date_format: DateFormat | None) -> str:
    if value.utcoffset() is None:
        raise SettingsError(
            f"the time that {field} is compared with has no zone, so nobody knows which moment it is; "
            "give one, as in datetime.now(timezone.utc)"
        )
    return _day(value.astimezone(timezone.utc), date_format)


def _day(value: date, date_format: DateFormat | None) -> str:
    """Return a date, or a time in UTC, in the format of its field."""
    if date_format is None:
        if not isinstance(value, datetime):
            return _quoted(value.isoformat())
        return _quoted(f"{value.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z")
    if isinstance(date_format, str):
        return _quoted(value.strftime(date_format))
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day, tzinfo=timezone.utc)
    made = date_format(moment)
    return str(made) if isinstance(made, int) else _quoted(made)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _kind(value: object) -> str:
    if value is None:
        return "None here; == None asks whether it is empty"
    return f"a {type(value).__name__}"
