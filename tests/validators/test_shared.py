"""What the validators of all connectors share stands once, and functions are named after what they check."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import REPOSITORY

VALIDATORS = REPOSITORY / "generated" / "python" / "src" / "openconnectors" / "validators"
SHARED = VALIDATORS / "_platform.py"
CONNECTORS = sorted(path for path in VALIDATORS.glob("*.py") if not path.name.startswith("_"))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def told(function: ast.FunctionDef) -> str:
    """What a function does, whatever it and its table are called."""
    return re.sub(r"\w+_table\(", "table(", "\n".join(map(ast.unparse, function.body[-3:])))


def test_no_connector_repeats_what_the_shared_module_has() -> None:
    shared = {told(function): function.name for function in functions(SHARED) if not function.name.endswith("_table")}
    assert {
        "granted_callback_query",
        "refused_callback_query",
        "instance_response",
        "everywhere",
        "request_options",
    } <= set(shared.values())
    repeated = [
        (path.name, function.name, shared[told(function)])
        for path in CONNECTORS
        for function in functions(path)
        if told(function) in shared
    ]
    assert repeated == []


def test_no_name_of_a_function_is_a_mere_number() -> None:
    """A number is put to a name only where two would be the same, and in the catalogue none are."""
    names = [(path.name, f.name) for path in (SHARED, *CONNECTORS) for f in functions(path)]
    assert [each for each in names if re.search(r"_\d+(_table)?$", each[1])] == []


def test_no_verdict_is_counted_with() -> None:
    for path in (SHARED, *CONNECTORS):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.AugAssign):
                called = isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name)
                assert isinstance(node.op, ast.Add) and (called or ast.unparse(node.value) == "1"), ast.unparse(node)
