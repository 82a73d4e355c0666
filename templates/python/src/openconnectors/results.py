"""What the operations return, and how it is read from an answer.

Reading keeps values inside of `Secret` and `Members`, so that no local variable on the way holds one in the open.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from openconnectors.errors import UnexpectedResponse
from openconnectors.members import Members
from openconnectors.secret import Secret


@dataclass(frozen=True, slots=True)
class OAuthUrl:
    """Where to send the user. ``element`` is the connector's key, as the platform repeats it."""

    address: Secret
    element: str = ""

    @property
    def url(self) -> str:
        """The address in plain text, to be opened in the user's browser."""
        return self.address.reveal()


@dataclass(frozen=True, slots=True)
class OAuthToken:
    """The request token of OAuth 1, and its secret."""

    token: Secret
    secret: Secret


@dataclass(frozen=True, slots=True)
class Element:
    """The connector of an instance. ``more`` holds what else the platform says of it."""

    key: str
    id: int | None = None
    name: str = ""
    hub: str = ""
    more: Members = field(default_factory=Members, repr=False, hash=False)


@dataclass(frozen=True, slots=True)
class Instance:
    """A connector instance: one user's authenticated connection.

    ``configuration`` can hold secrets, so its repr shows the names alone. ``more`` holds all other members.
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


@dataclass(frozen=True, slots=True)
class ConfigurationEntry:
    """One configuration field of an instance, under the ``id`` by which it is changed."""

    id: int
    key: str
    value: Secret | None = None
    more: Members = field(default_factory=Members, repr=False, hash=False)


@dataclass(frozen=True, slots=True)
class Ping:
    """The platform's answer to a ping: its time, and the connector's key."""

    date_time: str
    endpoint: str
    more: Members = field(default_factory=Members, repr=False, hash=False)


class Reader:
    """Reads members of one answer; raises UnexpectedResponse, with no value in it, where one is not as it must be."""

    __slots__ = ("members", "request_id", "status")

    def __init__(self, members: Members, status: int, request_id: str) -> None:
        self.members = members
        self.status = status
        self.request_id = request_id

    def wrong(self, problem: str) -> UnexpectedResponse:
        """Return the error for this answer."""
        return UnexpectedResponse(self.status, self.request_id, problem)

    def secret(self, name: str) -> Secret:
        """Return a text that must be there, as a secret."""
        if not isinstance(self.members.get(name), str):
            raise self.wrong(f"{name} is missing or not a text")
        return Secret(str(self.members[name]))

    def text(self, name: str) -> str:
        """Return a text; empty when it is absent."""
        return str(self.members[name]) if isinstance(self.members.get(name), str) else ""

    def integer(self, name: str) -> int | None:
        """Return a whole number; None when it is absent."""
        value = self.members.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def number(self, name: str) -> int:
        """Return a whole number that must be there."""
        found = self.integer(name)
        if found is None:
            raise self.wrong(f"{name} is missing or not a whole number")
        return found

    def flag(self, name: str) -> bool | None:
        """Return a truth value; None when it is absent."""
        value = self.members.get(name)
        return value if isinstance(value, bool) else None

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a list."""
        value = self.members.get(name)
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()

    def part(self, name: str) -> Reader:
        """Return a reader of an object within; of an empty one when it is absent."""
        value = self.members.get(name)
        return Reader(Members(value if isinstance(value, dict) else None), self.status, self.request_id)


def read_instance(answer: Reader) -> Instance:
    """Return the instance of an answer."""
    element = answer.part("element")
    known = ("id", "name", "token", "element", "tags", "valid", "disabled", "configuration")
    return Instance(
        id=answer.number("id"),
        name=answer.text("name"),
        token=answer.secret("token"),
        element=Element(
            key=element.text("key"),
            id=element.integer("id"),
            name=element.text("name"),
            hub=element.text("hub"),
            more=element.members.without("key", "id", "name", "hub"),
        ),
        tags=answer.texts("tags"),
        valid=answer.flag("valid"),
        disabled=answer.flag("disabled"),
        configuration=answer.part("configuration").members,
        more=answer.members.without(*known),
    )


def read_entry(answer: Reader) -> ConfigurationEntry:
    """Return the configuration entry of an answer."""
    has_value = isinstance(answer.members.get("propertyValue"), str)
    return ConfigurationEntry(
        id=answer.number("id"),
        key=answer.text("key"),
        value=answer.secret("propertyValue") if has_value else None,
        more=answer.members.without("id", "key", "propertyValue"),
    )


def read_ping(answer: Reader) -> Ping:
    """Return the ping of an answer."""
    return Ping(answer.text("dateTime"), answer.text("endpoint"), answer.members.without("dateTime", "endpoint"))


def read_oauth_token(answer: Reader) -> OAuthToken:
    """Return the request token of an answer."""
    return OAuthToken(answer.secret("token"), answer.secret("secret"))


def read_oauth_url(answer: Reader) -> OAuthUrl:
    """Return the OAuth URL of an answer; it must be an http or https URL, for the user's browser will open it."""
    if not answer.text("oauthUrl").startswith(("https://", "http://")):
        raise answer.wrong("oauthUrl is missing or not a URL")
    return OAuthUrl(answer.secret("oauthUrl"), answer.text("element"))
