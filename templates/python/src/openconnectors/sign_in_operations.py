"""The operations of a sign-in: what leads to the user's consent, and what is done with the callback.

They are generators and raise errors as those of `operations` do.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from .account import Account
from .callback import Callback
from .checks import check_begin, check_change, check_query
from .configuration import BaseConfiguration
from .errors import SettingsError
from .messages import Operation
from .operations import create_instance
from .requests import make_request
from .results import Instance, OAuthToken, OAuthUrl, read_oauth_token, read_oauth_url
from .secret import Secret
from .sending import send_for_instance, send_for_object
from .shapes import Method
from .sign_in import SignIn
from .values import Sources, instance_body, oauth_url_values, query_values
from .ways import method_of

__all__ = ["begin", "finish", "oauth_token", "oauth_url", "reauthenticate"]


def oauth_token(account: Account, configuration: BaseConfiguration, *, state: Secret | None) -> Operation[OAuthToken]:
    """Ask for the request token of OAuth 1; a few connectors take the state of the sign-in here already."""
    method = method_of(configuration)
    if not method.takes_request_token:
        raise SettingsError(f"{method.connector} has no request token when signing in by {method.name}")
    query = query_values(method.oauth_token_query, Sources(configuration, state=state))
    request = make_request(
        account,
        "oauth_token",
        path={"keyOrId": _oauth_key(method)},
        query=tuple(query.items()),
        authorization_optional=True,
    )
    return read_oauth_token((yield from send_for_object(account, request)))


def oauth_url(
    account: Account, configuration: BaseConfiguration, *, state: Secret | None, token: OAuthToken | None
) -> Operation[OAuthUrl]:
    """Ask for the address at which the user signs in."""
    method = method_of(configuration)
    if not method.redirects:
        raise SettingsError(f"{method.connector} has no OAuth URL when signing in by {method.name}")
    if method.takes_request_token and token is None:
        raise SettingsError(f"{method.connector} needs a request token before its OAuth URL: call oauth_token first")
    if state is not None and not method.takes_state:
        raise SettingsError(f"{method.connector} takes no state when signing in by {method.name}")
    sources = Sources(configuration, None, token, state)
    check_query(sources)
    request = make_request(
        account,
        "oauth_url",
        path={"keyOrId": _oauth_key(method)},
        query=tuple(oauth_url_values(sources).items()),
        authorization_optional=True,
    )
    return read_oauth_url((yield from send_for_object(account, request)))


def begin(account: Account, configuration: BaseConfiguration, *, state: Secret | None) -> Operation[SignIn]:
    """Take the steps of a sign-in that come before the user's consent, as many as the connector has."""
    method = method_of(configuration)
    expected = None
    if method.takes_state:
        expected = _unguessable() if state is None else state
        if not expected:
            raise SettingsError("the state is empty, so a callback could not be told from a forged one")
    elif state is not None:
        raise SettingsError(f"{method.connector} takes no state when signing in by {method.name}")
    check_begin(Sources(configuration, None, None, expected))
    if not method.redirects:
        return SignIn(configuration)
    token = None
    if method.takes_request_token:
        token = yield from oauth_token(account, configuration, state=expected)
    answer = yield from oauth_url(account, configuration, state=expected, token=token)
    return SignIn(configuration, answer.address, expected, token, answer.response)


def finish(
    account: Account, sign_in: SignIn, callback: Callback | None, *, name: str, tags: Sequence[str] | None
) -> Operation[Instance]:
    """Compare the callback with the sign-in, then create the instance."""
    _begun(sign_in).check(callback)
    return (
        yield from create_instance(
            account, sign_in.configuration, callback=callback, token=sign_in.token, name=name, tags=tags
        )
    )


def reauthenticate(
    account: Account, instance_id: int, sign_in: SignIn, callback: Callback | None
) -> Operation[Instance]:
    """Compare the callback with the sign-in, then give the instance its new grant; id and token stay."""
    _begun(sign_in).check(callback)
    method = sign_in.configuration.METHOD
    body = instance_body(Sources(sign_in.configuration, callback, sign_in.token), name=None, tags=None)
    check_change(method, body)
    request = make_request(account, "update_instance", path={"id": instance_id}, body=body)
    return (yield from send_for_instance(account, request))


def _unguessable() -> Secret:
    return Secret(secrets.token_urlsafe(32))


def _begun(sign_in: object) -> SignIn:
    if not isinstance(sign_in, SignIn):
        raise SettingsError(f"sign_in is what begin or SignIn.resume returned, not a {type(sign_in).__name__}")
    return sign_in


def _oauth_key(method: Method) -> str:
    return method.oauth_connector or method.connector
