"""The house: what may import what. An arrow against the data's way, or a circle, fails here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

SOURCE = REPOSITORY / "generator"

# What every part may use: words, places and characters. None of them knows another part.
FOUNDATION = {"characters", "errors", "location", "paragraphs", "reading", "writing"}

# Part -> the parts that it may import, besides itself. The order is the way the data goes.
MAY_IMPORT: dict[str, set[str]] = {
    "location": set(),
    "characters": set(),
    "errors": {"findings"},
    "paragraphs": set(),
    "model": {"phrases"},
    "names": set(),
    "confusables": set(),
    "attributes": {"model", "names"},
    "phrases": {"language"},
    "header": set(),
    "addresses": set(),
    "anchors": set(),
    "markdown": {"addresses"},
    "language": set(),
    "indented": {"model"},
    "suggest": set(),
    "resources": set(),
    "reading": set(),
    "writing": set(),
    "cache": set(),
    "trust": set(),
    "pyproject": {"findings", "trust"},
    "artifact": set(),
    "findings": set(),
    "templates": {"cache", "language", "phrases", "resources"},
    "call": {"model"},
    "tables": {"addresses", "anchors", "call", "markdown", "model", "phrases", "suggest"},
    "live": {"call", "model", "suggest"},
    "spec": {"confusables", "findings", "language", "model", "patterns", "resources", "suggest"},
    "patterns": set(),
    "linter": {
        "attributes",
        "confusables",
        "examples",
        "findings",
        "language",
        "model",
        "names",
        "patterns",
        "spec",
        "suggest",
    },
    "examples": {"model", "names"},
    "shapes": {"model", "examples"},
    "describe": {"model"},
    "facts": {"model"},
    "changes": {"describe", "facts", "findings", "git", "model", "patterns", "shapes", "spec", "suggest"},
    "explain": {"changes", "findings", "linter"},
    "git": set(),
    "upstream": {"facts", "findings", "model", "names"},
    "draft": {"facts", "linter", "model", "names"},
    "search": {"model", "suggest"},
    "statistics": {"model"},
    "targets": {
        "language",
        "artifact",
        "attributes",
        "call",
        "examples",
        "header",
        "indented",
        "model",
        "names",
        "patterns",
        "shapes",
        "suggest",
        "templates",
        "describe",
        "phrases",
        "addresses",
        "anchors",
        "markdown",
        "tables",
    },
    "documents": {"findings", "model", "suggest", "tables", "targets", "templates"},
    "plan": {
        "artifact",
        "cache",
        "findings",
        "git",
        "header",
        "model",
        "resources",
        "spec",
        "suggest",
        "targets",
        "templates",
    },
    "ejected": {"findings", "templates"},
    "config": {"changes", "findings", "model", "pyproject", "suggest", "targets", "templates"},
    "out_directory": {"config", "findings"},
    "project": {"config", "resources", "spec", "suggest"},
    "prepared": {"plan", "project", "spec", "targets", "templates"},
    "quick": {"config", "out_directory", "prepared", "project"},
    "catalogue": {
        "language",
        "config",
        "findings",
        "linter",
        "model",
        "phrases",
        "project",
        "spec",
        "tables",
        "templates",
    },
    "site": {
        "language",
        "artifact",
        "catalogue",
        "findings",
        "model",
        "phrases",
        "plan",
        "project",
        "spec",
        "targets",
        "templates",
    },
    "sphinx": {"addresses", "catalogue", "config", "markdown", "project", "suggest", "tables"},
    "mkdocs": {"catalogue", "config", "findings", "documents", "project", "templates"},
}
# What a verb does uses all that is below it, and never the command line, which is left out here.
MAY_IMPORT["runs"] = {*MAY_IMPORT} - {"mkdocs", "quick", "sphinx"}
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
    assert {part_of(m) for m in writers - {"ocgen.cache"}} <= {"plan", "cli", "runs", "site", "writing"}


def test_no_module_has_grown_too_large_to_live_in() -> None:
    long = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: lines for name, lines in long.items() if lines > 340} == {}


def test_no_class_name_stands_twice() -> None:
    homes: dict[str, list[str]] = {}
    for name, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(name)
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}, "a stranger takes them for one thing"
