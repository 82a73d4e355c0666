"""What a finding in a spec is about, in keys: ``configuration/acme.server/example``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping as Dict
from dataclasses import replace

from ocgen.findings.finding import Finding
from ocgen.findings.location import Location
from ocgen.spec.tree import Mapping, Node, Sequence


def with_subjects(findings: Iterable[Finding], documents: Dict[str, Mapping]) -> Iterator[Finding]:
    """Yield the findings, those at a place of one of the documents with the keys that lead there."""
    known: dict[str, dict[Location, str]] = {}
    for finding in findings:
        path = finding.location.path
        if path in documents and path not in known:
            known[path] = _places(documents[path])
        subject = known.get(path, {}).get(finding.location, "")
        yield replace(finding, subject=subject) if subject and not finding.subject else finding


def _places(tree: Mapping) -> dict[Location, str]:
    places: dict[Location, str] = {}
    for location, steps in _walk(tree, ()):
        places.setdefault(location, "/".join(steps))
    return places


def _walk(node: Node, steps: tuple[str, ...]) -> Iterator[tuple[Location, tuple[str, ...]]]:
    yield node.location, steps
    if isinstance(node, Mapping):
        for entry in node:
            yield entry.key_location, (*steps, entry.key)
            yield from _walk(entry.node, (*steps, entry.key))
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield from _walk(item, (*steps, _name(item, number)))


def _name(item: Node, number: int) -> str:
    """Return the name of a list's item by its key or name, else its number: a bare value may be a secret."""
    named = (item.text("key") or item.text("name")) if isinstance(item, Mapping) else ""
    return named or str(number)
