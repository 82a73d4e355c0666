"""Makes the requests of the operations."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import cast
from urllib.parse import quote

from ._platform import AUTHORIZATION_HEADER, ENDPOINTS, HEADERS
from ._version import USER_AGENT
from .account import Account, check_header_secret
from .bodies import Body, merged, revealed, secrets_in
from .errors import SettingsError
from .forms import FORM, encoded_pairs, pairs_of
from .guard import guarded
from .headers import checked_headers, with_headers
from .messages import Request
from .secret import Secret
from .shapes import Endpoint
from .wire import Wire

__all__ = ["make_request"]

# With one of these in its blank a path would be another one: /instances/ is the list, not an instance.
_OTHER_PATHS = frozenset({"", ".", "..", "None"})


def make_request(
    account: Account,
    endpoint: str | Endpoint,
    *,
    path: Mapping[str, str | int] | None = None,
    query: Sequence[tuple[str, Wire]] = (),
    headers: Mapping[str, Wire] | None = None,
    body: Body = None,
    form: bool = False,
    token: Secret | None = None,
    authorization_optional: bool = False,
) -> Request:
    """Return the request of an endpoint, which may be given by its id.

    ``path`` fills the blanks of its path, ``headers`` go out besides those of every request, ``token`` is that of an
    instance. ``body`` goes out as JSON; with ``form``, an object of texts goes out as a form.

    Raises SettingsError when a secret is missing, or is one that no header can hold, when a blank would be filled with
    what makes another path of it, and for ``extra_body`` of a call without a body.
    """
    endpoint = ENDPOINTS[endpoint] if isinstance(endpoint, str) else endpoint
    options = account.options
    if token is not None:
        check_header_secret("instance", token)
    authorization = account.authorization(endpoint, token=token, optional=authorization_optional)
    sent = {name: Secret(value) for name, value in (*HEADERS, ("User-Agent", USER_AGENT))}
    if body is not None:
        sent["Content-Type"] = Secret(FORM if form else "application/json")
    if options.extra_body:
        if not isinstance(body, Mapping):
            what = "has no body" if body is None else "has a body that is no object"
            raise SettingsError(f"{endpoint.method} {endpoint.path} {what}, so there is no place for extra_body")
        body = merged(body, options.extra_body)
    if authorization is not None:
        sent[AUTHORIZATION_HEADER] = authorization
    own = checked_headers({name: Secret.of(value) for name, value in (headers or {}).items()})
    sent = with_headers(sent, own)
    pairs = [(name, value) for name, value in query if name not in options.extra_query]
    pairs += pairs_of(options.extra_query)
    hidden = [account.user, account.organization, token, authorization, *options.headers.values()]
    within = [*(value for _, value in pairs), *(headers or {}).values(), options.extra_query, body]
    return Request(
        method=endpoint.method,
        base_url=account.base_url,
        path=_filled(endpoint.path, path or {}),
        query=encoded_pairs(pairs),
        headers=with_headers(sent, options.headers),
        body=_encoded_body(body, form=form),
        repeatable=endpoint.repeatable,
        secrets=(*filter(None, hidden), *secrets_in(within)),
        timeout=options.left(),
        steps=options.steps,
    )


def _filled(path: str, blanks: Mapping[str, str | int]) -> str:
    for name, value in blanks.items():
        text = str(value)
        if text in _OTHER_PATHS:
            raise SettingsError(f"{name} is {text!r}, which would address something else")
        path = path.replace(f"{{{name}}}", quote(text, safe=""))
    return path


def _encoded_body(body: Body, *, form: bool) -> Secret | None:
    if body is None:
        return None
    if form:
        return encoded_pairs(pairs_of(cast("Mapping[str, Body]", body))) or Secret("")
    return guarded(lambda: Secret(json.dumps(revealed(body))), "cannot put the body together")
