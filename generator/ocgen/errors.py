"""What ocgen raises: one base, and the few kinds that a caller treats differently.

    OcgenError
    ├── ConfigError       the configuration cannot be used
    ├── SelectionError    what was asked for is not there: a connector, a rule, a document, a directory
    ├── SpecsError        specs have errors, so nothing is made from them
    ├── GenerationError   a target, a template or a language cannot be used
    ├── SourceError       a side of a comparison, a help page, a model, a tenant or a lock cannot be read
    └── OutputError       the output cannot be written, or holds what must not be overwritten

This module imports nothing when it runs, so that everything can use it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from ocgen.findings.finding import Finding


class OcgenError(Exception):
    """What was asked for cannot be done.

    ``message`` tells why and what to do about it, in one line; ``findings`` are all the mistakes that are in the way,
    each with its place. Every kind can be pickled, so it can leave a process of its own.
    """

    def __init__(self, message: str, findings: Iterable[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Self:
        """Return the error whose message is made of the findings."""
        found = tuple(findings)
        return cls("; ".join(f"{f.location}: {f.message}" if f.location.path else f.message for f in found), found)

    @property
    def message(self) -> str:
        """Why it cannot be done, and what to do about it."""
        return str(self)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self).__new__, (type(self), *self.args), self.__dict__


class ConfigError(OcgenError):
    """The configuration cannot be used; ``findings`` tells all that is wrong with it."""


class SelectionError(OcgenError):
    """What was asked for is not there, such as a connector, a rule or a directory; the message tells the remedy."""


class SpecsError(OcgenError):
    """Specs have errors, which ``findings`` are; nothing is made from a spec with one."""


class GenerationError(OcgenError):
    """A target, a template or a language cannot be used, or makes what cannot be written; the message tells which."""


class SourceError(OcgenError):
    """What specs are compared with cannot be read: a revision, a page, a model, a tenant or a lock.

    The message tells the remedy; ``findings`` what is wrong inside of it.
    """


class OutputError(OcgenError):
    """The output cannot be written, or holds what must not be overwritten, which ``findings`` then name."""
