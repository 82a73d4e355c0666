"""What all fields have: where the value is, what messages call it, and what it is when it is missing or of no type."""

from .. import Violation
from .._kinds import kind_of

__all__ = ["Field"]

TYPE_CHECKING = False  # importing `typing` for it would cost more than all the rest
if TYPE_CHECKING:
    from collections.abc import Callable

    # What is true of a text that breaks a bound, the code of the violation, and what the text must.
    Bounds = tuple[tuple[Callable[[str], bool], str, str], ...]


class Field:
    """One member: where it is, its label, where to find its value, and the bounds of a text."""

    __slots__ = ("bounds", "empty", "end", "missing", "name", "place", "pointer", "start", "title", "types")

    def __init__(self, pointer: str, *, label: str = "", find: str = "", bounds: "Bounds" = ()) -> None:
        self.pointer = pointer
        self.bounds = bounds
        self.place, _, name = pointer.rpartition("/")
        self.name = name.replace("~1", "/").replace("~0", "~")
        self.start, self.end = self.name[:1].lower(), self.name[-1:].lower()
        self.title = f"{label} ({self.name})" if label else self.name
        where = f"; where to find it: {find}" if find else ""
        self.missing = Violation(pointer, "required", f"{self.title} is missing{where}")
        self.empty = Violation(pointer, "empty", f"{self.title} is empty{where}")
        self.types: dict[str, Violation] = {}  # what was found in place of an accepted type -> its violation

    @property
    def refuses_empty(self) -> bool:
        """Whether an empty string is not accepted, conditions apart."""
        return True

    def complain(self, value: object, found: list[Violation]) -> None:
        """Add why a value was not accepted."""
        raise NotImplementedError

    def wrong_type(self, value: object, accepted: str, found: list[Violation]) -> None:
        """Add that a value is not of a type that is accepted."""
        kind = kind_of(value)
        if kind not in self.types:
            self.types[kind] = Violation(self.pointer, "type", f"{self.title} must be {accepted}, not {kind}")
        found.append(self.types[kind])

    def out_of_bounds(self, value: str) -> list[Violation]:
        """Return which of the bounds a text breaks."""
        broken = ((code, says) for breaks, code, says in self.bounds if breaks(value))
        return [Violation(self.pointer, code, f"{self.title} {says}") for code, says in broken]
