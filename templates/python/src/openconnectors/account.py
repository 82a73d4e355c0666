"""Where the platform is, and the secrets of the account there."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from openconnectors._platform import AUTHORIZATION_PARTS, BASE_PATH, REGIONS
from openconnectors.errors import SettingsError
from openconnectors.retry import RetryPolicy
from openconnectors.secret import Secret
from openconnectors.shapes import Endpoint

BASE_URL_VARIABLE = "OPENCONNECTORS_BASE_URL"
REGION_VARIABLE = "OPENCONNECTORS_REGION"
USER_VARIABLE = "OPENCONNECTORS_USER_SECRET"
ORGANIZATION_VARIABLE = "OPENCONNECTORS_ORGANIZATION_SECRET"

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

# A comma would begin another part of the header and a line break another header; blanks come from careless copying.
_HEADER_SAFE = re.compile(r"[!-+\--~]+")

# What urlsplit drops or lets pass, and HTTP libraries then read in ways of their own.
_NOT_IN_URL = re.compile(r"[\s\\\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Account:
    """What every operation needs to know."""

    base_url: str
    user: Secret | None
    organization: Secret | None
    retries: RetryPolicy
    signs_by_transport: bool = False  # whether a transport of the user's own adds the header, when we have no secrets

    def authorization(self, endpoint: Endpoint, *, token: Secret | None, optional: bool) -> Secret | None:
        """Return the value of the authorization header, or None where none is to be sent.

        Raises SettingsError when the endpoint needs a secret that the client was not given.
        """
        whose = {"user": self.user, "organization": self.organization, "instance": token}
        wanted = ("user", "organization") if endpoint.authorization == "organization" else ("user", "instance")
        missing = [name for name in wanted if whose[name] is None]
        if "user" in missing and (optional or self.signs_by_transport) and token is None:
            return None
        if missing:
            raise SettingsError(f"the call needs the {missing[0]} secret: {_HOW[missing[0]]}")
        words = [(word, whose[name]) for word, name in AUTHORIZATION_PARTS if name in wanted]
        return Secret(", ".join(f"{word} {secret.reveal()}" for word, secret in words if secret))


_HOW = {
    "user": f"pass user=... to the client or set {USER_VARIABLE}",
    "organization": f"pass organization=... to the client or set {ORGANIZATION_VARIABLE}",
    "instance": "pass the instance's token",
}


def make_account(
    base_url: str | None,
    user: Secret | None,
    organization: Secret | None,
    retries: RetryPolicy,
    *,
    own_transport: bool,
) -> Account:
    """Return the account of a client's arguments, and of the environment where an argument is None.

    Raises SettingsError, with no secret in it.
    """
    user = user if user is not None else _variable(USER_VARIABLE)
    organization = organization if organization is not None else _variable(ORGANIZATION_VARIABLE)
    for name, secret in (("user", user), ("organization", organization)):
        if secret is not None:
            check_header_secret(name, secret)
    if (user is None) != (organization is None):
        name = "user" if user is None else "organization"
        raise SettingsError(f"the {name} secret is missing: {_HOW[name]}")
    where = base_url or os.environ.get(BASE_URL_VARIABLE) or os.environ.get(REGION_VARIABLE) or ""
    if not where and not own_transport:
        raise SettingsError(f"where is the platform? Pass a region or a URL, or set {REGION_VARIABLE}")
    return Account(
        resolve_base_url(where, any_scheme=own_transport) if where else "", user, organization, retries, own_transport
    )


def _variable(name: str) -> Secret | None:
    return Secret.of(os.environ.get(name) or None)


def check_header_secret(name: str, secret: Secret) -> None:
    """Raise SettingsError when ``secret`` cannot stand in the authorization header, without showing it."""
    fault = _fault(secret)
    if fault:
        raise SettingsError(f"the {name} secret {fault}; copy it again, without anything before or after it")


def _fault(secret: Secret) -> str:
    value = secret.reveal()
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        return "is not a str"
    if _HEADER_SAFE.fullmatch(value):
        return ""
    if not value:
        return "is empty"
    if "," in value:
        return "holds a comma"
    if any(ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 for character in value):
        return "holds a control character"
    return "holds a blank" if " " in value else "holds a character beyond ASCII"


def resolve_base_url(where: str, *, any_scheme: bool = False) -> str:
    """Return the base URL for a region's name or a URL, without a slash at the end.

    A URL without a path gets the platform's own. Plain http is refused, since it would show the secrets to the
    network, except to this machine itself and where a transport of the user's own decides (``any_scheme``).
    """
    if where in REGIONS:
        return REGIONS[where]
    if "://" not in where:
        raise SettingsError(f"no region is named {where!r}; {_nearest(where)}")
    if _NOT_IN_URL.search(where):
        raise SettingsError("the base URL holds a blank, a backslash or a control character; copy it again")
    parts = _parts(where)
    host = parts.hostname if parts else None
    if parts is None or not host or parts.scheme not in ("http", "https"):
        raise SettingsError("the base URL has no host, or is not an http or https URL")
    if parts.username is not None or parts.password is not None:
        raise SettingsError("the base URL holds a user name or password; the platform takes none there")
    if parts.query or parts.fragment:
        raise SettingsError("the base URL ends in a query or fragment")
    if parts.scheme == "http" and host not in LOOPBACK and not any_scheme:
        raise SettingsError(f"http://{host} would send the secrets in the clear; use https")
    path = parts.path.rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{path or BASE_PATH}"


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises when it is no number
    except ValueError:
        return None
    return parts


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    found = get_close_matches(name, REGIONS, 1, 0.5)
    return f"did you mean {found[0]!r}?" if found else f"known are {', '.join(REGIONS)}; or pass a URL"
