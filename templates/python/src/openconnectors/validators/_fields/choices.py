"""Fields that take one of some values, with the nearest of these for a value that is none."""

from .. import Violation
from .._suggestions import hint
from .field import Field

__all__ = ["Choice", "Constant"]

TYPE_CHECKING = False  # importing `typing` for it would cost more than all the rest
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Choice(Field):
    """One of some strings, or of the native values that say the same; messages name the strings."""

    __slots__ = ("choices", "message")

    def __init__(
        self,
        pointer: str,
        *,
        choices: tuple[str, ...],
        label: str = "",
        find: str = "",
    ) -> None:
        super().__init__(pointer, label=label, find=find)
        self.choices = choices
        self.message = f"{self.title} must be {_either(choices)}"

    def complain(self, value: object, found: list[Violation]) -> None:
        """Add which values are accepted, and the nearest of them."""
        found.append(Violation(self.pointer, "enum", _suggesting(self.message, value, self.choices)))


class Constant(Field):
    """One value that is sent as it is. ``others`` are the constants of the other ways to sign in."""

    __slots__ = ("known", "message")

    def __init__(
        self,
        pointer: str,
        *,
        const: str,
        others: tuple[str, ...] = (),
        label: str = "",
        find: str = "",
    ) -> None:
        super().__init__(pointer, label=label, find=find)
        self.known = (const, *others)
        self.message = f"{self.title} must be {_either(self.known)}"

    def complain(self, value: object, found: list[Violation]) -> None:
        """Add which value is accepted, for this way to sign in or for any."""
        if isinstance(value, str) and value in self.known:  # it is another way's
            message: str | Callable[[], str] = f"{self.title} must be {_either(self.known[:1])} for this way to sign in"
        else:
            message = _suggesting(self.message, value, self.known)
        found.append(Violation(self.pointer, "const", message))


def _either(texts: "Sequence[str]") -> str:
    return " or ".join(f'"{text}"' for text in texts)


def _suggesting(message: str, value: object, known: "Sequence[str]") -> "str | Callable[[], str]":
    """Return the message with the nearest of ``known``; the search waits until somebody reads it."""
    return (lambda: message + hint(value, known)) if isinstance(value, str) else message
