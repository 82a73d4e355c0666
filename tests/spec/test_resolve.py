"""Platform, family and connector put together."""

from __future__ import annotations

from collections.abc import Callable

from ocgen.model import Condition, Connector, Parameter, Requirement
from ocgen.spec import Loaded

FAMILY = """\
provider: Acme
hub: crm
description: Works with Acme.
authentication:
  oauth2:
    oauth_url:
      query: [apiKey, apiSecret, callbackUrl, {name: siteAddress, required: true}]
    callback: [code, state]
    provider_data: [code]
  custom: {}
configuration:
  - oauth.api.key
  - {key: acme.host, description: Host., required: true, example: a}
  - {key: acme.port, description: Port., type: integer, example: 1}
errata:
  - {where: w, says: s, right: r, why: y}
"""


def field_of(of: Connector, key: str) -> Parameter:
    return next(f for f in of.configuration if f.name == key)


def connector(load_text: Callable[..., Loaded], text: str, **families: str):  # type: ignore[no-untyped-def]
    loaded = load_text(text, **families)
    assert not loaded.findings, loaded.findings
    return loaded.connectors[0]


def test_a_connector_is_laid_over_its_family(load_text: Callable[..., Loaded]) -> None:
    own = """\
key: acme
name: Acme One
family: acmes
authentication:
  oauth2:
    oauth_url:
      query:
        - {name: siteAddress, required: false}
        - tenant: x
  custom: {omit: true}
configuration:
  - {key: acme.port, omit: true}
  - {key: acme.host, example: b}
  - {key: acme.extra, description: Extra., example: c}
errata:
  - {where: w2, says: s, right: r, why: y}
""".replace("tenant: x", "{name: tenant, description: Tenant., example: t}")
    result = connector(load_text, own, acmes=FAMILY)
    assert [m.name for m in result.methods] == ["oauth2"]
    assert [f.name for f in result.configuration] == ["oauth.api.key", "acme.host", "acme.extra"]
    assert field_of(result, "acme.host").example == "b"
    assert field_of(result, "acme.host").required.always
    assert [p.name for p in result.methods[0].oauth_url_query][-2:] == ["siteAddress", "tenant"]
    assert not result.methods[0].oauth_url_query[3].required.always
    assert [e.where for e in result.errata] == ["w", "w2"]


def test_a_bare_name_is_the_platforms_definition_and_a_mapping_changes_parts(load_text: Callable[..., Loaded]) -> None:
    own = "key: acme\nname: Acme\nfamily: acmes\nconfiguration:\n  - {key: oauth.api.key, term: Consumer Key}\n"
    field = field_of(connector(load_text, own, acmes=FAMILY), "oauth.api.key")
    assert (field.term, field.label, field.required.always) == ("Consumer Key", "API key", True)
    assert field.description == "Client ID of your app at Acme."


def test_a_format_brings_its_pattern(load_text: Callable[..., Loaded]) -> None:
    own = "key: acme\nname: Acme\nfamily: acmes\nconfiguration:\n  - {key: acme.host, format: hostname}\n"
    field = field_of(connector(load_text, own, acmes=FAMILY), "acme.host")
    assert field.pattern.startswith("^[A-Za-z0-9]")
    assert "host name" in field.accepts


METHODS = """\
key: acme
name: Acme
hub: crm
provider: Acme
description: Works with Acme.
authentication:
  oauth2:
    oauth_url: {query: [apiKey, apiSecret, callbackUrl]}
    callback: [code]
    provider_data: [{name: code, const: ""}]
    configuration:
      - {key: authentication.type, const: oauth2, required: false}
      - oauth.api.key
  legacy:
    type: apiKey
    description: The key of old.
    configuration:
      - {key: authentication.type, const: apiKey}
      - {key: acme.key, description: Key., secret: true, required: true, example: fake}
configuration:
  - {key: acme.single, description: Single., type: boolean, default: false}
  - {key: acme.single.key, description: Key., secret: true, example: fake, required: {when: {acme.single: true}}}
"""


def test_several_methods_have_their_own_fields(load_text: Callable[..., Loaded]) -> None:
    result = connector(load_text, METHODS)
    assert {m.name: (m.type, m.flow) for m in result.methods} == {
        "oauth2": ("oauth2", "redirect"),
        "legacy": ("apiKey", "none"),
    }
    assert [f.name for f in result.methods[1].configuration] == [
        "acme.single", "acme.single.key", "authentication.type", "acme.key",
    ]  # fmt: skip
    selector = field_of(result, "authentication.type")
    assert [choice.value for choice in selector.enum] == ["oauth2", "apiKey"]
    assert (selector.const, selector.default, selector.example) == (None, "oauth2", "oauth2")
    assert [choice.description for choice in selector.enum] == ["", "The key of old."], "what the method says of itself"
    assert [method.configuration[-2].example for method in result.methods][1] is None, "a constant needs no example"
    assert field_of(result, "acme.key").required == Requirement(methods=("legacy",))
    assert result.methods[0].provider_data[0].const == ""


def test_a_requirement_can_hang_on_another_field(load_text: Callable[..., Loaded]) -> None:
    field = field_of(connector(load_text, METHODS), "acme.single.key")
    assert field.required.when == (Condition("acme.single", ("true",)),)
    assert field.required.conditional


def test_the_example_of_a_selector_is_one_of_its_values(loaded: Loaded) -> None:
    for c in loaded.connectors:
        for field in (*c.configuration, *(f for m in c.methods for f in m.configuration)):
            if field.enum and field.example is not None:
                values = field.example.split(",") if field.type == "list" else [field.example]
                assert set(values) <= {choice.value for choice in field.enum}, (c.key, field.name)


def test_our_own_specs_resolve(loaded: Loaded) -> None:
    keys = {c.key for c in loaded.connectors}
    assert {"infusionsoftmarketing", "infusionsoftcrm", "sfdc", "sftp"} <= keys
    one, two = (next(c for c in loaded.connectors if c.key == k) for k in ("infusionsoftmarketing", "infusionsoftcrm"))
    assert [f.name for f in one.configuration] == [f.name for f in two.configuration]
    assert len(one.errata) == 10


def test_a_constant_is_required_unless_the_entry_says_otherwise(load_text: Callable[..., Loaded]) -> None:
    own = """\
key: acme
name: Acme
family: acmes
authentication:
  oauth2:
    oauth_url:
      query:
        - {name: scope, const: all}
        - {name: siteAddress, const: a, required: false}
        - {name: mode, description: Mode., const: x, required: {when: {acme.host: b}}}
    own_tokens:
      configuration: [{key: acme.kind, description: Kind., const: k}]
configuration:
  - {key: oauth.user.refresh_interval, const: "60"}
  - {key: acme.host, const: b}
  - {key: acme.port, required: false, const: 1}
"""
    family = FAMILY + "  - {key: acme.port, required: false}\n"
    result = connector(load_text, own, acmes=family.replace("errata:\n  - {where: w, says: s, right: r, why: y}\n", ""))
    query = {p.name: p.required for p in result.methods[0].oauth_url_query}
    assert (query["scope"].always, query["siteAddress"].always, query["mode"].conditional) == (True, False, True)
    needed = {f.name: f.required.always for f in result.methods[0].configuration}
    assert (needed["oauth.user.refresh_interval"], needed["acme.host"], needed["acme.port"]) == (True, True, False)
    own_tokens = result.methods[0].own_tokens
    assert own_tokens is not None
    assert {f.name: f.required.always for f in own_tokens.configuration if f.const is not None} == {
        "oauth.user.refresh_interval": False, "acme.host": False, "acme.port": False, "acme.kind": True,
    }  # fmt: skip
