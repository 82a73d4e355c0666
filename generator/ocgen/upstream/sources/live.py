"""The platform's own model of a connector, and the Swagger document of its calls, from a live tenant.

The calls are made as the generated clients make theirs.

Where the platform is and the account's secrets come from the same environment variables as theirs. A secret stands in
the header of the request and nowhere else: in no message, no log, no repr.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ocgen.errors import SourceError
from ocgen.model import Platform
from ocgen.model.call import BASE_URL_VARIABLE, REGION_VARIABLE, SECRET_VARIABLES, Call, base_url, make_call
from ocgen.text.suggest import did_you_mean
from ocgen.upstream.sources.source import MAX_MODEL_BYTES

if TYPE_CHECKING:
    import httpx

_ENDPOINT = "get_connector"
_INSTANCE = "get_instance"
_DOCS = "/docs"  # below an element or an instance: the Swagger document of its calls
TIMEOUT = 30.0
_PLACES = (BASE_URL_VARIABLE, REGION_VARIABLE)
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}

# A comma would begin another part of the header, a line break another header.
_HEADER_SAFE = re.compile(r"[!-+\--~]+")
_REMEDIES = {
    401: "look at the user and organization secrets",
    403: "the account may not read it",
}
_LOGGERS = ("httpx", "httpcore")


@dataclass(frozen=True, slots=True)
class Tenant:
    """Where a tenant is, and the secrets that sign the calls to it, by the variables that they come from."""

    base_url: str
    secrets: Mapping[str, str] = field(repr=False)


def tenant(platform: Platform, where: str | None, environment: Mapping[str, str] = os.environ) -> Tenant:
    """Return the tenant of a region's name or a URL, or of the environment; raises SourceError."""
    given = where or next((environment[name] for name in _PLACES if environment.get(name)), "")
    if not given:
        raise SourceError(f"where is the platform? Give --from REGION or a URL, or set {_PLACES[1]}")
    call = make_call(platform, _ENDPOINT)
    return Tenant(_base_url(platform, given), {name: _secret(name, environment) for _, name in call.authorization})


def fetch_model(platform: Platform, tenant: Tenant, key: str) -> bytes:
    """Return the model of a connector as the platform gives it; raises SourceError."""
    return _fetched(make_call(platform, _ENDPOINT, key=key), tenant, "the model", f'connector "{key}"')


def fetch_docs(platform: Platform, tenant: Tenant, element: int, instance: int | None = None) -> bytes:
    """Return the Swagger document of the calls of an element or, where one is named, of an instance of it.

    Raises SourceError.
    """
    if instance is None:
        call, owner = make_call(platform, _ENDPOINT, key=str(element)), f"element {element}"
    else:
        call, owner = make_call(platform, _INSTANCE), f"instance {instance}"
    path = call.path.replace("{id}", str(instance)) + _DOCS
    return _fetched(replace(call, path=path), tenant, "the calls", owner)


def _fetched(call: Call, tenant: Tenant, what: str, owner: str) -> bytes:
    """Return the body of an answer; ``what`` it is and whose, as errors name it."""
    try:
        import httpx
    except ImportError:
        raise SourceError("reading a live tenant needs httpx; install it with: pip install 'ocgen[live]'") from None

    signed = ", ".join(f"{word} {tenant.secrets[name]}" for word, name in call.authorization)
    headers = {**dict(call.headers), call.authorization_header: signed}
    levels = {name: logging.getLogger(name).level for name in _LOGGERS}
    for name in _LOGGERS:  # they log headers at DEBUG
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        with (
            httpx.Client(
                timeout=TIMEOUT, follow_redirects=False, headers=headers, event_hooks={"response": [_stay]}
            ) as client,
            client.stream(call.method, f"{tenant.base_url}{call.path}") as answer,
        ):
            return _content(answer, what, owner)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        # Its text can hold the request; its name says enough.
        odd = isinstance(error, (httpx.ProtocolError, httpx.DecodingError, httpx.InvalidURL))
        told = "gives no answer that can be read" if odd else "gives no answer"
        remedy = "look at the address of the tenant" if odd else "try again later"
        raise SourceError(f"{_host(tenant)} {told} ({type(error).__name__}); {remedy}") from None
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


def _stay(answer: httpx.Response) -> None:
    """Refuse a redirect before `httpx` looks at where it leads, which it would do even without following it."""
    if 300 <= answer.status_code < 400:
        told = (
            f"the platform answers {answer.status_code}, which sends the request elsewhere; none is followed, so that"
        )
        raise SourceError(f"{told} no secret gets there: give the right address by --from")


def _content(answer: httpx.Response, what: str, owner: str) -> bytes:
    if answer.status_code != 200:
        later = answer.status_code >= 500 or answer.status_code in (408, 429)
        other = "try again later" if later else "look at the address of the tenant"
        remedy = {**_REMEDIES, 404: f"the platform has no {owner}"}.get(answer.status_code, other)
        raise SourceError(f"the platform answers {answer.status_code} for {what} of {owner}; {remedy}")
    content = bytearray()
    for chunk in answer.iter_bytes():
        content += chunk
        if len(content) > MAX_MODEL_BYTES:
            raise SourceError(
                f"{what} of {owner} is larger than {MAX_MODEL_BYTES:,} bytes; save it and give it by --model"
            )
    return bytes(content)


def _secret(variable: str, environment: Mapping[str, str]) -> str:
    value = environment.get(variable, "")
    whose = next(name for name, known in SECRET_VARIABLES.items() if known == variable)
    if not value:
        raise SourceError(f"the {whose} secret is missing; set {variable}")
    if not _HEADER_SAFE.fullmatch(value):
        raise SourceError(f"the {whose} secret holds a comma, a blank or a control character; copy it again, whole")
    return value


def _base_url(platform: Platform, where: str) -> str:
    regions = {region.name: region for region in platform.regions}
    if where in regions:
        return base_url(platform, regions[where])
    if "://" not in where:
        hint = did_you_mean(where, regions) or f"the regions are {', '.join(regions)}"
        raise SourceError(f'no region is named "{where}"; {hint}')
    try:
        parts = urlsplit(where)
        host = parts.hostname
    except ValueError:
        raise SourceError("the base URL is no URL; give one such as https://HOST") from None
    if not host or parts.scheme not in {"http", "https"}:
        raise SourceError("the base URL has no host, or is not an http or https URL")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise SourceError("the base URL holds more than a scheme, a host and a path; leave the rest out")
    if parts.scheme == "http" and host not in _LOOPBACK:
        raise SourceError(f"http://{host} would send the secrets in the clear; use https")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/') or platform.base_path}"


def _host(tenant: Tenant) -> str:
    return urlsplit(tenant.base_url).netloc
