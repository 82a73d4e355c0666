"""Every option of our own targets, as they declare them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ocgen.targets.options import TargetOption
from ocgen.targets.registry import OURS, options_of

_INTRODUCTION = """\
# Options of targets

What `[tool.ocgen.targets.NAME]` of a `pyproject.toml` can set, made from what the targets declare.
[Configuration](../configuration.md) has the rest of `[tool.ocgen]`.
"""


def options_page() -> str:
    """Return the page, in Markdown: the targets that have options, and an entry an option."""
    return "\n".join([_INTRODUCTION, *(part for name in sorted(OURS) for part in _target(name, options_of(name)))])


def _target(name: str, options: tuple[TargetOption, ...]) -> Iterator[str]:
    if options:
        yield f"## `[tool.ocgen.targets.{name}]`\n"
    for option in options:
        default = option.default_words or f"`{option.default}`"
        yield f"**`{option.name}`**: {option.kind}, default {default}\n"
        yield f"{textwrap.fill(option.description, 118)}\n"
        yield f"```toml\n{option.name} = {option.example}\n```\n"
