"""Mistakes in tables: copied descriptions, missing cells, types that are none, sentences against themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ocgen.findings.location import Location
from ocgen.model import About, Erratum, Part
from ocgen.upstream.extract.page import Page
from ocgen.upstream.extract.rows import StatedRow
from ocgen.upstream.extract.values import is_type
from ocgen.upstream.sources.document import Item, Paragraph, plain

_SENTENCE = re.compile(r"[^.\n]{25,400}\.")
_URL_NAME = re.compile(r"callback.?ur[il]|redirect.?ur[il]", re.IGNORECASE)
_OF_A_KEY = re.compile(r"\b(?:API key|client ID|consumer key)\b", re.IGNORECASE)
_OF_A_URL = re.compile(r"\b(?:ur[il]|address|redirect)\b", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?\b([a-z][a-z0-9-]{0,40}?)([0-9]{2,10})\.([a-z0-9-]{1,60}(?:\.[a-z]{2,20}){1,3})\b")
_WHERE = {"query": "query parameter table", "callback": "callback parameter table", "field": "parameter table"}


def table_errata(page: Page) -> Iterator[Erratum]:
    """Yield the mistakes of single rows, and of rows against each other."""
    for one in page.said:
        at = Location(page.path, one.line)
        where, part = f"{_WHERE[one.purpose]}, {one.name}", _part(page, one)
        key = page.misnamed.get(one.name, one.name) if one.purpose == "field" else one.name
        sentence = _first_sentence(one)
        if _URL_NAME.search(one.name) and _OF_A_KEY.search(sentence) and not _OF_A_URL.search(sentence):
            yield Erratum(
                where, "it is the API key", "it is the callback URL", "the sentence is a copy of another row", at,
                (About(part, "copied", key),),
            )  # fmt: skip
        if one.type is not None and not is_type(one.type):
            found = plain(one.type)[:40]
            why, about = "the column holds types of JSON", About(part, "type", key, found)
            yield Erratum(where, f"the data type is {found}", "string", why, at, (about,))
        elif one.cells_missing:
            says, about = "the row has fewer cells than the table", About(part, "cells", key)
            yield Erratum(where, says, "TODO: the cell", "cells are missing", at, (about,))
        yield from _against_itself(where, one.description, at, About(part, "description", key))
    yield from _copied(page)
    yield from _cases(page)
    for block in page.document.blocks:
        if isinstance(block, Paragraph | Item):
            yield from _against_itself("text", block.text, Location(page.path, block.line), About("text", "value"))


def _part(page: Page, one: StatedRow) -> Part:
    """The place of a spec whose member a row describes."""
    if one.purpose != "field":
        return "callback" if one.purpose == "callback" else "oauth_url_query"
    if one.name in page.words.members:
        return "request"
    return "provider_data" if one.name in page.provider_data | page.words.provider_data else "configuration"


def _first_sentence(one: StatedRow) -> str:
    found = _SENTENCE.match(plain(one.description))
    return found[0] if found else ""


def _copied(page: Page) -> Iterator[Erratum]:
    """Yield an erratum for two fields of one table with the same first sentence; the reader cannot tell whose it is."""
    seen: dict[tuple[int, str], str] = {}
    for one in page.said:
        sentence = _first_sentence(one)
        first = seen.setdefault((one.block, sentence), one.name) if sentence else one.name
        if first != one.name and not one.shared and not _URL_NAME.search(one.name):
            yield Erratum(
                f"{_WHERE[one.purpose]}, {one.name}", f"it is described as {first} is", "TODO: what it is",
                "two rows have the same sentence", Location(page.path, one.line),
                (About(_part(page, one), "copied", one.name),),
            )  # fmt: skip


def _cases(page: Page) -> Iterator[Erratum]:
    """Yield an erratum for each callback parameter that the request writes in another case."""
    passed = {name.lower(): name for name in page.provider_data}
    for one in page.said:
        right = passed.get(one.name.lower())
        if one.purpose == "callback" and right and right != one.name:
            yield Erratum(
                f"{_WHERE[one.purpose]}, {one.name}", f"the parameter is {one.name}", right,
                f"the example body has {right}", Location(page.path, one.line),
                (About("callback", "name", right, one.name),),
            )  # fmt: skip


def _against_itself(where: str, text: str, at: Location, about: About) -> Iterator[Erratum]:
    """Yield an erratum for a sentence with two accounts: for dt123.example.com enter dt364.example.com."""
    hosts: dict[tuple[str, str], str] = {}
    for found in _HOST.finditer(text[:5000]):
        first = hosts.setdefault((found[1], found[3]), found[2])
        if first != found[2]:
            right, wrong = (f"{found[1]}{number}.{found[3]}" for number in (first, found[2]))
            says, why = f"for {right} it says {wrong}", "the sentence contradicts itself"
            yield Erratum(where, says, right, why, at, (replace(about, found=wrong),))
            return
