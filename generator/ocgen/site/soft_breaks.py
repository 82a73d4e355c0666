"""Places where long names and addresses may break, so that no column of a table is as wide as its longest word, and no
heading wider than a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

_WHOLE = 32  # characters; a shorter word is never broken: keys are read as one
_BREAK = re.compile(r"(?<=[./_=&?-])(?=[^./_=&?-])|(?<=[a-z0-9])(?=[A-Z{])")


class SoftBreaksTransform(SphinxPostTransform):
    """Let long words of code in tables and headings break behind a separator; what is copied stays as it was.

    It comes when HTML is written, so that the search and the domain see names whole.
    """

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the document in place."""
        for place in self.document.findall(lambda node: isinstance(node, (nodes.entry, nodes.title))):
            for code in list(place.findall(nodes.literal)):
                if max(map(len, code.astext().split()), default=0) > _WHOLE:
                    code[:] = list(_broken(code.astext()))


def _broken(text: str) -> Iterator[nodes.Node]:
    for number, part in enumerate(_BREAK.split(text)):
        if number:
            yield nodes.raw("", "<wbr>", format="html")
        yield nodes.Text(part)
