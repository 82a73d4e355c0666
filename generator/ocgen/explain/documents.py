"""What `ocgen docs inject`, `ocgen docs site` and `ocgen check` say of documents and pages."""

from __future__ import annotations

from ocgen.linter.rule import Rule

DOCUMENTS: tuple[Rule, ...] = (
    Rule.page(
        "docs-edited",
        "error",
        """
        A generated block of a document was changed by hand.

        What stands between the markers is not what ocgen wrote there: somebody has changed it, or a text typed by hand
        stood there before the markers did. The next run would lose it, so ocgen refuses to overwrite it.

        How to fix it: move what is worth keeping to the spec or out of the block, then run
        `ocgen docs inject FILE --force`. The diff under the finding shows what would go.
        """,
    ),
    Rule.page(
        "docs-file",
        "error",
        """
        A document cannot be used.

        It is missing, a directory, a symbolic link, binary, too large, of an unknown kind or in an encoding that cannot
        be kept; or nothing fits a name or a glob. Nothing is written to any document then.

        How to fix it: do what the help under the finding says, or name other files, on the command line or in
        [tool.ocgen] docs of pyproject.toml.
        """,
    ),
    Rule.page(
        "docs-marker",
        "error",
        """
        A marker in a document cannot be used.

        A block stands between two comments, each on a line of its own. A marker that is misspelt, not ended, nested or
        crossed with another, or that asks for what no spec has, is never passed over: its block would grow old. A page
        or a section of one stands in Markdown only; an id stands in a document once.

        How to fix it: correct the marker at the place of the finding. Markers in code blocks are text, and need none.

            <!-- ocgen:begin tabel acme configuration -->   wrong
            <!-- ocgen:begin table acme configuration columns=key,details -->
            <!-- ocgen:end -->

            <!-- ocgen:begin page acme level=2 except=errata -->
            <!-- ocgen:end -->
            <!-- ocgen:begin section sfdc events level=3 prefix=sfdc -->
            <!-- ocgen:end -->
        """,
    ),
    Rule.page(
        "docs-site",
        "error",
        """
        A page of the site has a mistake.

        Sphinx, which builds the site, could not make all of a page that you wrote: a link leads nowhere, a directive is
        unknown, a file that it includes is missing. With an error no site is written; a warning only tells.

        How to fix it: correct the page at the place of the finding. What stands there is Markdown as MyST reads it.

            [Acme](acne.md)     wrong, when there is no such page
            [Acme](acme.md)     right
        """,
    ),
    Rule.page(
        "docs-stale",
        "error",
        """
        A generated block of a document is old.

        The block is as ocgen wrote it, but the spec, the marker's options, a template or ocgen itself has changed
        since; or the block is still empty. Readers see what no longer holds. The notice in a block holds a digest of
        the specs, so that the finding can tell whether they have changed; the notice alone makes no block old.

        How to fix it: run `ocgen docs inject FILE`, and commit the document with the change that caused it.
        """,
    ),
)
