"""What the operations return, and how it is read from an answer.

Each function that reads raises UnexpectedResponse where the answer does not have what it must.

Reading keeps values inside of `Secret` and `Members`, so that no local variable on the way holds one in the open.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from .errors import UnexpectedResponse
from .members import Members
from .raw_response import RawResponse
from .reader import Reader
from .secret import Secret

__all__ = [
    "ConfigurationEntries",
    "ConfigurationEntry",
    "Element",
    "Instance",
    "OAuthToken",
    "OAuthUrl",
    "Ping",
    "Result",
    "SkippedItem",
    "read_entry",
    "read_instance",
    "read_oauth_token",
    "read_oauth_url",
    "read_ping",
    "readable",
]

_log = logging.getLogger(__package__)

T = TypeVar("T")


class Result:
    """What every result has: the ``response`` that it was read from, unless it was made by hand."""

    __slots__ = ()

    response: RawResponse | None

    @property
    def request_id(self) -> str:
        """What the platform's support asks for; empty when the platform did not say."""
        return self.response.request_id if self.response else ""


@dataclass(frozen=True, slots=True)
class OAuthUrl(Result):
    """Where to send the user. ``element`` is the connector's key, as the platform repeats it."""

    address: Secret
    element: str = ""
    response: RawResponse | None = field(default=None, repr=False, compare=False)

    @property
    def url(self) -> str:
        """The address in plain text, to be opened in the user's browser."""
        return self.address.reveal()


@dataclass(frozen=True, slots=True)
class OAuthToken(Result):
    """The request token of OAuth 1, and its secret."""

    token: Secret
    secret: Secret
    response: RawResponse | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Element:
    """The connector of an instance. ``more`` holds what else the platform says of it."""

    key: str
    id: int | None = None
    name: str = ""
    hub: str = ""
    more: Members = field(default_factory=Members, repr=False, hash=False)


@dataclass(frozen=True, slots=True)
class Instance(Result):
    """A connector instance: one user's authenticated connection.

    ``configuration`` can hold secrets, so its repr shows the names alone. ``more`` holds all other members, and those
    that came in a form of which a typed attribute does not say all: tags that are objects stand in both.
    """

    id: int
    name: str
    token: Secret
    element: Element
    tags: tuple[str, ...] = ()
    valid: bool | None = None
    disabled: bool | None = None
    configuration: Members = field(default_factory=Members, repr=False, hash=False)
    more: Members = field(default_factory=Members, repr=False, hash=False)
    response: RawResponse | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class ConfigurationEntry(Result):
    """One configuration field of an instance, under the ``id`` by which it is changed."""

    id: int
    key: str
    value: Secret | None = None
    more: Members = field(default_factory=Members, repr=False, hash=False)
    response: RawResponse | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class SkippedItem(Result):
    """An item of a list that could not be read: what is wrong with it, and its members as they came.

    One that is no object has no members; the ``response`` holds it.
    """

    problem: str
    members: Members = field(default_factory=Members, repr=False, hash=False)
    response: RawResponse | None = field(default=None, repr=False, compare=False)


class ConfigurationEntries(tuple[ConfigurationEntry, ...], Result):
    """The configuration fields of an instance. ``skipped`` holds those that could not be read."""

    skipped: tuple[SkippedItem, ...]

    def __new__(
        cls, entries: Iterable[ConfigurationEntry], skipped: Iterable[SkippedItem], response: RawResponse
    ) -> ConfigurationEntries:
        """Return a tuple of entries."""
        made = super().__new__(cls, entries)
        made.skipped = tuple(skipped)
        made.response = response
        return made


@dataclass(frozen=True, slots=True)
class Ping(Result):
    """The platform's answer to a ping: its time, and the connector's key."""

    date_time: str
    endpoint: str
    more: Members = field(default_factory=Members, repr=False, hash=False)
    response: RawResponse | None = field(default=None, repr=False, compare=False)


def readable(items: Sequence[Reader], read: Callable[[Reader], T]) -> tuple[list[T], list[SkippedItem]]:
    """Return what can be read of a list's items, and what cannot, which the log tells of too."""
    found: list[T] = []
    skipped: list[SkippedItem] = []
    for number, item in enumerate(items, start=1):
        try:
            found.append(read(item))
        except UnexpectedResponse as error:
            _log.warning("item %d of %d is skipped: %s", number, len(items), error)
            skipped.append(SkippedItem(error.problem, item.members, item.response))
    return found, skipped


def read_instance(answer: Reader) -> Instance:
    """Return the instance of an answer."""
    return Instance(
        id=answer.number("id"),
        name=answer.text("name"),
        token=answer.secret("token"),
        element=_read_element(answer),
        tags=answer.labels("tags"),
        valid=answer.flag("valid"),
        disabled=answer.flag("disabled"),
        configuration=answer.part("configuration").members,
        more=answer.rest(),
        response=answer.response,
    )


def _read_element(answer: Reader) -> Element:
    """Return the connector of an instance: an object, or the key or the id alone."""
    if isinstance(answer.members.get("element"), str):
        return Element(answer.text("element"))
    if not isinstance(answer.members.get("element"), dict):
        return Element("", answer.integer("element"))
    element = answer.part("element")
    return Element(
        key=element.text("key"),
        id=element.integer("id"),
        name=element.text("name"),
        hub=element.text("hub"),
        more=element.rest(),
    )


def read_entry(answer: Reader) -> ConfigurationEntry:
    """Return the configuration entry of an answer."""
    return ConfigurationEntry(
        id=answer.number("id"),
        key=answer.text("key"),
        value=answer.value("propertyValue"),
        more=answer.rest(),
        response=answer.response,
    )


def read_ping(answer: Reader) -> Ping:
    """Return the ping of an answer."""
    return Ping(answer.text("dateTime"), answer.text("endpoint"), answer.rest(), answer.response)


def read_oauth_token(answer: Reader) -> OAuthToken:
    """Return the request token of an answer."""
    return OAuthToken(answer.secret("token"), answer.secret("secret"), answer.response)


def read_oauth_url(answer: Reader) -> OAuthUrl:
    """Return the OAuth URL of an answer; it must be an http or https URL, for the user's browser will open it."""
    if not answer.text("oauthUrl").lower().startswith(("https://", "http://")):
        raise answer.wrong("oauthUrl is missing or not a URL")
    return OAuthUrl(answer.secret("oauthUrl"), _read_element(answer).key, answer.response)
