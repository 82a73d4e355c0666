"""`ocgen docs`: what doc writers use; one module a verb."""

from __future__ import annotations

import click

from ocgen.cli.groups import Verbs

# verb -> (module, what --help of the group says)
_VERBS = {
    "table": ("table", "Print a table of one part of a connector."),
    "inject": ("inject", "Bring tables and pages in your documents up to date."),
    "changelog": ("changelog", "Print what the commits of a spec have changed."),
    "eject": ("eject", "Copy templates of the pages to change them."),
    "context": ("context", "Describe what a template of the pages can use."),
    "site": ("site", "Build a static site of the catalogue."),
    "serve": ("serve", "Show the site while you write, always as the specs say."),
}


@click.group("docs", cls=Verbs, verbs=_VERBS, package="ocgen.cli.docs")
def command() -> None:
    """Make tables from the specs, keep them true in your own documents, and make the pages yours.

    \b
    Examples:
      ocgen docs table infusionsoftmarketing --section configuration
      ocgen docs inject 'docs/**/*.md'
      ocgen docs eject page --to templates
      ocgen docs site --out public
    """
