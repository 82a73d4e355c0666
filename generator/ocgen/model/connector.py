"""A connector, resolved, and its ways to sign in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from ocgen.findings.location import NOWHERE, Location
from ocgen.model.errata import Erratum
from ocgen.model.parameter import Parameter
from ocgen.model.platform import Platform
from ocgen.model.resource import Resource
from ocgen.model.sign_in import AuthType, Flow
from ocgen.model.values import JsonValue, Requirement


@dataclass(frozen=True, slots=True)
class CallbackSignature:
    """How a provider signs the callback: HMAC-SHA256 of ``name=value`` pairs joined by ``&``, absent ones left out."""

    parameter: str  # the callback parameter that holds it
    over: tuple[str, ...]  # the signed callback parameters, in order
    key: str  # the configuration field that holds the key
    encoding: Literal["hex", "base64"] = "hex"


@dataclass(frozen=True, slots=True, eq=False)  # as with the platform
class Method:
    """One way to sign in. Its ``configuration`` is complete: shared fields first, as this method wants them.

    Where a connector has several methods, a field with ``const`` (usually ``authentication.type``) tells them apart;
    where none has, the fields that are present do.
    """

    name: str
    type: AuthType
    flow: Flow
    alias: str = ""  # what the names of its classes begin with in generated code, in place of `name`
    description: str = ""
    deprecated: str = ""  # the reason and the way on
    oauth_connector: str = ""  # the key that the oauth/url and oauth/token calls go to
    oauth_token_query: tuple[Parameter, ...] = ()
    oauth_url_query: tuple[Parameter, ...] = ()
    oauth_url_example: str = ""  # where it differs from the connector's
    callback: tuple[Parameter, ...] = ()
    callback_signature: CallbackSignature | None = None
    provider_data: tuple[Parameter, ...] = ()
    configuration: tuple[Parameter, ...] = ()
    request: tuple[tuple[str, str], ...] = ()  # further top-level members of the instance request, with their constants
    own_tokens: Method | None = None  # the same sign-in by a user who holds tokens already, so that nobody consents
    of_own_tokens: bool = False  # whether it is the `own_tokens` of another
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Events:
    """What the connector can report, and how."""

    methods: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    resources: tuple[str, ...] = ()
    open_resources: bool = False  # others than the listed ones work too
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a spec's facts come from."""

    page: str
    read: str = ""  # the day it was read, ISO 8601


@dataclass(frozen=True, slots=True)
class Step:
    """One step at the provider, in prose."""

    text: str


@dataclass(frozen=True, slots=True, eq=False)  # as with the platform
class Connector:
    """One connector, resolved."""

    key: str
    name: str
    hub: str
    provider: str
    description: str
    platform: Platform
    methods: tuple[Method, ...]
    configuration: tuple[Parameter, ...]  # of all methods, each key once, in the spec's order
    family: str = ""
    alias: str = ""  # what generated files are named after, in place of the key
    deprecated: str = ""  # the reason and the way on
    documentation: str = ""  # the provider's own API documentation
    setup: tuple[Step, ...] = ()  # registering an app at the provider
    events: Events = Events()
    resources: tuple[Resource, ...] = ()  # what an app can call once an instance exists
    oauth_url_example: str = ""  # what `oauthUrl` of the OAuth URL call looks like
    response_element: Mapping[str, JsonValue] = field(default_factory=dict)  # `element` of an example response
    response_configuration: Mapping[str, str | None] = field(default_factory=dict)  # and its `configuration`
    errata: tuple[Erratum, ...] = ()
    sources: tuple[Source, ...] = ()
    files: tuple[str, ...] = ()  # the spec files it was made from: connector, family, platform
    location: Location = NOWHERE

    @property
    def file(self) -> str:
        """The connector's own spec file, for headers: ``specs/KEY.yaml``."""
        return f"specs/{self.key}.yaml"

    @property
    def generated_name(self) -> str:
        """What the connector's page, folder and modules are named after: its alias, else its key."""
        return self.alias or self.key

    def every_resource(self, *, members: bool = False) -> Iterator[tuple[tuple[str, ...], Resource]]:
        """Yield all resources as `Resource.walk` does, each before those below it."""
        for resource in self.resources:
            yield from resource.walk(members=members)

    def accepted(self, method: Method) -> tuple[Parameter, ...]:
        """Return the fields that a request by ``method`` may hold, besides those that every connector takes.

        These are the method's own, and the event fields that only this connector has; nobody must want events.
        """
        named = {f.name for f in (*method.configuration, *self.platform.everywhere)}
        events = (p for p in self.events.parameters if p.name not in named)
        return (*method.configuration, *(replace(p, required=Requirement()) for p in events))


# The platform and the connectors, their texts in one language.
Edition: TypeAlias = tuple[Platform, tuple[Connector, ...]]
