"""Checks of what is sent and received: one module a connector, named after its key, without any third-party package.

Each ``validate_*`` function returns all violations, an empty list when there is none; each ``is_*`` function only
whether there is none. A body is made of what ``json.loads`` returns. Nothing raises for what it holds, and no violation
holds a value: only names, and what is accepted.
"""

__all__ = ["Violation"]

TYPE_CHECKING = False  # importing `typing` for it would cost more than all the rest
if TYPE_CHECKING:
    from collections.abc import Callable


class Violation:
    """One thing that is wrong.

    ``pointer`` is a JSON Pointer (RFC 6901) to where the value is or is missing, ``code`` one of ``required``,
    ``empty``, ``type``, ``const``, ``enum``, ``pattern``, ``min_length``, ``max_length``, ``json``, ``unknown``, and
    ``message`` says it in words.
    """

    __slots__ = ("_message", "code", "pointer")

    def __init__(self, pointer: str, code: str, message: "str | Callable[[], str]") -> None:
        self.pointer = pointer
        self.code = code
        self._message = message

    @property
    def message(self) -> str:
        """What is wrong, and what is accepted. A suggestion takes a search, which waits until somebody asks."""
        if not isinstance(self._message, str):
            self._message = self._message()
        return self._message

    def __reduce__(self) -> "tuple[type[Violation], tuple[str, str, str]]":
        return Violation, (self.pointer, self.code, self.message)  # a search that still waits cannot be pickled

    def __repr__(self) -> str:
        return f"Violation({self.pointer!r}, {self.code!r}, {self.message!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Violation):
            return NotImplemented
        if (self.pointer, self.code) != (other.pointer, other.code):
            return False
        return self.message == other.message

    def __hash__(self) -> int:
        return hash((self.pointer, self.code))
