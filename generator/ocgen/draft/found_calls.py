"""Calls as a source has them, side by side: before they become resources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ocgen.facts.found_call import FoundCall
from ocgen.model import ResourceField, path_shape, variables_of

_PLURALS = (("ies", "y"), ("sses", "ss"), ("uses", "us"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"))


@dataclass(slots=True)
class Branch:
    """Where calls meet that begin with the same path: what is called there, and what lies below."""

    variable: str = ""  # set where this is one item: the name of its variable
    calls: dict[str, FoundCall] = field(default_factory=dict)  # by method
    twins: dict[str, FoundCall] = field(default_factory=dict)  # the same with the item's path in the query
    parts: dict[str, Branch] = field(default_factory=dict)  # by segment
    item: Branch | None = None

    def walk(self) -> Iterator[Branch]:
        """Yield this branch and all below it."""
        yield self
        for branch in (*self.parts.values(), *([self.item] if self.item else [])):
            yield from branch.walk()

    @property
    def empty(self) -> bool:
        """Whether nothing is called here or below."""
        return not any(branch.calls or branch.twins for branch in self.walk())


def tree_of(calls: Iterable[FoundCall]) -> Branch:
    """Return the calls of one hub as a tree. Of two calls of the same method and shape of path, both count together.

    Calls on ``/files/{id}/links`` and ``/files/links?path=`` become one with a twin.
    """
    root = Branch()
    for call in calls:
        branch = root
        for segment in segments(call.path):
            name = next(iter(variables_of(segment)), None) if path_shape(segment) == "{}" else None
            if name is None:
                branch = branch.parts.setdefault(segment, Branch())
            else:
                branch.item = branch.item or Branch(variable=name)
                branch = branch.item
        known = branch.calls.get(call.method)
        branch.calls[call.method] = _both(known, call) if known else call
    for branch in root.parts.values():
        if branch.item:
            _move_twins(branch, branch.item)
    return root


def segments(path: str) -> list[str]:
    """Return the parts of a path, without empty ones and blanks around it."""
    return [part for part in path.strip().split("/") if part]


def singular(word: str) -> str:
    """Return an English noun in the singular, as far as its ending tells: activities, addresses, statuses, boxes."""
    for ending, other in _PLURALS:
        if word.lower().endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + other
    return word[:-1] if word.lower().endswith("s") and not word.lower().endswith(("ss", "us", "is")) else word


def is_plural(word: str) -> bool:
    """Whether the ending of an English noun is that of a plural."""
    return singular(word) != word


def camel(text: str) -> str:
    """Return words that are joined by signs as one in camelCase: ``custom-fields`` is ``customFields``."""
    words: list[str] = re.findall("[A-Za-z0-9]+", text)
    first, *rest = words if words and words[0][0].isalpha() else ["item", *words]
    return first[:1].lower() + first[1:] + "".join(word[:1].upper() + word[1:] for word in rest)


def united(some: Iterable[ResourceField], others: Iterable[ResourceField]) -> tuple[ResourceField, ...]:
    """Return the fields of both, each once; one whose type differs is of any type."""
    found: dict[str, ResourceField] = {f.name: f for f in some}
    for other in others:
        known = found.setdefault(other.name, other)
        if known.type != other.type:
            told = [f for f in (known, other) if f.type != "any"]
            found[other.name] = replace(
                told[0] if len(told) == 1 else replace(known, type="any", items=None, fields=())
            )
    return tuple(found.values())


def _both(known: FoundCall, call: FoundCall) -> FoundCall:
    return replace(
        known,
        query=united(known.query, call.query),
        headers=united(known.headers, call.headers),
        body=known.body or call.body,
        fields=united(known.fields, call.fields),
        multipart=tuple(dict.fromkeys(known.multipart + call.multipart)),
        answer=known.answer or call.answer,
        answer_fields=united(known.answer_fields, call.answer_fields),
        where=tuple(dict.fromkeys(known.where + call.where)),
        description=known.description or call.description,
    )


def _move_twins(by_path: Branch, by_id: Branch) -> None:
    """Move the calls below ``by_path`` that name an item by its path to the same calls below ``by_id``."""
    for method, call in list(by_path.calls.items()):
        if call.names_item_by_path and method in by_id.calls:
            by_id.twins[method] = by_path.calls.pop(method)
    pairs: Mapping[str, Branch] = by_id.parts
    for name, branch in list(by_path.parts.items()):
        if name in pairs:
            _move_twins(branch, pairs[name])
            if branch.item and pairs[name].item:
                _move_twins(branch.item, pairs[name].item or branch.item)
                if branch.item.empty:
                    branch.item = None
        if branch.empty:
            del by_path.parts[name]
