"""The resolved connector: the one model that every target walks.

Everything here is frozen and fully resolved: platform, family and connector file are merged, bare names are
replaced by their definitions, every default is filled in. A value's ``location`` is the only trace of the file it
came from. Wire values (defaults, examples, constants, choices) are strings, as configuration values travel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from ocgen.location import NOWHERE, Location

AuthType = Literal["oauth2", "oauth1", "basic", "apiKey", "custom", "token", "aws"]
Flow = Literal["redirect", "token-redirect", "none", "provider-started"]
ValueType = Literal["string", "boolean", "integer", "number", "list", "json"]
BodyType = Literal["string", "boolean", "integer", "object", "array"]

JsonValue: TypeAlias = "bool | int | float | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"


@dataclass(frozen=True, slots=True)
class Choice:
    """One accepted value of an enum, and what it means."""

    value: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """True when configuration field ``field`` has one of ``values`` (its default counts when it is absent)."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """When a value must be there.

    ``always`` wins; else all conditions in ``when`` have to hold; ``note`` is one that only a person can judge.
    ``methods`` are the ways to sign in that alone require the value, where a requirement is told over all of them.
    """

    always: bool = False
    when: tuple[Condition, ...] = ()
    note: str = ""
    methods: tuple[str, ...] = ()

    @property
    def conditional(self) -> bool:
        """Whether the requirement hangs on something."""
        return not self.always and bool(self.when or self.note or self.methods)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One named value: a query parameter, a callback parameter, provider data or a configuration field.

    ``name`` is the name on the wire. ``value_from`` tells a client where the value comes from when the user need not
    give it: ``configuration:KEY`` (a configuration field), ``callback:NAME`` (a callback parameter),
    ``token:token`` or ``token:secret`` (the answer of OAuth 1's extra step), or empty (the user gives it).
    ``const`` is a value that the caller must send as it is; the empty string is one.
    """

    name: str
    label: str = ""
    term: str = ""  # the provider's own word for it: Client ID, Consumer Key
    description: str = ""
    where_to_find: str = ""
    type: ValueType = "string"
    format: str = ""  # the platform's name of the shape (url, hostname, email ...); its pattern stands in `pattern`
    pattern: str = ""  # in the portable subset of ECMAScript and Python, anchored by ^ and $
    accepts: str = ""  # the pattern in the reader's words: "a URL that starts with https://"
    enum: tuple[Choice, ...] = ()
    const: str | None = None
    default: str | None = None
    example: str | None = None
    secret: bool = False
    secret_stated: bool = False  # the spec says whether it is, so nobody need guess by the name
    required: Requirement = Requirement()
    value_from: str = ""
    deprecated: str = ""  # the reason and the way on
    renamed_from: str = ""
    everywhere: bool = False  # accepted by every connector, whether its spec names it or not
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Property:
    """One member of a JSON body that the platform defines (native JSON types)."""

    name: str
    type: BodyType
    required: bool = False
    secret: bool = False
    description: str = ""
    example: JsonValue = None
    enum: tuple[str, ...] = ()
    items: BodyType | None = None
    properties: tuple[Property, ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """A place where the platform runs."""

    name: str
    host: str
    description: str
    trial: bool = False


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One call of the platform's own API; ``path`` holds ``{keyOrId}``, ``{id}`` or ``{configId}``."""

    id: str
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: str
    description: str
    retry: bool  # safe to repeat by itself
    authorization: Literal["organization", "instance"]
    query: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ApiError:
    """A status that the platform answers with, and what it means."""

    status: int
    name: str
    description: str
    retry: bool = False


@dataclass(frozen=True, slots=True)
class Paging:
    """How a list is paged."""

    request_parameter: str
    size_parameter: str
    max_size: int
    next_header: str
    count_header: str


@dataclass(frozen=True, slots=True)
class Signature:
    """How an event callback is signed."""

    header: str
    prefix: str
    algorithm: Literal["sha256"]
    encoding: Literal["base64"]
    key_field: str


@dataclass(frozen=True, slots=True)
class Format:
    """A named shape of a value: the platform file is the only place that knows its pattern."""

    name: str
    pattern: str
    accepts: str
    json_schema: str = ""  # the JSON Schema format whose every check this pattern implies, or empty


@dataclass(frozen=True, slots=True, eq=False)  # a large thing, known by its identity, so that it is a quick key
class Platform:
    """What all connectors share."""

    name: str
    documentation: str
    base_path: str
    scheme: str
    regions: tuple[Region, ...]
    authorization_header: str
    authorization_parts: tuple[tuple[str, str], ...]  # (word in the header, whose secret it is), in order
    request_id_header: str
    endpoints: tuple[Endpoint, ...]
    query_parameters: tuple[Parameter, ...]
    callback_parameters: tuple[Parameter, ...]
    error_parameters: tuple[Parameter, ...]  # the callback of a refused consent
    provider_data: tuple[Parameter, ...]
    configuration: tuple[Parameter, ...]
    formats: tuple[Format, ...]
    oauth_url_response: tuple[Property, ...]
    oauth_token_response: tuple[Property, ...]
    instance_request: tuple[Property, ...]
    instance_response: tuple[Property, ...]
    error_response: tuple[Property, ...]
    errors: tuple[ApiError, ...]
    paging: Paging
    signature: Signature
    language: str = "en"  # of every text for readers, in the connectors too that refer to this platform
    location: Location = NOWHERE

    @property
    def everywhere(self) -> tuple[Parameter, ...]:
        """The configuration fields that every connector accepts."""
        return tuple(f for f in self.configuration if f.everywhere)


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
class Erratum:
    """A mistake of the upstream page: what it says, what is right, and how we know."""

    where: str
    says: str
    right: str
    why: str
    location: Location = NOWHERE


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
    deprecated: str = ""  # the reason and the way on
    documentation: str = ""  # the provider's own API documentation
    setup: tuple[Step, ...] = ()  # registering an app at the provider
    events: Events = Events()
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

    def accepted(self, method: Method) -> tuple[Parameter, ...]:
        """Return the fields that a request by ``method`` may hold, besides those that every connector takes.

        These are the method's own, and the event fields that only this connector has; nobody must want events.
        """
        named = {f.name for f in (*method.configuration, *self.platform.everywhere)}
        events = (p for p in self.events.parameters if p.name not in named)
        return (*method.configuration, *(replace(p, required=Requirement()) for p in events))

    def requirement(self, key: str) -> Requirement:
        """When field ``key`` is required, over all methods; where only some require it, it names them."""
        uses = [f.required for m in self.methods for f in m.configuration if f.name == key]
        if len(uses) == len(self.methods) and all(u == uses[0] for u in uses):
            return uses[0]
        if len(uses) == len(self.methods) and all(u.always for u in uses):
            return Requirement(always=True)
        needing = [m.name for m in self.methods for f in m.configuration if f.name == key and f.required.always]
        if needing:
            return Requirement(methods=tuple(needing))
        return next((u for u in uses if u.conditional), Requirement())
