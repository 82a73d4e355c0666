"""Where to show a change: in the files that a side has, also where what it is about is not there.

Services that show reports find a place only in a file that exists. What was removed has no place on the second side, so
it is shown where it stood: at the list or mapping that held it, or in a file beside the one that was removed.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping as Dict
from dataclasses import dataclass, field, replace

from ocgen.changes.change import Change
from ocgen.changes.platform import CONNECTOR
from ocgen.findings.location import NOWHERE, Location
from ocgen.spec.files import PLATFORM_FILE
from ocgen.spec.merge import name_of
from ocgen.spec.tree import Mapping, Node, Sequence


@dataclass(frozen=True, slots=True)
class SideFiles:
    """The files of a side, by their names below its directory; ``files`` are those of each connector, its spec first.

    ``place`` names a place as findings show it.
    """

    documents: Dict[str, Mapping] = field(default_factory=dict)
    files: Dict[str, tuple[str, ...]] = field(default_factory=dict)
    place: Callable[[Location], Location] = field(default=lambda location: location, compare=False)

    def name(self, location: Location) -> str:
        """Return the name of the file that a place as it is shown belongs to; empty for one of another side."""
        if not location.path:
            return ""
        names = (n for n, tree in self.documents.items() if self._shown(tree.location).file == location.file)
        return next(names, "")

    def find(self, change: Change, name: str) -> Location:
        """Return where the thing stands that a change is about, or else what should hold it; NOWHERE without files.

        ``name`` is that of the file where it stands on the other side.
        """
        own = (PLATFORM_FILE,) if change.connector == CONNECTOR else self.files.get(change.connector, ())
        candidates = [n for n in ([name] if name in self.documents else own) if n in self.documents]
        found = [_locate(self.documents[n], change.where, change.key) for n in candidates]
        if found:
            return self._shown(max(found, key=lambda pair: pair[0])[1])
        return self._shown(self._beside(name))

    def _beside(self, name: str) -> Location:
        """Return the start of a file near one that was removed: the platform, or else the next of the others."""
        names = sorted(self.documents)
        if not names:
            return NOWHERE
        nearest = names[min(bisect(names, name), len(names) - 1)]
        path = self.documents[PLATFORM_FILE if PLATFORM_FILE in self.documents else nearest].location.path
        return Location(path)

    def _shown(self, location: Location) -> Location:
        return self.place(location) if location.path else location


def settled(changes: Iterable[Change], before: SideFiles, after: SideFiles | None = None) -> Iterator[Change]:
    """Yield the changes, each with a place on both sides as far as these have files.

    What was added has no place on the first side. Without ``after``, findings are about the first side alone, which
    gives a place to all.
    """
    for change in changes:
        was, now = change.was, change.now
        if after is None:
            was = was if was.path else before.find(change, "")
        else:
            was = was if was.path or change.kind.endswith("-added") else before.find(change, after.name(now))
            now = now if now.path else after.find(change, before.name(was))
        yield replace(change, was=was, now=now)


def _locate(tree: Mapping, where: str, key: str) -> tuple[int, Location]:
    """Return how far the way to a thing leads, and the place where it ends."""
    node, steps, at = _walk(tree, where)
    for holder in (node, *_lists(node)):
        found, more, place = _walk(holder, key)
        if more == len(key.split(".")) and found is not holder:
            return steps + more, place
    return steps, at


def _lists(node: Node) -> Iterator[Node]:
    """Yield the lists that a part of a spec keeps its entries in."""
    if isinstance(node, Mapping):
        yield from (inner for name in ("query", "parameters") if (inner := node.get(name)) is not None)


def _walk(node: Node, where: str) -> tuple[Node, int, Location]:
    """Follow a path of keys and names, which may hold dots themselves, as far as it leads."""
    parts = where.split(".") if where else []
    steps, at = 0, node.location
    while steps < len(parts):
        for end in range(len(parts), steps, -1):
            found = _inner(node, ".".join(parts[steps:end]))
            if found:
                (node, at), steps = found, end
                break
        else:
            break
    return node, steps, at


def _inner(node: Node, name: str) -> tuple[Node, Location] | None:
    if isinstance(node, Mapping):
        entry = node.entry(name)
        if entry:
            return entry.node, entry.key_location
        properties = node.get("properties")
        return _inner(properties, name) if properties is not None else None
    if isinstance(node, Sequence):
        item = next((item for item in node.items if _named(item, name)), None)
        return (item, item.location) if item is not None else None
    return None


def _named(item: Node, name: str) -> bool:
    if name_of(item) == name:
        return True
    return isinstance(item, Mapping) and name in (item.text("id"), item.text("status"))
