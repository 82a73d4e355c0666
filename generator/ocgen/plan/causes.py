"""What has made files stale: the inputs that are no longer as the record has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ocgen.model import Connector
from ocgen.plan.inputs import SETTINGS, TEMPLATES, TOOL, Inputs, spec_names
from ocgen.plan.record import SHARED, OutputRecord, own_connector

_SHOWN = 3  # causes of one finding
_WORDS = {
    TOOL: "ocgen itself has changed",
    TEMPLATES: "the templates have changed",
    SETTINGS: "the configuration has changed",
}


class Cause(NamedTuple):
    """An input that has changed since the files were generated, by name, and that in words."""

    name: str
    words: str


class Causes:
    """The changed inputs of each connector's files, and of those that all share."""

    def __init__(self, record: OutputRecord, inputs: Inputs, connectors: Iterable[Connector]) -> None:
        self._record, self._inputs = record, inputs
        self._names = {connector.key: spec_names(connector) for connector in connectors}

    def of(self, connector: str) -> tuple[Cause, ...]:
        """Return the causes for the files of a connector, or for those of SHARED."""
        return tuple(Cause(name, words) for name in self._made_from(connector) if (words := self._words(name)))

    def _made_from(self, connector: str) -> list[str]:
        before = self._record.inputs
        if connector == SHARED:
            names = {*before, *(name for of_connector in self._names.values() for name in of_connector)}
            return self._inputs.names(names - _WORDS.keys())
        removed = [name for name in before if own_connector(name) == connector]
        return self._inputs.names(self._names.get(connector, removed))

    def _words(self, name: str) -> str:
        """Return what has happened to an input; empty when nothing has."""
        before, now = self._record.inputs.get(name, ()), self._inputs.of(name)
        if now in before or not self._record.inputs:
            return ""
        if not before:
            return f"the spec {name} is new" if now and name not in _WORDS else ""
        return _WORDS.get(name) or f"the spec {name} {'has changed' if now else 'was removed'}"


def told(causes: Iterable[Cause]) -> str:
    """Return causes as a part of a sentence, the first few and how many more there are; empty for none."""
    words = [cause.words for cause in causes]
    if len(words) > _SHOWN:
        words = [*words[:_SHOWN], f"{len(words) - _SHOWN} more inputs have changed"]
    return " and ".join(words)
