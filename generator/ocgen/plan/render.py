"""Connectors -> artifacts, on two processors where that pays."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ocgen.artifact import Artifact
from ocgen.model import Connector
from ocgen.targets.base import Target
from ocgen.templates import Templates

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

PAYS_FROM = 60  # connectors; below, a second process takes longer than it saves

Tick = Callable[[int], object]


def render(
    targets: Sequence[Target], connectors: Sequence[Connector], templates: Templates, tick: Tick = lambda done: None
) -> list[Artifact]:
    """Return the files of each connector; ``tick`` is told how many more are done.

    From some dozens on, a second process renders every other connector. What a target raises there is raised here.
    """
    if len(connectors) < PAYS_FROM or not _has_second_processor():
        return _render(targets, connectors, templates, tick)
    from multiprocessing import get_context

    context = get_context("fork")  # the model is inherited, not copied through a pipe
    receiver, sender = context.Pipe(duplex=False)
    worker = context.Process(target=_send, args=(sender, targets, connectors[1::2], templates), daemon=True)
    worker.start()
    sender.close()
    artifacts = _render(targets, connectors[::2], templates, lambda done: tick(2 * done))
    try:
        answer: list[Artifact] | Exception = receiver.recv()
    except EOFError:  # the process was killed, perhaps for want of memory
        return artifacts + _render(targets, connectors[1::2], templates, tick)
    worker.join()
    if isinstance(answer, Exception):
        raise answer
    return artifacts + answer


def _render(
    targets: Sequence[Target], connectors: Sequence[Connector], templates: Templates, tick: Tick
) -> list[Artifact]:
    artifacts: list[Artifact] = []
    for connector in connectors:
        for target in targets:
            artifacts += target.connector_artifacts(connector, templates)
        tick(1)
    return artifacts


def _send(sender: Connection, targets: Sequence[Target], connectors: Sequence[Connector], templates: Templates) -> None:
    """Render in the second process, quietly: Ctrl-C is the first one's to tell."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answer: list[Artifact] | Exception
    try:
        answer = _render(targets, connectors, templates, lambda done: None)
    except Exception as error:  # whatever a target raises
        answer = error
    try:
        sender.send(answer)
    except BrokenPipeError:  # the first process has ended
        sys.exit(1)


def _has_second_processor() -> bool:
    """Whether a process can be split in two and both halves run at once."""
    return hasattr(os, "fork") and sys.platform != "darwin" and len(os.sched_getaffinity(0)) > 1
