"""What `docs site` and `docs serve` share."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ocgen.cli.options import Command, print_errors, specs_option

if TYPE_CHECKING:
    from ocgen.project import Project
    from ocgen.site.pages import Own
    from ocgen.templates import Templates

_DIRECTORY = click.Path(path_type=Path)


def site_options(command: Command) -> Command:
    """Add ``--specs``, ``--templates``, ``--pages`` and ``--title``."""
    command = click.option("--title", default="Connectors", show_default=True, help="Name of the site.")(command)
    command = click.option("--pages", type=_DIRECTORY, help="Directory of Markdown pages of your own, laid over ours.")(
        command
    )
    command = click.option("--templates", type=_DIRECTORY, help="Directory of templates to lay over ours.")(command)
    return specs_option(command)


def needed(*modules: str) -> None:
    """End the run when a library of the extra is missing."""
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise click.ClickException(
            f"the site needs {', '.join(missing)}, which is not installed; run: pip install 'ocgen[site]'"
        )


def own_pages(directory: Path | None) -> Own:
    """Return the pages of one's own; ends the run when there is no such directory."""
    from ocgen.site.pages import Own

    if directory is not None and not directory.is_dir():
        what = "is not a directory" if directory.exists() else "does not exist"
        raise click.UsageError(f"the pages directory {directory} {what}")
    return Own(directory)


def pages_of(project: Project, templates: Templates) -> dict[str, str] | None:
    """Return all generated pages; None after printing the errors of the specs."""
    from ocgen.catalogue import read
    from ocgen.plan.plan import PlanError
    from ocgen.site.pages import render
    from ocgen.targets.registry import TargetError
    from ocgen.templates import TemplateFaultError

    found = read(project, project.selected)
    if found.errors or found.platform is None:
        print_errors(found.errors)
        click.echo("no site was written; `ocgen lint` tells more", err=True)
        return None
    try:
        return render(found.platform, found.connectors, templates, project.selected)
    except (TargetError, PlanError, TemplateFaultError) as error:
        raise click.ClickException(str(error)) from None
