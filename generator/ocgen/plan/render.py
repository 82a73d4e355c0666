"""Connectors -> artifacts, on two processors where that pays."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from mmap import mmap
from typing import TYPE_CHECKING, TypeAlias

from ocgen.model import Connector
from ocgen.output.artifact import Artifact
from ocgen.targets.base import Target
from ocgen.templates import Templates

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

PAYS_FROM = 60  # connectors; below, a second process takes longer than it saves

Tick = Callable[[int], object]
Rendered: TypeAlias = dict[int, list[Artifact]]  # by the connector's number


@dataclass(frozen=True, slots=True)
class SecondProcess:
    """What is to be done beside the rendering, by the way of the second process; it returns or raises.

    ``specs`` is how many specs it looks at: how much it is.
    """

    run: Callable[[], object] = lambda: None
    specs: int = 0


NOTHING = SecondProcess()


@dataclass(frozen=True, slots=True)
class _Ends:
    """How near two processes are to each other: one walks up from 0, the other one down.

    Each writes down the number that it takes next and then looks where the other one is. There is no lock, so both may
    take the number where they meet; they make the same of it. None is left out: who walks up stops at a number that the
    other one has taken, who walks down only behind one.
    """

    count: int
    _shared: mmap = field(default_factory=lambda: mmap(-1, 16))  # inherited by fork, and written by both

    def up(self) -> Iterator[int]:
        """Yield the numbers from 0 until the other end is met."""
        for number in range(self.count):
            self._write(0, number)
            if number >= self.count - self._read(8):
                return
            yield number

    def down(self) -> Iterator[int]:
        """Yield the numbers from the last one until the other end is met."""
        for number in reversed(range(self.count)):
            self._write(8, self.count - number)
            if number < self._read(0):
                return
            yield number

    @property
    def taken_from_above(self) -> int:
        """How many numbers the one who walks down has taken."""
        return self._read(8)

    def _read(self, at: int) -> int:
        return int.from_bytes(self._shared[at : at + 8], "little")

    def _write(self, at: int, value: int) -> None:
        self._shared[at : at + 8] = value.to_bytes(8, "little")


def render(
    targets: Sequence[Target],
    connectors: Sequence[Connector],
    templates: Templates,
    tick: Tick = lambda done: None,
    beside: SecondProcess = NOTHING,
) -> list[Artifact]:
    """Return the files of each connector; ``tick`` is told how many more are done.

    Where there is much to do, a second process does what stands ``beside`` and then renders from the last connector on,
    while this one begins with the first. What a target or ``beside`` raises in either is raised here.
    """
    if max(len(connectors), beside.specs) < PAYS_FROM or not _has_second_processor():
        return _alone(targets, connectors, templates, tick, beside)
    from multiprocessing import get_context

    context = get_context("fork")  # the model is inherited, not copied through a pipe
    receiver, sender = context.Pipe(duplex=False)
    ends = _Ends(len(connectors))
    pipe = receiver, sender
    worker = context.Process(target=_send, args=(pipe, targets, connectors, templates, ends, beside), daemon=True)
    try:
        _start(worker)
    except OSError:  # the system allows no more processes
        return _alone(targets, connectors, templates, tick, beside)
    sender.close()
    fault: Exception | None = None
    rendered: Rendered = {}
    try:
        try:
            for number in ends.up():
                rendered[number] = _render(targets, connectors[number], templates, tick)
        except Exception as error:  # whatever a target raises; a fault of the specs may be the cause, and goes first
            fault = error
        tick(ends.taken_from_above)
        answer = _received(receiver)
    finally:
        worker.kill()
        worker.join()
    if answer is None:
        beside.run()
    fault = answer if isinstance(answer, Exception) else fault
    if fault:
        raise fault
    rendered |= answer if isinstance(answer, dict) else {}
    for number in set(range(len(connectors))) - rendered.keys():
        rendered[number] = _render(targets, connectors[number], templates, tick)
    return [artifact for number in sorted(rendered) for artifact in rendered[number]]


def _alone(
    targets: Sequence[Target], connectors: Sequence[Connector], templates: Templates, tick: Tick, beside: SecondProcess
) -> list[Artifact]:
    beside.run()
    return [a for connector in connectors for a in _render(targets, connector, templates, tick)]


def _start(worker: BaseProcess) -> None:
    """Start the second process; a Ctrl-C waits until that process ignores it. Raises OSError."""
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        worker.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


def _received(receiver: Connection) -> Rendered | Exception | None:
    """Return the answer of the second process, or None when none came.

    It was killed, perhaps for want of memory, or what it had to say does not fit through a pipe.
    """
    try:
        answer: Rendered | Exception = receiver.recv()
    except Exception:  # the pipe ended in the middle of an answer, or the exception of a target cannot be made again
        return None
    return answer


def _render(targets: Sequence[Target], connector: Connector, templates: Templates, tick: Tick) -> list[Artifact]:
    artifacts = [a for target in targets for a in target.connector_artifacts(connector, templates)]
    tick(1)
    return artifacts


def _send(
    pipe: tuple[Connection, Connection],
    targets: Sequence[Target],
    connectors: Sequence[Connector],
    templates: Templates,
    ends: _Ends,
    beside: SecondProcess,
) -> None:
    """Render in the second process and send the result. Ctrl-C is ignored here: the first process handles it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    receiver, sender = pipe
    receiver.close()  # while this process has it open, it waits for ever when the first one has ended
    answer: Rendered | Exception
    try:
        beside.run()
        answer = {n: _render(targets, connectors[n], templates, lambda done: None) for n in ends.down()}
    except Exception as error:  # whatever a target raises
        answer = error
    try:
        sender.send(answer)
    except Exception:  # the first process has ended, or the answer cannot be sent: then the first one meets it itself
        sys.exit(1)


def _has_second_processor() -> bool:
    """Whether a process can be split in two and both halves run at once."""
    return hasattr(os, "fork") and sys.platform != "darwin" and len(os.sched_getaffinity(0)) > 1
