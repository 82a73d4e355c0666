"""Where the platform is, and the secrets of the account there."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace

from ._platform import AUTHORIZATION_PARTS
from .base_url import resolve_base_url
from .errors import SettingsError
from .guard import guarded
from .options import Options, RequestOptions
from .secret import Secret
from .settings import check_transport
from .shapes import Endpoint

__all__ = [
    "BASE_URL_VARIABLE",
    "ORGANIZATION_VARIABLE",
    "REGION_VARIABLE",
    "USER_VARIABLE",
    "Account",
    "check_header_secret",
    "make_account",
]

BASE_URL_VARIABLE = "OPENCONNECTORS_BASE_URL"
REGION_VARIABLE = "OPENCONNECTORS_REGION"
USER_VARIABLE = "OPENCONNECTORS_USER_SECRET"
ORGANIZATION_VARIABLE = "OPENCONNECTORS_ORGANIZATION_SECRET"

# A comma would begin another part of the header and a line break another header; blanks come from careless copying.
_HEADER_SAFE = re.compile(r"[!-+\--~]+")


@dataclass(frozen=True, slots=True)
class Account:
    """What every operation needs to know."""

    base_url: str
    user: Secret | None
    organization: Secret | None
    options: Options
    signs_by_transport: bool = False  # whether a transport of the user's own adds the header, when we have no secrets

    def with_options(self, given: RequestOptions) -> Account:
        """Return the account with these options besides its own; ``given`` is empty afterwards."""
        return replace(self, options=self.options.updated(given))

    def for_call(self, given: RequestOptions) -> Account:
        """Return the account for a call with these options, which begins now; ``given`` is empty afterwards."""
        return replace(self, options=self.options.updated(given).begun())

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
    platform: str | None,
    user: Secret | None,
    organization: Secret | None,
    options: RequestOptions,
    *,
    transport: object,
    awaited: bool = False,
) -> Account:
    """Return the account of a client's arguments, and of the environment where an argument is None.

    ``awaited`` tells whether the transport is an `AsyncClient`'s. Raises SettingsError, with no secret in it.
    """
    user = user if user is not None else _variable(USER_VARIABLE)
    organization = organization if organization is not None else _variable(ORGANIZATION_VARIABLE)
    for name, secret in (("user", user), ("organization", organization)):
        if secret is not None:
            check_header_secret(name, secret)
    if (user is None) != (organization is None):
        name = "user" if user is None else "organization"
        raise SettingsError(f"the {name} secret is missing: {_HOW[name]}")
    checked = Options().updated(options)
    own = transport is not None
    if own:
        check_transport(transport, awaited=awaited)
    where = platform or os.environ.get(BASE_URL_VARIABLE) or os.environ.get(REGION_VARIABLE) or ""
    if not where and not own:
        raise SettingsError(f"where is the platform? Pass a region or a URL, or set {REGION_VARIABLE}")
    base_url = resolve_base_url(where, any_scheme=own) if where else ""
    return Account(base_url, user, organization, checked, own)


def _variable(name: str) -> Secret | None:
    return guarded(lambda: Secret.of(os.environ.get(name) or None), f"cannot read {name}")


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
