"""A request to the platform as data: what `ocgen drift --live` sends, and what samples show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from ocgen.model import JsonValue, Parameter, Platform, Region
from ocgen.model.names import identifier

# Where an account's secrets and the platform's address come from, so that nobody types them into a command; the
# generated client reads the same.
SECRET_VARIABLES: Mapping[str, str] = {
    "user": "OPENCONNECTORS_USER_SECRET",
    "organization": "OPENCONNECTORS_ORGANIZATION_SECRET",
    "instance": "OPENCONNECTORS_INSTANCE_TOKEN",
}
REGION_VARIABLE = "OPENCONNECTORS_REGION"
BASE_URL_VARIABLE = "OPENCONNECTORS_BASE_URL"


@dataclass(frozen=True, slots=True)
class Call:
    """One request. ``authorization`` holds the header's words and, for each, the variable that has the secret.

    ``headers`` are those that every request has, whoever sends it. ``variables`` tell which environment variable has a
    secret of the query or of the body, by the names that lead to it: ``("query", "apiSecret")``.
    """

    method: str
    path: str
    url: str
    authorization_header: str
    authorization: tuple[tuple[str, str], ...]
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, JsonValue] | None = None
    headers: tuple[tuple[str, str], ...] = ()
    variables: Mapping[tuple[str, ...], str] = field(default_factory=dict)


def secret_variable(parameter: Parameter) -> str:
    """Return the environment variable that examples read a secret from; the same for all that has the same value."""
    source = parameter.value_from.removeprefix("configuration:")
    name = source if source and source != parameter.value_from else parameter.name
    return f"MY_{identifier(name).upper()}"


def make_call(
    platform: Platform,
    endpoint_id: str,
    *,
    key: str = "",
    query: Mapping[str, str] | None = None,
    body: Mapping[str, JsonValue] | None = None,
    variables: Mapping[tuple[str, ...], str] | None = None,
) -> Call:
    """Return a call of the platform's endpoint, in its first region; raises StopIteration when it has no such one."""
    endpoint = next(e for e in platform.endpoints if e.id == endpoint_id)
    path = endpoint.path.replace("{keyOrId}", quote(key, safe=""))
    secrets = ("user", "instance") if endpoint.authorization == "instance" else ("user", "organization")
    return replace(_call(platform, endpoint.method, path, secrets, query or {}, body), variables=variables or {})


def hub_call(platform: Platform, path: str, query: Mapping[str, str]) -> Call:
    """Return a GET with an instance's token, in the platform's first region; ``path`` is below the base URL."""
    return _call(platform, "GET", path, ("user", "instance"), query, None)


def _call(
    platform: Platform,
    method: str,
    path: str,
    secrets: tuple[str, ...],
    query: Mapping[str, str],
    body: Mapping[str, JsonValue] | None,
) -> Call:
    return Call(
        method=method,
        path=path,
        url=base_url(platform, platform.regions[0]) + path,
        authorization_header=platform.authorization_header,
        authorization=tuple((w, SECRET_VARIABLES[s]) for w, s in platform.authorization_parts if s in secrets),
        query=query,
        body=body,
        headers=platform.headers,
    )


def base_url(platform: Platform, region: Region) -> str:
    """Return what every path of the API is appended to."""
    return f"{platform.scheme}://{region.host}{platform.base_path}"


def request_line(call: Call) -> str:
    """Return method and path, without the base URL and the query."""
    return f"{call.method} {call.path}"
