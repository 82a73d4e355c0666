"""One aspect in which two forms of a value differ."""

from __future__ import annotations

from dataclasses import dataclass

from ocgen.changes.change import Aspect, Effect, Fact

UNSHOWN = "a value that is not shown"  # of a secret


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs, and what that does to a client; ``remark`` says how the effect is known."""

    aspect: Aspect
    before: Fact
    after: Fact
    effect: Effect
    prose: bool = False
    remark: str = ""
