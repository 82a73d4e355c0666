"""The draft as a spec: what the source tells, standard values by bare name, and TODO where it is silent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ocgen.draft.found_resources import found_resources
from ocgen.draft.parameters import TODO, Drafter
from ocgen.draft.text import Item, Tree, lines
from ocgen.facts.connector import ConnectorFacts, MethodFacts, ValueFacts, as_meant
from ocgen.model import SELECTOR, SIGN_INS, Erratum, Platform

_MODELINE = "# yaml-language-server: $schema=schema/connector.schema.json"
_HEAD = "# A draft made by `ocgen import`: check each fact, fill in what is marked TODO, then run `ocgen lint`."
_ASSUMED = "# Where the source does not say whether a field is required, the draft says that it is."
_WIDTH = 120  # of lines of resources, where a value fits into one
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
_NOT_HUB = re.compile(r"[^a-z0-9]+")

# The usual names of a redirect, for a source that is silent about it.
_USUAL_CALLBACK = {
    "redirect": ("code",),
    "token-redirect": ("oauth_token", "oauth_verifier"),
    "provider-started": ("code",),
}
_USUAL_QUERY = tuple(ValueFacts(name) for name in ("apiKey", "apiSecret", "callbackUrl"))


def draft_spec(facts: ConnectorFacts, platform: Platform, page: str) -> str:
    """Return the YAML of a draft; ``page`` names its source."""
    facts = as_meant(facts, facts.errata)
    drafter = Drafter(facts, platform)
    tree: dict[str, Tree] = {
        "key": facts.key or TODO,
        "name": facts.name or TODO,
        "hub": hub_of(facts) or TODO,
        "provider": facts.provider or TODO,
        "description": TODO,
        "documentation": f"https://example.com/{TODO}",
        "sources": [{"page": page}],
        "authentication": _authentication(facts, drafter),
    }
    shared = [name for name in _shared(facts) if name not in drafter.everywhere]
    if shared:
        tree["configuration"] = [drafter.field(name, len(facts.methods) < 2) for name in shared]
    if facts.events and facts.events.methods:
        tree["events"] = _events(facts, drafter)
    if facts.errata:
        tree["errata"] = [_erratum(erratum) for erratum in facts.errata]
    calls = found_resources(facts, str(tree["hub"]), platform.hub_api)
    written = [*lines(tree), *lines(calls, flow=_WIDTH)]
    return "\n".join([_MODELINE, _HEAD, _ASSUMED, *_silences(facts), *_spaced(written)]) + "\n"


def hub_of(facts: ConnectorFacts) -> str:
    """Return the hub as a spec can have it; nothing where the source does not tell."""
    return _NOT_HUB.sub("-", (facts.hub or "").lower()).strip("-")


def _erratum(erratum: Erratum) -> dict[str, Tree]:
    return {**erratum.words(), "about": [{**about.members()} for about in erratum.about]}


def _silences(facts: ConnectorFacts) -> Iterator[str]:
    """Yield what the source does not tell and the draft fills with what is usual."""
    if not facts.methods:
        yield f"# {TODO}: the source does not show how one signs in."
    for method in facts.methods:
        if _flow(method) != "none" and (not method.oauth_url_query or not method.callback):
            yield f"# {TODO}: of {method.name} the source does not show the whole redirect; the usual names stand here."


def _spaced(text: Iterable[str]) -> Iterator[str]:
    """Put an empty line before each part that has parts of its own."""
    for line in text:
        if line.endswith(":") and not line.startswith((" ", "-")):
            yield ""
        yield line


def _shared(facts: ConnectorFacts) -> list[str]:
    """Return the fields that all ways to sign in have, without the selector, whose value differs."""
    everywhere = [f.name for f in facts.configuration if all(f.name in m.configuration for m in facts.methods)]
    return [name for name in everywhere if name != SELECTOR or len(facts.methods) < 2]


def _authentication(facts: ConnectorFacts, drafter: Drafter) -> Tree:
    if not facts.methods:
        return {"custom": {}}
    return {_method_name(m, number): _method(facts, m, drafter) for number, m in enumerate(facts.methods, 1)}


def _method_name(method: MethodFacts, number: int) -> str:
    return method.name if _NAME.match(method.name) else f"method-{number}"


def _flow(method: MethodFacts) -> str:
    return method.flow or SIGN_INS[method.type or "custom"].flow


def _method(facts: ConnectorFacts, method: MethodFacts, drafter: Drafter) -> Tree:
    type_, flow = method.type or "custom", _flow(method)
    fields = method.configuration
    described: dict[str, Tree] = {}
    if type_ != method.name:
        described["type"] = type_
    if flow != SIGN_INS[type_].flow:
        described["flow"] = flow
    if flow == "token-redirect":
        described["oauth_token"] = {"query": drafter.query(method.oauth_token_query or _USUAL_QUERY, fields)}
    if flow in {"redirect", "token-redirect"}:
        usual = _USUAL_QUERY + (ValueFacts("requestToken"),) * (flow == "token-redirect")
        described["oauth_url"] = {"query": drafter.query(method.oauth_url_query or usual, fields)}
    if flow != "none":
        described["callback"] = drafter.callback(method.callback or (), method.provider_data) or list(
            _USUAL_CALLBACK[flow]
        )
    if method.provider_data:
        described["provider_data"] = drafter.provider_data(method.provider_data, flow)
    elif flow != "none" and facts.kind == "model":
        described["provider_data"] = list(_USUAL_CALLBACK[flow])
    shared = set(_shared(facts))
    own = [name for name in fields if name not in shared | drafter.everywhere]
    if own:
        described["configuration"] = [drafter.field(name, False, method.name) for name in own]
    if method.request:
        described["request"] = dict.fromkeys(method.request, TODO)
    return described


def _events(facts: ConnectorFacts, drafter: Drafter) -> Tree:
    events = facts.events
    assert events is not None
    told: dict[str, Sequence[Item]] = {
        "methods": list(events.methods),
        "parameters": [drafter.event(name) for name in events.parameters],
        "resources": list(events.resources),
    }
    return {name: values for name, values in told.items() if values}
