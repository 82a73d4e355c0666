"""Ids of places on a page, which links from outside rely on: they never change for the same thing."""

from __future__ import annotations

import re
from functools import lru_cache

# A dash that would make or meet the joint, and an underscore that would look like the start of an escape, go too.
_ID_CHARACTER = re.compile(r"[^0-9A-Za-z._-]|(?<![^-])-|-(?=-|\Z)|_(?=x)")


def anchor(*parts: str) -> str:
    """Return the id of a place on the page: the same parts, the same id; other parts, another id.

    Letters, digits and ``.``, ``_``, ``-`` stay; anything else becomes ``_xHEX_``. The parts are joined by ``--``. The
    result is an XML name token too, so that other formats can use the same ids.
    """
    return "--".join(map(_part, parts))


@lru_cache(maxsize=4096)
def _part(part: str) -> str:
    return _ID_CHARACTER.sub(lambda match: f"_x{ord(match[0]):x}_", part)
