"""The shapes of what is generated: the platform's calls, and what a connector's methods send and take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["CallbackSignature", "Endpoint", "Flow", "Kind", "Method", "Paging", "Refusal", "Signature", "Value"]

Flow = Literal["redirect", "token-redirect", "none", "provider-started"]
Kind = Literal["string", "boolean", "integer", "number", "list", "json"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One call of the platform; ``repeatable`` tells whether sending it twice does no harm."""

    method: str
    path: str
    repeatable: bool
    authorization: Literal["organization", "instance"]


@dataclass(frozen=True, slots=True)
class Paging:
    """How a list is paged."""

    request_parameter: str
    size_parameter: str
    max_size: int
    next_header: str
    count_header: str
    total_header: str
    warning_header: str


@dataclass(frozen=True, slots=True)
class Signature:
    """How an event is signed; ``key_field`` is the configuration field that holds the key."""

    header: str
    prefix: str
    key_field: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """How a callback of some flows says that the user refused.

    ``parameter`` is there, with ``value`` where that is given; or, where it is to be there, it is ``missing``. What it
    says is for people unless it is ``secret``; ``description`` names the parameter that says more.
    """

    parameter: str
    flows: tuple[Flow, ...]
    value: str | None = None
    missing: bool = False
    secret: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One value on the wire.

    ``attribute`` is its name in the Configuration or the OAuthUrlQuery, where the user gives it. ``source`` tells
    where it comes from otherwise: ``configuration:KEY``, ``callback:NAME``, ``token:token`` or ``token:secret``.
    ``default`` is what is sent when nobody gives it.
    """

    name: str
    attribute: str = ""
    kind: Kind = "string"
    source: str = ""
    const: str | None = None
    default: str | None = None
    secret: bool = False


@dataclass(frozen=True, slots=True)
class CallbackSignature:
    """How a provider signs the callback: ``over`` names what is signed, ``key`` the field that holds the key."""

    parameter: str
    over: tuple[str, ...]
    key: str
    encoding: Literal["hex", "base64"] = "hex"


@dataclass(frozen=True, slots=True)
class Method:
    """One way to sign in to a connector.

    ``module`` is the name of its validators' module, ``query`` the class of what its OAuth URL call takes besides.
    """

    connector: str
    module: str
    name: str
    flow: Flow
    oauth_connector: str = ""
    oauth_token_query: tuple[Value, ...] = ()
    oauth_url_query: tuple[Value, ...] = ()
    query: type[object] | None = None
    callback: tuple[str, ...] = ()
    callback_signature: CallbackSignature | None = None
    provider_data: tuple[Value, ...] = ()
    configuration: tuple[Value, ...] = ()
    request: tuple[tuple[str, str], ...] = ()

    @property
    def redirects(self) -> bool:
        """Whether the user is sent to the provider, so that an OAuth URL is asked for."""
        return self.flow in ("redirect", "token-redirect")

    @property
    def takes_request_token(self) -> bool:
        """Whether a request token of OAuth 1 is asked for before the OAuth URL."""
        return self.flow == "token-redirect"

    @property
    def takes_state(self) -> bool:
        """Whether the OAuth URL call takes a state of ours."""
        return any(value.name == "state" and value.const is None for value in self.oauth_url_query)
