"""Text -> text that a reader of any format survives."""

from __future__ import annotations

import json
import re

_TAB = 4
_SURROGATES = re.compile("[\ud800-\udfff]")


def visible(text: str) -> str:
    """Return a text that cannot command a terminal or break a line.

    Tabs become blanks; what cannot be printed, half of a surrogate pair included, is shown as ``\\x1b``.
    """
    if text.isprintable():
        return text
    return "".join(
        " " * _TAB if c == "\t" else c if c.isprintable() else c.encode("unicode_escape").decode() for c in text
    )


def json_text(document: object) -> str:
    """Return a document as JSON that can be written as UTF-8: a lone surrogate becomes U+FFFD."""
    return _SURROGATES.sub("\ufffd", json.dumps(document, indent=2, ensure_ascii=False)) + "\n"
