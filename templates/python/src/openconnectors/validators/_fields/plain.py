"""Fields that are accepted for their type alone, and JSON."""

from .. import Violation
from .._values import json_fault
from .field import Field

__all__ = ["Flag", "Group", "Json", "Listing"]


class Json(Field):
    """JSON in a string."""

    __slots__ = ()

    def complain(self, value: object, found: list[Violation]) -> None:
        """Add why a string was not accepted, or that the value is no string."""
        if not isinstance(value, str):
            self.wrong_type(value, "JSON in a string", found)
        elif not value:
            found.append(self.empty)
        else:
            fault = json_fault(value)
            found += [Violation(self.pointer, "json", f"{self.title} {fault}")] if fault else []
            found += self.out_of_bounds(value)


class Flag(Field):
    """A native true or false."""

    __slots__ = ()

    def complain(self, value: object, found: list[Violation]) -> None:
        """Add that a value is neither true nor false."""
        self.wrong_type(value, "true or false", found)


class Listing(Field):
    """A JSON list, of strings or of anything."""

    __slots__ = ()

    def complain(self, value: object, found: list[Violation]) -> None:
        """Add which items are no strings, or that the value is no list."""
        if not isinstance(value, list):
            return self.wrong_type(value, "a list", found)
        message = f"{self.title} must be a list of strings"
        wrong = (index for index, item in enumerate(value) if not isinstance(item, str))
        found += [Violation(f"{self.pointer}/{index}", "type", message) for index in wrong]
        return None


class Group(Field):
    """An object."""

    __slots__ = ()

    def complain(self, value: object, found: list[Violation]) -> None:
        """Add that a value is no object."""
        self.wrong_type(value, "an object", found)
