"""Connectors -> artifacts, on two processors where that pays."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from mmap import mmap
from typing import TYPE_CHECKING, TypeAlias

from ocgen.artifact import Artifact
from ocgen.model import Connector
from ocgen.targets.base import Target
from ocgen.templates import Templates

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

PAYS_FROM = 60  # connectors; below, a second process takes longer than it saves

Tick = Callable[[int], object]
Rendered: TypeAlias = dict[int, list[Artifact]]  # by the connector's number


@dataclass(frozen=True, slots=True)
class _Ends:
    """How far two processes have come towards each other: one walks up from 0, the other one down.

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
    meanwhile: Callable[[], object] = lambda: None,
) -> list[Artifact]:
    """Return the files of each connector; ``tick`` is told how many more are done.

    From some dozens on, a second process begins with the last connector while this one does what is to be done
    ``meanwhile`` and begins with the first. What a target raises there is raised here; what ``meanwhile`` raises, too.
    """
    if len(connectors) < PAYS_FROM or not _has_second_processor():
        meanwhile()
        return [a for number in range(len(connectors)) for a in _render(targets, connectors[number], templates, tick)]
    from multiprocessing import get_context

    context = get_context("fork")  # the model is inherited, not copied through a pipe
    receiver, sender = context.Pipe(duplex=False)
    ends = _Ends(len(connectors))
    worker = context.Process(target=_send, args=(sender, targets, connectors, templates, ends), daemon=True)
    worker.start()
    sender.close()
    try:
        meanwhile()
        rendered = {n: _render(targets, connectors[n], templates, tick) for n in ends.up()}
        tick(ends.taken_from_above)
        try:
            answer: Rendered | Exception = receiver.recv()
        except EOFError:  # the process was killed, perhaps for want of memory
            answer = {}
    finally:
        worker.kill()
        worker.join()
    if isinstance(answer, Exception):
        raise answer
    rendered = {**answer, **rendered}
    for number in set(range(len(connectors))) - rendered.keys():
        rendered[number] = _render(targets, connectors[number], templates, tick)
    return [artifact for number in sorted(rendered) for artifact in rendered[number]]


def _render(targets: Sequence[Target], connector: Connector, templates: Templates, tick: Tick) -> list[Artifact]:
    artifacts = [a for target in targets for a in target.connector_artifacts(connector, templates)]
    tick(1)
    return artifacts


def _send(
    sender: Connection, targets: Sequence[Target], connectors: Sequence[Connector], templates: Templates, ends: _Ends
) -> None:
    """Render in the second process, quietly: Ctrl-C is the first one's to tell."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answer: Rendered | Exception
    try:
        answer = {n: _render(targets, connectors[n], templates, lambda done: None) for n in ends.down()}
    except Exception as error:  # whatever a target raises
        answer = error
    try:
        sender.send(answer)
    except BrokenPipeError:  # the first process has ended
        sys.exit(1)


def _has_second_processor() -> bool:
    """Whether a process can be split in two and both halves run at once."""
    return hasattr(os, "fork") and sys.platform != "darwin" and len(os.sched_getaffinity(0)) > 1
