"""Characters that no reader sees, and texts made safe to show: the one place that says which those are.

Invisible are control characters, what turns the order of letters around (Unicode's "Trojan source" report, 2021), what
has no width (``Default_Ignorable_Code_Point`` of Unicode's DerivedCoreProperties.txt), halves of surrogate pairs, and
code points that are no characters. Variation selectors stay: they choose how the character before them looks.
"""

from __future__ import annotations

import json
import re

_TAB = 4

# Ranges of a character class, without what lays a text out: tab, line feed and carriage return.
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_NO_WIDTH = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
_NO_CHARACTERS = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    chr(plane * 0x10000 + code) for plane in range(17) for code in (0xFFFE, 0xFFFF)
)
_HIDDEN = f"{_CONTROLS}{_NO_WIDTH}{_NO_CHARACTERS}"

_INVISIBLE = re.compile(f"[\t\r\n{_HIDDEN}]")
_INVISIBLE_IN_LINES = re.compile(f"[\r{_HIDDEN}]")
_BEYOND_ASCII = re.compile(f"[\x7f-\x9f{_NO_WIDTH}{_NO_CHARACTERS}]")
_LOST_BLANKS = re.compile(r'(?<=\A") +| +(?="\Z)| {2,}')
_SURROGATES = re.compile("[\ud800-\udfff]")


def readable(text: str) -> str:
    """Return a text with U+FFFD in place of each invisible character; line breaks and tabs count as such."""
    return text if text.isascii() and text.isprintable() else _INVISIBLE.sub("\ufffd", text)


def readable_lines(text: str) -> str:
    """Return lines of text with U+FFFD in place of each invisible character; tabs and line feeds are kept."""
    return _INVISIBLE_IN_LINES.sub("\ufffd", text)


def spelled(value: str) -> str:
    """Return a value so that a reader can tell it from every other.

    It is the value itself where nothing of it gets lost on a page, and else JSON in which each blank that would get
    lost is an open box: ``""`` for the empty value, ``"a␣"`` for one that ends in a blank.
    """
    if value == " ".join(value.split()) and value[:1] not in ("", '"') and all(map(_is_seen, value)):
        return value
    quoted = "".join(c if _is_seen(c) else json.dumps(c)[1:-1] for c in json.dumps(value, ensure_ascii=False))
    return _LOST_BLANKS.sub(lambda found: "\N{OPEN BOX}" * len(found[0]), quoted)


def visible(text: str) -> str:
    """Return a text that cannot command a terminal or break a line.

    Tabs become blanks; what cannot be printed, half of a surrogate pair included, is shown as ``\\x1b``.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible, text))


def json_text(document: object) -> str:
    """Return a document as `indented_json`, with a line feed at its end."""
    return indented_json(document) + "\n"


def indented_json(value: object) -> str:
    """Return a value as JSON, two spaces a level, that can be written as UTF-8 and hides nothing.

    Any mapping is an object. Half of a surrogate pair becomes U+FFFD: a reader of JSON may refuse it even as an escape
    (RFC 8259, 8.2).
    """
    source = json.dumps(value, indent=2, ensure_ascii=False, default=dict)
    return json_escaped(source if source.isascii() else _SURROGATES.sub("\ufffd", source))


def json_escaped(source: str) -> str:
    """Return the same JSON, invisible characters beyond ASCII as ``\\u`` escapes (RFC 8259, section 7)."""
    if source.isascii() and "\x7f" not in source:
        return source
    return _BEYOND_ASCII.sub(_json_escape, source)


def _json_escape(found: re.Match[str]) -> str:
    return "\\u007f" if found[0] == "\x7f" else json.dumps(found[0])[1:-1]


def _visible(char: str) -> str:
    if char == "\t":
        return " " * _TAB
    return char if _is_seen(char) else char.encode("unicode_escape").decode()


def _is_seen(char: str) -> bool:
    return char.isprintable() and not _BEYOND_ASCII.match(char)
