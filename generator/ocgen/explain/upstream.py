"""What the readers of help pages and platform models say of their sources."""

from __future__ import annotations

from ocgen.linter.rule import Rule

UPSTREAM: tuple[Rule, ...] = (
    Rule.page(
        "upstream-unreadable",
        "error",
        """
        A help page or a platform model could not be read at all.

        The file is empty, too large, no JSON, or no help page on signing in; or it is Markdown or HTML and the extra
        that reads these is not installed. The message tells which.

        How to fix it: save the page on authentication alone, as HTML, Markdown or text, or the answer of
        GET /elements/{key}, and give that file.
        """,
    ),
    Rule.page(
        "upstream-partly-read",
        "warning",
        """
        A part of a help page or a platform model could not be read.

        What was read is used; what is missing may look like drift. The message tells what was left out: bytes that are
        no text, text after the JSON of a model, an unfinished tag, elements nested too deep, more tags or rows than a
        help page has, or a connector key that the page does not tell.

        How to fix it: save the source again, as UTF-8, and nothing but it.
        """,
    ),
    Rule.page(
        "upstream-no-request",
        "error",
        """
        A help page describes a request for an instance, by a table of its fields or by POST /instances, and shows none
        that can be read.

        The requests tell which ways to sign in there are and which fields each of them takes. Without them, what the
        page lacks is no drift and what agrees proves little, so `ocgen drift` never says "no drift" of such a page, and
        `ocgen import` writes no spec that has no way to sign in.

        How to fix it: save the page whole, with its examples as text, or give its source in Markdown.
        """,
    ),
)
