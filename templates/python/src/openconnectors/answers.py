"""From a response to a reader of its members, or to the error that it means."""

from __future__ import annotations

import json
import re
from typing import cast
from urllib.parse import urlsplit

from .errors import ApiError, SizeLimited, UnexpectedResponse, error_class
from .exchange import Exchange
from .guard import guarded
from .masking import legible
from .members import JsonValue, Members
from .messages import Response
from .raw_response import RawResponse, unexpected
from .reader import Reader
from .retry import RetryPolicy, is_of_size, retry_after
from .secret import Secret

__all__ = ["check", "read_list", "read_object"]

_LONGEST_EXCERPT = 200
_MARKUP = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[^<>]*>", re.DOTALL | re.IGNORECASE)


def check(exchange: Exchange, policy: RetryPolicy) -> RawResponse:
    """Return the response of a success; raises UnexpectedResponse for a redirect, else the ApiError of the status."""
    response, came = exchange.response, exchange.came
    if 200 <= response.status < 300:
        return came
    if 300 <= response.status < 400:
        raise unexpected(came, _redirect(exchange))
    body = _decoded(response)
    reader = Reader(body if isinstance(body, Members) else Members(), came)
    raise _api_error(exchange, reader, policy)


def read_object(exchange: Exchange) -> Reader:
    """Return a reader of the JSON object in the response; raises UnexpectedResponse when there is none."""
    body, came = _decoded(exchange.response), exchange.came
    if not isinstance(body, Members):
        raise _of_another_kind(came, "the body is not a JSON object")
    return Reader(body.of(came), came)


def read_list(exchange: Exchange) -> list[Reader]:
    """Return a reader for each item of the JSON list in the response; raises UnexpectedResponse when there is none.

    The reader of an item that is no object finds nothing.
    """
    body, came = _decoded(exchange.response), exchange.came
    if not isinstance(body, tuple):
        raise _of_another_kind(came, "the body is not a JSON list")
    return [Reader(item, came) for item in body]


def _api_error(exchange: Exchange, reader: Reader, policy: RetryPolicy) -> ApiError:
    request, response, came = exchange.request, exchange.response, reader.response
    texts = map(reader.hidden, ("requestId", "message", "providerMessage"))
    identity, message, provider_message = request.mask_all(texts)
    identity = identity or came.request_id
    known = bool(identity or message or provider_message)
    kind = SizeLimited if is_of_size(request, response) else error_class(response.status)
    return kind(
        response.status,
        identity,
        message,
        provider_message,
        retry_after(response, policy.now),
        headers=came.headers,
        excerpt="" if known else _excerpt(came),
        from_platform=known,
    )


def _of_another_kind(came: RawResponse, problem: str) -> UnexpectedResponse:
    """Return the error for a success with another body than expected. Only markup is shown: it is nobody's secret."""
    text = came.text
    excerpt = _excerpt(came) if text.lstrip().startswith("<") else ""
    return unexpected(came, problem, excerpt)


def _excerpt(came: RawResponse) -> str:
    """Return how a body begins, without markup."""
    text = came.text[: 20 * _LONGEST_EXCERPT]
    plain = " ".join(legible(_MARKUP.sub(" ", text).strip() or text).split())
    return plain if len(plain) <= _LONGEST_EXCERPT else f"{plain[:_LONGEST_EXCERPT]}..."


def _redirect(exchange: Exchange) -> str:
    """Name the host at most: the rest of the address can repeat the query, and with it the API secret."""
    hidden = exchange.response.hidden("location")
    to = exchange.request.mask(guarded(lambda: _target(hidden), "cannot read where the answer leads"))
    return (
        f"a redirect{f' {to}' if to else ''}, which is not followed, since the secrets would go with it; "
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
    """Return the JSON object or list, in which what is no object is an empty one; None for anything else."""
    return guarded(lambda: _shaped(_parsed(response)), "cannot read the answer")


def _parsed(response: Response) -> object:
    try:
        return json.loads(response.body)
    except (ValueError, RecursionError):
        return None


def _shaped(body: object) -> Members | tuple[Members, ...] | None:
    if isinstance(body, list):
        return tuple(_shaped_item(item) for item in cast("list[object]", body))
    return _shaped_item(cast("object", body)) if isinstance(body, dict) else None


def _shaped_item(item: object) -> Members:
    return Members(cast("dict[str, JsonValue]", item) if isinstance(item, dict) else {})
