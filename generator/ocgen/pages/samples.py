"""The samples of clients on a page. Whoever makes pages hands them in, so that no page knows a target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ocgen.model import Connector, Flow, Method


@dataclass(frozen=True, slots=True)
class PythonSample:
    """What a sample is made of; arguments are names and sources of values."""

    package: str
    module: str
    configuration: str
    query: str  # empty when the OAuth URL call takes nothing besides the configuration
    flow: Flow
    arguments: tuple[tuple[str, str], ...]
    query_arguments: tuple[tuple[str, str], ...]
    finish_arguments: str

    @property
    def reads_secrets(self) -> bool:
        """Whether some value comes from the environment."""
        return any(value.startswith("os.environ[") for _, value in (*self.arguments, *self.query_arguments))

    @property
    def consent(self) -> bool:
        """Whether the user is sent to the provider."""
        return self.flow in ("redirect", "token-redirect")


class SampleMaker(Protocol):
    """Makes the samples of a client. What a project sets for the client, such as its name, the maker knows already."""

    def __call__(self, connector: Connector, method: Method, /) -> PythonSample:
        """Return the sample of a method; ``method`` may be that of users who hold tokens already."""
        ...
