"""Consecutive code blocks that say the same in several languages, as tabs.

The pages have such blocks one after the other, which any renderer shows. Here they become one group, each block with
its language's name. Without a script the reader still sees all of them in turn; ``tabs.js`` shows one at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docutils import nodes
from sphinx.transforms import SphinxTransform

# Languages that requests are written in -> their names. Of others, such as JSON, a block shows something else than the
# one before it, so it is never a tab.
NAMES: Mapping[str, str] = {
    "bash": "Shell",
    "powershell": "PowerShell",
    "http": "HTTP",
    "python": "Python",
    "javascript": "JavaScript",
    "typescript": "TypeScript",
    "java": "Java",
    "kotlin": "Kotlin",
    "csharp": "C#",
    "go": "Go",
    "php": "PHP",
    "ruby": "Ruby",
}


class TabsTransform(SphinxTransform):
    """Gather the groups of a page."""

    default_priority = 510  # after the anchors, whose paragraphs of their own are gone by then

    def apply(self, **kwargs: object) -> None:
        """Change the document in place."""
        for group in list(groups(self.document)):
            parent, place = group[0].parent, group[0].parent.index(group[0])
            tabs = nodes.container("", *map(_tab, group), classes=["tabs"])
            parent[place : place + len(group)] = [tabs]


def groups(document: nodes.document) -> Iterator[list[nodes.literal_block]]:
    """Yield each run of two or more neighbours in different languages; one that comes again begins another run."""
    run: list[nodes.literal_block] = []
    for block in document.findall(nodes.literal_block):
        if block.get("language") not in NAMES:
            continue
        follows = bool(run) and run[-1].next_node(descend=False, siblings=True) is block
        if not follows or block["language"] in (other["language"] for other in run):
            if len(run) > 1:
                yield run
            run = []
        run.append(block)
    if len(run) > 1:
        yield run


def name_of(block: nodes.literal_block) -> str:
    """Return what readers call a block's language: a shell's call of curl is known by that name."""
    language: str = block["language"]
    return "cURL" if language == "bash" and block.astext().startswith("curl ") else NAMES[language]


def _tab(block: nodes.literal_block) -> nodes.container:
    name = name_of(block)
    return nodes.container("", nodes.paragraph("", name, classes=["tab-name"]), block, classes=["tab"])
