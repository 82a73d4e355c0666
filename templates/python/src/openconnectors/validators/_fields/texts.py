"""Fields that a pattern binds, and what keeps a value from matching it."""

from re import compile as compiled, search

from .. import Violation
from .field import Field

__all__ = ["Number", "Text"]


class Text(Field):
    """A string, which a pattern may bind; ``accepts`` is the pattern in words.

    ``reasons`` are what can be wrong with a refused value, the first that applies first: a pattern that matches it, one
    that does not, and what to say. Each may be empty but the last.
    """

    __slots__ = ("accepted", "reasons", "search")

    def __init__(
        self,
        pointer: str,
        *,
        label: str = "",
        find: str = "",
        filled: bool = False,
        pattern: str = "",
        accepts: str = "",
        reasons: "tuple[tuple[str, str, str], ...]" = (),
    ) -> None:
        super().__init__(pointer, label=label, find=find)
        self.search = compiled(pattern or (r"(?s)." if filled else "")).search
        self.accepted = f"be {accepts}" if accepts else f"match the pattern {pattern}"
        self.reasons = reasons

    @property
    def refuses_empty(self) -> bool:
        """Whether the pattern matches no empty string."""
        return self.search("") is None

    def complain(self, value: object, found: list[Violation]) -> None:
        """Add why a string was not accepted, or that the value is none."""
        if isinstance(value, str):
            mismatch = Violation(self.pointer, "pattern", f"{self.title} {self._reason(value)}")
            found.append(mismatch if value else self.empty)
        else:
            self.wrong_type(value, "a string", found)

    def _reason(self, value: str) -> str:
        """Return what is wrong with a refused value, true of it and without a part of it."""
        bare = value.strip()
        if bare != value and self.search(bare):
            return "has white space before or after it, such as a line break; leave it out"
        for finds, lacks, says in self.reasons:
            match = search(finds, value)
            if match and not (lacks and search(lacks, value)):
                return says.replace("{at}", str(match.start() + 1))
        return f"must {self.accepted}"


class Number(Text):
    """A number, whole or not; with ``strings`` also one that is written in a string."""

    __slots__ = ("strings", "wanted")

    def __init__(
        self,
        pointer: str,
        *,
        label: str = "",
        find: str = "",
        pattern: str = "",
        accepts: str = "",
        reasons: "tuple[tuple[str, str, str], ...]" = (),
        whole: bool = False,
        strings: bool = False,
    ) -> None:
        super().__init__(pointer, label=label, find=find, pattern=pattern, accepts=accepts, reasons=reasons)
        self.strings = strings
        self.wanted = ("a whole number" if whole else "a number") + (" or a string" if strings else "")

    def complain(self, value: object, found: list[Violation]) -> None:
        """Add why a string was not accepted, or that the value is no number."""
        if self.strings and isinstance(value, str):
            super().complain(value, found)
        else:
            self.wrong_type(value, self.wanted, found)
