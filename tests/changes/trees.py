"""Specs as located trees, changed in one place, and what is made of them: all in memory."""

from __future__ import annotations

import json
import pickle
import re
from collections import Counter
from collections.abc import Iterator, Mapping as Dict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from ocgen.changes.catalogues import compare_all
from ocgen.changes.change import Change
from ocgen.facts.connector import ConnectorFacts
from ocgen.facts.of_spec import facts_of
from ocgen.findings.location import NOWHERE
from ocgen.model import Connector, Platform
from ocgen.spec.build import ConnectorBuilder
from ocgen.spec.fast_validation import compile_schema
from ocgen.spec.merge import overlay, without_omitted
from ocgen.spec.platform import build_platform, standards
from ocgen.spec.reader import read
from ocgen.spec.schema import Kind, schema_text
from ocgen.spec.translation import TEXTS, localized
from ocgen.spec.tree import Mapping, MappingEntry, Node, Scalar, Sequence
from ocgen.targets.python.target import PythonTarget
from ocgen.targets.schemas import SchemasTarget
from ocgen.templates import Templates
from tests.conftest import SPECS

# Words for readers, besides those that can be translated.
WORDS = TEXTS | {"label", "term", "example", "documentation", "renamed_from", "provider"}

# Mappings whose keys are names on the wire, whatever word they are.
NAMED = frozenset({"fields", "query", "list_query"})

# What a text may become: itself and more, or one of the words that the schema allows where it is bound.
OTHERS = (
    "string", "boolean", "integer", "number", "list", "json", "object", "array", "GET", "POST", "organization",
    "instance", "user", "port", "url", "^x{1,3}$", "http", "none", "webhook", "polling", "oauth.scope", "1", "base64",
    "hex", "redirect", "custom", "basic", "api.other.example", "/other/path", "https://other.example/path",
)  # fmt: skip


@dataclass(frozen=True)
class Edit:
    """A place of a tree, changed in one of several ways; ``words`` tells that only words for readers stand there."""

    name: str
    trees: tuple[Mapping, ...]
    words: bool


@dataclass(frozen=True)
class Made:
    """What a project's specs are resolved to, and the sources of its validators, schemas and client modules."""

    platform: Platform
    facts: Dict[str, ConnectorFacts]
    connectors: tuple[Connector, ...]

    @cached_property
    def model(self) -> bytes:
        """All that files are made from."""
        return pickle.dumps((self.platform, self.connectors))

    def artifacts(self) -> dict[str, Counter[str]] | None:
        """Return the words of the sources that are made of the specs: in which order they come does not matter.

        None where none can be made, which lint tells.
        """
        try:
            return {path: Counter(_WORD.findall(text)) for path, text in _artifacts(self.platform, self.connectors)}
        except (KeyError, StopIteration, IndexError, ValueError):
            return None

    def against(self, other: Made) -> tuple[Change, ...]:
        """Return the changes from these specs to others."""
        return compare_all(self.facts, other.facts, platforms=(self.platform, other.platform))


def tree_of(name: str) -> Mapping:
    """Return the tree of a spec file."""
    document = read(name, (SPECS / name).read_bytes())
    assert document.tree is not None
    return document.tree


def edits(tree: Mapping) -> Iterator[Edit]:
    """Yield the tree with each leaf changed, and each entry of a list or mapping taken away or doubled."""
    for name, nodes, words in _changed(tree, ""):
        yield Edit(name, tuple(node for node in nodes if isinstance(node, Mapping)), words)


def _changed(node: Node, key: str) -> Iterator[tuple[str, list[Node], bool]]:
    words = key in WORDS
    if isinstance(node, Scalar):
        yield f"={node.text}", list(_others(node, words=words)), words
    elif isinstance(node, Sequence):
        for at, item in enumerate(node.items):
            before, after = node.items[:at], node.items[at + 1 :]
            yield f"-{at}", [replace(node, items=before + after)], words
            for name, others, inner in _changed(item, key):
                yield f"{at}.{name}", [replace(node, items=(*before, other, *after)) for other in others], inner
        if node.items:
            yield "+", [replace(node, items=(*node.items, _renamed(node.items[0])))], words
    elif node.get("en") is not None:  # a text: only the English one is compared
        for name, others, _ in _changed(cast(Node, node.get("en")), key):
            yield f"en.{name}", [node.with_node("en", other) for other in others], True
    else:
        for entry in node.entries:
            inner_key = "" if key in NAMED else entry.key
            yield f"-{entry.key}", [node.without(entry.key)], words or inner_key in WORDS
            for name, others, inner in _changed(entry.node, inner_key):
                yield f"{entry.key}.{name}", [node.with_node(entry.key, other) for other in others], inner


def _others(node: Scalar, *, words: bool) -> Iterator[Scalar]:
    """What a leaf may become, the first that is valid."""
    if isinstance(node.value, bool):
        yield _scalar(not node.value)
    elif isinstance(node.value, int):
        yield _scalar(node.value + 1)
    else:
        yield _scalar(f"{node.text}x")
        yield from () if words else (_scalar(other) for other in OTHERS if other != node.text)


def _scalar(value: bool | int | str) -> Scalar:
    return Scalar(value, str(value).lower() if isinstance(value, bool) else str(value), NOWHERE)


def _renamed(node: Node) -> Node:
    if isinstance(node, Scalar):
        return _scalar(f"{node.text}.more")
    if isinstance(node, Sequence):
        return node
    names = ("name", "key", "id", "status", "value")
    named = next((name for name in names if isinstance(node.get(name), Scalar)), "")
    if not named:
        return node
    return node.with_node(named, _scalar(599) if named == "status" else _scalar(f"{node.text(named)}More"))


def with_key(node: Mapping, key: str, value: bool | str) -> Mapping:
    """Return a mapping with a key in front, in the place of one of that name."""
    return replace(node, entries=(MappingEntry(key, NOWHERE, _scalar(value)), *node.without(key).entries))


def laid_over(family: Mapping, spec: Mapping) -> Mapping:
    """Return a connector laid over its family."""
    whole = without_omitted(overlay(family, spec))
    assert isinstance(whole, Mapping)
    return whole


# Whether a tree is in order; why not is told far more slowly.
KINDS: tuple[Kind, ...] = ("platform", "family", "connector")
ACCEPTS = {kind: compile_schema(json.loads(schema_text(kind))) for kind in KINDS}
# Of a platform in order, the section that was changed is all that has to be looked at again.
PART_OF_PLATFORM = compile_schema({**json.loads(schema_text("platform")), "required": []})

_WORD = re.compile(r"[^\W_][\w.]*")

TARGETS = (PythonTarget(), SchemasTarget())
TEMPLATES = Templates(None)


@dataclass(frozen=True)
class Resolved:
    """A platform, and what connectors refer to in it by name."""

    platform: Platform
    named: dict[str, dict[str, Mapping]]


def resolve(platform: Mapping) -> Resolved | None:
    """Return what a platform in order is resolved to; None where it refers to what is not there."""
    tree = localized(platform, "en")
    built, findings = build_platform(tree, "en")
    return None if findings else Resolved(built, standards(tree))


def make(resolved: Resolved | None, specs: Dict[str, Mapping]) -> Made | None:
    """Return what is made of a platform and whole specs in order; None where one refers to what is not there."""
    if resolved is None:
        return None
    connectors: list[Connector] = []
    for spec in specs.values():
        builder = ConnectorBuilder(localized(spec, "en"), resolved.platform, resolved.named, ())
        connectors.append(builder.build())
        if builder.findings:
            return None
    return Made(resolved.platform, {c.key: facts_of(c) for c in connectors}, tuple(connectors))


def _artifacts(platform: Platform, connectors: tuple[Connector, ...]) -> Iterator[tuple[str, str]]:
    for target in TARGETS:
        made = [*target.shared_artifacts(platform, connectors, TEMPLATES)]
        for connector in connectors:
            made += target.connector_artifacts(connector, TEMPLATES)
        yield from ((a.path, a.text) for a in made if a.path.endswith((".py", ".json")))
