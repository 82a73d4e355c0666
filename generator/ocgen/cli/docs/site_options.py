"""What `docs site` and `docs serve` share."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ocgen.cli.options import Command, print_errors, specs_option, templates_option
from ocgen.cli.paths import DirectoryType

if TYPE_CHECKING:
    from ocgen.project.project import Project
    from ocgen.site.pages import OwnPages
    from ocgen.templates import Templates
    from ocgen.text.phrases import Phrases

_DIRECTORY = DirectoryType()


def site_options(command: Command) -> Command:
    """Add ``--specs``, ``--templates``, ``--pages`` and ``--title``."""
    command = click.option("--title", help="Name of the site.  [default: Connectors]")(command)
    command = click.option("--pages", type=_DIRECTORY, help="Directory of Markdown pages of your own, laid over ours.")(
        command
    )
    return specs_option(templates_option(command))


def needed(*modules: str) -> None:
    """End the run when a library of the extra is missing."""
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise click.ClickException(
            f"not installed, and the site needs it: {', '.join(missing)}; run: pip install 'ocgen[site]'"
        )


def title_of(title: str | None, phrases: Phrases) -> str:
    """Return the name of a site: the one that is given, else the usual one in the site's language."""
    return phrases.gettext("Connectors") if title is None else title


def phrases_of(templates: Templates, languages: Sequence[str]) -> list[Phrases]:
    """Return the phrases of languages; ends the run when there are none in one of them."""
    from ocgen.errors import GenerationError

    try:
        return [templates.phrases(language) for language in languages]
    except GenerationError as error:
        raise click.ClickException(str(error)) from None


def own_pages(directory: Path | None) -> OwnPages:
    """Return the pages of one's own; ends the run when there is no such directory."""
    from ocgen.site.pages import OwnPages

    if directory is not None and not directory.is_dir():
        what = "is not a directory" if directory.exists() else "does not exist"
        raise click.UsageError(f"the pages directory {directory} {what}")
    return OwnPages(directory)


def pages_of(project: Project, templates: Templates, languages: Sequence[str]) -> list[dict[str, str]] | None:
    """Return all generated pages, in each of the languages; None after printing the errors of the specs."""
    from ocgen.errors import GenerationError
    from ocgen.project.catalogue import read
    from ocgen.site.pages import render

    found = read(project, project.selected, languages)
    editions = [edition for language in languages if (edition := found.edition(language))]
    if found.errors or not editions:
        print_errors(found.errors)
        click.echo("no site was written; `ocgen lint` tells more", err=True)
        return None
    try:
        return [render(*edition, templates, project.selected) for edition in editions]
    except GenerationError as error:
        raise click.ClickException(str(error)) from None
