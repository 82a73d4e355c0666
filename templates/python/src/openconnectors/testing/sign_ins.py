"""Sign-ins at the providers: addresses for users, what they bring back, and what that is good for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from .._platform import REFUSALS
from ..configuration import BaseConfiguration
from ..errors import SettingsError
from ..shapes import Method
from .callbacks import callback_parameters, code_parameter, signed
from .catalogue import Connector, refuse
from .exchanges import Refused

__all__ = ["SignIns"]

_PROVIDERS = "https://provider.example"


@dataclass(frozen=True, slots=True, repr=False)
class _Pending:
    """A user who is at the provider."""

    connector: Connector
    method: Method
    query: Mapping[str, str]


class SignIns:
    """All sign-ins that were begun. A grant code, and a verified request token, work once."""

    def __init__(self) -> None:
        self._pending: list[_Pending] = []
        self._codes: dict[str, str] = {}
        self._made = 0
        self._tokens: dict[str, tuple[str, str, str]] = {}  # request token -> connector key, secret, verifier

    def token(self, connector: Connector, query: Mapping[str, str]) -> dict[str, str]:
        """Return a request token of OAuth 1; raises Refused."""
        refuse(connector.violations("oauth_token_query", dict(query)))
        if not any(method.oauth_token_query for method in connector.methods):
            raise Refused(400, f"The element {connector.key} does not use OAuth 1")
        number = len(self._tokens) + 1
        made = {"token": f"fake-request-token-{number}", "secret": f"fake-request-secret-{number}"}
        self._tokens[made["token"]] = (connector.key, made["secret"], "")
        return made

    def url(self, connector: Connector, query: Mapping[str, str]) -> dict[str, str]:
        """Return the address at which a user signs in; raises Refused."""
        known = [method for method in connector.methods if method.oauth_url_query]
        if not known:
            raise Refused(400, f"The element {connector.key} does not use OAuth")
        fits = [m for m in known if not connector.violations("oauth_url_query", dict(query), m.name)]
        if not fits:
            refuse(connector.violations("oauth_url_query", dict(query)))
        token = query.get("requestToken")
        if fits[0].takes_request_token and token not in self._tokens:
            raise Refused(400, "The request token is unknown")
        self._pending.append(_Pending(connector, fits[0], query))
        shown = {"sign_in": str(len(self._pending)), "client_id": query.get("apiKey"), "state": query.get("state"),
                 "redirect_uri": query.get("callbackUrl"), "oauth_token": token}  # fmt: skip
        told = urlencode({name: value for name, value in shown.items() if value is not None}, quote_via=quote)
        return {"oauthUrl": f"{_PROVIDERS}/{quote(connector.key, safe='')}?{told}", "element": connector.key}

    def consent(self, url: str, values: Mapping[str, str]) -> str:
        """Return the callback of a user who agreed at the address; ``values`` are parameters of the test's own."""
        pending = self._at(url)
        return self._called(pending, self._brought(pending, values))

    def refusal(self, url: str) -> str:
        """Return the callback of a user who refused."""
        pending = self._at(url)
        sign = next(r for r in REFUSALS if pending.method.flow in r.flows and not r.missing)
        told = {sign.parameter: sign.value or "access_denied"}
        if sign.description:
            told[sign.description] = "The user refused"
        state = pending.query.get("state")
        return self._called(pending, told if state is None else {**told, "state": state})

    def started(self, connector: Connector, configuration: BaseConfiguration, values: Mapping[str, str]) -> str:
        """Return the query with which a provider starts a sign-in itself."""
        method = configuration.METHOD
        if method.flow != "provider-started":
            raise SettingsError(f"no provider starts a sign-in to {method.connector} by {method.name}")
        told = self._brought(_Pending(connector, method, {}), values)
        return urlencode(signed(configuration, told), quote_via=quote)

    def grant(self, connector: Connector, code: str) -> None:
        """Make a code one that the platform takes, once."""
        self._codes[code] = connector.key

    def redeem(self, connector: Connector, data: Mapping[str, object]) -> None:
        """Take what a callback brought; raises Refused when it was used before, or never given."""
        keys = {method.oauth_connector or method.connector for method in connector.methods} | {connector.key}
        code, token = data.get("code"), data.get("oauth_token")
        constant = any(v.name == "code" and v.const == code for m in connector.methods for v in m.provider_data)
        if isinstance(code, str) and not constant and self._codes.pop(code, None) not in keys:
            raise Refused(400, "The authorization grant code is unknown, was used before, or is of another element")
        if isinstance(token, str):
            key, secret, verifier = self._tokens.pop(token, ("", "", ""))
            said = (data.get("secret", secret), data.get("oauth_verifier"))
            if key not in keys or not verifier or said != (secret, verifier):
                raise Refused(400, "The request token is unknown, was used before, or is not verified")

    def _at(self, url: str) -> _Pending:
        number = parse_qs(urlsplit(url).query).get("sign_in", [""])[0]
        if not url.startswith(f"{_PROVIDERS}/") or not number.isdecimal() or not 0 < int(number) <= len(self._pending):
            raise SettingsError("this is no address to sign in at that the fake platform gave")
        return self._pending[int(number) - 1]

    def _called(self, pending: _Pending, told: Mapping[str, str]) -> str:
        address = pending.query.get("callbackUrl", "")
        return f"{address}{'&' if '?' in address else '?'}{urlencode(told, quote_via=quote)}"

    def _brought(self, pending: _Pending, values: Mapping[str, str]) -> dict[str, str]:
        """Return what the provider brings, and make it good for an instance."""
        told = callback_parameters(pending.connector, pending.method, pending.query, values)
        code = code_parameter(pending.method)
        if code and code not in values:
            self._made += 1
            told[code] = f"fake-code-{self._made}"
        if code:
            self.grant(pending.connector, told[code])
        known = self._tokens.get(pending.query.get("requestToken", ""))
        if known:
            self._tokens[pending.query["requestToken"]] = (known[0], known[1], told.get("oauth_verifier", ""))
        return told
