"""A value that must not be seen: a password, a key, a token."""

from __future__ import annotations

import hmac
from typing import NoReturn, SupportsIndex, final, overload

MASK = "********"


@final
class Secret:
    """Holds a text and shows it to nobody but the caller of `reveal`.

    Its repr, str and format are a mask; JSON and pickle refuse it; a copy is the same object, and two are compared in
    constant time. A traceback that captures local variables shows the mask too.
    """

    __slots__ = ("_value",)
    _value: str

    def __init__(self, value: str) -> None:
        # Nothing is judged here: an exception at this place would carry the value in the frames of its traceback.
        object.__setattr__(self, "_value", value)

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
        return self._value

    def __repr__(self) -> str:
        return f"Secret('{MASK}')"

    def __str__(self) -> str:
        return MASK

    def __format__(self, spec: str) -> str:
        return MASK

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(_bytes(self._value), _bytes(other._value))

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a Secret does not change")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a Secret does not change")

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: object) -> Secret:
        return self

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError("a Secret cannot be pickled; store what .reveal() returns where secrets may be stored")


def _bytes(value: object) -> bytes:
    return str(value).encode("utf-8", "surrogatepass")
