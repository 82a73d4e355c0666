"""Python source of any width -> source of at most `WIDTH` columns that means the same.

Prose is wrapped, brackets are opened with an element a line, and a string that is too long becomes several side by
side. What has no place to break stays: a word of prose, a name, a comment that tells a path.
"""

from __future__ import annotations

import re
import unicodedata
from ast import literal_eval
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from ocgen.targets.python.literal import literal

WIDTH = 120

_STEP = 4
_LONG = re.compile(f"^.{{{WIDTH + 1}}}", re.MULTILINE)
_SHORT = 20  # a string is not cut into pieces smaller than this, however deep it stands
_DOCSTRING = re.compile(r'^ *"{3}[\s\S]*?"{3}', re.MULTILINE)  # no other string goes over lines
_TOKEN = re.compile(r"""r?"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\w+|\s+|.""")
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_IMPORT = re.compile(r"(from \S+ import )(.*,.*)")
# Other statements that take brackets around what can be broken, and the operators to break it at.
_BRACKETED = (
    (re.compile(r"(if |elif |while )(.*)(:)"), ("and", "or")),
    (re.compile(r"(\w+: )(.* \| .*)( = \w+)"), ("|",)),
    (re.compile(r"(\w+: \w+ = )(\w+(?: \| \w+)+)()"), ("|",)),
)
# An argument of several types: it is broken before the operators, and takes no brackets.
_ARGUMENT = re.compile(r"(\w+: )(.* \| [^=]*?)((?: = None)?,)")


@dataclass(frozen=True, slots=True)
class _Brackets:
    """What stands between two brackets."""

    opening: str
    inner: tuple[_Item, ...]
    closing: str

    def __str__(self) -> str:
        return f"{self.opening}{_flat(self.inner)}{self.closing}"


_Item = str | _Brackets


def folded(source: str) -> str:
    """Return Python source with no line wider than `WIDTH` but those that have no place to break.

    A statement or an element of a list has to stand on one line to be folded.
    """
    if not _LONG.search(source) and (source.isascii() or all(map(_fits, source.splitlines()))):
        return source
    prose = [match.span() for match in _DOCSTRING.finditer(source)]
    lines: list[str] = []
    start = 0
    for line in source.splitlines(keepends=True):
        bare = line.rstrip("\n")
        if _fits(bare):
            lines.append(bare)
        elif any(begin < start + len(bare) and start < end for begin, end in prose):
            lines += _prose(bare)
        else:
            text = bare.lstrip()
            lines += _code(text, len(bare) - len(text))
        start += len(line)
    return "".join(f"{line}\n" for line in lines)


def columns(line: str) -> int:
    """Return how many columns a line takes; some letters take two."""
    if line.isascii():
        return len(line)
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in line)


def _fits(line: str) -> bool:
    return columns(line) <= WIDTH


def _prose(line: str) -> list[str]:
    """Wrap a line of a docstring; quotes stay at the word that they are at."""
    text = line.lstrip()
    pad = " " * (len(line) - len(text))
    return _wrapped(text, pad, pad)


def _wrapped(text: str, first: str, others: str) -> list[str]:
    return wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )


def _code(text: str, indent: int) -> list[str]:
    """Fold a statement, or an element with the comma after it."""
    pad = " " * indent
    if text.startswith("#"):
        return _wrapped(text, pad, f"{pad}# ")
    if match := _IMPORT.fullmatch(text):
        names = _Brackets("(", tuple(_parsed(match[2])), ")")
        return [f"{pad}{match[1]}(", *_elements(names, indent + _STEP), f"{pad})"]
    if match := _ARGUMENT.fullmatch(text):
        first, *others = _operands(_parsed(match[2]), ("|",))
        head, *lines = _laid([match[1], *first], indent)
        parts = [head, *lines, *(f"{pad}{_flat(operand)}" for operand in others)]
        return [*parts[:-1], f"{parts[-1]}{match[3]}"]
    for statement, operators in _BRACKETED:
        match = statement.fullmatch(text)
        items = _parsed(match[2]) if match else []
        operands = _operands(items, operators)
        ends = isinstance(items[-1], _Brackets) and len(operands) == 2 if items else False  # as ruff has it
        if match and len(operands) > 1 and not (ends and _fits(f"{pad}{match[1]}{_flat(items[:-1])}(")):
            inner = _broken(items, indent + _STEP, operators)
            return [f"{pad}{match[1]}(", *inner, f"{pad}){match[3]}"]
    return _laid(_parsed(text), indent)


def _broken(items: list[_Item], indent: int, operators: Sequence[str]) -> Iterator[str]:
    """Lay an expression out on one line if it fits, else an operand a line."""
    fits = _fits(f"{' ' * indent}{_flat(items)}")
    for operand in [items] if fits else _operands(items, operators):
        yield from _laid(operand, indent)


def _laid(items: Sequence[_Item], indent: int) -> list[str]:
    """Lay items out from a column on: one of them is opened where that is enough, else as many as it takes."""
    pad = " " * indent
    lines: list[str] = []
    line = pad
    openable = _openable(items, indent)
    for number, item in enumerate(items):
        if number in openable and not _fits(f"{line}{_flat(items[number:])}"):
            first, *between, last = _opened(item, indent + _STEP)
            lines += [f"{line}{first}", *between]
            line = f"{pad}{last}"
        else:
            line += str(item)
    return [*lines, line.rstrip()]


def _openable(items: Sequence[_Item], indent: int) -> Sequence[int]:
    """Return which items to open: the last brackets or the longest string, if the rest fits then; else all."""
    pad = " " * indent
    groups = [n for n, item in enumerate(items) if isinstance(item, _Brackets) and item.inner]
    strings = [n for n, item in enumerate(items) if isinstance(item, str) and _is_string(item) and len(item) > _SHORT]
    found = [*reversed(groups), *sorted(strings, key=lambda n: -len(str(items[n])))]
    for n in found:
        if _fits(f"{pad}{_flat(items[:n])}(") and _fits(f"{pad}){_flat(items[n + 1 :])}"):
            return [n]
    return found


def _opened(item: _Item, indent: int) -> list[str]:
    """Return the lines of an item that stands open: the first ends a line that has begun, the last begins one."""
    if isinstance(item, _Brackets):
        return [item.opening, *_elements(item, indent), item.closing]
    return ["(", *(f"{' ' * indent}{piece}" for piece in _pieces(literal_eval(item), WIDTH - indent)), ")"]


def _elements(group: _Brackets, indent: int) -> Iterator[str]:
    """Lay out what stands between brackets: an element a line, or an operand, or all of it on one."""
    elements: list[list[_Item]] = [[]]
    for item in group.inner:
        if item == ",":
            elements.append([])
        else:
            elements[-1].append(item)
    alone = group.inner[0]
    if len(group.inner) == 1 and isinstance(alone, str) and _is_string(alone):
        yield from _opened(alone, indent)[1:-1]  # these brackets are enough
        return
    if len(elements) == 1:
        yield from _broken(elements[0], indent, ("and", "or"))
        return
    for element in map(_stripped, elements):
        if element:
            yield from _laid([*element, ","], indent)


def _operands(items: Sequence[_Item], operators: Sequence[str]) -> list[list[_Item]]:
    """Split an expression at operators, each with what follows it."""
    found: list[list[_Item]] = [[]]
    for item in items:
        if item in operators:
            found.append([])
        found[-1].append(item)
    return [_stripped(operand) for operand in found]


def _stripped(items: list[_Item]) -> list[_Item]:
    start = 1 if items and isinstance(items[0], str) and items[0].isspace() else 0
    end = len(items) - 1 if len(items) > start and isinstance(items[-1], str) and items[-1].isspace() else len(items)
    return items[start:end]


def _pieces(value: str, room: int) -> Iterator[str]:
    """Return the literals, none wider than ``room``, that make up a text; cut after a blank if there is one."""
    while value:
        end = min(len(value), room)
        while len(literal(value[:end])) > room:
            end -= 1
        if end < len(value):
            end = value.rfind(" ", _SHORT, end) + 1 or end
        yield literal(value[:end])
        value = value[end:]


def _is_string(item: str) -> bool:
    return item[:1] in "\"'" or item.startswith('r"')


def _flat(items: Sequence[_Item]) -> str:
    return "".join(map(str, items))


def _parsed(text: str) -> list[_Item]:
    """Return the tokens of code, with what is between brackets in groups."""
    stack: list[tuple[str, list[_Item]]] = [("", [])]
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in _PAIRS:
            stack.append((token, []))
        elif token in _PAIRS.values() and len(stack) > 1:
            opening, inner = stack.pop()
            stack[-1][1].append(_Brackets(opening, tuple(inner), token))
        else:
            stack[-1][1].append(token)
    while len(stack) > 1:  # a bracket that is closed on another line
        opening, inner = stack.pop()
        stack[-1][1].extend((opening, *inner))
    return stack[0][1]
