"""Addresses that a page may link to."""

from __future__ import annotations

import re
from urllib.parse import quote

from ocgen.text.characters import readable

_BARE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_SAFE = "&:/?@!$'*+,;=%~-._"
_URL = re.compile(r"https?://[^\s/?#\\]+(?:[/?#]\S*)?", re.IGNORECASE)


def web_address(url: str) -> str:
    """Return an ``http`` or ``https`` address, percent-encoded; empty for any other address."""
    target = url.strip()
    if readable(target) != target or not _URL.fullmatch(target):
        return ""
    before, mark, fragment = _BARE_PERCENT.sub("%25", target).partition("#")
    return quote(before, safe=_SAFE) + mark + quote(fragment, safe=_SAFE)  # a second # is none of an address (RFC 3986)
