"""Fields that a pattern or bounds bind, and what keeps a value from being accepted."""

from re import compile as compiled, search

from .. import Violation
from .field import Field

__all__ = ["Number", "Text"]

TYPE_CHECKING = False  # importing `typing` for it would cost more than all the rest
if TYPE_CHECKING:
    from .field import Bounds


class Text(Field):
    """A string, which a pattern and ``bounds`` may bind.

    ``accepts`` is the pattern in words, ``written`` as the spec has it; without words a message shows that.
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
        written: str = "",
        reasons: "tuple[tuple[str, str, str], ...]" = (),
        bounds: "Bounds" = (),
    ) -> None:
        super().__init__(pointer, label=label, find=find, bounds=bounds)
        self.search = compiled(pattern or (r"(?s)." if filled else "")).search
        self.accepted = f"be {accepts}" if accepts else f"match the pattern {written or pattern}"
        self.reasons = reasons

    @property
    def refuses_empty(self) -> bool:
        """Whether no empty string is accepted."""
        return not self._accepts("")

    def complain(self, value: object, found: list[Violation]) -> None:
        """Add why a string was not accepted, or that the value is none."""
        if not isinstance(value, str):
            self.wrong_type(value, "a string", found)
        elif not value:
            found.append(self.empty)
        else:
            if not self.search(value):
                found.append(Violation(self.pointer, "pattern", f"{self.title} {self._reason(value)}"))
                if self._accepts(value.strip()):
                    return  # no more is wrong with it than the white space
            found += self.out_of_bounds(value)

    def _accepts(self, value: str) -> bool:
        return self.search(value) is not None and not self.out_of_bounds(value)

    def _reason(self, value: str) -> str:
        """Return what is wrong with a value that does not match, true of it and without a part of it."""
        bare = value.strip()
        if bare != value and self._accepts(bare):
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
        written: str = "",
        reasons: "tuple[tuple[str, str, str], ...]" = (),
        bounds: "Bounds" = (),
        whole: bool = False,
        strings: bool = False,
    ) -> None:
        super().__init__(
            pointer,
            label=label,
            find=find,
            pattern=pattern,
            accepts=accepts,
            written=written,
            reasons=reasons,
            bounds=bounds,
        )
        self.strings = strings
        self.wanted = ("a whole number" if whole else "a number") + (" or a string" if strings else "")

    def complain(self, value: object, found: list[Violation]) -> None:
        """Add why a string was not accepted, or that the value is no number."""
        if self.strings and isinstance(value, str):
            super().complain(value, found)
        else:
            self.wrong_type(value, self.wanted, found)
