"""The options of a page or a section of one, as a marker in a document writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ocgen.pages.headings import DEEPEST
from ocgen.tables.faults import Fault
from ocgen.tables.options import SWITCH, words
from ocgen.text.suggest import did_you_mean

_OF_BOTH = ("heading", "language", "level", "prefix")
PAGE_NAMES = ("except", *_OF_BOTH, "sections")
NAMES: Mapping[str, tuple[str, ...]] = {"page": PAGE_NAMES, "section": _OF_BOTH}

_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")
_EXAMPLES = {
    "except": "except=errata",
    "sections": "sections=before,api",
    "prefix": "prefix=acme",
    "level": "level=3",
    "language": "language=de",
}


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What is shown of a page, and how. Nothing chosen: all of it, its headings as they are on the page."""

    sections: tuple[str, ...] = ()  # these, in this order
    leave_out: tuple[str, ...] = ()
    level: int = 0  # of the first heading; those after it follow
    heading: bool = True  # whether the first heading is shown
    prefix: str = ""  # of all ids, where two connectors stand in one document
    language: str = ""  # none: that of the catalogue


def parse_page_options(what: str, given: Mapping[str, str]) -> tuple[PageOptions, list[Fault]]:
    """Return the options that names and values of a ``page`` or a ``section`` stand for, and all that is wrong.

    Whether a section of that name exists is for the templates to say, and whether there is such a language.
    """
    faults = list(_faults(what, given))
    wrong = {fault.where for fault in faults}
    fine = {name: value for name, value in given.items() if name not in wrong}
    options = PageOptions(
        sections=words(fine.get("sections", "")),
        leave_out=words(fine.get("except", "")),
        level=int(fine.get("level", "0")),
        heading=SWITCH[fine.get("heading", "yes")],
        prefix=fine.get("prefix", ""),
        language=fine.get("language", ""),
    )
    return options, faults


def _faults(what: str, given: Mapping[str, str]) -> Iterator[Fault]:
    known = NAMES[what]
    levels = [str(level) for level in range(1, DEEPEST + 1)]
    for name, value in given.items():
        if name in PAGE_NAMES and name not in known:
            yield Fault(name, f"a section cannot have the option {name}", "write ocgen:begin page KEY, which can")
        elif name not in known:
            yield Fault(name, f'unknown option "{name}"', did_you_mean(name, known) or f"known: {', '.join(known)}")
        elif name == "heading" and value not in SWITCH:
            yield Fault(name, f'heading is yes or no, not "{value}"', "write heading=yes or heading=no")
        elif name in _EXAMPLES and not value:
            yield Fault(name, f"{name} has no value", f"for example: {_EXAMPLES[name]}")
        elif name == "level" and value not in levels:
            yield Fault(name, f'a heading has no level "{value}"', f"known: {', '.join(levels)}")
        elif name == "prefix" and not _PREFIX.fullmatch(value):
            remedy = "use letters, digits, dots, dashes and underscores, a letter first"
            yield Fault(name, f'"{value}" cannot begin an id', remedy)
        elif name in ("sections", "except") and (twice := _twice(value)):
            yield Fault(name, f'the section "{twice}" is named twice', "keep one")
    if given.get("sections") and given.get("except"):
        yield Fault("except", "sections says already what is left out", "keep one of sections and except")


def _twice(value: str) -> str:
    names = words(value)
    return next((name for name in names if names.count(name) > 1), "")
