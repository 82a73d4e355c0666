"""The command line: one module a verb, imported when it is called."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ocgen import __version__
from ocgen.cli.groups import Verbs
from ocgen.cli.output import open_closed_streams, silence_stdout

CLEAN, FINDINGS, FAILED, INTERRUPTED = 0, 1, 2, 130

# verb -> (module, what --help of the group says); the modules are imported only for the verb that runs.
_VERBS = {
    "generate": ("generate", "Generate validators, clients and docs from the specs."),
    "check": ("check", "Tell which generated files no longer match their specs."),
    "diff": ("diff", "Tell what changed between two versions, and whether it breaks a client."),
    "drift": ("drift", "Tell where a spec and a help page, a model or a tenant disagree."),
    "accept": ("accept", "Accept a change for a while."),
    "lint": ("lint", "Check the specs."),
    "list": ("list_", "List the connectors."),
    "show": ("show", "Show a connector, resolved."),
    "stats": ("stats", "Tell how complete the specs are."),
    "new": ("new", "Write the skeleton of a new connector's spec."),
    "import": ("import_", "Draft a spec from a help page or a platform model."),
    "explain": ("explain", "Explain a rule."),
    "schema": ("schema", "Print the JSON Schema of spec files, or of findings."),
    "docs": ("docs", "Tables, pages and templates for doc writers."),
    "completion": ("completion", "Print the completion script of a shell."),
}


class _ReaderGoneError(Exception):
    """Nobody reads stdout any more: head, or a pager that was left."""


class _Verbs(Verbs):
    """The verbs of ocgen itself."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a verb; a reader that has closed the pipe ends the run quietly."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _ReaderGoneError from None  # click would end the run with 1


@click.group(cls=_Verbs, verbs=_VERBS, package="ocgen.cli", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ocgen")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The pyproject.toml to heed, whoever it belongs to.  [default: $OCGEN_CONFIG, else the nearest one of yours]",
)
@click.option("--debug", is_flag=True, help="Show the traceback of an unexpected error.")
def ocgen(config: Path | None, debug: bool) -> None:
    """Generate validators, typed clients and help pages for SAP Open Connectors from YAML specs."""


def run() -> int:
    """Run the command line and return its exit code; nothing but --debug lets an exception through."""
    debug = "--debug" in sys.argv
    open_closed_streams()
    try:
        result = ocgen.main(prog_name="ocgen", complete_var="_OCGEN_COMPLETE", standalone_mode=False)
        _flush()
        return result if isinstance(result, int) else CLEAN
    except click.ClickException as error:
        error.show()
        return FAILED
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except (_ReaderGoneError, BrokenPipeError):
        silence_stdout()
        return CLEAN
    except Exception as error:
        if debug:
            raise
        _explain(error)
        return FAILED


def _flush() -> None:
    try:
        sys.stdout.flush()
    except OSError:
        silence_stdout()
        raise


def _explain(error: Exception) -> None:
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"error: {where}{error.strerror.lower()}", err=True)
    else:
        click.echo(f"error: {type(error).__name__}: {error}", err=True)
        click.echo("help: this is a fault of ocgen; `ocgen --debug ...` shows where", err=True)
