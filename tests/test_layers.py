"""The house: what may import what. An arrow against the data's way, or a circle, fails here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

SOURCE = REPOSITORY / "generator"

# What every part may use: errors, texts and files. None of them knows another part, but errors carry findings.
FOUNDATION = {"errors", "files", "text"}

# Part -> the parts that it may import, besides itself. The order is the way the data goes.
MAY_IMPORT: dict[str, set[str]] = {
    "errors": {"findings"},
    "text": set(),
    "files": set(),
    "findings": set(),
    "model": {"findings"},
    "output": set(),
    "facts": {"findings", "model"},
    "git": set(),
    "patterns": set(),
    "templates": {"findings"},
    "shapes": {"model"},
    "spec": {"findings", "model", "patterns"},
    "tables": {"findings", "model"},
    "linter": {"findings", "model", "patterns", "spec"},
    "changes": {"facts", "findings", "git", "model", "patterns", "shapes", "spec"},
    "explain": {"changes", "linter"},
    "upstream": {"facts", "findings", "model"},
    "draft": {"facts", "linter", "model"},
    "pages": {"model", "output", "tables", "templates"},
    "targets": {"model", "output", "pages", "patterns", "shapes", "tables", "templates"},
    "plan": {"findings", "git", "model", "output", "spec", "targets", "templates"},
    "documents": {"findings", "model", "pages", "tables", "templates"},
    "project": {"changes", "findings", "linter", "model", "spec", "tables", "targets", "templates"},
    "site": {"findings", "model", "output", "pages", "plan", "project", "spec", "targets", "templates"},
    "plugins": {"findings", "runs", "tables"},
    "sphinx": {"plugins"},
}
# What a verb does uses all that is below it, and never the command line, which is left out here.
MAY_IMPORT["runs"] = {*MAY_IMPORT} - {"plugins", "sphinx"}
ABOVE_ALL = {"cli", "__main__"}


def part_of(module: str) -> str:
    return module.split(".")[1] if "." in module else module


def modules() -> dict[str, Path]:
    found = {}
    for path in SOURCE.rglob("*.py"):
        names = path.relative_to(SOURCE).with_suffix("").parts
        found[".".join(names[:-1] if names[-1] == "__init__" else names)] = path
    return found


def imports(path: Path) -> Iterator[str]:
    """Every import, those inside functions and for type checkers included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            pytest.fail(f"{path}: imports are absolute")


MODULES = modules()
ARROWS = {name: {m for m in imports(path) if m in MODULES and m != name} for name, path in MODULES.items()}


@pytest.mark.parametrize("module", sorted(m for m in MODULES if part_of(m) not in ABOVE_ALL and m != "ocgen"))
def test_no_arrow_against_the_way_of_the_data(module: str) -> None:
    part = part_of(module)
    assert part in MAY_IMPORT, f"{part} has no place in the house yet: give it one"
    wrong = {m for m in ARROWS[module] if m != "ocgen" and part_of(m) not in MAY_IMPORT[part] | FOUNDATION | {part}}
    assert not wrong, f"{module} imports {wrong}"


def test_no_allowance_is_unused() -> None:
    used: dict[str, set[str]] = {}
    for module, arrows in ARROWS.items():
        used.setdefault(part_of(module), set()).update(part_of(m) for m in arrows)
    unused = {part: parts - used[part] for part, parts in MAY_IMPORT.items() if part != "runs"}
    assert not {part: parts for part, parts in unused.items() if parts}, "no arrow needs these any more"


def test_no_circle() -> None:
    # A package's face only hands names on; going through it is no arrow of its own.
    waiting = {
        name: {m for m in arrows if m != "ocgen" and not name.startswith(f"{m}.")} for name, arrows in ARROWS.items()
    }
    while free := {name for name, arrows in waiting.items() if not arrows & waiting.keys()}:
        waiting = {name: arrows for name, arrows in waiting.items() if name not in free}
    assert not waiting, f"these import each other in a circle: {sorted(waiting)}"


def test_only_the_loader_reads_yaml_and_only_what_makes_files_writes() -> None:
    readers = {m for m, path in MODULES.items() if "yaml" in {i.split(".")[0] for i in imports(path)}}
    assert readers <= {"ocgen.spec.reader"}
    writers = {
        m
        for m, path in MODULES.items()
        if any(word in path.read_text(encoding="utf-8") for word in (".write_text(", ".write_bytes(", "os.replace("))
    }
    assert {part_of(m) for m in writers} <= {"plan", "cli", "runs", "site", "files"}


def test_no_module_has_grown_too_large_to_live_in() -> None:
    long = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: lines for name, lines in long.items() if lines > 340} == {}


def test_no_class_name_stands_twice() -> None:
    homes: dict[str, list[str]] = {}
    for name, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(name)
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}, "a reader takes them for one thing"
