"""Every leaf of the platform and of the families, changed: what a generated file shows, `ocgen diff` reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping as Dict
from dataclasses import replace

import pytest

from ocgen.changes.platform_rules import PLATFORM_RULES
from ocgen.changes.rules import Levels
from ocgen.spec.tree import Mapping, MappingEntry, Node, Sequence, plain
from tests import amount
from tests.changes.trees import (
    ACCEPTS,
    PART_OF_PLATFORM,
    Edit,
    Made,
    edits,
    laid_over,
    make,
    resolve,
    tree_of,
    with_key,
)
from tests.conftest import CONNECTORS, SPECS

LEVELS = Levels({})
PLATFORM = tree_of("platform.yaml")
RESOLVED = resolve(PLATFORM)

# Between them, they take all kinds of sign-in, and what the platform defines.
FEW = ("box", "twitter", "mysql")
SECTIONS = [entry.key for entry in PLATFORM if entry.key != "hubs"]  # lint and editors alone look at those
FAMILIES = sorted(path.stem for path in (SPECS / "families").glob("*.yaml"))


def whole(key: str) -> Mapping:
    spec = tree_of(f"{key}.yaml")
    family = spec.text("family")
    return laid_over(tree_of(f"families/{family}.yaml"), spec) if family else spec


def made(specs: Dict[str, Mapping]) -> Made:
    found = make(RESOLVED, specs)
    assert found is not None
    return found


def accepted(tree: Mapping) -> bool:
    """Whether the platform is in order with another section; it cannot be without any of them."""
    return bool(tree.entries) and PART_OF_PLATFORM(plain(tree))


def outcome(edit: Edit, before: Made, remake: Callable[[Mapping], Made | None]) -> tuple[str, set[str]]:
    """Return what became of an edit: skipped, changed, silent or wrong; and the kinds of its changes."""
    after = next((m for tree in edit.trees if (m := remake(tree))), None)
    if after is None:
        return "skipped", set()
    changes = before.against(after)
    if changes:
        harmless = all(LEVELS.of(change) == "info" for change in changes)
        return "changed" if harmless or not edit.words else "wrong", {c.kind for c in changes}
    same = after.model == before.model or after.artifacts() in (None, before.artifacts())
    return "silent" if same else "wrong", set()


@pytest.mark.parametrize("section", SECTIONS)
def test_each_edit_of_the_platform_that_a_generated_file_shows_is_reported(section: str) -> None:
    specs = {key: whole(key) for key in (FEW if section != "errata" else FEW[:1])}
    before = made(specs)
    part = PLATFORM.entry(section)
    assert part is not None

    def remake(tree: Mapping) -> Made | None:
        if not accepted(tree):
            return None
        return make(resolve(PLATFORM.with_node(section, tree.entries[0].node)), specs)

    counts: Counter[str] = Counter()
    for edit in amount.part(edits(Mapping((part,), PLATFORM.location)), 8, least=8):
        found, _ = outcome(edit, before, remake)
        assert found != "wrong", edit.name
        counts[found] += 1
    assert counts["changed"], counts
    assert counts["changed"] + counts["silent"] >= counts.total() / 5, counts


@pytest.mark.parametrize("family", FAMILIES)
def test_each_edit_of_a_family_that_a_generated_file_shows_is_reported(family: str) -> None:
    members = [c.key for c in CONNECTORS if c.family == family][:1]
    own = {key: tree_of(f"{key}.yaml") for key in members}
    tree = tree_of(f"families/{family}.yaml")
    before = made({key: laid_over(tree, spec) for key, spec in own.items()})

    def remake(other: Mapping) -> Made | None:
        if not ACCEPTS["family"](plain(other)):
            return None
        specs = {key: laid_over(other, spec) for key, spec in own.items()}
        if not all(ACCEPTS["connector"](plain(spec.without("family"))) for spec in specs.values()):
            return None
        return make(RESOLVED, specs)

    counts: Counter[str] = Counter()
    for edit in amount.part(edits(tree), 6, FAMILIES.index(family), least=8):
        found, _ = outcome(edit, before, remake)
        assert found != "wrong", edit.name
        counts[found] += 1
    assert counts["changed"] + counts["silent"] >= counts.total() / 2, counts


def test_every_change_of_the_platform_alone_is_one_change_and_all_its_kinds_are_seen() -> None:
    specs: Dict[str, Mapping] = {}
    before = made(specs)
    kinds: set[str] = set()

    def look(section: str, tree: Mapping) -> None:
        after = make(resolve(PLATFORM.with_node(section, tree.entries[0].node)), specs)
        if after:
            there, back = before.against(after), after.against(before)
            kinds.update(change.kind for change in (*there, *back))
            keys = {c.key.partition(".")[0] for c in there if c.connector == "platform" and not c.prose}
            assert len(keys) <= 2  # what has another name has gone and come

    for section in ("scheme", "base_path", "regions", "headers", "endpoints", "formats", "errors", "paging",
                    "signature", "instance_request", "instance_response"):  # fmt: skip
        part = PLATFORM.entry(section)
        assert part is not None
        alone = Mapping((part,), PLATFORM.location)
        for edit in amount.part((edit for edit in edits(alone) if not edit.words), 3, 1):
            look(section, next((tree for tree in edit.trees if accepted(tree)), alone))
        if section.startswith("instance_"):
            look(section, Mapping((part._replace(node=secret(part.node)),), PLATFORM.location))
    request = PLATFORM.mapping("own_tokens").with_node("not_needed", Sequence((), PLATFORM.location))
    look("own_tokens", Mapping((MappingEntry("own_tokens", PLATFORM.location, request),), PLATFORM.location))
    hub_api = PLATFORM.entry("hub_api")
    assert hub_api is not None
    alone = Mapping((hub_api,), PLATFORM.location)
    path = next(edit for edit in edits(alone) if edit.name.startswith("hub_api.path.="))
    look("hub_api", next(tree for tree in path.trees if accepted(tree)))
    refusals = {rule.kind for rule in PLATFORM_RULES if rule.kind.startswith("refusal-")}
    assert {rule.kind for rule in PLATFORM_RULES} - refusals - kinds == set()  # those go with the sign-in


def secret(members: Node) -> Node:
    assert isinstance(members, Sequence)
    first, *others = members.items
    assert isinstance(first, Mapping)
    return replace(members, items=(with_key(first, "secret", True), *others))
