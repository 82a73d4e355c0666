"""Rendering on two processors: the same artifacts in either way, and the same errors."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from ocgen.artifact import Artifact
from ocgen.model import Connector
from ocgen.plan import render as rendering
from ocgen.plan.render import PAYS_FROM, render
from ocgen.templates import Templates
from tests.conftest import CONNECTORS


class Names:
    name = "names"
    description = "names"

    def connector_artifacts(self, connector: Connector, templates: Templates) -> Iterable[Artifact]:
        yield Artifact(connector.key, f"{connector.name}\n", self.name, connector.key)

    def shared_artifacts(self, *_: object) -> Iterable[Artifact]:
        return ()


class Stubborn(Names):
    """Fails at one connector."""

    def connector_artifacts(self, connector: Connector, templates: Templates) -> Iterable[Artifact]:
        if connector.key == "c7":
            raise ValueError("not this one")
        return super().connector_artifacts(connector, templates)


class Killer(Names):
    """Kills the process that renders it, unless it is the first one."""

    def __init__(self) -> None:
        self.first = os.getpid()

    def connector_artifacts(self, connector: Connector, templates: Templates) -> Iterable[Artifact]:
        if os.getpid() != self.first:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().connector_artifacts(connector, templates)


MANY: Sequence[Connector] = [replace(CONNECTORS[0], key=f"c{n}") for n in range(PAYS_FROM + 5)]


@pytest.fixture(params=[True, False], autouse=True)
def second_processor(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param and not hasattr(os, "fork"):
        pytest.skip("this system cannot split a process in two")
    monkeypatch.setattr(rendering, "_has_second_processor", lambda: request.param)


@pytest.mark.parametrize("target", [Names(), Killer()])
def test_every_connector_is_rendered_once(target: Names) -> None:
    ticks: list[int] = []
    found = render([target], MANY, Templates(), ticks.append)
    assert sorted(a.path for a in found) == sorted(c.key for c in MANY)
    assert sum(ticks) >= len(MANY)


def test_an_error_of_a_target_is_raised_wherever_it_was_rendered() -> None:
    with pytest.raises(ValueError, match="not this one"):
        render([Stubborn()], MANY, Templates())
