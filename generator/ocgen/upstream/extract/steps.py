"""What the steps of a user interface say of fields: in Server Region, select one; the default is `eu`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ocgen.upstream.extract.values import default_and_place
from ocgen.upstream.sources.document import Item, SourceDocument

_MAX_STEPS, _LENGTH = 100, 2000  # a page has some ten steps; each is a sentence or two


def defaults_in_steps(document: SourceDocument, labels: Mapping[str, str]) -> dict[str, str]:
    """Return the defaults that steps tell, by field: it is the one that the step names last before its default.

    ``labels`` has the fields by what a step calls them: by key, or by what the user interface shows.
    """
    steps = [block.text[:_LENGTH] for block in document.blocks if isinstance(block, Item) and "efault" in block.text]
    names = sorted((label for label in labels if len(label) > 2), key=len, reverse=True)
    if not names or not steps:
        return {}
    named = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, names))})(?![\w-]|\.\w)")
    told: dict[str, str] = {}
    for step in steps[:_MAX_STEPS]:
        value, place = default_and_place(step)
        before = [found[0] for found in named.finditer(step) if found.end() <= place]
        if value is not None and before:
            told.setdefault(labels[before[-1]], value)
    return told
