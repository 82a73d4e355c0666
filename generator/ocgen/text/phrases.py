"""The fixed phrases of what readers see, in one language: from message catalogues, English where they say nothing.

A phrase stands in the source in English: in a template as ``_("...")`` or ``{% trans %}``, in a script as ``_("...")``,
in Python as ``phrases.gettext("...")``, or as ``N_("...")`` where the language is not known yet; one that counts stands
there in both its forms, ``NN_("...", "...")``. `make messages` finds all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ocgen.text.language import SOURCE_LANGUAGE

if TYPE_CHECKING:
    from gettext import NullTranslations

_OPEN = re.compile(r"%\((\w+)\)s(\.(?!\S))?|%%")


def N_(phrase: str) -> str:  # noqa: N802  # what gettext's tools call it
    """Mark a phrase for the catalogues, and return it as it is: who shows it asks for its translation."""
    return phrase


def NN_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802
    """Mark a phrase that counts for the catalogues, and return both its forms as they are."""
    return singular, plural


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of ``language``; values stand in a phrase as ``%(name)s``. English has no ``translations``."""

    language: str = SOURCE_LANGUAGE
    translations: NullTranslations | None = field(default=None, compare=False)

    def gettext(self, phrase: str, /, **values: str) -> str:
        """Return a phrase in this language, with ``values`` in their places."""
        said = self.translations.gettext(phrase) if self.translations else phrase
        return "".join(_put(part, values) for part in parts(said)) if values else said

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """Return a phrase that counts in this language, with the count in place of ``%(count)s``."""
        if self.translations:
            said = self.translations.ngettext(singular, plural, count)
        else:
            said = singular if count == 1 else plural
        return "".join(_put(part, {"count": str(count)}) for part in parts(said))

    def forms(self, singular: str, plural: str) -> list[str]:
        """Return a phrase that counts in all forms of this language, in their order: others choose among them."""
        form = getattr(self.translations, "plural", None)  # which one a number takes
        if self.translations is None or form is None:
            return [singular, plural]
        said = {form(n): self.translations.ngettext(singular, plural, n) for n in range(200)}
        return [said.get(number, plural) for number in range(max(said) + 1)]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a phrase: text, or what it leaves open, by ``name``; with ``stop``, a sentence ends with that."""

    text: str
    name: str = ""
    stop: bool = False


def parts(phrase: str) -> Iterator[Part]:
    """Yield the parts of a phrase in order; ``%%`` is a percent sign."""
    end = 0
    for match in _OPEN.finditer(phrase):
        if match.start() > end:
            yield Part(phrase[end : match.start()])
        yield Part(match[0], match[1], bool(match[2])) if match[1] else Part("%")
        end = match.end()
    if end < len(phrase):
        yield Part(phrase[end:])


def stopped(text: str) -> str:
    """Return the end of a sentence with its full stop; what ends in one, such as "Inc.", needs no other.

    A full stop within Markdown's asterisks (``*Inc.*``) counts.
    """
    return text if text.rstrip("*").endswith(".") else f"{text}."


def _put(part: Part, values: Mapping[str, str]) -> str:
    if part.name not in values:
        return part.text
    return stopped(values[part.name]) if part.stop else values[part.name]


ENGLISH = Phrases()
