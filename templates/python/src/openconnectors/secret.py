"""A value that must not be seen: a password, a key, a token."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import ClassVar, NoReturn, SupportsIndex, final, overload

__all__ = ["MASK", "NotStored", "Secret"]

MASK = "********"


class NotStored:
    """What pickle and its like refuse, in every way in which they ask for its content."""

    __slots__ = ()

    REFUSAL: ClassVar[str] = "it cannot be pickled, for it may hold secrets"

    def __getstate__(self) -> NoReturn:
        raise TypeError(self.REFUSAL)

    def __reduce__(self) -> NoReturn:
        raise TypeError(self.REFUSAL)

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError(self.REFUSAL)


@final
class Secret(NotStored):
    """Holds a text and shows it to nobody but the caller of `reveal`.

    Its repr, str and format are a mask; JSON and pickle refuse it; a copy is the same object, and two are compared in
    constant time. A traceback that captures local variables shows the mask too.
    """

    __slots__ = ("_held",)

    REFUSAL = "a Secret cannot be pickled; store what .reveal() returns where secrets may be stored"

    # A function of C that returns the value: whoever lists the attributes sees no value, and no frame holds it.
    _held: Callable[[None], str]

    def __init__(self, value: str) -> None:
        # Nothing is judged here: an exception at this place would carry the value in the frames of its traceback.
        object.__setattr__(self, "_held", {None: value}.get)

    @overload
    @staticmethod
    def of(value: Secret | str) -> Secret: ...

    @overload
    @staticmethod
    def of(value: Secret | str | None) -> Secret | None: ...

    @staticmethod
    def of(value: Secret | str | None) -> Secret | None:
        """Return ``value`` as a secret; a secret and None stay what they are."""
        return value if value is None or isinstance(value, Secret) else Secret(value)

    def reveal(self) -> str:
        """Return the value itself. Do not keep it in a variable longer than needed, and do not log it."""
        return self._held(None)

    def __repr__(self) -> str:
        return f"Secret('{MASK}')"

    def __str__(self) -> str:
        return MASK

    def __format__(self, spec: str) -> str:
        return MASK

    def __bool__(self) -> bool:
        return bool(self._held(None))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(
            str(self._held(None)).encode("utf-8", "surrogatepass"),
            str(other._held(None)).encode("utf-8", "surrogatepass"),
        )

    def __hash__(self) -> int:
        return hash((Secret, self._held(None)))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a Secret does not change")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a Secret does not change")

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: object) -> Secret:
        return self
