"""From a response to a reader of its members, or to the error that it means."""

from __future__ import annotations

import json
from typing import cast
from urllib.parse import urlsplit

from openconnectors._platform import REQUEST_ID_HEADER
from openconnectors.errors import ApiError, UnexpectedResponse, error_class
from openconnectors.members import JsonValue, Members
from openconnectors.messages import Request, Response
from openconnectors.results import Reader
from openconnectors.retry import RetryPolicy, retry_after


def check(request: Request, response: Response, policy: RetryPolicy) -> None:
    """Raise what the response means if it is not a success: an ApiError, or UnexpectedResponse for a redirect."""
    if 200 <= response.status < 300:
        return
    identity = request.mask(response.header(REQUEST_ID_HEADER))
    if 300 <= response.status < 400:
        raise UnexpectedResponse(response.status, identity, _redirect(request, response))
    body = _decoded(response)
    reader = Reader(body if isinstance(body, Members) else Members(), response.status, identity)
    raise _api_error(request, response, reader, policy)


def read_object(request: Request, response: Response) -> Reader:
    """Return a reader of the JSON object in the response; raises UnexpectedResponse when there is none."""
    identity = request.mask(response.header(REQUEST_ID_HEADER))
    body = _decoded(response)
    if not isinstance(body, Members):
        raise UnexpectedResponse(response.status, identity, "the body is not a JSON object")
    return Reader(body, response.status, identity)


def read_list(request: Request, response: Response) -> list[Reader]:
    """Return a reader for each object of a JSON list in the response; raises UnexpectedResponse when there is none."""
    identity = request.mask(response.header(REQUEST_ID_HEADER))
    body = _decoded(response)
    if not isinstance(body, tuple):
        raise UnexpectedResponse(response.status, identity, "the body is not a JSON list of objects")
    return [Reader(item, response.status, identity) for item in body]


def _api_error(request: Request, response: Response, reader: Reader, policy: RetryPolicy) -> ApiError:
    return error_class(response.status)(
        response.status,
        request.mask(reader.text("requestId")) or reader.request_id,
        request.mask(reader.text("message")),
        request.mask(reader.text("providerMessage")),
        retry_after(response, policy.now),
    )


def _redirect(request: Request, response: Response) -> str:
    """Name the host at most: the rest of the address can repeat the query, and with it the API secret."""
    try:
        host = urlsplit(response.header("location")).hostname
    except ValueError:
        host = None
    named = host is not None and len(host) < 254 and host.replace(".", "").replace("-", "").isalnum()
    to = f" to {request.mask(host)}" if host and named else ""
    return f"a redirect{to}, which is not followed, since the secrets would go with it; check the base URL"


def _decoded(response: Response) -> Members | tuple[Members, ...] | None:
    """Return the JSON object or list of objects; None for anything else. It never raises: its locals are secret."""
    try:
        body: object = json.loads(response.body)
    except (ValueError, RecursionError):
        return None
    if isinstance(body, dict):
        return Members(cast("dict[str, JsonValue]", body))
    items = cast("list[object]", body) if isinstance(body, list) else [None]
    if all(isinstance(item, dict) for item in items):
        return tuple(Members(cast("dict[str, JsonValue]", item)) for item in items)
    return None
