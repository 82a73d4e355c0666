"""Every call of the client, each defined once, for `Client` and `AsyncClient` alike.

An operation is a generator: it yields requests, receives responses, returns a typed result, and does no input or output
itself. Arguments that may be secret arrive as `Secret`, `Callback` or a configuration, so that no frame of a traceback
holds one in the open.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from ._platform import OWN_TOKENS, PAGING
from .account import Account
from .answers import check, read_list, read_object
from .bodies import Body
from .callback import Callback
from .checks import check_begin, check_change, check_query, check_request
from .configuration import BaseConfiguration
from .errors import NotFound, SettingsError, TransportError
from .exchange import Exchange, exchange
from .members import Members
from .messages import Operation, Request
from .paging import InstancePages
from .raw_response import RawResponse
from .reader import Reader
from .requests import make_request
from .results import (
    ConfigurationEntries,
    Instance,
    OAuthToken,
    OAuthUrl,
    Ping,
    read_entry,
    read_instance,
    read_oauth_token,
    read_oauth_url,
    read_ping,
    readable,
)
from .secret import Secret
from .settings import check_text
from .shapes import Method
from .sign_in import SignIn
from .values import Sources, instance_body, oauth_url_values, query_values, tag_list, takes_state
from .ways import method_of

__all__ = [
    "Fields",
    "begin",
    "create_instance",
    "create_instance_with_tokens",
    "delete_instance",
    "disable_instance",
    "enable_instance",
    "find_instances",
    "finish",
    "get_configuration",
    "get_connector",
    "get_instance",
    "oauth_token",
    "oauth_url",
    "ping",
    "reauthenticate",
    "replace_instance",
    "secret_state",
    "update_configuration",
    "update_instance",
]

Fields: TypeAlias = "BaseConfiguration | Mapping[str, Secret]"
"""Configuration fields to change: all of a connector's, or some by their names on the wire."""

_REDIRECTS = ("redirect", "token-redirect")


def oauth_token(account: Account, configuration: BaseConfiguration, *, state: Secret | None) -> Operation[OAuthToken]:
    """Ask for the request token of OAuth 1; a few connectors take the state of the sign-in here already."""
    method = method_of(configuration)
    if method.flow != "token-redirect":
        raise SettingsError(f"{method.connector} has no request token when signing in by {method.name}")
    query = query_values(method.oauth_token_query, Sources(configuration, state=state))
    request = make_request(
        account,
        "oauth_token",
        path={"keyOrId": _oauth_key(method)},
        query=tuple(query.items()),
        authorization_optional=True,
    )
    answer = yield from _send(account, request)
    return read_oauth_token(read_object(answer))


def oauth_url(
    account: Account, configuration: BaseConfiguration, *, state: Secret | None, token: OAuthToken | None
) -> Operation[OAuthUrl]:
    """Ask for the address at which the user signs in."""
    method = method_of(configuration)
    if method.flow not in _REDIRECTS:
        raise SettingsError(f"{method.connector} has no OAuth URL when signing in by {method.name}")
    if method.flow == "token-redirect" and token is None:
        raise SettingsError(f"{method.connector} needs a request token before its OAuth URL: call oauth_token first")
    if state is not None and not takes_state(method):
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
    answer = yield from _send(account, request)
    return read_oauth_url(read_object(answer))


def begin(account: Account, configuration: BaseConfiguration, *, state: Secret | None) -> Operation[SignIn]:
    """Take the steps of a sign-in that come before the user's consent, as many as the connector has."""
    method = method_of(configuration)
    expected = None
    if takes_state(method):
        expected = secret_state() if state is None else state
        if not expected:
            raise SettingsError("the state is empty, so a callback could not be told from a forged one")
    elif state is not None:
        raise SettingsError(f"{method.connector} takes no state when signing in by {method.name}")
    check_begin(Sources(configuration, None, None, expected))
    if method.flow not in _REDIRECTS:
        return SignIn(configuration)
    token = None
    if method.flow == "token-redirect":
        token = yield from oauth_token(account, configuration, state=expected)
    answer = yield from oauth_url(account, configuration, state=expected, token=token)
    return SignIn(configuration, answer.address, expected, token, answer.response)


def secret_state() -> Secret:
    """Return a state that nobody guesses."""
    return Secret(secrets.token_urlsafe(32))


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


def create_instance(
    account: Account,
    configuration: BaseConfiguration,
    *,
    callback: Callback | None,
    token: OAuthToken | None,
    name: str,
    tags: Sequence[str] | None,
) -> Operation[Instance]:
    """Create an instance. It is never repeated: a grant code works once."""
    method = method_of(configuration)
    if callback is not None:
        callback.check(method)
    body = instance_body(Sources(configuration, callback, token), name=name, tags=tags)
    check_request(method, body)
    try:
        return (yield from _instance(account, make_request(account, "create_instance", body=body)))
    except TransportError as error:
        if error.may_have_arrived:
            error.reword(f"{error}; the instance may have been created all the same: find_instances tells")
        raise


def create_instance_with_tokens(
    account: Account, configuration: BaseConfiguration, *, name: str, tags: Sequence[str] | None
) -> Operation[Instance]:
    """Create an instance of a user who holds tokens already."""
    method = method_of(configuration)
    if not OWN_TOKENS or not set(OWN_TOKENS) <= set(method.request):
        raise SettingsError(
            f"this configuration of {method.connector} is not for tokens that the user holds already; where the "
            f"connector takes such, its module has a class for them, such as OwnTokensConfiguration"
        )
    return (yield from create_instance(account, configuration, callback=None, token=None, name=name, tags=tags))


def get_instance(account: Account, instance_id: int) -> Operation[Instance]:
    """Read one instance."""
    return (yield from _instance(account, make_request(account, "get_instance", path={"id": instance_id})))


def find_instances(
    account: Account, *, name: str | None, tags: Sequence[str] | None, connector: str | None
) -> Operation[tuple[Instance, ...]]:
    """Return the instances with that name, all of the tags and that connector, the newest first.

    The name is compared here: how the platform's own search takes a text for another is not said anywhere.
    """
    if name is None and not tags:
        raise SettingsError("nothing to find instances by: give their name, or tags")
    pages = InstancePages(account, tags=tags, search=None, page_size=PAGING.max_size)
    found: list[Instance] = []
    while not pages.done:
        found += yield from pages.read()
    wanted = set(tag_list(tags or ()))
    return tuple(
        instance
        for instance in sorted(found, key=lambda instance: -instance.id)
        if name in (None, instance.name) and connector in (None, instance.element.key) and wanted <= set(instance.tags)
    )


def update_instance(
    account: Account, instance_id: int, *, name: str | None, tags: Sequence[str] | None, configuration: Fields | None
) -> Operation[Instance]:
    """Change what is given, and leave the rest as it is."""
    body: dict[str, Body] = {}
    if tags is not None:
        body["tags"] = tag_list(tags)
    if name is not None:
        check_text("name", name)
        body["name"] = name
    if isinstance(configuration, Mapping):
        if configuration:
            body["configuration"] = configuration
    elif configuration is not None:
        method = method_of(configuration)
        body["configuration"] = configuration.wire()
        if configuration.proxy:
            body |= configuration.proxy.members()
        body |= dict(method.request)
        check_change(method, body)
    if not body:
        raise SettingsError("nothing to change: give a name, tags or a configuration")
    request = make_request(account, "update_instance", path={"id": instance_id}, body=body)
    return (yield from _instance(account, request))


def replace_instance(
    account: Account, instance_id: int, configuration: BaseConfiguration, *, name: str, tags: Sequence[str] | None
) -> Operation[Instance]:
    """Replace name, tags and configuration as a whole."""
    method = method_of(configuration)
    body = instance_body(Sources(configuration), name=name, tags=tags)
    check_change(method, body)
    request = make_request(account, "replace_instance", path={"id": instance_id}, body=body)
    return (yield from _instance(account, request))


def reauthenticate(
    account: Account, instance_id: int, sign_in: SignIn, callback: Callback | None
) -> Operation[Instance]:
    """Compare the callback with the sign-in, then give the instance its new grant; id and token stay."""
    _begun(sign_in).check(callback)
    method = sign_in.configuration.METHOD
    body = instance_body(Sources(sign_in.configuration, callback, sign_in.token), name=None, tags=None)
    check_change(method, body)
    request = make_request(account, "update_instance", path={"id": instance_id}, body=body)
    return (yield from _instance(account, request))


def enable_instance(account: Account, instance_id: int) -> Operation[RawResponse]:
    """Enable an instance."""
    request = make_request(account, "enable_instance", path={"id": instance_id})
    return (yield from _send(account, request)).came


def disable_instance(account: Account, instance_id: int) -> Operation[RawResponse]:
    """Disable an instance."""
    request = make_request(account, "disable_instance", path={"id": instance_id})
    return (yield from _send(account, request)).came


def delete_instance(account: Account, instance_id: int) -> Operation[RawResponse]:
    """Delete an instance."""
    request = make_request(account, "delete_instance", path={"id": instance_id})
    answer = yield from exchange(request, account.options)
    # When an earlier attempt has deleted it and only its answer was lost, the next one finds nothing.
    try:
        return check(answer, account.options.retries)
    except NotFound as error:
        if answer.attempts == 1 or not error.from_platform:
            raise
    return answer.came


def get_configuration(account: Account, instance_id: int) -> Operation[ConfigurationEntries]:
    """Read the configuration entries of an instance."""
    request = make_request(account, "get_configuration", path={"id": instance_id})
    answer = yield from _send(account, request)
    entries, skipped = readable(read_list(answer), read_entry)
    return ConfigurationEntries(entries, skipped, answer.came)


def update_configuration(account: Account, instance_id: int, entry_id: int, value: Secret) -> Operation[RawResponse]:
    """Change one configuration entry of an instance."""
    request = make_request(
        account,
        "update_configuration",
        path={"id": instance_id, "configId": entry_id},
        body={"propertyValue": value},
    )
    return (yield from _send(account, request)).came


def get_connector(account: Account, key: str) -> Operation[Members]:
    """Read the platform's own model of a connector."""
    return (yield from _object(account, make_request(account, "get_connector", path={"keyOrId": key}))).members


def ping(account: Account, token: Secret) -> Operation[Ping]:
    """Check that an instance's token works."""
    return read_ping((yield from _object(account, make_request(account, "ping", token=token))))


def _begun(sign_in: object) -> SignIn:
    if not isinstance(sign_in, SignIn):
        raise SettingsError(f"sign_in is what begin or SignIn.resume returned, not a {type(sign_in).__name__}")
    return sign_in


def _oauth_key(method: Method) -> str:
    return method.oauth_connector or method.connector


def _send(account: Account, request: Request) -> Operation[Exchange]:
    """Send a request, again where that is allowed; raises what the answer means unless it is a success."""
    answer = yield from exchange(request, account.options)
    check(answer, account.options.retries)
    return answer


def _object(account: Account, request: Request) -> Operation[Reader]:
    return read_object((yield from _send(account, request)))


def _instance(account: Account, request: Request) -> Operation[Instance]:
    return read_instance((yield from _object(account, request)))
