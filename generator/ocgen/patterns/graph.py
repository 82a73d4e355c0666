"""What is needed of directed graphs; nodes are numbers, ``targets[n]`` are those that n leads to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

Targets: TypeAlias = Sequence[Sequence[int]]


def loops(targets: Targets) -> list[frozenset[int]]:
    """Return the strongly connected components that hold a loop (Tarjan's algorithm, without recursion)."""
    found = _Components(targets)
    for root in range(len(targets)):
        if root not in found.index:
            found.visit(root)
    return [c for c in found.components if len(c) > 1 or any(n in targets[n] for n in c)]


class _Components:
    def __init__(self, targets: Targets) -> None:
        self.targets = targets
        self.index: dict[int, int] = {}
        self.low: dict[int, int] = {}
        self.stack: list[int] = []
        self.waiting: set[int] = set()
        self.components: list[frozenset[int]] = []

    def visit(self, root: int) -> None:
        calls: list[tuple[int, Iterator[int]]] = [self._enter(root)]
        while calls:
            node, remaining = calls[-1]
            fresh = next((t for t in remaining if self._is_new(node, t)), None)
            if fresh is not None:
                calls.append(self._enter(fresh))
                continue
            calls.pop()
            if calls:
                caller = calls[-1][0]
                self.low[caller] = min(self.low[caller], self.low[node])
            if self.low[node] == self.index[node]:
                self._close(node)

    def _enter(self, node: int) -> tuple[int, Iterator[int]]:
        self.index[node] = self.low[node] = len(self.index)
        self.stack.append(node)
        self.waiting.add(node)
        return node, iter(self.targets[node])

    def _is_new(self, node: int, target: int) -> bool:
        if target not in self.index:
            return True
        if target in self.waiting:
            self.low[node] = min(self.low[node], self.index[target])
        return False

    def _close(self, node: int) -> None:
        start = self.stack.index(node)
        members = self.stack[start:]
        del self.stack[start:]
        self.waiting.difference_update(members)
        self.components.append(frozenset(members))


def reachable(targets: Targets, sources: Iterable[int]) -> set[int]:
    """Return the sources and everything that they lead to."""
    seen = set(sources)
    waiting = list(seen)
    while waiting:
        for target in targets[waiting.pop()]:
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def walk(targets: Targets, sources: Iterable[int], end: int, within: Collection[int] | None = None) -> list[int]:
    """Return the shortest walk from any of the sources to ``end``, both included; empty when there is none."""
    came: dict[int, int] = dict.fromkeys(sources, -1)
    waiting = list(came)
    for node in waiting:
        if node == end:
            break
        for target in targets[node]:
            if target not in came and (within is None or target in within):
                came[target] = node
                waiting.append(target)
    steps: list[int] = []
    node = end if end in came else -1
    while node >= 0:
        steps.append(node)
        node = came[node]
    return steps[::-1]
