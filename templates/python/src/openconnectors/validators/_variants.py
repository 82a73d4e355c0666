"""Verdicts on a whole body, and on a call that several ways to sign in make, each in its own form."""

from . import Violation

__all__ = ["accepts", "nearest", "no_such"]

TYPE_CHECKING = False  # importing `typing` for it would cost more than all the rest
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    Variant: TypeAlias = "tuple[tuple[str, ...], Callable[[object], list[Violation]], str]"
    """The names of the methods, what tells what is wrong with a body for them, and the member by which to know it."""


def accepts(validate: "Callable[[object], list[Violation]]") -> "Callable[[object], bool]":
    """Return the function that tells whether a validator finds nothing wrong with a value, for any way to sign in."""

    def accepted(value: object) -> bool:
        return not validate(value)

    return accepted


def nearest(value: object, variants: "Sequence[Variant]", method: str) -> list[Violation]:
    """Return nothing when a value fits any variant, else what keeps it from fitting the nearest.

    The nearest is one whose constants are met, and then the one with the fewest violations; one that is known by a
    member is not meant where that is missing. ``method`` leaves only the variants of that method; raises ValueError
    when there is none.
    """
    there = value if isinstance(value, dict) else ()
    chosen = [c for methods, c, sign in variants if (not method or method in methods) and (not sign or sign in there)]
    if not chosen:
        raise no_such(method)
    best: list[Violation] = []
    for number, check in enumerate(chosen):
        found = check(value)
        if not found:
            return found
        if number == 0 or _distance(found) < _distance(best):
            best = found
    return best


def no_such(method: str) -> ValueError:
    """Return the error for a method that the connector does not have."""
    return ValueError(f"no way to sign in is named {method!r}")


def _distance(found: list[Violation]) -> tuple[int, int]:
    return sum(violation.code == "const" for violation in found), len(found)
