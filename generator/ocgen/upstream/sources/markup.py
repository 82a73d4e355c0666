"""HTML as a tree, and the tree as a flow of text with its lines. lxml repairs what pages leave open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lxml import etree
from lxml.html import defs

from ocgen.upstream.sources.document import typed

Element: TypeAlias = etree._Element  # lxml names its public class so

MAX_TAGS = 60_000  # a saved help page has 1,000 to 20,000: each word of highlighted code takes two

_SILENT = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "nav", "head", "button", "select", "textarea", "iframe"}
)
_HOLDS_TEXT = "descendant::main|descendant::article|descendant::pre"  # what a menu that nobody closed swallows
_KNOWN = defs.tags | {"data", "dialog", "hgroup", "main", "picture", "rb", "rtc", "search", "slot", "image", "nobr"}
_SHORT_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9_. ]{0,60}?)( ?/?>)")
_UNFINISHED = re.compile(r"<[A-Za-z/!][^<>]*\Z")

Kind: TypeAlias = Literal["start", "text", "end", "whole"]
Test: TypeAlias = Callable[[Element], bool]


@dataclass(frozen=True, slots=True)
class MarkupStep:
    """One step through a tree: an element begins or ends, stands as a whole, or a text follows."""

    kind: Kind
    line: int
    element: Element
    text: str = ""


@dataclass(frozen=True, slots=True)
class MarkupTree:
    """A page. ``cut`` is the line from which it could not be read, 0 where all of it was; ``reason`` tells why."""

    root: Element | None
    cut: int = 0
    reason: str = ""


def parse(text: str) -> MarkupTree:
    """Return the tree of an HTML text, whatever it leaves open; what is too deep or too much is left out."""
    tags = text.split("<", MAX_TAGS)
    kept = text[: len(text) - len(tags[-1])] if len(tags) > MAX_TAGS else text
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(_placeholders_shown(kept).encode("utf-8", "replace"), parser)
    except etree.ParserError:  # nothing in it
        root = None
    deep = next((e.line for e in parser.error_log if e.type_name == "ERR_RESOURCE_LIMIT"), 0)
    if deep:
        return MarkupTree(root, deep, "the page's elements are nested more than 256 deep")
    if kept is not text:
        return MarkupTree(root, kept.count("\n") + 1, f"the page has more than {MAX_TAGS:,} tags")
    rest = _UNFINISHED.search(text, max(0, text.rfind("<")))
    return (
        MarkupTree(root, text.count("\n", 0, rest.start()) + 1, "the page ends inside a tag")
        if rest
        else MarkupTree(root)
    )


def _placeholders_shown(text: str) -> str:
    """Return HTML with ``<YOUR_DOMAIN>``, which a page has forgotten to escape, as text: it is no element."""
    return _SHORT_TAG.sub(_placeholder_shown, text)


def _placeholder_shown(found: re.Match[str]) -> str:
    closing, name, end = found.groups()
    if name.split(" ")[0].lower() in _KNOWN or "/" in end:
        return found[0]
    return "" if closing else f"&lt;{name}&gt;"


def flow(root: Element, whole: Test, skipped: Test | None = None) -> Iterator[MarkupStep]:
    """Go through an element: all of its text but what no reader sees; what ``whole`` names is not entered."""
    walk = etree.iterwalk(root, events=("start", "end"))
    line = root.sourceline or 1
    passed: set[Element] = set()
    for event, element in walk:
        if event == "start":
            line = element.sourceline or line
            silent = is_silent(element) or (skipped is not None and skipped(element))
            if silent or (element is not root and whole(element)):
                walk.skip_subtree()
                passed.add(element)
                if not silent:
                    yield MarkupStep("whole", line, element)
                line += sum(text.count("\n") for text in element.itertext())
                continue
            yield MarkupStep("start", line, element)
            text = element.text
        else:
            if element not in passed:
                yield MarkupStep("end", line, element)
            text = element.tail if element is not root else None
        if text:
            yield MarkupStep("text", line, element, typed(text))
            line += text.count("\n")


def is_silent(element: Element) -> bool:
    """Whether a reader sees none of it, or only a control: a script, a menu, the sign by a heading that links to it."""
    tag = element.tag
    if tag in _SILENT or element.get("role") == "navigation":
        return tag == "head" or not element.xpath(_HOLDS_TEXT)
    return tag == "a" and "#" in (element.get("href") or "") and not re.search(r"\w", content(element))


def content(element: Element) -> str:
    """Return all text within an element."""
    return "".join(element.itertext())


def classes(element: Element) -> list[str]:
    """Return the names of its classes."""
    return (element.get("class") or "").lower().split()
