"""All pages of the reference."""

from __future__ import annotations

import json
from typing import Any

from docs._reference.commands import commands_page
from docs._reference.keys import Page
from docs._reference.options import options_page
from ocgen.spec.schema import KINDS, schema_text

_SHARED = "connector"


def pages() -> dict[str, str]:
    """Return the text of each page, by its file name."""
    schemas: dict[str, Any] = {kind: json.loads(schema_text(kind)) for kind in KINDS}
    shared = schemas[_SHARED]["$defs"]
    found = {"commands.md": commands_page(), "options.md": options_page()}
    for kind, schema in schemas.items():
        elsewhere = {} if kind == _SHARED else dict.fromkeys(shared, f"{_SHARED}.md")
        found[f"{kind}.md"] = Page(schema, kind, elsewhere).text()
    return found
