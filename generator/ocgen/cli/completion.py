"""`ocgen completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from ocgen.cli.groups import Verb


@click.command("completion", cls=Verb)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """Print the completion script of a shell; it completes verbs, options, connector keys and rules.

    \b
    Example (in ~/.bashrc):
      eval "$(ocgen completion bash)"
    """
    from ocgen.cli import ocgen

    maker = get_completion_class(shell)
    assert maker is not None  # click.Choice has checked it
    # The script's own source, not click's check of the installed shell: it may be made on another machine.
    click.echo(maker(ocgen, {}, "ocgen", "_OCGEN_COMPLETE").source())
    return 0
