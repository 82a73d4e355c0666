"""A text lacks the translation into a language that the pages are made in.

The page in that language shows the English text in its place: correct, but a break for the reader. Only languages that
are configured count (`[tool.ocgen.docs] languages`), and only texts of more than one word, since a single one is a
name or a value.

How to fix it: give the text in each language, the English one always. Placeholders such as {provider} stand in every
language.

    - key: acme.server
      description:
        en: Host name of the {provider} account.
        de: Hostname des Kontos bei {provider}.
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context
from ocgen.spec.translation import texts
from ocgen.spec.tree import Mapping, Node, Scalar
from ocgen.text.language import SOURCE_LANGUAGE

LEVEL: Level = "info"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each text that lacks one of the languages, with all that it lacks."""
    for tree in context.files.values():
        for node in texts(tree) if context.languages else ():
            missing = [name for name in context.languages if not isinstance(node, Mapping) or node.get(name) is None]
            if missing and _needs_words(node):
                message = f"the text has no translation ({', '.join(missing)})"
                remedy = f"write it as a mapping: {', '.join(f'{name}: ...' for name in (SOURCE_LANGUAGE, *missing))}"
                yield Finding("missing-translation", LEVEL, message, node.location, remedy)


def _needs_words(node: Node) -> bool:
    english = node.get(SOURCE_LANGUAGE) if isinstance(node, Mapping) else node
    return isinstance(english, Scalar) and len(english.text.split()) > 1
