"""Specs: YAML with places, checked against the spec schema, resolved into connectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocgen.spec.loader import Loaded as Loaded, load as load


def __getattr__(name: str) -> object:
    # Looking for files needs no YAML parser, so the loader is imported when it is asked for.
    if name in {"Loaded", "load"}:
        from ocgen.spec import loader

        return getattr(loader, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
