"""The fields of a body, and the violations that only a whole object shows: what is missing, and what is unknown."""

from .. import Violation
from .._kinds import kind_of, pointer_to
from .._suggestions import LONGEST_NAME, hint, is_slip
from .field import Field

__all__ = ["Table"]

TYPE_CHECKING = False  # importing `typing` for it would cost more than all the rest
if TYPE_CHECKING:
    from collections.abc import Callable, Collection


class Table:
    """The fields of a body, by their pointers. ``title`` is what messages call the body."""

    __slots__ = ("fields", "names", "title")

    def __init__(self, title: str, *fields: Field) -> None:
        self.title = title
        self.fields = {field.pointer: field for field in fields}
        self.names: dict[str, dict[str, None]] = {}  # pointer of an object -> names of its members, in order
        for field in fields:
            self.names.setdefault(field.place, {})[field.name] = None

    def not_an_object(self, value: object) -> list[Violation]:
        """Return the violation that the body is no object."""
        return [Violation("", "type", f"{self.title} must be an object, not {kind_of(value)}")]

    def require(self, pointer: str, beside: dict[str, object], found: list[Violation], known: int) -> int:
        """Add that a required member is missing, or why its value is refused.

        ``known`` members of the object counted as there; return how many still do.
        """
        field = self.fields[pointer]
        if field.name in beside:
            field.complain(beside[field.name], found)
            return known
        found.append(field.missing)
        return known - 1

    def refuse(self, pointer: str, beside: dict[str, object], found: list[Violation]) -> None:
        """Add why the value of a member is refused, or that it is missing."""
        self.require(pointer, beside, found, 0)

    def needed(self, pointer: str, beside: dict[str, object], found: list[Violation], *instead: str) -> None:
        """Add that a member is missing or empty which others make necessary; ``instead`` would have done as well."""
        field = self.fields[pointer]
        others = " or ".join(self.fields[other].title for other in instead)
        if field.name not in beside:
            missing = f"{field.title} or {others} is missing; one of them is needed"
            found.append(Violation(pointer, "required", missing) if others else field.missing)
        elif not field.refuses_empty:  # what refuses an empty value anyway has said so
            empty = f"{field.title} is empty; one of it and {others} is needed"
            found.append(Violation(pointer, "empty", empty) if others else field.empty)

    def unknown(self, pointer: str, holder: dict[str, object], found: list[Violation]) -> None:
        """Add which members of an object are not known. A slip in a missing one's name is one violation."""
        known = self.names.get(pointer, {})
        for name in holder:
            if name in known:
                continue
            if not isinstance(name, str):  # JSON has no such member, and a dict of Python can
                message = f"a name must be a string, not {kind_of(name)}"
                found.append(Violation(pointer + pointer_to(repr(name)[:LONGEST_NAME]), "unknown", message))
                continue
            meant = self._meant(name, pointer, found)
            if meant is not None:
                found.remove(meant)
            near = known if meant is None else (self.fields[meant.pointer].name,)
            found.append(Violation(pointer + pointer_to(name), "unknown", _unknown(name, near)))

    def _meant(self, name: str, pointer: str, found: list[Violation]) -> Violation | None:
        """Return the violation of a missing member of the object whose name is nearly this one."""
        start, end = name[:1].lower(), name[-1:].lower()
        for violation in found:
            if violation.code == "required":
                field = self.fields[violation.pointer]
                # A slip leaves one end as it is; this clears nearly all pairs.
                near = field.start == start or field.end == end
                if near and field.place == pointer and is_slip(name, field.name):
                    return violation
        return None


def _unknown(name: str, known: "Collection[str]") -> "Callable[[], str]":
    def message() -> str:
        shown = repr(name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}...")
        end = hint(name, known) or f"; known are {', '.join(known) or 'none'}"
        return f"{shown} is not known here{end}"

    return message
