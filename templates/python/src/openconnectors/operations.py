"""Every call of the client but those of a sign-in, each defined once, for `Client` and `AsyncClient` alike.

An operation is a generator: it yields requests, receives responses, returns a typed result, and does no input or output
itself. Arguments that may be secret arrive as `Secret`, `Callback` or a configuration, so that no frame of a traceback
holds one in the open.

Each raises SettingsError or ValidationError before anything is sent, where it cannot be sent so, and then what
`sending.send` raises; UnexpectedResponse where the answer is not what it is to be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from ._platform import OWN_TOKENS, PAGING
from .account import Account
from .answers import check, read_list
from .bodies import Body
from .callback import Callback
from .checks import check_change, check_request
from .configuration import BaseConfiguration
from .errors import NotFound, SettingsError, TransportError
from .exchange import exchange
from .members import Members
from .messages import Operation
from .paging import InstancePages
from .raw_response import RawResponse
from .requests import make_request
from .results import ConfigurationEntries, Instance, OAuthToken, Ping, read_entry, read_ping, readable
from .secret import Secret
from .sending import send, send_for_instance, send_for_object
from .settings import check_text
from .values import Sources, instance_body, tag_list
from .ways import method_of

__all__ = [
    "Fields",
    "create_instance",
    "create_instance_with_tokens",
    "delete_instance",
    "disable_instance",
    "enable_instance",
    "find_instances",
    "get_configuration",
    "get_connector",
    "get_connector_docs",
    "get_instance",
    "get_instance_docs",
    "ping",
    "replace_instance",
    "update_configuration",
    "update_instance",
]

Fields: TypeAlias = "BaseConfiguration | Mapping[str, Secret]"
"""Configuration fields to change: all of a connector's, or some by their names on the wire."""


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
        return (yield from send_for_instance(account, make_request(account, "create_instance", body=body)))
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
    return (yield from send_for_instance(account, make_request(account, "get_instance", path={"id": instance_id})))


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
    return (yield from send_for_instance(account, request))


def replace_instance(
    account: Account, instance_id: int, configuration: BaseConfiguration, *, name: str, tags: Sequence[str] | None
) -> Operation[Instance]:
    """Replace name, tags and configuration as a whole."""
    method = method_of(configuration)
    body = instance_body(Sources(configuration), name=name, tags=tags)
    check_change(method, body)
    request = make_request(account, "replace_instance", path={"id": instance_id}, body=body)
    return (yield from send_for_instance(account, request))


def enable_instance(account: Account, instance_id: int) -> Operation[RawResponse]:
    """Enable an instance."""
    request = make_request(account, "enable_instance", path={"id": instance_id})
    return (yield from send(account, request)).came


def disable_instance(account: Account, instance_id: int) -> Operation[RawResponse]:
    """Disable an instance."""
    request = make_request(account, "disable_instance", path={"id": instance_id})
    return (yield from send(account, request)).came


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
    answer = yield from send(account, request)
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
    return (yield from send(account, request)).came


def get_connector(account: Account, key: str) -> Operation[Members]:
    """Read the platform's own model of a connector."""
    return (yield from send_for_object(account, make_request(account, "get_connector", path={"keyOrId": key}))).members


def ping(account: Account, token: Secret) -> Operation[Ping]:
    """Check that an instance's token works."""
    return read_ping((yield from send_for_object(account, make_request(account, "ping", token=token))))


def get_connector_docs(account: Account, key: str) -> Operation[Members]:
    """Read the Swagger document of what can be called through any instance of a connector."""
    request = make_request(account, "get_connector_docs", path={"keyOrId": key})
    return (yield from send_for_object(account, request)).members


def get_instance_docs(account: Account, instance_id: int) -> Operation[Members]:
    """Read the Swagger document of what can be called through an instance."""
    request = make_request(account, "get_instance_docs", path={"id": instance_id})
    return (yield from send_for_object(account, request)).members
