"""Values that YAML takes for something else than text, or that do not end where they should."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ocgen.spec.syntax.guess import Guess, Trouble
from ocgen.spec.syntax.text import above, brackets as scan, end_of_quote, parts, quoted

_TYPOGRAPHIC = re.compile("[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019\u201a\u201b]")
_SPECIAL = "@`%*&!|>?-,[]{}#"
_OF_FLOW = re.compile(r"[^,\[\]{}]+")
_NAME = re.compile(r"[\w-]+")
_QUOTE_IT = "put the value into quotes"


def typographic_quotes(texts: Sequence[str], trouble: Trouble) -> Iterator[Guess]:
    """Yield guesses for quotes of a text processor, which quote nothing in YAML."""
    for number in above(texts, trouble.line, 2):
        found = parts(texts[number])
        if found and _TYPOGRAPHIC.match(found.value):
            inner = found.value[1:-1] if _TYPOGRAPHIC.match(found.value[-1]) else found.value[1:]
            message = f"the quote {found.value[0]} is a sign like any other in YAML"
            remedy = 'write straight quotes: " before and after the value'
            fix = {number: found.with_value(f'"{inner}"')}
            yield Guess(number, len(found.head), message, remedy, fix)


def quotes(texts: Sequence[str], trouble: Trouble) -> Iterator[Guess]:
    """Yield guesses for a quote that is opened and not closed; the parser finds that out far below."""
    for number in above(texts, trouble.line, 400):
        found = parts(texts[number])
        if not found or found.value[0] not in "\"'":
            continue
        whole = found.value + found.comment
        if end_of_quote(whole) >= 0:
            continue
        quote = found.value[0]
        message = f"the quote {quote} is opened and not closed"
        at = number, len(found.head)
        remedy = f"close it: write {quote} at the end of the value"
        yield Guess(*at, message, remedy, {number: found.with_value(found.value + quote)})


def brackets(texts: Sequence[str], trouble: Trouble) -> Iterator[Guess]:
    """Yield guesses for a bracket that is opened and not closed."""
    if trouble.opened is None or "flow" not in trouble.problem:
        return
    line, column = trouble.opened
    opened = texts[line][column:] if line < len(texts) else ""
    if not opened or opened[0] not in "[{":
        return
    found = parts(f"{' ' * column}{opened}")
    if found is None:
        return
    end, closers = scan(found.value)
    sign = opened[0]
    kind = "list" if sign == "[" else "mapping"
    message = f"the bracket {sign} is opened and not closed"
    remedy = f"close it: write {']' if sign == '[' else '}'} at the end of the {kind}"
    if end < 0:
        here = texts[line][:column] + found.value + closers + found.comment
        yield Guess(line, column, message, remedy, {line: here})
    for last in above(texts, trouble.line, 6):
        if last > line and texts[last].strip():
            _, closers = scan(" ".join((opened, *texts[line + 1 : last + 1])))
            yield Guess(line, column, message, remedy, {last: texts[last].rstrip().rstrip(",") + closers})


def after_the_end(texts: Sequence[str], trouble: Trouble) -> Iterator[Guess]:
    """Yield guesses for something behind a closing quote or bracket."""
    for number in above(texts, trouble.line, 2):
        found = parts(texts[number])
        if not found or found.value[0] not in "\"'[{":
            continue
        end = end_of_quote(found.value) if found.value[0] in "\"'" else scan(found.value)[0]
        rest = found.value[end + 1 :].strip() if end >= 0 else ""
        if not rest:
            continue
        at = number, len(found.head) + end + 1
        if found.value[0] in "[{" and not rest.strip("]} "):
            message = f"there is one bracket too many: {rest}"
            yield Guess(*at, message, f"remove {rest}", {number: found.with_value(found.value[: end + 1])})
        elif found.value[0] in "[{":
            message = "text follows the closing bracket"
            yield Guess(*at, message, _QUOTE_IT, {number: found.with_value(quoted(found.value))})
        else:
            inner = found.value[1:-1] if found.value[-1] == found.value[0] else found.value
            message = f"text follows the closing quote {found.value[0]}"
            remedy = "put the whole value into quotes, and within single quotes write '' for an apostrophe"
            yield Guess(*at, message, remedy, {number: found.with_value(quoted(inner))})


def escapes(texts: Sequence[str], trouble: Trouble) -> Iterator[Guess]:
    """Yield guesses for a backslash in double quotes that begins no escape."""
    if "escape" not in trouble.problem or trouble.line >= len(texts):
        return
    text = texts[trouble.line]
    found = parts(text)
    remedy = "write \\\\ for a backslash, or put the value into single quotes"
    message = "in double quotes a backslash begins an escape, and this is none"
    fix: dict[int, str | None] = {}
    if found and found.value[0] == found.value[-1] == '"':
        fix = {trouble.line: found.with_value(quoted(found.value[1:-1]))}
    yield Guess(trouble.line, trouble.column, message, remedy, fix, certain=True)


def first_character(texts: Sequence[str], trouble: Trouble) -> Iterator[Guess]:
    """Yield guesses for a value that begins with a character that means something to YAML."""
    for number in dict.fromkeys((trouble.line, trouble.opened[0] if trouble.opened else trouble.line)):
        text = texts[number] if number < len(texts) else ""
        found = parts(text)
        if found is None:
            continue
        sign = found.value[0]
        if sign in "[{" and number == trouble.line and text[trouble.column : trouble.column + 1] in tuple(_SPECIAL):
            inner = _OF_FLOW.match(text, trouble.column)
            if inner:
                fix = text[: inner.start()] + quoted(inner[0].rstrip()) + text[inner.start() + len(inner[0].rstrip()) :]
                yield Guess(number, trouble.column, _begins(text[trouble.column]), _QUOTE_IT, {number: fix})
        elif sign in _SPECIAL and sign not in "[{":
            yield Guess(
                number, len(found.head), _begins(sign), _QUOTE_IT, {number: found.with_value(quoted(found.value))}
            )


def _begins(sign: str) -> str:
    return f"text that begins with {sign} is something else in YAML"


def colon(texts: Sequence[str], trouble: Trouble) -> Iterator[Guess]:
    """Yield guesses for a colon and a blank within a value, which make a key of what stands before."""
    text = texts[trouble.line] if trouble.line < len(texts) else ""
    found = parts(text)
    if found and ":" in found.head and re.search(r":(?:\s|\Z)", found.value) and found.value[0] not in "\"'[{":
        place = len(found.head) + next(m.start() for m in re.finditer(r":(?:\s|\Z)", found.value))
        message = "a colon and a blank within a value make a key of what is before them"
        yield Guess(trouble.line, place, message, _QUOTE_IT, {trouble.line: found.with_value(quoted(found.value))})


def aliases(texts: Sequence[str], trouble: Trouble) -> Iterator[Guess]:
    """Yield guesses for an alias without its anchor, and for an anchor that stands twice."""
    text = texts[trouble.line] if trouble.line < len(texts) else ""
    name = _NAME.match(text, trouble.column + 1)
    if name is None or not ("undefined alias" in trouble.problem or "duplicate anchor" in trouble.problem):
        return
    start, end, said = trouble.column, name.end(), name[0]
    if "alias" in trouble.problem:
        message = f"no anchor &{said} is above the alias *{said}"
        remedy = f"write &{said} before the value that it stands for, or put text into quotes"
        fix = f"{text[:start]}{quoted(text[start:end])}{text[end:]}"
    else:
        message = f"the anchor &{said} is there twice"
        remedy = "give one of the two, and the aliases that mean it, another name"
        fix = f"{text[:end]}-2{text[end:]}"
    yield Guess(trouble.line, start, message, remedy, {trouble.line: fix}, certain=True)
