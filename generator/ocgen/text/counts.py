"""Numbers of things, as sentences say them."""

from __future__ import annotations


def numbered(number: int, one: str, many: str) -> str:
    """Return a number with the words that follow it: ``1 file is``, ``2 files are``, ``1,000 files are``."""
    return f"{number:,} {one if number == 1 else many}"


def files_current(current: int, wrong: int = 0) -> str:
    """Return how many files are current, and how many are not, where there are some."""
    said = numbered(current, "file is current", "files are current")
    return f"{said}, {numbered(wrong, 'is not', 'are not')}" if wrong else said
