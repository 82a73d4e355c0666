"""From a response to a reader of its members, or to the error that it means."""

from __future__ import annotations

import json
from typing import cast
from urllib.parse import urlsplit

from ._platform import REQUEST_ID_HEADER
from .errors import ApiError, UnexpectedResponse, error_class
from .guard import guarded
from .members import JsonValue, Members
from .messages import Request, Response
from .reader import Reader
from .retry import RetryPolicy, retry_after
from .secret import Secret

__all__ = ["check", "read_list", "read_object"]


def check(request: Request, response: Response, policy: RetryPolicy) -> None:
    """Raise what the response means if it is not a success: an ApiError, or UnexpectedResponse for a redirect."""
    if 200 <= response.status < 300:
        return
    identity = request.mask(response.hidden(REQUEST_ID_HEADER))
    if 300 <= response.status < 400:
        raise UnexpectedResponse(response.status, identity, _redirect(request, response))
    body = _decoded(response)
    reader = Reader(body if isinstance(body, Members) else Members(), response.status, identity)
    raise _api_error(request, response, reader, policy)


def read_object(request: Request, response: Response) -> Reader:
    """Return a reader of the JSON object in the response; raises UnexpectedResponse when there is none."""
    identity = request.mask(response.hidden(REQUEST_ID_HEADER))
    body = _decoded(response)
    if not isinstance(body, Members):
        raise UnexpectedResponse(response.status, identity, "the body is not a JSON object")
    return Reader(body, response.status, identity)


def read_list(request: Request, response: Response) -> list[Reader]:
    """Return a reader for each object of a JSON list in the response; raises UnexpectedResponse when there is none."""
    identity = request.mask(response.hidden(REQUEST_ID_HEADER))
    body = _decoded(response)
    if not isinstance(body, tuple):
        raise UnexpectedResponse(response.status, identity, "the body is not a JSON list of objects")
    return [Reader(item, response.status, identity) for item in body]


def _api_error(request: Request, response: Response, reader: Reader, policy: RetryPolicy) -> ApiError:
    return error_class(response.status)(
        response.status,
        request.mask(reader.hidden("requestId")) or reader.request_id,
        request.mask(reader.hidden("message")),
        request.mask(reader.hidden("providerMessage")),
        retry_after(response, policy.now),
    )


def _redirect(request: Request, response: Response) -> str:
    """Name the host at most: the rest of the address can repeat the query, and with it the API secret."""
    to = guarded(lambda: _target(response.hidden("location")), "cannot read where the answer leads")
    return (
        f"a redirect{f' {request.mask(to)}' if to else ''}, which is not followed, since the secrets would go with it; "
        "check the base URL, or the proxy that answers"
    )


def _target(location: Secret) -> str:
    if not location:
        return "without an address"
    try:
        parts = urlsplit(location.reveal().strip())
        host, relative = parts.hostname, not parts.scheme and not parts.netloc
        _ = parts.port  # raises when it is no number
    except ValueError:
        return "to an address that cannot be read"
    if relative:
        return "to another path of the same host"
    named = host is not None and len(host) < 254 and host.replace(".", "").replace("-", "").isalnum()
    return f"to {host}" if host and named else "to an address that cannot be read"


def _decoded(response: Response) -> Members | tuple[Members, ...] | None:
    """Return the JSON object or list of objects; None for anything else."""
    return guarded(lambda: _shaped(_parsed(response)), "cannot read the answer")


def _parsed(response: Response) -> object:
    try:
        return json.loads(response.body)
    except (ValueError, RecursionError):
        return None


def _shaped(body: object) -> Members | tuple[Members, ...] | None:
    if isinstance(body, dict):
        return Members(cast("dict[str, JsonValue]", body))
    items = cast("list[object]", body) if isinstance(body, list) else [None]
    if all(isinstance(item, dict) for item in items):
        return tuple(Members(cast("dict[str, JsonValue]", item)) for item in items)
    return None
