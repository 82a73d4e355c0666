"""The connectors that the fake platform has: those of this package."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from .. import connectors
from ..configuration import BaseConfiguration
from ..shapes import Method
from ..validators import Violation
from .exchanges import Refused

__all__ = ["Connector", "find_connector", "refuse"]


@dataclass(frozen=True, slots=True)
class Connector:
    """A connector, and the ways to sign in to it."""

    key: str
    methods: tuple[Method, ...]

    def violations(self, what: str, value: object, method: str = "") -> Sequence[Violation]:
        """Return what is wrong with a value, for one way to sign in or for any; nothing where there is no such step."""
        module = import_module(f"..validators.{self.methods[0].module}", __package__)
        validate: Callable[[object, str], Sequence[Violation]] | None = getattr(module, f"validate_{what}", None)
        return validate(value, method) if validate else ()


def refuse(violations: Iterable[Violation]) -> None:
    """Raise Refused with all that is wrong, if anything is."""
    told = [f"{violation.pointer or '/'}: {violation.message}" for violation in violations]
    if told:
        raise Refused(400, "; ".join(told))


@lru_cache(maxsize=64)
def find_connector(key: str) -> Connector | None:
    """Return the connector of a key, or None. Its module is named after the key; the others are looked at else."""
    for name in _names(key):
        module = import_module(f"{connectors.__name__}.{name}")
        if key == module.KEY:
            return Connector(key, tuple(_methods(vars(module).values())))
    return None


def _names(key: str) -> Iterator[str]:
    likely = re.sub(r"\W+", "_", key.lower())
    names = [module.name for module in iter_modules(connectors.__path__)]
    yield from sorted(names, key=lambda name: name != likely)


def _methods(values: Iterable[object]) -> Iterator[Method]:
    for value in values:
        if isinstance(value, type) and issubclass(value, BaseConfiguration):
            method = cast("Method | None", getattr(value, "METHOD", None))  # what all have in common is of no method
            if method is not None:
                yield method
