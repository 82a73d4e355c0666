"""What came with a result, to be looked at: status, headers and body, secrets masked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import cast, final

from ._platform import REQUEST_ID_HEADER
from .errors import UnexpectedResponse
from .guard import guarded
from .messages import Request, Response
from .secret import MASK, NotStored, Secret

__all__ = ["RawResponse", "unexpected"]

# Members that hold secrets, by their own names or by those of what they hold.
_SECRET = re.compile(
    r"secret|token|password|passphrase|credential|cookie|authorization"
    r"|(api|access|private|signature|encrypt\w{0,20})[._-]?key",
    re.IGNORECASE,
)
_SECRET_MEMBERS = frozenset({"oauthUrl", "propertyValue", "providerData"})
# A string of JSON, closed or not, and the plain value behind it where it is a name. No character is looked at twice.
_STRING = r'"(?:[^"\\]|\\.?)*(?:"|\Z)'
_NEARLY_MEMBER = re.compile(rf'({_STRING})(?:(\s*:\s*)(?:{_STRING}|[^\s",:{{}}\[\]]+))?', re.DOTALL)


@final
class RawResponse(NotStored):
    """The answer to a request, as it came. ``text`` and ``headers`` are masked; `reveal` gives the body itself.

    Masked are the secrets of the request, members of a JSON body whose names say that they are secret, and the
    configuration of an instance; in what is nearly JSON, such as a body that was cut, the texts of such members.
    """

    __slots__ = ("_request", "_response")

    REFUSAL = "a RawResponse cannot be pickled, for it may hold secrets; store its text"

    def __init__(self, request: Request, response: Response) -> None:
        self._request = request
        self._response = response

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self._response.status

    @property
    def request_id(self) -> str:
        """What the platform's support asks for; empty when the platform did not say."""
        return self._request.mask(self._response.hidden(REQUEST_ID_HEADER))

    @property
    def headers(self) -> dict[str, str]:
        """The headers, their names in lower case."""
        headers = self._response.headers
        masked = zip(headers, self._request.mask_all(headers.values()), strict=True)
        return {name: MASK if _SECRET.search(name) and value else value for name, value in masked}

    @property
    def text(self) -> str:
        """The body. JSON is laid out anew, where bytes are no UTF-8 a replacement character stands for them."""
        hidden = guarded(lambda: _masked_text(self._response.body), "cannot show the body")
        return self._request.mask(hidden, whole=True)

    def reveal(self) -> bytes:
        """Return the body itself, which may hold secrets."""
        return self._response.body

    def __copy__(self) -> RawResponse:
        return self

    def __deepcopy__(self, memo: object) -> RawResponse:
        return self

    def __repr__(self) -> str:
        return f"RawResponse({self.status}, {len(self._response.body)} bytes)"


def unexpected(came: RawResponse, problem: str, excerpt: str = "") -> UnexpectedResponse:
    """Return the error for an answer that is not what the call is answered with, and how its body begins."""
    return UnexpectedResponse(came.status, came.request_id, problem, came.headers, excerpt)


def _masked_text(body: bytes) -> Secret:
    try:
        return Secret(json.dumps(_masked(json.loads(body)), ensure_ascii=False))
    except (ValueError, RecursionError):
        return Secret(_NEARLY_MEMBER.sub(_nearly_masked, body.decode("utf-8", "replace")))


def _nearly_masked(found: re.Match[str]) -> str:
    """Return a member of what is nearly JSON, such as a body that was cut, masked where its name says so."""
    name, colon = found.groups()
    return f'{name}{colon}"{MASK}"' if colon and _is_secret(name.strip('"'), None) else found[0]


def _masked(value: object) -> object:
    if isinstance(value, dict):
        members = cast("Mapping[str, object]", value)
        return {n: _wholly_masked(v) if _is_secret(n, v) else _masked(v) for n, v in members.items()}
    return [_masked(item) for item in cast("list[object]", value)] if isinstance(value, list) else value


def _is_secret(name: str, value: object) -> bool:
    """Whether a member is masked; a list of configuration fields says what there are, and not only their values."""
    values = name == "configuration" and not isinstance(value, list)
    return values or name in _SECRET_MEMBERS or _SECRET.search(name) is not None


def _wholly_masked(value: object) -> object:
    if isinstance(value, dict):
        return {name: _wholly_masked(member) for name, member in cast("Mapping[str, object]", value).items()}
    if isinstance(value, list):
        return [_wholly_masked(item) for item in cast("list[object]", value)]
    return value if value is None or isinstance(value, bool) else MASK
