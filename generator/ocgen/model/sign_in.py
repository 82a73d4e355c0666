"""The kinds of sign-in: one row each, with all that is particular to a kind.

A new kind is a name and a row here, and a value of `type` in the spec schema; when one of the three is missing, nothing
runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from ocgen.text.phrases import N_

AuthType = Literal["oauth2", "oauth1", "basic", "apiKey", "custom", "token", "aws"]
Flow = Literal["redirect", "token-redirect", "none", "provider-started"]

SELECTOR = "authentication.type"  # the field whose value tells ways to sign in apart


@dataclass(frozen=True, slots=True)
class SignIn:
    """A kind: what pages call it, how it goes unless a spec says otherwise, and what a spec of it begins with.

    ``fields`` are the platform's fields that it usually has besides a callback URL; where there are none, a connector
    has a secret of its own, whose key ends in ``own``.
    """

    words: str
    flow: Flow = "none"
    fields: tuple[str, ...] = ()
    own: str = "api.key"

    @property
    def redirects(self) -> bool:
        """Whether the user is usually sent to the provider."""
        return self.flow != "none"


_OAUTH_FIELDS = ("oauth.api.key", "oauth.api.secret")

SIGN_INS: Mapping[AuthType, SignIn] = {
    "oauth2": SignIn("OAuth 2.0", "redirect", _OAUTH_FIELDS),
    "oauth1": SignIn("OAuth 1.0a", "token-redirect", _OAUTH_FIELDS),
    "basic": SignIn(N_("user name and password"), fields=("username", "password")),
    "apiKey": SignIn(N_("API key")),
    "custom": SignIn(N_("keys of its own")),
    "token": SignIn(N_("token"), fields=("oauth.user.token",)),
    "aws": SignIn(N_("AWS access key"), own="access.key"),
}


def check_kinds(of_schema: Iterable[str]) -> None:
    """Raise a RuntimeError unless the kinds of the spec schema, of the model and of the table above are the same."""
    named: dict[str, set[str]] = {
        "the spec schema": set(of_schema),
        "ocgen.model.AuthType": set(get_args(AuthType)),
        "ocgen.model.SIGN_INS": set(SIGN_INS),
    }
    for kind in sorted(set.union(*named.values())):
        missing = [place for place, kinds in named.items() if kind not in kinds]
        if missing:
            raise RuntimeError(f'the kind of sign-in "{kind}" is missing in {" and ".join(missing)}')
