"""Reads the members of an answer, in whatever form they come.

Reading keeps values inside of `Secret` and `Members`, so that no local variable on the way holds one in the open.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TypeVar

from .errors import UnexpectedResponse
from .members import JsonValue, Members
from .raw_response import RawResponse, unexpected
from .secret import Secret

__all__ = ["Reader", "as_integer", "as_value"]

T = TypeVar("T")

_INTEGER = re.compile("-?[0-9]{1,18}")


class Reader:
    """Reads members of one answer; raises UnexpectedResponse, with no value in it, where one is not as it must be.

    A member that says the same in another form is read all the same: a number or a truth value in a text, a token of
    digits as a number. `rest` is what was not read whole, so that nothing is lost.
    """

    __slots__ = ("_read", "members", "response")

    def __init__(self, members: Members, response: RawResponse) -> None:
        self.members = members
        self.response = response
        self._read: set[str] = set()

    def wrong(self, problem: str) -> UnexpectedResponse:
        """Return the error for this answer."""
        return unexpected(self.response, problem)

    def hidden(self, name: str) -> Secret:
        """Return a text as a secret; an empty one when it is absent."""
        return self._as(name, _as_text) or Secret("")

    def secret(self, name: str) -> Secret:
        """Return a text that must be there, or a whole number in its place, as a secret."""
        found = self._as(name, _as_secret)
        if found is None:
            raise self.wrong(f"{name} is missing or not a text")
        return found

    def value(self, name: str) -> Secret | None:
        """Return a text, a number or a truth value as the text that is sent for it; None when it is absent."""
        return self._as(name, as_value)

    def text(self, name: str) -> str:
        """Return a text; empty when it is absent."""
        return self.hidden(name).reveal()

    def integer(self, name: str) -> int | None:
        """Return a whole number; None when it is absent."""
        return self._as(name, as_integer)

    def number(self, name: str) -> int:
        """Return a whole number that must be there."""
        found = self.integer(name)
        if found is None:
            raise self.wrong(f"{name} is missing or not a whole number")
        return found

    def flag(self, name: str) -> bool | None:
        """Return a truth value; None when it is absent."""
        return self._as(name, _as_flag)

    def labels(self, name: str) -> tuple[str, ...]:
        """Return the texts of a list, or the names of the objects in it."""
        value = self.members.get(name)
        if not isinstance(value, list):
            return ()
        if all(isinstance(item, str) for item in value):
            self._read.add(name)
        return tuple(label for label in map(_as_label, value) if label is not None)

    def part(self, name: str) -> Reader:
        """Return a reader of an object within; of an empty one when it is absent."""
        value = self.members.get(name)
        if not isinstance(value, dict):
            return Reader(Members(), self.response)
        self._read.add(name)
        return Reader(Members(value), self.response)

    def rest(self) -> Members:
        """Return the members that were not read, or not whole."""
        return self.members.without(*self._read)

    def _as(self, name: str, form: Callable[[JsonValue], T | None]) -> T | None:
        found = form(self.members.get(name))
        if found is not None:
            self._read.add(name)
        return found


def _as_text(value: JsonValue) -> Secret | None:
    return Secret(value) if isinstance(value, str) else None


def _as_secret(value: JsonValue) -> Secret | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return Secret(str(value))
    return _as_text(value)


def as_value(value: JsonValue) -> Secret | None:
    """Return a text, a number or a truth value as the text that is sent for it; None for anything else."""
    if isinstance(value, bool | float):
        return Secret(json.dumps(value))
    return _as_secret(value)


def as_integer(value: JsonValue) -> int | None:
    """Return a whole number, which a text or a float may hold; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    if isinstance(value, float) and value.is_integer():  # as JSON Schema has it, 1.0 is a whole number
        return int(value)
    return value if isinstance(value, int) else None


def _as_flag(value: JsonValue) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.lower())
    return value if isinstance(value, bool) else None


def _as_label(value: JsonValue) -> str | None:
    named = value.get("name") if isinstance(value, dict) else value
    return named if isinstance(named, str) else None
