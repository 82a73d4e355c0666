"""`ocgen docs`: what doc writers use."""

from __future__ import annotations

import click

from ocgen.cli.group import VerbGroup


class _Verbs(VerbGroup):
    package = "ocgen.cli.docs"
    verbs = {  # noqa: RUF012  # typed by the base class
        "eject": ("eject", "Copy templates of the pages to change them."),
        "context": ("context", "Describe what a template of the pages can use."),
    }


@click.group("docs", cls=_Verbs)
def command() -> None:
    """Tables, pages and templates for doc writers.

    \b
    Example:
      ocgen docs eject page --to templates
    """
