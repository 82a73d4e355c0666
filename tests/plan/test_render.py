"""Rendering on two processors: the same artifacts in either way, and the same errors."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Iterable, Sequence
from dataclasses import replace
from multiprocessing import active_children
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from ocgen.errors import SpecsError
from ocgen.findings.finding import Finding
from ocgen.findings.location import Location
from ocgen.model import Connector
from ocgen.output.artifact import Artifact
from ocgen.plan import render as rendering
from ocgen.plan.render import PAYS_FROM, SecondProcess, _Ends, render
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


class PickyError(Exception):
    """Cannot be made again from its arguments."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first + second)


class LocalError(Exception):
    """Cannot be sent to another process at all."""

    def __init__(self) -> None:
        super().__init__("local")
        self.remedy = lambda: "none"


class Foreign(Names):
    """Raises what a process cannot tell another one, unless it is the first one that renders."""

    def __init__(self, error: Exception) -> None:
        self.first, self.error = os.getpid(), error

    def connector_artifacts(self, connector: Connector, templates: Templates) -> Iterable[Artifact]:
        if os.getpid() != self.first:
            raise self.error
        return super().connector_artifacts(connector, templates)


class Long(Names):
    """Makes more than a pipe holds."""

    def connector_artifacts(self, connector: Connector, templates: Templates) -> Iterable[Artifact]:
        yield Artifact(connector.key, "x" * 100_000 + "\n", self.name, connector.key)


MANY: Sequence[Connector] = [replace(CONNECTORS[0], key=f"c{n}") for n in range(PAYS_FROM + 5)]


@pytest.fixture(params=[True, False], autouse=True)
def second_processor(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param and not hasattr(os, "fork"):
        pytest.skip("this system cannot split a process in two")
    monkeypatch.setattr(rendering, "_has_second_processor", lambda: request.param)


@given(st.integers(0, 30), st.lists(st.booleans()))
def test_two_that_walk_towards_each_other_leave_none_out(count: int, order: list[bool]) -> None:
    ends = _Ends(count)
    walks = {True: ends.up(), False: ends.down()}
    taken: list[int] = []
    for upwards in [*order, *[True] * count, *[False] * count]:
        taken += [number for number in [next(walks[upwards], None)] if number is not None]
    assert set(taken) == set(range(count))
    assert len(taken) <= count + 1


@pytest.mark.parametrize("target", [Names(), Killer(), Stubborn()])
@pytest.mark.parametrize("connectors", [MANY, MANY[:1], ()])
def test_what_is_done_beside_ends_the_run_when_it_fails(target: Names, connectors: Sequence[Connector]) -> None:
    def fail() -> None:
        raise SpecsError.of([Finding("todo", "error", "not now", Location("acme.yaml"))])

    with pytest.raises(SpecsError, match="not now") as raised:
        render([target], connectors, Templates(), beside=SecondProcess(fail, PAYS_FROM))
    assert raised.value.findings[0].message == "not now"
    assert not active_children()


def test_a_system_that_allows_no_second_process_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(worker: object) -> None:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(rendering, "_start", refuse)
    done: list[str] = []
    found = render([Names()], MANY, Templates(), beside=SecondProcess(lambda: done.append("once")))
    assert [a.path for a in found] == [c.key for c in MANY]
    assert done == ["once"]


def test_what_is_done_beside_is_done_once(tmp_path: Path) -> None:
    log = tmp_path / "log"

    def note() -> None:
        with log.open("a", encoding="utf-8") as file:
            file.write("done\n")

    assert len(render([Names()], MANY[:1], Templates(), beside=SecondProcess(note, PAYS_FROM))) == 1
    assert log.read_text(encoding="utf-8") == "done\n"


@pytest.mark.parametrize("target", [Names(), Killer(), Foreign(PickyError("a", "b")), Foreign(LocalError())])
def test_every_connector_is_rendered_once(target: Names) -> None:
    ticks: list[int] = []
    found = render([target], MANY, Templates(), ticks.append)
    assert sorted(a.path for a in found) == sorted(c.key for c in MANY)
    assert sum(ticks) >= len(MANY)


def test_nothing_is_said_of_what_the_second_process_could_not_tell(capfd: pytest.CaptureFixture[str]) -> None:
    render([Foreign(LocalError())], MANY, Templates())
    assert capfd.readouterr() == ("", "")


def test_a_second_process_that_is_killed_amid_its_answer_is_made_up_for(monkeypatch: pytest.MonkeyPatch) -> None:
    received = rendering._received

    def killed(receiver: Connection) -> object:
        receiver.poll(None)  # the answer has begun, and the pipe cannot hold all of it
        for worker in active_children():
            worker.kill()
            worker.join()
        return received(receiver)

    monkeypatch.setattr(rendering, "_received", killed)
    assert [a.path for a in render([Long()], MANY, Templates())] == [c.key for c in MANY]


def test_an_error_of_a_target_is_raised_wherever_it_was_rendered() -> None:
    with pytest.raises(ValueError, match="not this one"):
        render([Stubborn()], MANY, Templates())
