"""Whole processes, timed in turn, so that a machine whose speed drifts doesn't spoil the ratio."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Command:
    """A command to time; ``before`` runs ahead of each round and is not counted."""

    name: str
    argv: Sequence[str]
    cwd: Path | None = None
    before: Callable[[], object] | None = None


@dataclass(frozen=True)
class Timing:
    """Seconds of wall time a round, and the largest memory of any round in MiB."""

    name: str
    seconds: tuple[float, ...]
    memory: float

    @property
    def median(self) -> float:
        """The median of the rounds."""
        return statistics.median(self.seconds)


def measure(commands: Sequence[Command], rounds: int = 7) -> dict[str, Timing]:
    """Run all commands in turn, ``rounds`` times after one uncounted round; raises when one fails."""
    seconds: dict[str, list[float]] = {command.name: [] for command in commands}
    memory: dict[str, float] = {}
    for number in range(rounds + 1):
        for command in commands:
            if command.before:
                command.before()
            took, peak = _run(command)
            if number:
                seconds[command.name].append(took)
            memory[command.name] = max(peak, memory.get(command.name, 0))
    return {name: Timing(name, tuple(values), memory[name]) for name, values in seconds.items()}


def ratio(timings: Mapping[str, Timing], ours: str, peer: str) -> float:
    """Return the median over the rounds of ours/peer, pair by pair."""
    pairs = zip(timings[ours].seconds, timings[peer].seconds, strict=True)
    return statistics.median(a / b for a, b in pairs)


def line(what: str, value: float, goal: float | None = None) -> str:
    """Return a line of the report: the ratio, and beside it the goal where there is one."""
    report = f"{what:<58} {value:6.2f}"
    if goal is None:
        return report
    return f"{report}   goal <= {goal:<5} {'reached' if value <= goal else 'MISSED'}"


def _run(command: Command) -> tuple[float, float]:
    started = time.perf_counter()
    process = subprocess.Popen(command.argv, cwd=command.cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - started
    assert process.stderr is not None
    said = process.stderr.read().decode(errors="replace")
    process.stderr.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command.name} failed with {process.returncode}: {said[-400:]}")
    return took, usage.ru_maxrss / 1024
