"""A made-up connector with four ways to sign in, as its generated module would have it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType
from typing import ClassVar

from openconnectors._common import CommonConfiguration
from openconnectors.configuration import OAuthUrlQuery
from openconnectors.secret import Secret
from openconnectors.shapes import CallbackSignature, Method, Value
from openconnectors.validators import Violation

_KEYS = (
    Value("apiKey", source="configuration:oauth.api.key"),
    Value("apiSecret", source="configuration:oauth.api.secret", secret=True),
    Value("callbackUrl", source="configuration:oauth.callback.url"),
)
_APP = (
    Value("oauth.api.key", attribute="oauth_api_key"),
    Value("oauth.api.secret", attribute="oauth_api_secret", secret=True),
    Value("oauth.callback.url", attribute="oauth_callback_url"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuth2UrlQuery(OAuthUrlQuery):
    SECRETS: ClassVar[tuple[str, ...]] = ("site_key",)

    site_address: str | None = None
    site_key: Secret | str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OAuth2Configuration(CommonConfiguration):
    METHOD: ClassVar[Method] = Method(
        connector="acme-books",
        module="acme_books",
        name="oauth2",
        flow="redirect",
        oauth_connector="acme core",
        oauth_url_query=(
            *_KEYS,
            Value("authentication.type", const="oauth2"),
            Value("merchantId", source="configuration:merchant number"),
            Value("siteAddress", attribute="site_address"),
            Value("siteKey", attribute="site_key", secret=True),
            Value("state"),
        ),
        callback=("code", "state", "realmId"),
        provider_data=(Value("code", source="callback:code", secret=True),),
        configuration=(
            Value("merchant number", attribute="merchant_number"),
            Value("strict", attribute="strict", kind="boolean"),
            Value("limit", attribute="limit", kind="integer"),
            Value("mode", attribute="mode", default="live"),
            Value("authentication.type", const="oauth2"),
            *_APP,
            Value("realm", source="callback:realmId"),
        ),
    )

    merchant_number: str
    oauth_api_key: str
    oauth_api_secret: Secret | str
    oauth_callback_url: str
    mode: str = "live"
    strict: bool | None = None
    limit: int | None = None
    oauth_url_query: OAuth2UrlQuery = field(default_factory=OAuth2UrlQuery)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OAuth1Configuration(CommonConfiguration):
    METHOD: ClassVar[Method] = Method(
        connector="acme-books",
        module="acme_books",
        name="oauth1",
        flow="token-redirect",
        oauth_token_query=_KEYS,
        oauth_url_query=(*_KEYS, Value("requestToken", source="token:token", secret=True)),
        callback=("oauth_token", "oauth_verifier"),
        provider_data=(
            Value("oauth_token", source="callback:oauth_token", secret=True),
            Value("oauth_verifier", source="callback:oauth_verifier", secret=True),
            Value("secret", source="token:secret", secret=True),
        ),
        configuration=(Value("authentication.type", const="oauth1"), *_APP),
    )

    oauth_api_key: str
    oauth_api_secret: Secret | str
    oauth_callback_url: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MarketplaceConfiguration(CommonConfiguration):
    METHOD: ClassVar[Method] = Method(
        connector="acme-books",
        module="acme_books",
        name="marketplace",
        flow="provider-started",
        callback=("code", "site_id", "hmac"),
        callback_signature=CallbackSignature("hmac", ("site_id", "shop", "code"), "oauth.api.secret"),
        provider_data=(Value("code", source="callback:code", secret=True),),
        configuration=(Value("site.id", source="callback:site_id"), *_APP[:2]),
    )

    oauth_api_key: str
    oauth_api_secret: Secret | str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OwnTokenConfiguration(CommonConfiguration):
    METHOD: ClassVar[Method] = Method(
        connector="acme-books",
        module="acme_books",
        name="own-token",
        flow="none",
        configuration=(Value("oauth.user.token", attribute="oauth_user_token", secret=True),),
        request=(("externalAuthentication", "initial"),),
    )

    oauth_user_token: Secret | str


def validators() -> ModuleType:
    """The validators' module: what must be there, must not be empty."""
    module = ModuleType("openconnectors.validators.acme_books")
    vars(module)["validate_oauth_url_query"] = _needs("apiKey", "apiSecret", "callbackUrl")
    vars(module)["validate_callback_query"] = _needs()
    vars(module)["validate_instance_request"] = _instance_request
    return module


def _needs(*names: str) -> Callable[..., list[Violation]]:
    return lambda value, method="": [
        Violation(f"/{name}", "required", f"{name} is missing") for name in names if not value.get(name)
    ]


def _instance_request(value: dict[str, object], method: str = "") -> list[Violation]:
    found = _needs("element", "configuration", "name")(value)
    fields = value["configuration"]
    assert isinstance(fields, dict)
    kind = fields.get("authentication.type")
    needed = [*(["oauth.api.key"] if kind else []), *(["merchant number", "realm"] if kind == "oauth2" else [])]
    return found + [Violation(f"/configuration/{v.pointer[1:]}", v.code, v.message) for v in _needs(*needed)(fields)]
