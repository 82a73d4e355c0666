"""Checks of open objects by a table of their known members.

A table is a name of a type, the values of an enumeration, a list with the type of its items, or a dict of members.
"""

from . import Violation
from ._kinds import kind_of, pointer_to
from ._suggestions import LONGEST_NAME, hint
from ._values import is_number, is_same, is_whole

__all__ = ["Answer", "Body", "Checks", "Required"]

TYPE_CHECKING = False  # importing `typing` for it would cost more than all the rest
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    Known: TypeAlias = "str | tuple[str | float | bool, ...] | list[Known] | dict[str, Known] | Required"

_WORDS = {"string": "a string", "boolean": "true or false", "integer": "a whole number", "number": "a number"}


class Required:
    """A member of a body that may be neither missing nor null."""

    __slots__ = ("known",)

    def __init__(self, known: "Known") -> None:
        self.known = known


class Body:
    """What is known of a body that is sent. It may have other members, and null empties what is not required."""

    __slots__ = ("known", "name")

    _title = "the body of"

    def __init__(self, name: str, known: "Known") -> None:
        self.name = name
        self.known = known

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"

    def validate(self, value: object) -> list[Violation]:
        """Return all that is wrong with a value, as ``json.loads`` returns it."""
        found: list[Violation] = []
        self._look(self.known, value, "", f"{self._title} {self.name}", found)
        return found

    def is_valid(self, value: object) -> bool:
        """Whether nothing is wrong with a value."""
        return not self.validate(value)

    def hints(self, value: object) -> list[Violation]:
        """Return which members look like misspelt known ones. Such a body is valid: they may be custom members."""
        return list(_hints(self.known, value, ""))

    def _takes_null(self, required: bool) -> bool:
        """Whether null does in place of a member or an item."""
        return not required

    def _is_of(self, kind: str, value: object) -> bool:
        """Whether a value, not null, is of a type that has a name."""
        if kind == "string":
            return isinstance(value, str)
        if kind == "boolean":
            return isinstance(value, bool)
        return is_whole(value) if kind == "integer" else is_number(value)

    def _look(self, known: "Known", value: object, pointer: str, title: str, found: list[Violation]) -> None:
        """Add what is wrong with a value, null apart."""
        if isinstance(known, dict):
            if isinstance(value, dict):
                self._members(known, value, pointer, found)
            else:
                found.append(_wrong(pointer, title, "an object", value))
        elif isinstance(known, list):
            if isinstance(value, list):
                for index, item in enumerate(value):
                    if item is not None or not self._takes_null(required=True):
                        self._look(known[0], item, f"{pointer}/{index}", f"item {index} of {title}", found)
            else:
                found.append(_wrong(pointer, title, "a list", value))
        elif isinstance(known, tuple):
            if not is_same(value, known):
                found.append(Violation(pointer, "enum", _one_of(title, known, value)))
        elif isinstance(known, str) and known != "any" and not self._is_of(known, value):
            found.append(_wrong(pointer, title, _WORDS[known], value))

    def _members(
        self, known: "dict[str, Known]", holder: dict[object, object], pointer: str, found: list[Violation]
    ) -> None:
        for name, member in known.items():
            required = isinstance(member, Required)
            if name in holder:
                value, inner = holder[name], member.known if isinstance(member, Required) else member
                if value is not None or (inner != "any" and not self._takes_null(required)):
                    self._look(inner, value, pointer + pointer_to(name), name, found)
            elif required:
                found.append(Violation(pointer + pointer_to(name), "required", f"{name} is missing"))


class Answer(Body):
    """What is known of an object that comes back. Anything may be missing or null, and values may come as texts."""

    __slots__ = ()

    _title = "the answer of"

    def _takes_null(self, required: bool) -> bool:
        """Whether null does: always."""
        return True

    def _is_of(self, kind: str, value: object) -> bool:
        """Whether a value is of a type, or is a text that says such a value."""
        if kind == "string":
            return isinstance(value, str | int | float)
        if isinstance(value, str):
            return _says(kind, value)
        return super()._is_of(kind, value)


class Checks:
    """The checks of a connector, by name."""

    __slots__ = ("_make", "_tables")

    def __init__(self, make: "Callable[[str, Known], Body]", tables: "dict[str, Known]") -> None:
        self._make = make
        self._tables = tables

    def __getitem__(self, name: str) -> Body:
        """Return the check with a name; raises KeyError, with the nearest name, when nothing is known of it."""
        if name not in self._tables:
            raise KeyError(f"nothing is known of {name!r}" + hint(name, self._tables))
        return self._make(name, self._tables[name])

    def __contains__(self, name: object) -> bool:
        return name in self._tables

    def __iter__(self) -> "Iterator[str]":
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


def _says(kind: str, text: str) -> bool:
    if kind == "boolean":
        return text in ("true", "false")
    from re import search  # what follows costs more than all the rest, and most answers have no such text

    from ._platform import INTEGER, NUMBER

    return search(INTEGER if kind == "integer" else NUMBER, text) is not None


def _wrong(pointer: str, title: str, accepted: str, value: object) -> Violation:
    return Violation(pointer, "type", f"{title} must be {accepted}, not {kind_of(value)}")


def _one_of(title: str, accepted: tuple[object, ...], value: object) -> "str | Callable[[], str]":
    texts = [text for text in accepted if isinstance(text, str)]
    message = f"{title} must be {' or '.join(map(repr, texts))}"
    return (lambda: message + hint(value, texts)) if isinstance(value, str) else message


def _hints(known: "Known", value: object, pointer: str) -> "Iterator[Violation]":
    """Yield members, however deep, that are not known and whose names are near to that of a known one that lacks."""
    if isinstance(known, Required):
        known = known.known
    if isinstance(known, list) and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _hints(known[0], item, f"{pointer}/{index}")
    if not isinstance(known, dict) or not isinstance(value, dict):
        return
    lacking = [name for name in known if name not in value]
    for name, member in value.items():
        if name in known:
            yield from _hints(known[name], member, pointer + pointer_to(name))
        elif isinstance(name, str) and (near := hint(name, lacking)):
            shown = repr(name[:LONGEST_NAME])
            yield Violation(pointer + pointer_to(name), "unknown", f"{shown} is no known member{near}")
