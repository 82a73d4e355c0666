"""What the tests of documents with blocks begin with."""

from __future__ import annotations

from pathlib import Path

from ocgen.documents.pages import Pages
from ocgen.targets.python.sample import python_samples

END = "<!-- ocgen:end -->"
PAGES = Pages(None, {}, Path("generated"), python_samples({}))


def begin(rest: str) -> str:
    """Return the marker at which a block begins."""
    return f"<!-- ocgen:begin {rest} -->"
