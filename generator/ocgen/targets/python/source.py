"""Puts a Python module together: imports of what is used, and the blank lines between definitions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ocgen.header import notice
from ocgen.targets.python.folding import WIDTH, folded
from ocgen.targets.python.literal import comment

_STRING_OR_NAME = re.compile(r'''"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|([A-Za-z_][A-Za-z_0-9]*)''')


def call(name: str, arguments: Sequence[str], column: int) -> str:
    """Return a call that begins at a column: on one line where it fits, else an argument a line, as ruff does."""
    line = f"{name}({', '.join(arguments)})"
    if column + len(line) < WIDTH:
        return line
    return f"{name}(\n" + "".join(f"    {argument},\n" for argument in arguments) + ")"


def module_source(origin: str, docstring: str, imports: Mapping[str, Sequence[str]], blocks: Iterable[str]) -> str:
    """Return a module's source.

    ``origin`` is the file it is made from, ``imports`` the names that it may need, by module; those that no block
    mentions are left out. ``blocks`` are definitions without a line break at the end.
    """
    body = _spaced(list(blocks))
    head = "".join(f"# {comment(line)}\n" for line in notice(origin))
    used = set(_STRING_OR_NAME.findall(body))
    wanted = import_lines({m: [n for n in names if _bound(n) in used] for m, names in imports.items()})
    parts = [head, f'"""{docstring}"""\n', f"\n{wanted}" if wanted else "", _gap(wanted, body), body, "\n"]
    return folded("".join(parts))


def import_lines(imports: Mapping[str, Sequence[str]], indent: int = 0) -> str:
    """Return import statements; an empty line keeps the standard library apart from the package, as ruff wants it."""
    lines = [_import(module, names) for module, names in imports.items() if names]
    if indent:
        return "".join(f"{' ' * indent}{line}\n" for text in lines for line in text.splitlines())
    groups = [[line for line in lines if line.startswith("from openconnectors") is own] for own in (False, True)]
    return "\n".join("".join(group) for group in groups if group)


def exports(names: Iterable[str]) -> str:
    """Return the statement that says which names are public, in the order of ruff: constants, classes, the rest."""
    listed = [f'"{name}"' for name in sorted(names, key=lambda name: (_rank(name), name))]
    line = f"__all__ = [{', '.join(listed)}]"
    return line if len(line) <= WIDTH else "__all__ = [\n" + "".join(f"    {name},\n" for name in listed) + "]"


def _rank(name: str) -> int:
    return 0 if name.isupper() else 1 if name[:1].isupper() else 2


def _bound(name: str) -> str:
    return name.rpartition(" as ")[2]


def _import(module: str, names: Sequence[str]) -> str:
    line = f"from {module} import {', '.join(names)}\n"
    if len(line) <= WIDTH + 1:
        return line
    inner = "".join(f"    {name},\n" for name in names)
    return f"from {module} import (\n{inner})\n"


def _gap(imports: str, body: str) -> str:
    return "\n\n" if body.startswith(("def ", "class ", "@")) and imports else "\n"


def _spaced(blocks: Sequence[str]) -> str:
    text = ""
    for before, block in zip(["", *blocks], blocks, strict=False):
        if text:
            text += "\n\n\n" if _tall(before) or _tall(block) else "\n"
        text += block
    return text


def _tall(block: str) -> bool:
    return block.startswith(("def ", "class ", "@"))
