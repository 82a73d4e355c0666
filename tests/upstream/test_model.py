"""The platform's own model of a connector, in both of its shapes."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

from ocgen.facts.connector import EventFacts
from tests.upstream.conftest import Facts, Read

SHOWN = {"active": True, "internal": False, "hideFromConsole": False}


def entry(key: str, **more: object) -> dict[str, Any]:
    return {"key": key, "name": key.title(), "type": "TEXTFIELD_128", "required": False, **SHOWN, **more}


EXPORT = {
    "id": 12, "createdDate": "2020-01-01", "typeOauth": False, "key": "acmecrm", "name": "Acme CRM", "hub": "CRM",
    "authentication": {"type": "basic"},
    "configuration": [
        entry("acme.url", required=True, groupName=None, name="Acme URL", id=7, elementId=12),
        entry("password", type="PASSWORD", required=True, groupName="basic"),
        entry("username", required=True, groupName="basic"),
        entry("oauth.user.token", required=True, groupName="custom"),
        entry("authentication.type", type="COMBO", defaultValue="basic", required=True,
              options=[{"value": "basic", "description": "x"}, {"value": "custom", "description": "y"}]),
        entry("acme.tls", type="BOOLEAN", defaultValue=True),
        entry("acme.lists", type="MULTISELECT", options=["a", "b"]),
        entry("base.url", required=True, hideFromConsole=True, defaultValue="https://x"),
        entry("old", active=False),
        entry("inner", internal=True),
        entry("filter.response.nulls", type="BOOLEAN", defaultValue="true"),
        entry("instance.variables", type="CODE_EDITOR"),
        entry("event.notification.enabled", type="BOOLEAN"),
        {"name": "no key"},
        "no entry",
    ],
    "elementMetadata": {"eventTypes": ["polling"], "pollingResources": ["leads", "contacts"]},
}  # fmt: skip

SMALL = {"key": "globex", "name": "Globex", "hub": "general", "configuration": [], "authentication": {"type": "custom"}}


def test_what_a_user_must_know_counts(facts: Facts) -> None:
    model = facts(json.dumps(EXPORT, indent=1))
    assert (model.key, model.kind, model.name, model.hub) == ("acmecrm", "model", "Acme CRM", "crm")
    assert [field.name for field in model.configuration] == [
        "acme.lists", "acme.tls", "acme.url", "authentication.type", "oauth.user.token", "password", "username"
    ]  # fmt: skip
    found = {field.name: field for field in model.configuration}
    assert found["password"].secret is True
    assert found["username"].secret is None
    assert (found["acme.tls"].type, found["acme.tls"].default) == ("boolean", "true")
    assert (found["acme.lists"].type, found["acme.lists"].enum) == ("list", ("a", "b"))
    assert (found["acme.url"].label, found["acme.url"].required, found["acme.url"].type) == ("Acme URL", True, None)


def test_what_the_console_hides_may_still_be_needed(facts: Facts) -> None:
    """Every combination of what an entry can say, for a field of its own and for one that the OAuth calls carry."""
    for key, carried in (
        ("acme.mode", False),
        ("oauth.callback.url", True),
        ("oauth.api.key", True),
        ("base.url", False),
    ):
        for active, internal, hidden, required, default in product((True, False), repeat=5):
            one = entry(key, active=active, internal=internal, hideFromConsole=hidden, required=required)
            one |= {"defaultValue": "https://x"} if default else {}
            model = facts(json.dumps({**SMALL, "configuration": [one]}))
            on = active and not internal
            needed = required and (not default or carried)
            assert [f.name for f in model.configuration] == [key] * (on and (not hidden or needed)), one
            assert model.unasked == (key,) * (hidden or not on), one
            for field in model.configuration:
                assert field.required is (None if hidden else required)
                assert not (hidden and field.default)


def test_a_secrets_default_is_no_fact(facts: Facts) -> None:
    kinds = [("acme.pass", "PASSWORD"), ("oauth.api.secret", "TEXTFIELD_128"), ("api-token", "TEXTFIELD_128")]
    entries = [entry(key, type=kind, defaultValue="hunter2") for key, kind in kinds]
    assert "hunter2" not in repr(facts(json.dumps({**SMALL, "configuration": entries})))


def test_groups_belong_to_ways_to_sign_in(facts: Facts) -> None:
    model = facts(json.dumps(EXPORT))
    shared = {"acme.lists", "acme.tls", "acme.url", "authentication.type"}
    assert {m.name: (m.type, m.flow, set(m.configuration)) for m in model.methods} == {
        "basic": ("basic", "none", shared | {"username", "password"}),
        "custom": ("custom", "none", shared | {"oauth.user.token"}),
    }
    assert {method.callback for method in model.methods} == {None}


def test_events(facts: Facts) -> None:
    wanted = EventFacts(("polling",), ("event.notification.enabled",), ("contacts", "leads"))
    assert facts(json.dumps(EXPORT)).events == wanted


def test_a_small_model(facts: Facts) -> None:
    model = facts(json.dumps(SMALL))
    assert (model.key, model.configuration, model.events) == ("globex", (), None)
    assert [(m.name, m.type) for m in model.methods] == [("custom", "custom")]


def test_order_does_not_matter(facts: Facts) -> None:
    turned = {**EXPORT, "configuration": EXPORT["configuration"][::-1]}  # type: ignore[index]
    assert facts(json.dumps(turned)) == facts(json.dumps(EXPORT))


def test_fields_know_their_line(facts: Facts) -> None:
    text = json.dumps(EXPORT, indent=2)
    for field in facts(text).configuration:
        assert f'"key": "{field.name}"' in text.split("\n")[field.location.line - 1]


def test_text_after_the_model_is_told(reading: Read) -> None:
    result = reading(json.dumps(SMALL) + "\n\ncurl: (6) no host\n")
    assert result.facts is not None
    assert [(f.rule, f.level) for f in result.findings] == [("upstream-partly-read", "warning")]


def test_a_model_may_stand_in_one_long_line(facts: Facts) -> None:
    entries = [entry(f"acme.field{number}") for number in range(2000)]
    assert len(facts(json.dumps({**SMALL, "configuration": entries})).configuration) == 2000


def test_what_is_no_model_is_told(reading: Read) -> None:
    for text in ('{"key": "a"}', '{"message": "no"}', "[]", '{"key": "a", "configuration": {}}', '{"key": "a",',
                 '{"a": ' * 10_000, '{"key": 1' + "0" * 10_000 + "}"):  # fmt: skip
        result = reading(text)
        assert result.facts is None, text[:40]
        assert [f.rule for f in result.findings] == ["upstream-unreadable"], text[:40]
