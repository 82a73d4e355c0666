"""A text in quotes, as a person can read it."""

from __future__ import annotations


def quoted(text: str) -> str:
    """Return a text in double quotes, on one line; what cannot be seen is escaped."""
    return (
        '"'
        + "".join(c if c.isprintable() and c not in '"\\' else repr(f"{c}")[1:-1].replace('"', '\\"') for c in text)
        + '"'
    )
