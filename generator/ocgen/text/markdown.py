"""Text -> Markdown that shows exactly that text: the only way a spec's words reach a page.

The rules are CommonMark's (https://spec.commonmark.org/0.31.2/, backslash escapes 2.4, code spans 6.1, fences 4.5),
those of GitHub's tables (https://github.github.com/gfm/#tables-extension-), which split a row at bars before anything
else is parsed, inside code spans too, and those of Python-Markdown, which MkDocs uses: it takes a backslash away only
before the signs that the first Markdown knew (https://daringfireball.net/projects/markdown/syntax#backslash). Any other
sign is written as a character reference, which all of them read. Everything here holds at any place of a page: in a
paragraph, at its start, in a list, a heading, a table's cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from ocgen.text.addresses import web_address
from ocgen.text.characters import readable, readable_lines, spelled
from ocgen.text.paragraphs import paragraphs, sentences

# Characters that mean something in CommonMark, GFM, GitHub's formulas ($) or the templates of site generators ({), and
# the start of an address, which GitHub makes a link of.
_SPECIAL = re.compile(r"[\\`*\[\]<>&|~$#{}]|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])|:(?=//)|(?<=www)\.", re.IGNORECASE)
# A list's item, a heading's underline, a definition; MyST's comments and targets; the blocks of MkDocs' extensions.
_BLOCK = re.compile(r"[-+=:%]|!!!|\?\?\?|///|\(.*\)=\Z")
_BACKSLASHED = frozenset("\\`*_{}[]()#+-.!")  # both CommonMark and the first Markdown take the backslash away
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_NUMBERED = re.compile(r"\d{1,9}[.)]")

_PLAIN = re.compile(r"[A-Za-z][0-9A-Za-z ,;'()\"%@!?-]*\.?")
_PLAIN_CODE = re.compile(r"(?!.*\{[{%#])[^\s`|\\]+( [^\s`|\\]+)*")
_BACKTICKS = re.compile("`+")
_PLAIN_IN_DIAGRAM = frozenset(" ,./()_-")


@lru_cache(maxsize=4096)
def visible(value: object) -> str:
    """Return the text as a page can show it: on one line, invisible characters as U+FFFD."""
    return readable(" ".join(str(value).split()))


@lru_cache(maxsize=4096)
def text(value: object) -> str:
    """Return Markdown that shows ``value`` as running text, and never as markup, link or HTML."""
    shown = visible(value)
    if _PLAIN.fullmatch(shown):
        return shown
    escaped = _SPECIAL.sub(lambda match: _escaped(match[0]), shown)
    if _BLOCK.match(escaped):
        return _escaped(escaped[0]) + escaped[1:]
    if numbered := _NUMBERED.match(escaped):
        return escaped[: numbered.end() - 1] + "\\" + escaped[numbered.end() - 1 :]
    return escaped


def _escaped(sign: str) -> str:
    return f"\\{sign}" if sign in _BACKSLASHED else _ENTITIES.get(sign) or f"&#{ord(sign)};"


@lru_cache(maxsize=4096)
def sentence(value: object) -> str:
    """Return ``text`` line by line, with a full stop when it lacks one; nothing for nothing."""
    return "<br>".join(map(text, sentences(str(value))))


def joint(value: object) -> str:
    """Return what stands between ``value``, shown as ``sentence`` does, and a sentence after it: a blank or a break."""
    return "<br>" if len(paragraphs(str(value))) > 1 else " "


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
    body = readable_lines(str(value).rstrip("\n").expandtabs(4))
    marks = "```"
    if marks in body:
        marks = "`" * (1 + max(len(run) for run in _BACKTICKS.findall(body)))
    return f"{marks}{language}\n{body}\n{marks}"


def comment(value: object) -> str:
    """Return text that cannot end the HTML comment it stands in."""
    return re.sub("-(?=-)", "- ", visible(value)).replace("<", "&lt;").replace(">", "&gt;")


def mermaid(value: object) -> str:
    """Return text for a label of a Mermaid diagram: whatever could mean something there becomes an entity code.

    The codes are Mermaid's own (https://mermaid.js.org/syntax/sequenceDiagram.html#entity-codes-to-escape-characters).
    """
    shown = visible(value)
    coded = "".join(c if c.isalnum() or c in _PLAIN_IN_DIAGRAM else f"#{ord(c)};" for c in shown)
    # The word that closes a block is not read as a label.
    return coded if shown.lower() != "end" else f"#{ord(shown[0])};{shown[1:]}"


FILTERS: Mapping[str, Callable[..., str]] = {
    "spelled": spelled,
    "visible": visible,
    "text": text,
    "sentence": sentence,
    "joint": joint,
    "clause": clause,
    "code": code,
    "link": link,
    "fence": fence,
    "comment": comment,
    "mermaid": mermaid,
}
