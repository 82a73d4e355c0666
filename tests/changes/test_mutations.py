"""Every single-field edit of every spec is reported exactly, and at the level that the idea of breaking asks for."""

from __future__ import annotations

import pytest

from ocgen.changes.change import DIRECTIONS, Change
from ocgen.changes.compare import compare
from ocgen.changes.hub_rules import HUB_RULES
from ocgen.changes.platform_rules import PLATFORM_RULES
from ocgen.changes.rules import RULES, Levels
from ocgen.facts.of_spec import facts_of
from ocgen.model import Connector
from tests.amount import part
from tests.changes.edits import edits
from tests.changes.surface import breaks
from tests.conftest import CONNECTORS
from tests.representatives import representatives

LEVELS = Levels({})

# Fields that every connector takes are taken whether a spec names them or not.
COMING_AND_GOING = {"field-added", "field-removed", "event-parameter-added", "event-parameter-removed"}


def everywhere(connector: Connector) -> frozenset[str]:
    return frozenset(field.name for field in connector.platform.everywhere)


def seen(change: Change) -> tuple[str, str, str, str]:
    return change.kind, change.key, change.to, LEVELS.of(change)


VARIOUS = representatives(CONNECTORS)


@pytest.mark.parametrize("connector", VARIOUS, ids=[c.key for c in VARIOUS])
def test_each_edit_is_one_change_of_the_right_level_and_taken_back_its_mirror(connector: Connector) -> None:
    before, common = facts_of(connector), everywhere(connector)
    wrong = []
    for edit in part(edits(connector), 3, VARIOUS.index(connector)):
        level = "info" if edit.kind in COMING_AND_GOING and edit.key in common else edit.level
        level = "breaking" if next(breaks(connector, edit.after), None) else level
        after = facts_of(edit.after)
        there, back = compare(before, after, common), compare(after, before, common)
        if {seen(change) for change in there} != {(edit.kind, edit.key, edit.to, level)}:
            wrong.append((edit.name, edit.key, level, [seen(change) for change in there]))
        if {turned(change) for change in back} != {facts(change) for change in there}:
            wrong.append((edit.name, edit.key, "mirror", [seen(change) for change in back]))
    assert not wrong, wrong[:10]


def facts(change: Change) -> tuple[str | None, ...]:
    return change.kind, change.key, change.to, change.before, change.after


def turned(change: Change) -> tuple[str | None, ...]:
    """What the change looks like from the other side."""
    stem, _, last = change.kind.rpartition("-")
    kind = f"{stem}-{ {'added': 'removed', 'removed': 'added'}.get(last, last) }"
    key, to = (change.to, change.key) if change.to else (change.key, "")
    return kind, key, to, change.after, change.before


def test_the_edits_are_of_every_kind_that_a_single_edit_can_be() -> None:
    kinds = {edit.kind for connector in CONNECTORS for edit in edits(connector)}
    several = {"connector-added", "connector-removed", "method-removed", "method-renamed", "own-tokens-added",
               "own-tokens-removed", "client-changed"}  # fmt: skip # in tests of their own
    elsewhere = {"event-parameter-added", "event-parameter-removed", "top-level-removed", "top-level-changed"}
    unlikely = {f"{part}-{what}-changed" for part in ("callback", "provider-data") for what in ("enum", "default")}
    of_two = {f"{part}-values-changed" for part in DIRECTIONS}
    of_others = {rule.kind for rule in (*HUB_RULES, *PLATFORM_RULES)}  # in tests of their own
    assert set(RULES) - kinds - of_others <= several | elsewhere | unlikely | of_two
