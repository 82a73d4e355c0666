"""What all connectors share: the platform, its calls, its answers and the values that it defines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ocgen.findings.location import NOWHERE, Location
from ocgen.model.parameter import Parameter
from ocgen.model.resource import HubApi
from ocgen.model.values import Property


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
    total_header: str = ""  # how many entries there are in all, where the connector counts them
    warning_header: str = ""  # what the platform remarks on an answer that it gives all the same


@dataclass(frozen=True, slots=True)
class Signature:
    """How an event callback is signed; ``id_header`` says which webhook sends it."""

    header: str
    prefix: str
    algorithm: Literal["sha256"]
    encoding: Literal["base64"]
    key_field: str
    id_header: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """What can be wrong with a value: ``found`` matches it and ``lacks`` does not, as far as they are not empty."""

    says: str  # follows the name of the value; ``{at}`` is where ``found`` begins to match, counted from 1
    found: str = ""
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """A named shape of a value: the platform file is the only place that knows its pattern."""

    name: str
    pattern: str
    accepts: str
    json_schema: str = ""  # the JSON Schema format whose every check this pattern implies, or empty
    reasons: tuple[Reason, ...] = ()  # of a value that it refuses, the first that applies is told


@dataclass(frozen=True, slots=True)
class OwnTokens:
    """What an instance request takes from users who hold tokens already, whatever the connector.

    ``configuration`` are the fields that hold the tokens and what belongs to them, by the type of the sign-in;
    ``not_needed`` are fields that only a consent needs.
    """

    request: tuple[tuple[str, str], ...] = ()  # top-level members that say so, with their constants
    not_needed: tuple[str, ...] = ()
    configuration: tuple[tuple[str, tuple[Parameter, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """One form in which a callback says that the user refused, or that the provider failed.

    The first of ``parameters`` is its sign: it is there, with its constant value if it has one, or it is ``missing``.
    """

    name: str
    flows: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    missing: bool = False

    @property
    def sign(self) -> Parameter:
        """The parameter by which the form is known."""
        return self.parameters[0]


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
    refusals: tuple[Refusal, ...]  # the callbacks of a refused consent, the most usual one first
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
    hubs: tuple[tuple[str, str], ...] = ()  # what connectors are grouped by, each with its name in words
    headers: tuple[tuple[str, str], ...] = ()  # what every request says besides, by the names of headers
    own_tokens: OwnTokens = OwnTokens()
    hub_api: HubApi = field(default_factory=HubApi)
    language: str = "en"  # of every text for readers, in the connectors too that refer to this platform
    location: Location = NOWHERE

    def hub_title(self, hub: str) -> str:
        """Return what readers call a hub: its name in words, or its key where the platform file does not know it."""
        return dict(self.hubs).get(hub, hub)

    @property
    def everywhere(self) -> tuple[Parameter, ...]:
        """The configuration fields that every connector accepts."""
        return tuple(f for f in self.configuration if f.everywhere)

    def refusals_of(self, flow: str) -> tuple[Refusal, ...]:
        """The callbacks of a refused consent in a flow."""
        return tuple(refusal for refusal in self.refusals if flow in refusal.flows)

    @property
    def everywhere_query(self) -> tuple[Parameter, ...]:
        """The query parameters that the OAuth URL call of every connector accepts."""
        return tuple(p for p in self.query_parameters if p.everywhere)

    @property
    def passed_on(self) -> tuple[tuple[str, tuple[Property, ...]], ...]:
        """The members of an instance request that repeat some of those, each with what it holds of them."""
        names = {p.name for p in self.everywhere_query}
        found = ((m.name, tuple(p for p in m.properties if p.name in names)) for m in self.instance_request)
        return tuple((name, held) for name, held in found if held)
