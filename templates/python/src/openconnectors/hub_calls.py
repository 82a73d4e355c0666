"""Calls with an instance's token: how each is made and sent, for `Client` and `AsyncClient` alike.

Operations, as in `operations`: each raises SettingsError before anything is sent, where it cannot be sent so, and then
what `sending.send` raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeAlias, TypedDict

from ._platform import HUB_PATH
from .account import Account, check_header_secret
from .base_url import fault_of_path
from .bodies import Body
from .errors import ApiError, Forbidden, NotAuthorized, RateLimited, SettingsError
from .exchange import Exchange
from .hub_answers import HubAnswer, read_answer
from .messages import Operation, Request
from .options import CallOptions
from .requests import make_request
from .results import Instance
from .secret import Secret
from .sending import send
from .shapes import Endpoint
from .wire import FieldValue, Wire, render

__all__ = [
    "CallParts",
    "HubAccess",
    "HubCall",
    "Ids",
    "Query",
    "hint_of",
    "hub_access",
    "hub_call",
    "hub_request",
    "hub_send",
]

Ids: TypeAlias = Mapping[str, "str | int"]
"""What fills the blanks of a path."""

Query: TypeAlias = Mapping[str, FieldValue]
"""Parameters of a query: a list of texts is sent with commas between them, None is not sent."""

_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
_VARIABLE = re.compile(r"\{([^{}]*)\}")
_HUB = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class HubAccess:
    """Whose calls are made: the account, and an instance's token. Without a ``hub``, paths have no prefix."""

    account: Account
    token: Secret
    hub: str = ""

    def for_call(self, options: CallOptions) -> HubAccess:
        """Return the access for a call with these options, which begins now; ``options`` is empty afterwards."""
        return replace(self, account=self.account.for_call(options))

    def for_list(self, options: CallOptions) -> HubAccess:
        """Return the access for calls that begin later; ``options`` is empty afterwards."""
        return replace(self, account=self.account.with_options(options))

    def for_file(self) -> HubAccess:
        """Return the access for a call that moves a file."""
        return replace(self, account=replace(self.account, options=self.account.options.for_file()))

    def begun(self) -> HubAccess:
        """Return the access for a call that begins now."""
        return replace(self, account=self.account.for_call({}))


@dataclass(frozen=True, slots=True)
class HubCall:
    """One call. ``path`` is below the hub and may have blanks: ``/contacts/{id}``; ``ids`` fill them.

    ``hub`` names another hub than the instance's; None leaves the prefix out. Only a GET is ``repeatable``, unless the
    caller says otherwise: what a connector makes of another method is the provider's affair. With ``form``, the members
    of ``json`` are sent as a form.
    """

    method: str
    path: str
    ids: Ids = field(default_factory=dict[str, "str | int"])
    query: Query = field(default_factory=dict[str, FieldValue], repr=False)
    json: Body = field(default=None, repr=False)
    headers: Query = field(default_factory=dict[str, FieldValue], repr=False)
    hub: str | None = ""
    repeatable: bool | None = None
    form: bool = False


class CallParts(TypedDict, total=False):
    """What is sent in a call besides its method and address, as `HubCall` has it."""

    ids: Ids
    query: Query | None
    headers: Query
    json: Body
    form: bool


def hub_access(account: Account, token: Instance | Secret, known: str, given: str | None) -> HubAccess:
    """Return the access of an instance: ``given`` is the hub that the caller names, ``known`` that of its connector.

    Raises SettingsError for a token that no header can hold, or a hub that is none.
    """
    hub = given if given is not None else known
    if isinstance(token, Instance):
        hub = token.element.hub if given is None and not known else hub
        token = token.token
    check_header_secret("instance", token)
    _check_hub(hub)
    return HubAccess(account, token, hub)


def hub_call(access: HubAccess, call: HubCall) -> Operation[HubAnswer]:
    """Send a call and return its answer, whatever JSON it is; raises UnexpectedResponse when it is none."""
    return read_answer((yield from hub_send(access, hub_request(access, call))))


def hub_send(access: HubAccess, request: Request) -> Operation[Exchange]:
    """Send a request of a hub call as `sending.send` does; an error tells besides what it means for such a call."""
    try:
        return (yield from send(access.account, request))
    except ApiError as error:
        error.hint = hint_of(error)
        raise


def hub_request(access: HubAccess, call: HubCall) -> Request:
    """Return the request of a call; raises SettingsError for one that cannot be sent."""
    method = call.method.upper()
    if method not in _METHODS:
        raise SettingsError(f"the method is one of {', '.join(sorted(_METHODS))}, not {call.method!r}")
    _check_path(call.path, call.ids)
    hub = "" if call.hub is None or not access.hub else call.hub or access.hub
    _check_hub(hub)
    repeatable = method == "GET" if call.repeatable is None else call.repeatable
    path = HUB_PATH.replace("{hub}", hub) + call.path if hub else call.path
    return make_request(
        access.account,
        Endpoint(method, path, repeatable, "instance"),
        path=call.ids,
        query=list(_texts(call.query)),
        headers=dict(_texts(call.headers)),
        body=call.json,
        form=call.form,
        token=access.token,
    )


def _texts(values: Query) -> Iterator[tuple[str, Wire]]:
    """Yield what is sent of some values, each with its name."""
    for name, value in values.items():
        text = render(value)
        if text is not None:
            yield name, text


def hint_of(error: ApiError) -> str:
    """Return what an error means for a call with an instance's token; empty where its own words say it."""
    if not error.from_platform:
        return ""
    if isinstance(error, NotAuthorized):
        return "with an instance's token this means that the instance was deleted, or that a secret is wrong"
    if isinstance(error, Forbidden):
        return "with an instance's token this means that the instance is disabled (enable_instance), or may not do this"
    if isinstance(error, RateLimited) and error.retry_after is None:
        return "the platform answers so as well when the request or its answer is over 8 MB; ask for less at once"
    return ""


def _check_path(path: object, ids: Ids) -> None:
    """Raise SettingsError unless a path can be called, with an id for each of its blanks."""
    if not isinstance(path, str) or not path.startswith("/"):
        raise SettingsError(f"the path of a hub call begins with a slash, as in /contacts, and {path!r} does not")
    blanks = _blanks(path)
    if blanks != frozenset(ids):
        raise SettingsError(f"the path {path!r} has the blanks {sorted(blanks)}, and ids are given for {sorted(ids)}")
    for name, value in ids.items():
        if not isinstance(value, str | int) or isinstance(value, bool):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise SettingsError(f"{name} is a text or a whole number, not a {type(value).__name__}")


@lru_cache(maxsize=256)
def _blanks(path: str) -> frozenset[str]:
    """Return the names of a path's blanks; raises SettingsError for what is no path."""
    if "?" in path or "#" in path:
        raise SettingsError(f"the path {path.partition('?')[0]!r} has a query or fragment after it; give it as query=")
    plain = _VARIABLE.sub("x", path)
    if fault := fault_of_path(plain) or ("has an empty part" if "//" in plain or plain.endswith("/") else ""):
        raise SettingsError(f"the path {path!r} {fault}; an id goes into a blank, as in /contacts/{{id}}, and into ids")
    return frozenset(_VARIABLE.findall(path))


def _check_hub(hub: object) -> None:
    if not isinstance(hub, str) or (hub and not _HUB.fullmatch(hub)):
        raise SettingsError(f"a hub is a word such as 'crm', or '' for paths without one, not {hub!r}")
