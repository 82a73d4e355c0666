"""What the readers of help pages and platform models say of their sources."""

from __future__ import annotations

from ocgen.lint.rule import Rule

UPSTREAM: tuple[Rule, ...] = (
    Rule.page(
        "upstream-unreadable",
        "error",
        """
        A help page or a platform model could not be read at all.

        The file is empty, too large, no JSON, or no help page on signing in; or it is Markdown and the extra that reads
        it is not installed. The message tells which.

        How to mend it: save the page on authentication alone, as HTML, Markdown or text, or the answer of
        GET /elements/{key}, and give that file.
        """,
    ),
    Rule.page(
        "upstream-partly-read",
        "warning",
        """
        A part of a help page or a platform model could not be read.

        What was read is used; what is missing may look like drift. The message tells what was left out: bytes that are
        no text, text after the JSON of a model, an unfinished tag, more rows than a help page has, or a connector key
        that the page does not tell.

        How to mend it: save the source anew, as UTF-8, and nothing but it.
        """,
    ),
)
