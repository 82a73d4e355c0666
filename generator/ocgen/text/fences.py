"""Which lines of Markdown are in a code block between fences (CommonMark 4.5): nothing there is markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_FENCE = re.compile(r"[ \t]*(?:(?:>|[-+*]|[0-9]{1,9}[.)])[ \t]+)*(?P<fence>`{3,}(?!.*`)|~{3,})")


def unended_fence(lines: Iterable[str]) -> int | None:
    """Return the number, from 0, of the line that begins a code block which nothing ends; None where there is none."""
    fence, began = "", None
    for number, line in enumerate(lines):
        if fence:
            if _ends(line, fence):
                fence, began = "", None
        elif match := _FENCE.match(line.rstrip()):
            fence, began = match["fence"], number
    return began


def fenced(lines: Iterable[str]) -> Iterator[bool]:
    """Yield of each line whether it is in a code block; the fences are.

    A block ends at a fence of its sign that is as long as the first and has nothing after it.
    """
    fence = ""
    for line in lines:
        if fence:
            yield True
            fence = "" if _ends(line, fence) else fence
        elif match := _FENCE.match(line.rstrip()):
            yield True
            fence = match["fence"]
        else:
            yield False


def _ends(line: str, fence: str) -> bool:
    closing = line.strip().lstrip("> \t")
    return closing.startswith(fence) and not closing.strip(fence[0])
