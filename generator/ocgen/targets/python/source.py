"""Puts a Python module together: imports of what is used, and the blank lines between definitions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ocgen.output.header import notice
from ocgen.targets.python.folding import folded
from ocgen.targets.python.literal import comment, literal

_STRING_OR_NAME = re.compile(r'''"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|([A-Za-z_][A-Za-z_0-9]*)''')


def module_source(
    origin: str,
    docstring: str,
    imports: Mapping[str, Sequence[str]],
    blocks: Iterable[str],
    *,
    late_annotations: bool = False,
) -> str:
    """Return a module's source.

    ``origin`` is the file it is made from, ``imports`` the names that it may need, by module; those that no block
    mentions are left out. ``blocks`` are definitions without a line break at the end. With ``late_annotations``,
    annotations are not evaluated (PEP 563).
    """
    body = _spaced(list(blocks))
    head = "".join(f"# {comment(line)}\n" for line in notice(origin))
    used = names_in(body)
    wanted = import_lines({m: [n for n in names if _bound(n) in used] for m, names in imports.items()})
    late = "\nfrom __future__ import annotations\n" if late_annotations else ""
    parts = [head, f'"""{docstring}"""\n', late, f"\n{wanted}" if wanted else "", _gap(wanted, body), body, "\n"]
    return folded("".join(parts))


def import_lines(imports: Mapping[str, Sequence[str]]) -> str:
    """Return import statements; an empty line keeps the standard library apart from the package's own modules."""
    lines = [f"from {module} import {', '.join(names)}\n" for module, names in imports.items() if names]
    groups = [[line for line in lines if line.startswith("from .") is own] for own in (False, True)]
    return "\n".join("".join(group) for group in groups if group)


def names_in(source: str) -> frozenset[str]:
    """Return the names that a source mentions outside of its strings."""
    return frozenset(_STRING_OR_NAME.findall(source))


def exports(names: Iterable[str]) -> str:
    """Return the statement that says which names are public, in the order of ruff: constants, classes, the rest."""
    listed = sorted(names, key=lambda name: (_rank(name), name))
    return f"__all__ = [{', '.join(map(literal, listed))}]"


def _rank(name: str) -> int:
    return 0 if name.isupper() else 1 if name[:1].isupper() else 2


def _bound(name: str) -> str:
    return name.rpartition(" as ")[2]


def _gap(imports: str, body: str) -> str:
    return "\n\n" if body.startswith(("def ", "class ", "@")) and imports else "\n"


def _spaced(blocks: Sequence[str]) -> str:
    text = ""
    for before, block in zip(["", *blocks], blocks, strict=False):
        if text:
            text = text.rstrip("\n") + "\n\n\n" if _tall(before) or _tall(block) else f"{text}\n"
        text += block
    return text


def _tall(block: str) -> bool:
    return block.startswith(("def ", "class ", "@"))
