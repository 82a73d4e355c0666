"""Modules made of generated text, beside those of the committed client."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest


def executed(source: str, package: str, path: str = "made.py") -> ModuleType:
    """Return the module that ``source`` makes in a package; what an import finds stays as it was."""
    module = ModuleType(f"{package}.made")
    module.__package__ = package
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, module.__name__, module)  # dataclasses look there for what their annotations name
        exec(compile(source, path, "exec"), vars(module))
    return module
