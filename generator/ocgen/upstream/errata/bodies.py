"""Mistakes in bodies: JSON that does not parse, placeholders that are misspelt, values that the tables refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_lowercase

from ocgen.findings.location import Location
from ocgen.model import About, Erratum, Part
from ocgen.upstream.extract.bodies import RequestBody, is_placeholder
from ocgen.upstream.extract.page import Page
from ocgen.upstream.extract.values import choices, required
from ocgen.upstream.sources.document import Heading, Item, Paragraph, SourceTable
from ocgen.upstream.sources.lenient import LenientScalar

_WORD = re.compile(r"[A-Za-z]{4,30}")
_PLACES = {
    "request": "example body", "instance": "example answer of the instance request",
    "oauth-url": "example answer of the OAuth URL call", "oauth-token": "example answer of the OAuth token call",
}  # fmt: skip
_ANSWERS = frozenset({"instance", "oauth-url", "oauth-token"})
_SHORT, _LONG = 5, 10  # letters; two short words that are alike are two words


def body_errata(page: Page) -> Iterator[Erratum]:
    """Yield the mistakes of the objects that a page shows."""
    for body in page.bodies:
        place = _PLACES.get(body.kind, "example in JSON")
        at = Location(page.path, body.fragment.line)
        part: Part = "answer" if body.kind in _ANSWERS else "example"
        if body.fragment.problem:
            says, about = f"JSON that does not parse: {body.fragment.problem}", About(part, "syntax")
            there = Location(page.path, body.fragment.problem_line)
            yield Erratum(place, says, "valid JSON", "no parser takes it", there, (about,))
        for key in body.fragment.twice:
            why, about = "the last one wins, or it is refused", About(part, "repeated", key)
            yield Erratum(place, f"{key} stands there twice", f"one {key}", why, at, (about,))
    yield from _placeholders(page)
    yield from _refused_values(page)
    yield from _undocumented(page)


def _undocumented(page: Page) -> Iterator[Erratum]:
    """Yield an erratum for each field that requests and tables do not both have; only where there are tables at all."""
    told = {one.name for one in page.fields_said}
    misnamed = page.misnamed
    shown: set[str] = set()
    for body in page.requests:
        for member in body.configuration:
            at = Location(page.path, member.line)
            if (
                told
                and member.key not in told | shown | set(misnamed.values())
                and member.key not in page.words.everywhere
            ):
                yield Erratum(
                    f"example body, {member.key}", "no table has it", "TODO: what the field is",
                    "the parameter table describes the others", at,
                    (About("configuration", "undescribed", member.key),),
                )  # fmt: skip
            shown.add(member.key)
    for one in page.fields_said:
        at = Location(page.path, one.line)
        if right := misnamed.get(one.name):
            why = f"the example body has {right}"
            about = About("configuration", "name", right, one.name)
            yield Erratum(f"parameter table, {one.name}", f"the field is {one.name}", right, why, at, (about,))
        elif one.required and required("", one.required)[0] is not True:
            continue  # a column of its own says that a request need not have it
        elif shown and one.name not in shown and one.name not in page.words.everywhere and page.requests:
            yield Erratum(
                f"parameter table, {one.name}", "no example body has it", "TODO: whether a request takes it",
                "the example bodies have the others", at, (About("example", "missing", one.name),),
            )  # fmt: skip


def _placeholders(page: Page) -> Iterator[Erratum]:
    """Yield an erratum for a word of a placeholder that is one letter off a word of the page: ``<ACOUNT_URL>``."""
    known: set[str] = set()
    for block in page.document.blocks:
        if isinstance(block, Heading | Paragraph | Item):
            known.update(_WORD.findall(block.text.lower()))
        elif isinstance(block, SourceTable):
            known.update(word for row in block.rows for cell in row.cells for word in _WORD.findall(cell.lower()))
    for body in page.requests:
        for member in (*body.configuration, *body.provider_data):
            text = member.value.text if isinstance(member.value, LenientScalar) else ""
            if not (text.startswith("<") and text.endswith(">") and len(text) < 100):
                continue
            for word in _WORD.findall(text):
                lower = word.lower()
                near = "" if lower in known else min(_one_letter_off(lower) & known, default="")
                if near and lower.rstrip("s") != near.rstrip("s"):
                    right = text.replace(word, near.upper() if word.isupper() else near)
                    yield Erratum(
                        f"example body, {member.key}", text, right, f"{word} is misspelt",
                        Location(page.path, member.line), (About("example", "spelling", member.key, text),),
                    )  # fmt: skip


def _one_letter_off(word: str) -> set[str]:
    """Return the words with a letter more or less; in a long one a letter may also be another."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    near = {head + letter + tail for head, tail in cuts for letter in ascii_lowercase}
    if len(word) > _SHORT:
        near |= {head + tail[1:] for head, tail in cuts if tail}
    if len(word) >= _LONG:
        near |= {head + letter + tail[1:] for head, tail in cuts if tail for letter in ascii_lowercase}
    return near if len(word) >= _SHORT else set()


def _refused_values(page: Page) -> Iterator[Erratum]:
    """Yield an erratum for each value of an example that is none of those the table lists."""
    allowed = {one.name: choices(one.description) for one in page.fields_said}
    for body in page.requests:
        yield from _refused(page, body, allowed)


def _refused(page: Page, body: RequestBody, allowed: dict[str, tuple[str, ...]]) -> Iterator[Erratum]:
    for member in body.configuration:
        values = allowed.get(member.key, ())
        text = member.value.text if isinstance(member.value, LenientScalar) else ""
        if values and text and not is_placeholder(text) and text.lower() not in map(str.lower, values):
            listed = ", ".join(values)
            yield Erratum(
                f"parameter table, {member.key}", f"accepted are {listed}; the example sends another value",
                "TODO: which is right", "the table and the example body differ", Location(page.path, member.line),
                (About("example", "value", member.key),),
            )  # fmt: skip
