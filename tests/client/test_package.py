"""The package as a whole: what an import brings with it, and that the two clients are one."""

from __future__ import annotations

import importlib
import sys
from typing import TypeVar

import openconnectors
import pytest

from tests.client.conftest import SOURCE
from tests.processes import run


def loaded_by(statement: str) -> set[str]:
    """The modules that a fresh interpreter has after ``statement``, beyond those that it starts with."""
    code = f"import sys; before = set(sys.modules); {statement}; print(*sorted(set(sys.modules) - before))"
    return set(run(sys.executable, "-S", "-c", code, PYTHONPATH=str(SOURCE)).stdout.split())


def test_importing_a_connector_imports_that_one_alone() -> None:
    # -S hides the third-party packages: what needs one fails
    found = loaded_by("import openconnectors.connectors.infusionsoftmarketing")
    homes = ("openconnectors.connectors.", "openconnectors.validators.", "openconnectors.resource_validators")
    assert [name for name in found if name.startswith(homes)] == ["openconnectors.connectors.infusionsoftmarketing"]


def test_a_validator_imports_next_to_nothing() -> None:
    found = loaded_by("import openconnectors.validators.infusionsoftmarketing")
    ours = {name for name in found if name.startswith("openconnectors")}
    assert ours == {
        "openconnectors",
        *(
            f"openconnectors.validators{name}"
            for name in ("", "._platform", "._values", "._variants", ".infusionsoftmarketing")
        ),
    }
    # Each of these would cost more than all the rest.
    assert not found & {"typing", "dataclasses", "inspect", "difflib", "json"}


def test_so_does_a_validator_of_resources() -> None:
    found = loaded_by("import openconnectors.resource_validators.infusionsoftmarketing")
    ours = {name for name in found if name.startswith("openconnectors")}
    assert "openconnectors.validators.infusionsoftmarketing" not in ours
    assert not found & {"typing", "dataclasses", "inspect", "difflib", "json", "re"}


def test_httpx_is_imported_only_when_it_is_used() -> None:
    statement = "import openconnectors as o; o.Client(transport=print); o.AsyncClient(transport=print)"
    assert "httpx" not in loaded_by(statement)


def test_the_package_itself_costs_next_to_nothing() -> None:
    assert loaded_by("import openconnectors") == {"openconnectors"}


def test_every_public_name_is_there() -> None:
    for name in dir(openconnectors):
        getattr(openconnectors, name)
    assert {"Client", "AsyncClient", "Secret", "verify_event", "SignIn"} <= set(dir(openconnectors))
    with pytest.raises(AttributeError, match="no attribute 'Clint'"):
        _ = openconnectors.Clint


MODULES = sorted(
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__") for path in SOURCE.rglob("*.py")
)


def test_every_module_gives_its_public_names_to_a_star() -> None:
    for name in MODULES:
        module = importlib.import_module(name)
        starred: dict[str, object] = {}
        exec(f"from {name} import *", starred)
        assert len(set(module.__all__)) == len(module.__all__), name
        assert {*starred} - {"__builtins__"} == {*module.__all__}, name
        own = {
            key for key, value in vars(module).items()
            if not key.startswith("_") and getattr(value, "__module__", None) == name and not isinstance(value, TypeVar)
        }  # fmt: skip
        assert own <= {*module.__all__}, name
    assert len(MODULES) > 300


def test_what_the_package_names_is_what_it_has() -> None:
    assert openconnectors.__all__ == sorted(n for names in openconnectors._HOMES.values() for n in names)
    assert {*openconnectors.__all__} <= {*dir(openconnectors)}
