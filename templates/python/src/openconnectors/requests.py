"""Makes the requests of the operations."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from ._platform import AUTHORIZATION_HEADER, ENDPOINTS, HEADERS
from .account import Account, check_header_secret
from .errors import SettingsError
from .guard import guarded
from .messages import Request
from .secret import Secret
from .values import Body, revealed, secrets_in
from .wire import Wire

__all__ = ["make_request"]

# With one of these in its blank a path would be another one: /instances/ is the list, not an instance.
_OTHER_PATHS = frozenset({"", ".", "..", "None"})


def make_request(
    account: Account,
    endpoint_id: str,
    *,
    path: Mapping[str, str | int] | None = None,
    query: Sequence[tuple[str, Wire]] = (),
    body: Mapping[str, Body] | None = None,
    token: Secret | None = None,
    authorization_optional: bool = False,
) -> Request:
    """Return the request of an endpoint. ``path`` fills the blanks of its path, ``token`` is an instance's.

    Raises SettingsError when a secret is missing, or is one that no header can hold.
    """
    endpoint = ENDPOINTS[endpoint_id]
    if token is not None:
        check_header_secret("instance", token)
    authorization = account.authorization(endpoint, token=token, optional=authorization_optional)
    headers = {name: Secret(value) for name, value in HEADERS}
    if body is not None:
        headers["Content-Type"] = Secret("application/json")
    if authorization is not None:
        headers[AUTHORIZATION_HEADER] = authorization
    hidden = [account.user, account.organization, token, authorization]
    return Request(
        method=endpoint.method,
        base_url=account.base_url,
        path=_filled(endpoint.path, path or {}),
        query=_encoded_query(query),
        headers=headers,
        body=_encoded_body(body),
        repeatable=endpoint.repeatable,
        secrets=(*filter(None, hidden), *secrets_in(dict(query)), *secrets_in(body or {})),
        timeout=account.timeout,
    )


def _filled(path: str, blanks: Mapping[str, str | int]) -> str:
    for name, value in blanks.items():
        text = str(value)
        if text in _OTHER_PATHS:
            raise SettingsError(f"{name} is {text!r}, which would address something else")
        path = path.replace(f"{{{name}}}", quote(text, safe=""))
    return path


def _encoded_query(query: Sequence[tuple[str, Wire]]) -> Secret | None:
    if not query:
        return None
    return guarded(
        lambda: Secret(urlencode([(name, revealed(value)) for name, value in query], quote_via=quote, safe="")),
        "cannot put the query together",
    )


def _encoded_body(body: Mapping[str, Body] | None) -> Secret | None:
    if body is None:
        return None
    return guarded(lambda: Secret(json.dumps(revealed(body))), "cannot put the body together")
