"""Files of hub calls: how one is sent, and how one is asked for, wherever the platform keeps it.

Operations, as in `hub_calls`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from .answers import check
from .errors import ApiError, SettingsError
from .exchange import Exchange, exchange
from .guard import guarded
from .hub_answers import HubAnswer, read_answer
from .hub_calls import HubAccess, HubCall, hint_of, hub_request, hub_send
from .messages import Operation, Request
from .secret import Secret
from .streams import Upload

__all__ = ["file_query", "hub_download", "hub_download_link", "hub_upload"]

_MOST_REDIRECTS = 5
_KEPT = frozenset({"accept", "user-agent"})  # the headers that another host gets
_SHORTEST_SECRET = 8  # characters of a path or query; less gives nobody access, and masking it would tear texts apart
_ANY_TYPE = {"Accept": "*/*"}


def file_query(to: str | None, overwrite: bool | None) -> dict[str, str | bool | None]:
    """Return the parameters for a place to upload to; raises SettingsError for one that is no absolute path."""
    is_text = isinstance(to, str)  # pyright: ignore[reportUnnecessaryIsInstance]
    if to is not None and not (is_text and to.startswith("/")):
        raise SettingsError(
            f"to is the path at the provider, which begins with a slash, as in /reports/may.pdf, not {to!r}"
        )
    return {"path": to, "overwrite": overwrite}


def hub_upload(access: HubAccess, call: HubCall, upload: Upload) -> Operation[HubAnswer]:
    """Send a call with a file and return its answer. It is never repeated: the file is read once."""
    request = replace(hub_request(access.for_file(), replace(call, repeatable=False)), upload=upload)
    return read_answer((yield from hub_send(access, request)))


def hub_download(access: HubAccess, call: HubCall) -> Operation[Exchange]:
    """Send a call that is answered with a file, and return its answer, whose body may still be to be read.

    A redirect is followed, to another host without the authorization header.
    """
    asked = replace(call, headers={**_ANY_TYPE, **call.headers})
    return (yield from _followed(access, replace(hub_request(access.for_file(), asked), streamed=True)))


def hub_download_link(access: HubAccess, link: Secret) -> Operation[Exchange]:
    """Ask for the file at an absolute address, such as a file's link; only the platform's own host gets the secrets."""
    own = replace(hub_request(access.for_file(), HubCall("GET", "/files", headers=_ANY_TYPE)), streamed=True)
    return (yield from _followed(access, _moved(own, link)))


def _followed(access: HubAccess, request: Request) -> Operation[Exchange]:
    account = access.account
    answer = yield from exchange(request, account.options)
    for _ in range(_MOST_REDIRECTS):
        location = answer.response.hidden("location")
        if not 300 <= answer.response.status < 400 or not location or account.signs_by_transport:
            break
        request = _moved(request, location)
        answer = yield from exchange(request, account.options)
    try:
        check(answer, account.options.retries)
    except ApiError as error:
        error.hint = hint_of(error) if "authorization" in {name.lower() for name in request.headers} else ""
        raise
    return answer


def _moved(request: Request, to: Secret) -> Request:
    """Return a request for another address, which may be relative to its own.

    The address counts as a secret, for it may be one that whoever has it can read the file by. Raises SettingsError for
    one that is no https address, but for http on the host that was asked so far.
    """
    place = guarded(lambda: _place(request.url.reveal(), to.reveal().strip()), "cannot read where the file is")
    if place is None:
        raise SettingsError("the file is at an address that is none")
    if not place.secure:
        raise SettingsError("the file is at an address that does not begin with https, so it is not asked for")
    headers = {name: value for name, value in request.headers.items() if place.same or name.lower() in _KEPT}
    return replace(
        request,
        base_url=place.address.reveal(),
        path="",  # which errors show
        query=place.query,
        headers=headers,
        secrets=(*request.secrets, to, *place.secrets),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a file is: ``same`` tells whether on the host that was asked so far, ``secure`` whether it may be asked."""

    address: Secret
    query: Secret | None
    secrets: tuple[Secret, ...]
    same: bool
    secure: bool


def _place(base: str, to: str) -> _Place | None:
    """Return the place of an address, which may be relative to another one; None for one that is none."""
    now = urlsplit(base)
    try:
        new = urlsplit(urljoin(base, to))
        usable = bool(new.hostname) and "@" not in new.netloc and new.port != 0
    except ValueError:
        return None
    if not usable or new.scheme not in ("http", "https"):
        return None
    same = (now.scheme, now.netloc) == (new.scheme, new.netloc)
    return _Place(
        Secret(f"{new.scheme}://{new.netloc}{new.path}"),
        Secret(new.query) if new.query else None,
        tuple(Secret(part) for part in (new.path, new.query) if len(part) >= _SHORTEST_SECRET),
        same,
        secure=same or new.scheme == "https",
    )
