"""How much is tried where there is much to try: a part, or with ``THOROUGH=1`` in the environment all of it.

The part is the same in each run, so that what fails once fails again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

THOROUGH = os.environ.get("THOROUGH", "") not in ("", "0")

T = TypeVar("T")


def examples(count: int) -> int:
    """Return how many examples Hypothesis tries where ``count`` would be thorough."""
    return count if THOROUGH else max(count // 4, 20)


def strided(stride: int) -> int:
    """Return every how manieth is tried of tens of thousands: a tenth of ``stride`` when it is to be thorough."""
    return max(1, stride // 10) if THOROUGH else stride


def part(items: Iterable[T], one_in: int, start: int = 0, least: int = 20) -> list[T]:
    """Return one in so many of the items, from that at ``start`` on, or else ``least`` of them.

    All of them when it is to be thorough.
    """
    every = list(items)
    step = 1 if THOROUGH else max(1, min(one_in, len(every) // least))
    return every[start % step :: step]
