"""What breaks programs that use the generated client is breaking: the generated modules of both versions show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import griffe
import pytest

from ocgen.changes.catalogues import compare_all
from ocgen.changes.change import Change
from ocgen.changes.compare import compare
from ocgen.changes.rules import Levels
from ocgen.changes.wording import message
from ocgen.facts.of_spec import facts_of
from ocgen.model import Choice, Connector, Parameter, Platform
from ocgen.model.attributes import asked_parameters, given_type
from ocgen.targets.python.connectors import value_source
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


def platform_with(change: Callable[[Parameter], Parameter], name: str) -> tuple[Platform, dict[str, Connector]]:
    """The platform with another value that all connectors take, and two connectors with it."""
    keys = ("box", "mysql")
    platform = BY_KEY["box"].platform
    changed = replace(
        platform,
        configuration=tuple(change(p) if p.name == name else p for p in platform.configuration),
        query_parameters=tuple(change(p) if p.name == name else p for p in platform.query_parameters),
    )
    return changed, {key: replace(BY_KEY[key], platform=changed) for key in keys}


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("event.objects", {"alias": "watched"}, "CommonConfiguration.event_objects is now CommonConfiguration.watched"),
        ("event.vendor.type", {"secret": True}, "CommonConfiguration.event_vendor_type was a text and is a Secret"),
        ("oauthProxyName", {"alias": "proxy"}, "OAuthProxy.oauth_proxy_name is now OAuthProxy.proxy"),
    ],
)
def test_what_all_connectors_share_is_judged_once(name: str, change: dict[str, Any], said: str) -> None:
    before = BY_KEY["box"].platform
    after, connectors = platform_with(lambda p: replace(p, **change), name)
    old = {key: facts_of(BY_KEY[key]) for key in connectors}
    new = {key: facts_of(connector) for key, connector in connectors.items()}
    found = compare_all(old, new, platforms=(before, after))
    told = [change for change in found if "in the client" in message(change)]
    assert [(c.connector, LEVELS.of(c)) for c in told] == [("platform", "breaking")]
    assert said in message(told[0])


def test_two_breaks_of_one_value_are_both_told() -> None:
    before = BY_KEY["box"]
    (method, *others) = before.methods
    fields = tuple(
        replace(f, alias="callback", secret=True) if f.name == "oauth.callback.url" else f for f in method.configuration
    )
    found = verdict(before, with_methods(before, (replace(method, configuration=fields), *others)))
    told = " ".join(message(c) for c in found if c.key == "oauth.callback.url" and LEVELS.of(c) == "breaking")
    assert "Configuration.oauth_callback_url is now Configuration.callback" in told
    assert "Configuration.callback was a text and is a Secret" in told


def test_each_break_has_a_fingerprint_of_its_own() -> None:
    before = BY_KEY["hubspot"]  # OAuth 2.0, the first of its ways to sign in, has three classes
    found = verdict(before, with_methods(before, tuple(reversed(before.methods))))
    told = [change for change in found if change.kind == "client-changed" and change.key == "oauth2"]
    assert {change.remark for change in told} == {
        "in the client, Configuration is now OAuth2Configuration",
        "in the client, OwnTokensConfiguration is now OAuth2OwnTokensConfiguration",
        "in the client, UrlQuery is now OAuth2UrlQuery",
    }
    assert len({change.fingerprint for change in told}) == len(told)


def test_a_query_class_that_is_gone_is_told_under_the_methods_new_name() -> None:
    before = next(c for c in CONNECTORS if any(asked_parameters(m) for m in c.methods) and len(c.methods) == 1)
    (method,) = before.methods
    asked = {p.name for p in asked_parameters(method)}
    known = "configuration:oauth.api.key"
    query = tuple(replace(p, value_from=known) if p.name in asked else p for p in method.oauth_url_query)
    after = with_methods(before, (replace(method, name="brand_new", oauth_url_query=query),))
    told = [c for c in verdict(before, after) if "UrlQuery" in message(c)]
    assert told
    assert {c.where.split(".")[1] for c in told} == {"brand_new"}


def test_a_listed_number_is_a_text_in_the_client_and_in_what_is_compared() -> None:
    number = Parameter("acme.size", type="integer", enum=(Choice("1"), Choice("2")))
    assert given_type(number) == "string"
    assert "kind=" not in value_source(number, given=True)
