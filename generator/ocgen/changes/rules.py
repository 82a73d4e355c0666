"""The one table of rules: what each kind of change is, and how bad.

Breaking means: a client written against the first side would be refused or misled by the second. A kind's level hangs
on what the change does to such a client, which `ocgen.changes.aspects` tells by the direction the value travels in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ocgen.changes.attribute_rules import ATTRIBUTE_CHANGES, AttributeChange
from ocgen.changes.change import DIRECTIONS, Change, Part
from ocgen.changes.hub_rules import HUB_RULES
from ocgen.changes.platform_rules import PLATFORM_RULES
from ocgen.changes.rule import KindRule, Severity, pair


@dataclass(frozen=True, slots=True)
class Levels:
    """The table, with what a project's configuration puts in its place."""

    own: Mapping[str, Severity]

    def of(self, change: Change) -> Severity:
        """Return the level of a change."""
        return self.own.get(change.kind) or RULES[change.kind].severity(change.effect)


_PARTS: dict[Part, tuple[str, str]] = {
    "field": ("configuration field", "configuration:\n  - key: acme.mode"),
    "query": ("query parameter", "query:\n  - name: mode"),
    "callback": ("callback parameter", "callback:\n  - name: mode"),
    "provider-data": ("member of provider data", "provider_data:\n  - name: mode"),
}

_CLOSED = "Requests are closed: the platform refuses what it does not know, and what it knows in another form."
_OPEN = "Answers are open: a reader passes over what it does not know, and is misled by what no longer comes."


def _value_rules(part: Part) -> list[KindRule]:
    noun, entry = _PARTS[part]
    direction = DIRECTIONS[part]
    ground = _CLOSED if direction == "sent" else _OPEN
    other = entry.replace("mode", "kind")
    adds = "It breaks when it is required and has no default." if direction == "sent" else "It never breaks."
    rules = [
        KindRule(f"{part}-added", direction, f"A {noun} was added", f"{ground} {adds}", pair("", entry)),
        KindRule(f"{part}-removed", direction, f"A {noun} was removed", f"{ground} It always breaks.", pair(entry, "")),
        KindRule(f"{part}-renamed", direction, f"A {noun} has another name", f"{ground} The old one is not taken.",
                 pair(entry, f"{other}\n    renamed_from: {entry.rpartition(' ')[2]}")),
    ]  # fmt: skip
    return [*rules, *(_attribute_rule(part, row) for row in ATTRIBUTE_CHANGES.values())]


def _attribute_rule(part: Part, row: AttributeChange) -> KindRule:
    noun, entry = _PARTS[part]
    direction = DIRECTIONS[part]
    kind, title = f"{part}-{row.aspect}-changed", f"A {noun} {row.title}"
    example = pair(f"{entry}\n    {row.before}", f"{entry}\n    {row.after}")
    if row.reach == "reader":
        return KindRule(kind, "shown", title, row.why, example)
    if row.reach == "code":
        return KindRule(kind, direction, title, row.why, example, narrower=row.narrower)
    ground = _CLOSED if direction == "sent" else _OPEN
    return KindRule(kind, direction, title, f"{ground} {row.why}", example)


_REFUSED = "Clients written against it are refused."
_HARMLESS = "Nothing that worked stops working."
_OTHERS: tuple[KindRule, ...] = (
    KindRule("connector-added", "sent", "A connector was added", _HARMLESS, pair("", "key: acme")),
    KindRule("connector-removed", "sent", "A connector was removed", _REFUSED, pair("key: acme", "")),
    KindRule("key-changed", "sent", "A connector has another key",
             "Every call names the key, so that clients call a connector that is not there, or another one.",
             pair("key: acme", "key: acmeoauth")),
    KindRule("hub-changed", "sent", "A connector is in another hub",
             "Hub calls name the hub in their address, so that clients call the wrong one.",
             pair("hub: crm", "hub: marketing")),
    KindRule("method-added", "sent", "A way to sign in was added", _HARMLESS,
             pair("authentication:\n  basic:", "authentication:\n  basic:\n  oauth2:")),
    KindRule("method-removed", "sent", "A way to sign in was removed", _REFUSED,
             pair("authentication:\n  basic:\n  oauth2:", "authentication:\n  oauth2:")),
    KindRule("method-renamed", "sent", "A way to sign in has another name",
             "The name is in generated code and in pages, never in a request. It breaks when a class is renamed.",
             pair("authentication:\n  oauth2:", "authentication:\n  user_consent:\n    type: oauth2")),
    KindRule("flow-changed", "sent", "A way to sign in goes another way",
             "Clients make the wrong calls, or bring what nobody asks for.",
             pair("authentication:\n  basic:", "authentication:\n  oauth2:")),
    KindRule("oauth-connector-changed", "sent", "The OAuth calls go to another connector's key",
             "Clients ask the wrong connector for the address to sign in at.",
             pair("oauth_connector: acme", "oauth_connector: acmecrm")),
    KindRule("callback-signature-changed", "received", "The callback is signed in another way",
             "Clients that check it refuse a callback that bears another one, or none. A new one breaks nobody.",
             pair("callback_signature:\n  parameter: hmac", "callback_signature:\n  parameter: signature")),
    KindRule("connector-alias-changed", "sent", "The generated files of a connector have another name",
             "No request holds it; who uses them has to open the new name, and programs to import the new module.",
             pair("key: con", "key: con\nalias: concur")),
    KindRule("client-changed", "sent", "The generated client offers something else",
             "No request holds the names of its classes; programs that use it do.",
             pair("authentication:\n  basic:", "authentication:\n  oauth2:\n  basic:")),
    KindRule("connector-deprecated-changed", "sent", "A connector is deprecated or no longer",
             "It still works; whoever uses it should move on.",
             pair("key: acme", "key: acme\ndeprecated: use acmev2"), narrower="warning"),
    KindRule("method-deprecated-changed", "sent", "A way to sign in is deprecated or no longer",
             "It still works; whoever uses it should move on.",
             pair("basic:", "basic:\n  deprecated: use oauth2"), narrower="warning"),
    KindRule("top-level-added", "sent", "The instance request has one more member",
             "The member chooses how the request is taken, so that clients without it get something else.",
             pair("oauth2:", "oauth2:\n  request:\n    externalAuthentication: initial")),
    KindRule("top-level-removed", "sent", "The instance request has lost a member", _REFUSED,
             pair("oauth2:\n  request:\n    externalAuthentication: initial", "oauth2:")),
    KindRule("top-level-changed", "sent", "A member of the instance request has another value",
             "Clients send the old constant.",
             pair("externalAuthentication: initial", "externalAuthentication: full")),
    KindRule("own-tokens-added", "sent", "Users who hold tokens already can bring them", _HARMLESS,
             pair("oauth2:\n  own_tokens: false", "oauth2:")),
    KindRule("own-tokens-removed", "sent", "Users who hold tokens already cannot bring them any more", _REFUSED,
             pair("oauth2:", "oauth2:\n  own_tokens: false")),
    KindRule("event-method-added", "received", "Events come in one more way", _HARMLESS,
             pair("methods: [polling]", "methods: [polling, webhook]")),
    KindRule("event-method-removed", "received", "Events no longer come in this way",
             "Clients that ask for it are refused, or wait for events that never come.",
             pair("methods: [polling, webhook]", "methods: [polling]")),
    KindRule("event-parameter-added", "sent", "Events have one more setting", _HARMLESS,
             pair("parameters: [event.objects]", "parameters: [event.objects, event.acme.depth]")),
    KindRule("event-parameter-removed", "sent", "Events have lost a setting",
             f"{_CLOSED} What every connector takes it still takes, named or not; then it breaks nobody.",
             pair("parameters: [event.objects, event.acme.depth]", "parameters: [event.objects]")),
    KindRule("event-resource-added", "received", "One more resource reports events", _HARMLESS,
             pair("resources: [Account]", "resources: [Account, Lead]")),
    KindRule("event-resource-removed", "received", "A resource no longer reports events",
             "Clients wait for events that never come. It breaks nobody where resources beside the listed work.",
             pair("resources: [Account, Lead]", "resources: [Account]")),
    KindRule("event-resources-changed", "received", "Events are open to other resources, or no longer",
             "Clients of a resource that was never listed wait for events that never come.",
             pair("open_resources: true", "open_resources: false")),
    KindRule("text-changed", "shown", "A text for readers is worded differently",
             "No request holds it and no answer either, so that no client notices.",
             pair("description: Server", "description: Name of the server")),
)  # fmt: skip

_ROWS = [*_OTHERS, *HUB_RULES, *PLATFORM_RULES, *(rule for part in _PARTS for rule in _value_rules(part))]
RULES: Mapping[str, KindRule] = {rule.kind: rule for rule in sorted(_ROWS, key=lambda rule: rule.kind)}
