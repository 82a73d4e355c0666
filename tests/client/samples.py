"""What tests send and what the platform answers."""

from __future__ import annotations

from typing import Any

from openconnectors.connectors.infusionsoftmarketing import Configuration

CALLBACK = "https://www.mycoolapp.com/auth"
KEYS: dict[str, Any] = {"oauth_api_key": "k", "oauth_api_secret": "s"}
APP: dict[str, Any] = {**KEYS, "oauth_callback_url": CALLBACK}
SIGNED = {"authorization": "User u, Organization o", "content-type": "application/json"}
OAUTH_URL = {"oauthUrl": "https://signin.infusionsoft.com/authorize?client_id=fake", "element": "infusionsoftmarketing"}
INSTANCE = {
    "id": 1234,
    "name": "API Instance",
    "token": "fake-instance-token",
    "element": {"id": 192, "key": "infusionsoftmarketing", "name": "Infusionsoft", "hub": "marketing", "active": True},
    "tags": ["Docs"],
    "valid": True,
    "disabled": False,
    "configuration": {"oauth.api.secret": "fake-api-secret", "base.url": None},
    "eventsEnabled": False,
}


def configuration(**changes: Any) -> Configuration:
    """A configuration that passes, but for ``changes``."""
    given: dict[str, Any] = {
        "oauth_callback_url": CALLBACK,
        "oauth_api_key": "fake-api-key",
        "oauth_api_secret": "fake-api-secret",
        "infusionsoft_server": "dt123.infusionsoft.com",
        "infusionsoft_private_key": "fake-encrypted-key",
        **changes,
    }
    return Configuration(**given)
