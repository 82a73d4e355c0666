"""How cells say a value: of a parameter and of a member of a body alike."""

from __future__ import annotations

from collections.abc import Iterable

from ocgen.tables.rich import Cell, Code, Line, Text, filled, joined, text
from ocgen.text.characters import spelled
from ocgen.text.phrases import Phrases


def yes_no(value: bool, phrases: Phrases) -> Cell:
    """Return the cell of a yes or no."""
    return text(phrases.gettext("yes") if value else phrases.gettext("no"))


def sent(value: str, phrases: Phrases) -> Line:
    """Return a value that is sent, as code; the empty one is told in words."""
    return (Code(spelled(value)) if value else Text(phrases.gettext("empty")),)


def always(value: str, phrases: Phrases) -> Line:
    """Return the sentence for a value that is the same in every call."""
    return filled(phrases.gettext("Always %(value)s."), value=sent(value, phrases))


def accepted(values: Iterable[Line], phrases: Phrases) -> Line:
    """Return the sentence for the only values that are taken."""
    return filled(phrases.gettext("Accepted: %(values)s."), values=joined(values, ", "))
