"""What breaks programs that use the generated client is breaking: the generated modules of both versions show it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import griffe
import pytest

from ocgen.changes.change import Change
from ocgen.changes.compare import compare
from ocgen.changes.rules import Levels
from ocgen.changes.wording import message
from ocgen.facts.of_spec import facts_of
from ocgen.model import Connector
from ocgen.targets.python.target import PythonTarget
from ocgen.templates import Templates
from tests.amount import part
from tests.changes.edits import edits, with_methods
from tests.changes.surface import takes
from tests.conftest import CONNECTORS

LEVELS, TEMPLATES, TARGET = Levels({}), Templates(), PythonTarget()
BY_KEY = {connector.key: connector for connector in CONNECTORS}
# What griffe sees of a class, but for the values of constants, which programs do not depend on.
SEEN = {
    griffe.BreakageKind.PARAMETER_REMOVED,
    griffe.BreakageKind.PARAMETER_CHANGED_REQUIRED,
    griffe.BreakageKind.PARAMETER_ADDED_REQUIRED,
    griffe.BreakageKind.OBJECT_REMOVED,
}


def source(connector: Connector) -> str:
    (found,) = (a.text for a in TARGET.connector_artifacts(connector, TEMPLATES) if "/connectors/" in a.path)
    return found


@cache
def surface(text: str) -> griffe.Module:
    """The public surface of a module, read from its source."""
    extensions = griffe.load_extensions("dataclasses")
    return griffe.visit("acme", Path("acme.py"), text, extensions=extensions)


def types_of(module: griffe.Module) -> dict[str, str]:
    return {
        f"{name}.{attribute}": str(found.annotation).removesuffix(" | None")  # what it takes when it is given
        for name, class_ in module.classes.items()
        for attribute, found in class_.attributes.items()
        if attribute.islower()
    }


def broken(before: Connector, after: Connector) -> list[str]:
    """What griffe finds in the modules of two versions, and attributes that no longer take what they took."""
    old, new = surface(source(before)), surface(source(after))
    found = [breakage.explain() for breakage in griffe.find_breaking_changes(old, new) if breakage.kind in SEEN]
    now = types_of(new)
    narrower = [name for name, was in types_of(old).items() if name in now and not takes(now[name], was)]
    return found + narrower


def verdict(before: Connector, after: Connector) -> tuple[Change, ...]:
    return compare(facts_of(before), facts_of(after))


@pytest.mark.parametrize("connector", part(CONNECTORS, 20, least=8), ids=lambda connector: connector.key)
def test_what_griffe_finds_broken_is_breaking(connector: Connector) -> None:
    missed = []
    for edit in part(tuple(edits(connector)), 4):
        if found := broken(connector, edit.after):
            levels = {LEVELS.of(change) for change in verdict(connector, edit.after)}
            missed += [(edit.name, edit.key, found)] if "breaking" not in levels else []
    assert not missed, missed[:5]


def several() -> Connector:
    return next(c for c in CONNECTORS if len(c.methods) > 1 and not any(m.alias for m in c.methods))


def test_the_first_way_to_sign_in_has_the_plain_names_so_another_order_breaks() -> None:
    before = several()
    after = with_methods(before, tuple(reversed(before.methods)))
    assert broken(before, after)
    found = [change for change in verdict(before, after) if LEVELS.of(change) == "breaking"]
    assert {change.kind for change in found} == {"client-changed"}
    assert "in the client, Configuration is now " in " ".join(message(change) for change in found)


def test_a_way_to_sign_in_that_is_added_behind_breaks_nobody() -> None:
    whole = several()
    before = with_methods(whole, whole.methods[:1])
    assert not broken(before, whole)
    assert not [change for change in verdict(before, whole) if LEVELS.of(change) == "breaking"]


def test_another_name_or_alias_of_a_way_to_sign_in_breaks_where_its_classes_have_it() -> None:
    before = several()
    first, second, *more = before.methods
    for method, breaks in ((replace(second, name="brand_new"), True), (replace(second, alias="brand_new"), True)):
        after = with_methods(before, (first, method, *more))
        levels = {LEVELS.of(change) for change in verdict(before, after)}
        assert bool(broken(before, after)) is breaks is ("breaking" in levels), method.name
    renamed = with_methods(before, (replace(first, name="brand_new"), second, *more))
    assert not broken(before, renamed)
    assert [(c.kind, LEVELS.of(c)) for c in verdict(before, renamed)] == [("method-renamed", "warning")]


def test_a_wider_type_on_the_wire_can_be_a_narrower_one_in_the_client() -> None:
    before = BY_KEY["box"]
    (method, *others) = before.methods
    fields = tuple(
        replace(f, type="string", pattern="", enum=()) if f.name == "document.tagging" else f
        for f in method.configuration
    )
    after = with_methods(before, (replace(method, configuration=fields), *others))
    assert broken(before, after)
    told = [change for change in verdict(before, after) if change.key == "document.tagging"]
    assert [LEVELS.of(change) for change in told] == ["breaking"]
