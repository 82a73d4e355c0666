"""What stands around the pages in the site's language: phrases of Sphinx and Furo, and those of scripts.

Sphinx asks our catalogues for what its own do not say (`Builder`), so phrases that only we translate need but be known.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator

from babel.messages.extract import extract

from ocgen.templates import Templates
from ocgen.text.phrases import N_, Phrases

# Word for word as Sphinx and Furo have them. Where Sphinx has one in a language, its words count.
THEIRS = (
    N_("Skip to content"),
    N_("Back to top"),
    N_("On this page"),
    N_("Made with "),
    N_('<a href="https://www.sphinx-doc.org/">Sphinx</a> and '),
    N_("Link to this heading"),
    N_("Link to this table"),
    N_("Please activate JavaScript to enable the search functionality."),
)

_PLURAL = re.compile(r"plural=([^;]+)")


def script(templates: Templates, phrases: Phrases) -> str:
    """Return the script that tells Sphinx's own what ours and its search say in this language; empty for English.

    The phrases of our scripts are read from the scripts, so those of an overlay are told too.
    """
    if phrases.translations is None:
        return ""
    messages: dict[str, str | list[str]] = {}
    for said in _said(templates):
        messages[said[0]] = phrases.gettext(said[0]) if len(said) == 1 else phrases.forms(*said[:2])
    # Sphinx has this phrase in many languages with empty forms, and its search stops there.
    found = phrases.forms(
        "Search finished, found one page matching the search query.",
        "Search finished, found ${resultCount} pages matching the search query.",
    )
    messages["Search finished, found one page matching the search query."] = found
    rule = _PLURAL.search(phrases.translations.info().get("plural-forms", "plural=n != 1"))
    # Sphinx takes the value for the number of the form, and a comparison is none by itself.
    number = f"+({rule[1].strip() if rule else 'n != 1'})"
    catalogue = json.dumps({"locale": phrases.language, "messages": messages, "plural_expr": number}, sort_keys=True)
    safe = catalogue.replace("<", r"\u003c")  # it stands in a page, where nothing may end the script
    return f"Documentation.addTranslations({safe});"


def _said(templates: Templates) -> Iterator[tuple[str, ...]]:
    """Yield each phrase of the scripts, with its plural where it counts."""
    for name in templates.names("site/static"):
        if name.endswith(".js"):
            for _, message, _, _ in extract("javascript", io.BytesIO(templates.text(name).encode())):
                yield (message,) if isinstance(message, str) else tuple(message)
