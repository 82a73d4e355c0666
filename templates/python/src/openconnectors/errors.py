"""What can go wrong. No error holds a secret: texts of the platform are masked before they get here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING

from ._platform import STATUSES

__all__ = [
    "ApiError",
    "BadRequest",
    "CallbackError",
    "Conflict",
    "ConsentRefused",
    "EventError",
    "Forbidden",
    "JobFailed",
    "NotAuthorized",
    "NotFound",
    "OpenConnectorsError",
    "RateLimited",
    "RequestTimeout",
    "ServerError",
    "SettingsError",
    "SizeLimited",
    "StateMismatch",
    "TransportError",
    "UnexpectedResponse",
    "ValidationError",
    "error_class",
]

if TYPE_CHECKING:
    from .validators import Violation


class OpenConnectorsError(Exception):
    """The base of all errors of this package. ``request_id`` is what support asks for; empty where no answer came."""

    request_id: str = ""


class SettingsError(OpenConnectorsError, ValueError):
    """The client cannot be made or used so: no such region, no base URL, a secret that no header can hold."""


class ValidationError(OpenConnectorsError, ValueError):
    """What was to be sent is not what the connector takes; nothing was sent. ``violations`` holds all of them."""

    def __init__(self, subject: str, violations: Sequence[Violation]) -> None:
        super().__init__(subject, tuple(violations))
        self.subject = subject
        self.violations: tuple[Violation, ...] = tuple(violations)

    def __str__(self) -> str:
        lines = (f"  {violation.pointer or '/'}: {violation.message}" for violation in self.violations)
        return "\n".join((f"the {self.subject} is not valid:", *lines))


class CallbackError(OpenConnectorsError, ValueError):
    """The callback is not one that can be trusted or read."""


class EventError(OpenConnectorsError, ValueError):
    """The request is no event that can be trusted or read."""


class StateMismatch(CallbackError):
    """The callback belongs to another sign-in than this one, or to none: somebody may have forged it."""


class ConsentRefused(OpenConnectorsError):
    """The user refused, or the provider failed; ``error`` and ``description`` are the provider's words."""

    def __init__(self, error: str, description: str = "") -> None:
        super().__init__(error, description)
        self.error = error
        self.description = description

    def __str__(self) -> str:
        return f"consent was refused: {': '.join(filter(None, (self.error, self.description)))}"


class JobFailed(OpenConnectorsError):
    """A bulk job has come to an end, but not to that of its work; ``status`` and ``message`` are the platform's."""

    def __init__(self, job_id: str, status: str, message: str = "") -> None:
        super().__init__(job_id, status, message)
        self.job_id = job_id
        self.status = status
        self.message = message

    def __str__(self) -> str:
        said = f": {self.message}" if self.message else ""
        return f"the job {self.job_id} ended as {self.status}{said}; its errors() tell of single records"


class TransportError(OpenConnectorsError):
    """No answer came. ``temporary`` tells whether another try may help.

    ``may_have_arrived`` tells whether the request may have reached the platform, and had its effect there.
    """

    def __init__(self, message: str, temporary: bool = True, may_have_arrived: bool = True) -> None:
        super().__init__(message, temporary, may_have_arrived)
        self.message = message
        self.temporary = temporary
        self.may_have_arrived = may_have_arrived

    def reword(self, message: str) -> None:
        """Say the same in other words."""
        self.message = message
        self.args = (message, self.temporary, self.may_have_arrived)

    def __str__(self) -> str:
        return self.message


class RequestTimeout(TransportError):
    """No answer came in time. The request may have had its effect all the same."""


class _Answered(OpenConnectorsError):
    """An error that an answer means. ``headers`` are the answer's, secrets masked, their names in lower case.

    ``excerpt`` is how its body begins, secrets masked, where that tells who answered in place of the platform.
    """

    def __init__(
        self, *parts: object, status: int, request_id: str, headers: Mapping[str, str] | None, excerpt: str
    ) -> None:
        super().__init__(*parts)
        self.status = status
        self.request_id = request_id
        self.headers: dict[str, str] = dict(headers or {})
        self.excerpt = excerpt

    def _came(self) -> str:
        """Say what came, and from whom."""
        told = [f"{name}: {self.headers[name]}" for name in ("server", "via", "content-type") if self.headers.get(name)]
        told += [] if self.excerpt else ["it has no body"]
        quoted = f'"{self.excerpt}"' if self.excerpt else ""
        return " ".join(filter(None, [f"({', '.join(told)})" if told else "", quoted]))


class UnexpectedResponse(_Answered):
    """An answer came that the platform does not give: not JSON, a member missing, a redirect."""

    def __init__(
        self,
        status: int,
        request_id: str,
        problem: str,
        headers: Mapping[str, str] | None = None,
        excerpt: str = "",
    ) -> None:
        parts = (status, request_id, problem, headers, excerpt)
        super().__init__(*parts, status=status, request_id=request_id, headers=headers, excerpt=excerpt)
        self.problem = problem

    def __str__(self) -> str:
        request = f" (request {self.request_id})" if self.request_id else ""
        came = f" {self._came()}" if self.excerpt else ""
        return f"unexpected answer with status {self.status}{request}: {self.problem}{came}"


class ApiError(_Answered):
    """An error of the platform, or of a proxy or gateway that answered in its place.

    ``from_platform`` tells which: only the platform's own answers mean what its documentation says of their status.
    ``message`` is the platform's own, ``provider_message`` the provider's, ``request_id`` what support asks for; each
    can be empty. ``retry_after`` is how many seconds to wait, where the answer says. ``headers`` and ``excerpt``, how
    the body of another's answer begins, are masked. ``hint`` is what such an answer means for the call that was made.
    """

    hint: str = ""

    def __init__(
        self,
        status: int,
        request_id: str = "",
        message: str = "",
        provider_message: str = "",
        retry_after: float | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        excerpt: str = "",
        from_platform: bool = True,
    ) -> None:
        parts = (status, request_id, message, provider_message, retry_after)
        super().__init__(*parts, status=status, request_id=request_id, headers=headers, excerpt=excerpt)
        self.message = message
        self.provider_message = provider_message
        self.retry_after = retry_after
        self.from_platform = from_platform

    def __str__(self) -> str:
        name, meaning = STATUSES.get(self.status, ("", ""))
        parts = [f"{self.status} {name or _phrase(self.status)}".rstrip()]
        if not self.from_platform:
            return f"{parts[0]}: the answer is not the platform's {self._came()}"
        parts += filter(None, [self.message or meaning])
        if self.provider_message:
            parts.append(f"the provider said: {self.provider_message}")
        request = f" (request {self.request_id})" if self.request_id else ""
        return ": ".join(parts) + request + (f"; {self.hint}" if self.hint else "")


class BadRequest(ApiError):
    """400: a value is missing or wrong, or the grant code was used before or is too old."""


class NotAuthorized(ApiError):
    """401: a secret is wrong or missing."""


class Forbidden(ApiError):
    """403: the account may not do this, or the instance is disabled."""


class NotFound(ApiError):
    """404: there is no such instance or connector."""


class Conflict(ApiError):
    """409: the thing exists already."""


class RateLimited(ApiError):
    """429: too many calls; wait ``retry_after`` seconds, where the platform says how many."""


class SizeLimited(ApiError):
    """429: the request or its answer is larger than the platform takes; the same call fails again."""


class ServerError(ApiError):
    """500 and above: the platform, the provider or a gateway failed."""


_BY_STATUS: dict[int, type[ApiError]] = {
    400: BadRequest,
    401: NotAuthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    429: RateLimited,
}


def error_class(status: int) -> type[ApiError]:
    """Return the class of the errors with that status."""
    return _BY_STATUS.get(status, ServerError if status >= 500 else ApiError)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
