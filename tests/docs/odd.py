"""A made-up connector that needs what the language has: several methods, OAuth 1, no redirect, a start elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import TypeVar

from ocgen.findings.location import Location
from ocgen.model import Connector
from ocgen.spec import load

T = TypeVar("T")

ACME = """
key: acme-books
name: Acme Books
hub: finance
provider: Acme
description: Works with the ledgers of Acme.
authentication:
  oauth2:
    description: For new apps.
    oauth_connector: acme-core
    oauth_url:
      query:
        - apiKey
        - apiSecret
        - callbackUrl
        - name: authentication.type
          const: oauth2
        - name: merchantId
          description: Number of the shop.
          required: true
          value_from: configuration:merchant number
        - state
    callback:
      - code
      - state
      - name: realmId
        label: Realm
        description: Number of the company.
        required: true
        example: "4711"
    provider_data: [code]
    configuration:
      - key: authentication.type
        const: oauth2
      - oauth.api.key
      - oauth.api.secret
      - oauth.callback.url
      - key: realm
        label: Company
        description: Number of the company.
        required: true
        value_from: callback:realmId
  oauth1:
    description: For apps from before 2019.
    oauth_token:
      query: [apiKey, apiSecret, callbackUrl]
    oauth_url:
      query:
        - apiKey
        - apiSecret
        - callbackUrl
        - requestToken
        - {name: scope, const: "false"}
    callback: [oauth_token, oauth_verifier]
    provider_data: [oauth_token, oauth_verifier, secret]
    configuration:
      - key: authentication.type
        const: oauth1
      - oauth.api.key
      - oauth.api.secret
      - oauth.callback.url
  marketplace:
    type: oauth2
    flow: provider-started
    description: For users who install the app in Acme's shop.
    callback:
      - code
      - name: site_id
        description: Number of the site.
        required: true
        example: "99"
      - name: shop
        description: Name of the shop.
        required: false
        example: north
      - name: hmac
        description: Acme's signature of the call.
        secret: false
        required: true
        example: fake_hmac
    callback_signature: {parameter: hmac, over: [site_id, shop, code], key: oauth.api.secret, encoding: base64}
    deprecated: Acme closes its shop in 2030; sign in by oauth2.
    provider_data: [code]
    configuration:
      - key: authentication.type
        const: marketplace
      - key: site.id
        description: Number of the site.
        required: true
        value_from: callback:site_id
      - oauth.api.key
      - oauth.api.secret
  own-token:
    type: token
    description: When you hold a token already.
    request:
      externalAuthentication: initial
    configuration:
      - key: authentication.type
        const: own-token
      - oauth.user.token
configuration:
  - key: merchant number
    label: Merchant's number
    description: Number of the shop.
    where_to_find: On the invoice.
    required: true
    pattern: ^[0-9]+$
    accepts: digits
    example: "1234"
  - key: mode
    label: Mode
    description: Which data to use.
    enum:
      - {value: live, description: The real thing.}
      - {value: test}
    default: live
    renamed_from: acme.mode
  - key: vault
    label: Vault
    description: Where test data is kept.
    required: {when: {mode: test}}
    example: it's "here" & there
  - key: legacy_id
    description: Number in the old system.
    deprecated: Use the merchant's number.
  - key: entity
    description: Entity of the company.
    required: {note: for companies with several entities}
events:
  methods: [webhook]
  parameters: [event.notification.enabled, event.vendor.type, event.notification.callback.url, event.objects]
  resources: [invoices, payments]
errata:
  - where: body
    says: key is acme_books
    right: acme-books
    why: the catalogue has it
"""

HOSTILE = (
    "a|b ``c`` <script>x()</script> */ --> [x](javascript:y) &copy; _z_ *q* # 1. ``` ~~~ {{h}} $m$ \u202eevil \\"
    "\n- item\r\n# heading\n| cell | \\"
)


def made_up(text: str, directory: Path, key: str = "acme-books") -> Connector:
    """Load a connector from YAML text, through the front door."""
    directory.mkdir(parents=True, exist_ok=True)
    (directory / f"{key}.yaml").write_text(text, encoding="utf-8")
    loaded = load([directory], [key])
    assert not loaded.findings, loaded.findings
    return loaded.connectors[0]


# What the spec schema keeps to a safe alphabet, and what other parts of the model refer to.
_KEPT = {"key", "type", "flow", "value_from", "pattern", "path", "base_path", "scheme", "host", "id", "method", "name",
         "hub", "field", "methods", "default", "const", "values", "value", "status", "files", "family",
         "oauth_connector", "term_", "language", "answer", "basis", "body", "path_twin", "variable",
         "alias"}  # fmt: skip


def with_text(value: T, text: str, also: frozenset[str] = frozenset()) -> T:
    """Return the same model with ``text`` in every place that holds prose, and in the members named ``also``."""
    if isinstance(value, Location) or not is_dataclass(value) or isinstance(value, type):
        return value
    changes: dict[str, object] = {}
    for member in fields(value):
        old = getattr(value, member.name)
        if isinstance(old, str):
            if old and (member.name not in _KEPT or member.name in also):
                changes[member.name] = text
        elif isinstance(old, tuple) and not isinstance(old, Location):
            changes[member.name] = _tuple_with_text(old, text, also)
        elif is_dataclass(old) and not isinstance(old, type):
            changes[member.name] = with_text(old, text, also)
    return replace(value, **changes)


def _tuple_with_text(items: Sequence[object], text: str, also: frozenset[str]) -> tuple[object, ...]:
    return tuple(with_text(item, text, also) for item in items)
