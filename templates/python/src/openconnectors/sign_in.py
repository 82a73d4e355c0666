"""A sign-in between its first step and its last: the user is at the provider meanwhile."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

from .callback import Callback
from .checks import check_callback
from .configuration import BaseConfiguration
from .errors import CallbackError, StateMismatch
from .raw_response import RawResponse
from .results import OAuthToken, Result
from .secret import Secret
from .signed_callback import verify_callback
from .ways import method_of

__all__ = ["SignIn"]


@dataclass(frozen=True, slots=True)
class SignIn(Result):
    """A sign-in that was begun. `Client.begin` makes it and `Client.finish` takes it.

    Where the callback arrives in another request or process, keep `session` (on the server, bound to the user's
    session) and make the sign-in anew with `resume`. ``response`` is the answer with the address.
    """

    configuration: BaseConfiguration
    address: Secret | None = None
    expected_state: Secret | None = None
    token: OAuthToken | None = None
    response: RawResponse | None = field(default=None, repr=False, compare=False)

    @property
    def url(self) -> str:
        """Where to send the user; empty when the connector needs no consent, or the sign-in was resumed."""
        return self.address.reveal() if self.address else ""

    @property
    def state(self) -> str:
        """The state that must come back; empty when the connector takes none."""
        return self.expected_state.reveal() if self.expected_state else ""

    def session(self) -> dict[str, str]:
        """Return what has to be kept until the callback comes, in plain text and without the configuration.

        It belongs where only the server reads it: the state guards against forged callbacks, and the secret of OAuth
        1's request token is among it.
        """
        method = self.configuration.METHOD
        kept = {"connector": method.connector, "method": method.name, "state": self.state}
        if self.token:
            kept |= {"token": self.token.token.reveal(), "secret": self.token.secret.reveal()}
        return kept

    @classmethod
    def resume(cls, configuration: BaseConfiguration, session: Mapping[str, str]) -> SignIn:
        """Return the sign-in of a kept `session`, with the same configuration as in `Client.begin`.

        Raises CallbackError when the session is of another connector or another way to sign in.
        """
        kept = {name: Secret(value) for name, value in session.items()}
        del session
        method = method_of(configuration)
        if (kept.get("connector"), kept.get("method")) != (Secret(method.connector), Secret(method.name)):
            raise CallbackError(f"what was kept is not of a sign-in to {method.connector} by {method.name}")
        token = OAuthToken(kept["token"], kept["secret"]) if {"token", "secret"} <= kept.keys() else None
        if method.takes_request_token and token is None:
            raise CallbackError("what was kept holds no request token")
        return cls(configuration, None, kept.get("state") or None, token)

    def check(self, callback: Callback | None) -> None:
        """Raise what is wrong with the callback, whatever sends it; None is no callback.

        ConsentRefused when it brings a refusal, StateMismatch when it is of another sign-in, CallbackError when it is
        missing, superfluous, not readable or not signed by the provider, ValidationError when a parameter is missing.
        """
        method = self.configuration.METHOD
        if (callback is None) != (method.flow == "none"):
            says = "needs a" if callback is None else "takes no"
            raise CallbackError(f"{method.connector} {says} callback when signing in by {method.name}")
        if callback is None:
            return
        callback.check(method)  # before the origin: a refusal sends nothing, whoever it comes from
        self._check_origin(callback)
        self._check_signature(callback)
        check_callback(self.configuration, callback)

    def _check_signature(self, callback: Callback) -> None:
        """Refuse a signature that is not the provider's. A call that the provider does not sign has none."""
        signature = self.configuration.METHOD.callback_signature
        if signature and signature.parameter in callback and not verify_callback(self.configuration, callback):
            raise CallbackError(f"the signature {signature.parameter} of the callback is wrong; it may be forged")

    def _check_origin(self, callback: Callback) -> None:
        """Compare what came back with what was sent, in constant time."""
        method = self.configuration.METHOD
        if not method.redirects:
            return
        returned = callback.state
        if method.takes_state and "state" in method.callback and not self.expected_state:
            raise StateMismatch("no state was kept for this sign-in, so the callback cannot be told from a forged one")
        if self.expected_state and (returned is not None or "state" in method.callback):
            _compare(self.expected_state, returned, "state")
        token = callback.get("oauth_token")
        if self.token and token is not None:
            _compare(self.token.token, token, "request token")


def _compare(expected: Secret, returned: Secret | None, what: str) -> None:
    if returned is None:
        raise StateMismatch(f"the callback brings no {what}; it may be forged")
    if not hmac.compare_digest(*(s.reveal().encode("utf-8", "surrogatepass") for s in (expected, returned))):
        raise StateMismatch(f"the {what} of the callback is not the one of this sign-in; it may be forged")
