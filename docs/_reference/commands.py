"""Every command and option, from click itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from ocgen.cli import ocgen

_INTRODUCTION = """\
# Commands

Made from the command line itself by `make reference`. Each command shows the same with `--help`.

"""
_WIDTH = 88


def commands_page() -> str:
    """Return the page, in Markdown."""
    return _INTRODUCTION + "\n".join(section(command, path) for path, command in commands(ocgen, ("ocgen",)))


def commands(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield a command and all below it, each with the words that call it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and not below.hidden:
                yield from commands(below, (*path, name))


def section(command: click.Command, path: tuple[str, ...]) -> str:
    """Return what `--help` shows of one command, under a heading."""
    context = click.Context(command, info_name=path[-1], parent=_parent(path), **command.context_settings)
    context.terminal_width = context.max_content_width = _WIDTH
    shown = re.sub(r"[ \t]+$", "", command.get_help(context), flags=re.MULTILINE)
    return f"## {' '.join(path)}\n\n```text\n{shown}\n```\n"


def _parent(path: tuple[str, ...]) -> click.Context | None:
    """Return the context of the words before the last one, from which click makes the usage line."""
    parent = None
    for word in path[:-1]:
        parent = click.Context(click.Command(word), info_name=word, parent=parent)
    return parent
