"""Code as pages show it -> its text: without line numbers, one line for each element that stands for a line."""

from __future__ import annotations

import re

from ocgen.upstream.sources.document import CodeBlock
from ocgen.upstream.sources.markup import Element, MarkupStep, classes, content, flow

_LINES = frozenset({"div", "p", "li", "tr", "pre", "ol", "ul", "table", "tbody", "section", "figure"})
_LINE_CLASS = re.compile(r"(?:\w+[-_])?(?:line|row)\Z")
_NUMBER_CLASS = re.compile(r"(?:[\w-]+[-_])?(?:gutter|lineno[s]?|linenodiv|line-?numbers?|ln|lnt|ln-numbers)\Z")
_CODE_CLASS = re.compile(r"(?:[\w-]+[-_])?(?:code|blob-code-inner|ln-code)\Z")
_NUMBERS = re.compile(r"[\d\s]*")
_NUMBERED = re.compile(r"[ \t]*(\d{1,5})(?:[ \t]*[|:\u2502])?(?:[ \t]|\Z)")
_OF_CODE = "descendant-or-self::pre|descendant-or-self::code|descendant-or-self::samp"
_BEGINS = re.compile(r"\s*(?:[{\[]|curl\b|(?:GET|POST|PUT|PATCH|DELETE) +[/<h])")


def code_of(element: Element) -> CodeBlock | None:
    """Return what an element shows as code; None where that is nothing."""
    lines = _Lines()
    for step in flow(element, lambda _: False, _is_number):
        lines.take(step)
    text = "".join(lines.out)
    body = text.lstrip("\n")
    line = lines.start + (len(text) - len(body)) * (lines.start > 0)
    body = _unnumbered(body.rstrip())
    return CodeBlock(max(1, line), body) if body.strip() else None


def is_listing(element: Element) -> bool:
    """Whether an element is a block of code: preformatted, a table of numbers and code, code over several lines."""
    if element.tag == "pre":
        return True
    if element.tag == "table":
        return _is_numbered_table(element)
    if element.tag in {"code", "samp", "tt", "kbd"}:
        over_lines = element.find(".//br") is not None or element.find(".//div") is not None
        return over_lines or ("\n" in content(element).strip() and _BEGINS.match(content(element)) is not None)
    return False


class _Lines:
    """Text that gathers; an element that stands for a line begins a new one, before it and behind it."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.start = 0
        self.ended = False  # a line has ended, by no line break yet

    def take(self, step: MarkupStep) -> None:
        if step.kind == "text":
            self._text(step.text, step.line)
        elif step.element.tag == "br" and step.kind == "start":
            self._text("\n", step.line)
        elif _is_line(step.element):
            if step.kind == "start":
                if not self._fresh():
                    self.out.append("\n")
                self.ended = False
            else:
                self.ended = not self._fresh() or self.ended

    def _text(self, text: str, line: int) -> None:
        if self.ended and not text.strip(" \t") and "\n" not in text:
            return  # blanks between two lines
        if self.ended and not text.lstrip(" \t").startswith("\n"):
            self.out.append("\n")
        self.ended = False
        if not self.start:
            self.start = line
        self.out.append(text)

    def _fresh(self) -> bool:
        return not self.out or self.out[-1].endswith("\n")


def _is_line(element: Element) -> bool:
    return element.tag in _LINES or any(_LINE_CLASS.match(name) for name in classes(element))


def _is_number(element: Element) -> bool:
    """Whether an element holds line numbers alone: it says so, or it is a cell of them beside one of code."""
    named = any(_NUMBER_CLASS.match(name) for name in classes(element)) or element.get("data-line-number") is not None
    if not (named or (element.tag in {"td", "th"} and element.getnext() is not None)):
        return False
    text = content(element)
    return _NUMBERS.fullmatch(text) is not None and (named or _counts(text.split()))


def _is_numbered_table(table: Element) -> bool:
    """Whether each row of a table is line numbers, in one cell or one a row, and code."""
    rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
    rows = [cells for cells in rows if any(content(cell).strip() for cell in cells)]
    if not rows or not all(len(cells) == 2 and _is_number(cells[0]) for cells in rows):
        return False
    numbers = [number for cells in rows for number in content(cells[0]).split()]
    marked = any(_CODE_CLASS.match(name) for name in classes(rows[0][1])) or bool(rows[0][1].xpath(_OF_CODE))
    return marked and (not numbers or _counts(numbers))


def _counts(numbers: list[str]) -> bool:
    return bool(numbers) and all(n.isdecimal() and int(n) == int(numbers[0]) + at for at, n in enumerate(numbers))


def _unnumbered(text: str) -> str:
    """Return a text without the numbers that begin its lines, where these count up from the first to the last."""
    lines = text.split("\n")
    found = [_NUMBERED.match(line) for line in lines]
    numbers = [match[1] for match in found if match]
    if len(lines) < 2 or len(numbers) < len(lines) or not _counts(numbers):
        return text
    return "\n".join(line[match.end() :] for line, match in zip(lines, found, strict=True) if match)
