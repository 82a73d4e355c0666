"""What is wrong with what somebody asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocgen.errors import SelectionError


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: the word or option that has it, what it is, and what to do about it."""

    where: str
    message: str
    remedy: str


class TableError(SelectionError):
    """A table, or a part of a page, cannot be made as it was asked for; ``faults`` tells all of it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(f"{fault.message}; {fault.remedy}" for fault in faults))
        self.faults = tuple(faults)
