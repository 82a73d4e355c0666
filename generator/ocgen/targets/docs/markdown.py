"""Text -> Markdown that shows exactly that text: the only way a spec's words reach a page.

The rules are CommonMark's (https://spec.commonmark.org/0.31.2/, backslash escapes 2.4, code spans 6.1, fences 4.5) and
those of GitHub's tables (https://github.github.com/gfm/#tables-extension-), which split a row at bars before anything
else is parsed, inside code spans too. Everything here holds at any place of a page: in a paragraph, at its start, in a
list, a heading, a table's cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from ocgen.targets.docs.addresses import web_address

# What a reader cannot see, or what turns the order of the letters around (Unicode's "Trojan source" report, 2021).
_HIDDEN = "\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_INVISIBLE = re.compile(f"[\x00-\x1f{_HIDDEN}]")
_INVISIBLE_IN_BLOCK = re.compile(f"[\x00-\x09\x0b-\x1f{_HIDDEN}]")  # line breaks are kept

# Characters that mean something in CommonMark, GFM, GitHub's formulas ($) or the templates of site generators ({).
_SPECIAL = re.compile(r"[\\`*\[\]<>&|~$#{}]|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_NUMBERED = re.compile(r"\d{1,9}[.)]")
_AUTOLINK = re.compile(r"(?=://)|(?<=www)(?=\.)", re.IGNORECASE)

_PLAIN = re.compile(r"[A-Za-z][0-9A-Za-z ,;'()\"%@!?-]*\.?")
_PLAIN_CODE = re.compile(r"(?!.*\{[{%#])[^\s`|\\]+( [^\s`|\\]+)*")
_BACKTICKS = re.compile("`+")
_PLAIN_IN_DIAGRAM = frozenset(" ,./()_-")


@lru_cache(maxsize=4096)
def visible(value: object) -> str:
    """Return the text as a page can show it: on one line, control characters as U+FFFD."""
    return _INVISIBLE.sub("\ufffd", " ".join(str(value).split()))


@lru_cache(maxsize=4096)
def text(value: object) -> str:
    """Return Markdown that shows ``value`` as running text, and never as markup, link or HTML."""
    shown = visible(value)
    if _PLAIN.fullmatch(shown):
        return shown
    escaped = _SPECIAL.sub(lambda match: _ENTITIES.get(match[0], "\\" + match[0]), shown)
    escaped = _AUTOLINK.sub(r"\\", escaped)
    if escaped[:1] in ("-", "+", "=", ":"):
        return "\\" + escaped
    if numbered := _NUMBERED.match(escaped):
        return escaped[: numbered.end() - 1] + "\\" + escaped[numbered.end() - 1 :]
    return escaped


@lru_cache(maxsize=4096)
def sentence(value: object) -> str:
    """Return ``text`` with a full stop when it lacks one; nothing for nothing."""
    shown = visible(value)
    return text(shown if not shown or shown[-1] in ".!?:" else f"{shown}.")


def clause(value: object) -> str:
    """Return ``text`` without its full stop, to stand inside a sentence."""
    return text(visible(value).removesuffix("."))


@lru_cache(maxsize=4096)
def code(value: object) -> str:
    """Return Markdown that shows ``value`` as code.

    What a code span cannot hold inside a table in every renderer (a backtick, a bar, a backslash before one) becomes
    a ``<code>`` element with escaped text.
    """
    shown = visible(value)
    return f"`{shown}`" if _PLAIN_CODE.fullmatch(shown) else f"<code>{text(shown)}</code>"


def link(label: object, url: object) -> str:
    """Return a link to an ``http`` or ``https`` address; any other address leaves the label alone."""
    address = web_address(str(url)).replace("&", "&amp;")
    return f"[{text(label)}]({address})" if address else text(label)


def fence(value: object, language: str) -> str:
    """Return a fenced code block; the fence is longer than any run of backticks inside.

    What is invisible should have been written as an escape of the block's language; what is left becomes U+FFFD.
    """
    body = _INVISIBLE_IN_BLOCK.sub("\ufffd", str(value).rstrip("\n"))
    marks = "```"
    if marks in body:
        marks = "`" * (1 + max(len(run) for run in _BACKTICKS.findall(body)))
    return f"{marks}{language}\n{body}\n{marks}"


def comment(value: object) -> str:
    """Return text that cannot end the HTML comment it stands in."""
    return visible(value).replace("--", "-\u200b-").replace("<", "&lt;").replace(">", "&gt;")


def mermaid(value: object) -> str:
    """Return text for a label of a Mermaid diagram: whatever could mean something there becomes an entity code.

    The codes are Mermaid's own (https://mermaid.js.org/syntax/sequenceDiagram.html#entity-codes-to-escape-characters).
    """
    shown = visible(value)
    coded = "".join(c if c.isalnum() or c in _PLAIN_IN_DIAGRAM else f"#{ord(c)};" for c in shown)
    # The word that closes a block is not read as a label.
    return coded if shown.lower() != "end" else f"#{ord(shown[0])};{shown[1:]}"


FILTERS: Mapping[str, Callable[..., str]] = {
    "visible": visible,
    "text": text,
    "sentence": sentence,
    "clause": clause,
    "code": code,
    "link": link,
    "fence": fence,
    "comment": comment,
    "mermaid": mermaid,
}
