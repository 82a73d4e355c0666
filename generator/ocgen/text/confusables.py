"""Characters of names that cannot be seen or are taken for others.

The kinds are those of Unicode's reports on security, https://www.unicode.org/reports/tr36/, and on its mechanisms,
https://www.unicode.org/reports/tr39/: what is not shown, what another spelling is equal to, letters of several scripts
in one word, and letters that look like those of ASCII. The table of the last is a part of Unicode's, for the scripts
that keyboards mix up with Latin and for the signs that word processors put in the place of typed ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Characters that are shown as nothing or as a blank, though their category is that of letters, marks and symbols:
# https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
_SHOWN_AS_NOTHING = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_CATEGORIES = {
    "Cc": "a control character",
    "Cf": "a format character",
    "Cn": "not assigned",
    "Co": "for private use",
    "Cs": "half of a pair",
    "Zl": "a line break",
    "Zp": "a line break",
    "Zs": "a blank",
}
_CONTROLS = {"\0": "NULL", "\t": "CHARACTER TABULATION", "\n": "LINE FEED", "\r": "CARRIAGE RETURN", "\x1b": "ESCAPE"}

_TWINS = str.maketrans(
    {
        **dict(zip("аАВсСԁеЕНһіІјЈКӏМоОрРԛѕЅТԝхХуУ", "aABcCdeEHhiIjJKlMoOpPqsSTwxXyY", strict=True)),
        **dict(zip("αΑΒΕΗΙΚΜΝοΟρΡΤυνΧΥΖ", "aABEHIKMNoOpPTuvXYZ", strict=True)),
        **dict(zip("օսհɑɡ", "ouhag", strict=True)),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u2018\u2019\u02bc\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u2033", '"'),
        **dict.fromkeys("\u2044\u2215", "/"),
        **dict.fromkeys("\u2236\ua789", ":"),
        **dict.fromkeys("\u00b7\u2219\u22c5", "."),
        "\u201a": ",",
        "\u02cd": "_",
    }
)
# Scripts that one word of Chinese, Japanese or Korean mixes, with Latin among them: UTS 39, 5.2, "highly restrictive".
_MIXED_BY_CUSTOM = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO", "LATIN"})


def code_point(char: str) -> str:
    """Return the number and the name of a character: ``U+200B ZERO WIDTH SPACE``."""
    kind = _CATEGORIES.get(unicodedata.category(char), "without a name")
    return f"U+{ord(char):04X} {unicodedata.name(char, '') or _CONTROLS.get(char) or f'({kind})'}"


def shown(text: str, odd: str = "") -> str:
    """Return a text in quotes; what nobody sees, and each of the ``odd`` characters, as YAML and JSON escape it."""
    return '"' + "".join(_escaped(c) if c in odd or is_hidden(c) else c for c in text) + '"'


def is_hidden(char: str) -> bool:
    """Whether nobody sees a character, or takes it for a plain blank."""
    if char.isascii():
        return not char.isprintable()
    return unicodedata.category(char) in _CATEGORIES or _SHOWN_AS_NOTHING.match(char) is not None


def hidden(text: str) -> list[str]:
    """Return the characters of a text that nobody sees, each once; blanks at its ends are among them."""
    if text.isprintable() and text[:1] != " " != text[-1:] and (text.isascii() or not _SHOWN_AS_NOTHING.search(text)):
        return []  # nearly every text
    found = [c for c in text if is_hidden(c)]
    if text != text.strip(" "):
        found.append(" ")
    return list(dict.fromkeys(found))


def look_alikes(text: str) -> Iterator[tuple[str, str]]:
    """Yield each character of a name that is taken for another one of ASCII, with that; or for none, with no text.

    A letter of a script of its own is told only in a word with letters of another script, or in one that could be
    written in Latin from its first letter to its last.
    """
    if text.isascii():
        return
    for word in _words(text):
        scripts = {_script(c) for c in word}
        mixed = len(scripts) > 1 and not scripts <= _MIXED_BY_CUSTOM
        if mixed or plain(word).isascii():
            odd = (c for c in word if not c.isascii() and (_script(c) != "LATIN" or plain(c).isascii()))
            yield from ((c, _twin(c)) for c in dict.fromkeys(odd) if mixed or _twin(c))
    for char in dict.fromkeys(text):
        if not char.isascii() and not char.isalpha() and not is_hidden(char) and (twin := _twin(char)):
            yield char, twin


def plain(text: str) -> str:
    """Return a name as it looks: without what is hidden, in one normal form, twins of ASCII's characters as those."""
    seen = "".join(" " if unicodedata.category(c) == "Zs" else "" if is_hidden(c) else c for c in text)
    return " ".join(unicodedata.normalize("NFKC", seen).translate(_TWINS).split())


def _words(text: str) -> list[str]:
    """Return the runs of letters of a text, each with the marks on it."""
    apart = "".join(c if unicodedata.category(c)[0] in "LM" else " " for c in text)
    return apart.split()


def _script(char: str) -> str:
    """Return the script of a letter, which is how its name begins; a mark has that of what it stands on."""
    name = unicodedata.name(unicodedata.normalize("NFKC", char)[:1], "LATIN")
    return "LATIN" if unicodedata.category(char)[0] == "M" else name.partition(" ")[0]


def _twin(char: str) -> str:
    twin = plain(char)
    return twin if twin.isascii() else ""


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
