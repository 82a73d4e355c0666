"""What `ocgen check` and `ocgen generate` say of generated files."""

from __future__ import annotations

from ocgen.linter.rule import Rule

GENERATED: tuple[Rule, ...] = (
    Rule.page(
        "template-outdated",
        "warning",
        """
        The original of an ejected template has changed.

        The copy was made by `ocgen docs eject`, and the original has been fixed or extended since. The copy still
        stands in front of it, so the pages miss what is new.

        How to fix it: eject the original to another directory, compare the two, take over what you want, and write the
        digest that the message names into the first line. A copy in which nothing was changed can simply be deleted.
        """,
    ),
    Rule.page(
        "generated-missing",
        "error",
        """
        A generated file is not there.

        The spec gives this file, and the output directory lacks it: it was deleted, or never generated. Whoever uses
        the output gets an incomplete client or help page.

        How to fix it: run `ocgen generate`, with the connector's key when only that one is meant.
        """,
    ),
    Rule.page(
        "generated-outdated",
        "error",
        """
        A generated file is older than what it is made from.

        The file is as it was generated, but the spec, a template or ocgen itself has changed since; the message names
        which. The output no longer says what the spec says.

        How to fix it: run `ocgen generate` and commit the result together with the change that caused it.
        """,
    ),
    Rule.page(
        "generated-edited",
        "error",
        """
        A generated file was changed by hand.

        No run wrote this content: neither the record nor, in a git repository, the history of the record knows it,
        and it is no mix of generated versions as a merge leaves it. The next run would lose the change, so ocgen
        refuses to overwrite the file.

        How to fix it: move the change to the spec or to the template that the file is made from, then run
        `ocgen generate --force`. The diff under the finding shows what was changed.
        """,
    ),
    Rule.page(
        "generated-foreign",
        "error",
        """
        A file that ocgen did not make is in the way.

        The output directory holds a file of a name that is to be generated, and the record does not know it. It may
        be somebody's work, so ocgen refuses to overwrite it.

        How to fix it: move the file away, or let it be overwritten with `ocgen generate --force`.
        """,
    ),
    Rule.page(
        "generated-leftover",
        "error",
        """
        A file with ocgen's notice is left over, and no record tells whether somebody has changed it.

        Nothing makes this file any more, as when its spec was deleted, and the record of the output directory has been
        lost, or a merge has dropped its line. A file whose content a run of ocgen is known to have written would just
        be removed; of this one that is not known.

        How to fix it: move it elsewhere if you need it, or let it be removed with `ocgen generate --force`.
        """,
    ),
    Rule.page(
        "generated-linked",
        "error",
        """
        A symbolic link stands in the place of a generated file or folder.

        What a link leads to may lie anywhere. ocgen reads, writes and removes nothing through a link below its output
        directory, so the file cannot be looked at. The output directory itself may be a link.

        How to fix it: remove the link, or run `ocgen generate --force`, which replaces the link and leaves alone what
        it leads to.
        """,
    ),
    Rule.page(
        "generated-orphaned",
        "error",
        """
        A generated file is left over.

        The file was generated once, and nothing makes it any more: its connector, target or template was removed.
        Readers would take it for current.

        How to fix it: run `ocgen generate`, which removes it, provided that nobody has edited it.
        """,
    ),
    Rule.page(
        "generated-record",
        "error",
        """
        The record of generated files is missing, in conflict or damaged.

        The record (`.ocgen-record` in the output directory) says which files ocgen owns and with which contents, so
        that a file changed by hand is told from one that is only old. Each of its lines stands for itself: all that can
        be read is used, both sides of a conflict too, and what is lost is looked up in the history of the repository.

        How to fix it: run `ocgen generate`, which writes the record again. It overwrites no file that was edited by
        hand; never remove the record to make it do so.
        """,
    ),
)
