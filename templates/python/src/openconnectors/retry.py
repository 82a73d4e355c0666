"""When a request is sent once more, and after how long."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timezone
from email.utils import parsedate_to_datetime

from ._platform import RETRY_STATUSES
from .errors import SettingsError, TransportError
from .messages import Request, Response
from .settings import check_callable, check_count, check_seconds

__all__ = ["RetryPolicy", "is_of_size", "retry_after"]

_SECONDS = re.compile(r"[0-9]+(\.[0-9]+)?")
_MOST_DIGITS = 9  # before the point; more is more than anybody waits
_MOST_DOUBLINGS = 60  # beyond that every pause is at its cap, and a float would overflow

_SIZE_STATUS = 429
_MOST_BYTES = 8_000_000  # in a request that is no file
_OF_SIZE = re.compile(
    rb"(?i)\b(payload|too large|larger than|(max\w*|body|file|response|request) size|[0-9]+ ?[KMG]i?B)\b"
)
_LONGEST_MESSAGE = 4_096


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and after how long a request is repeated, where that does no harm. ``attempts=1`` never repeats.

    The pause before attempt n is random between nothing and ``base`` times 2^(n-2) seconds, at most ``cap``: full
    jitter spreads the load of many clients that failed at the same time. Where the platform says how long to wait
    (``Retry-After``), the pause is no shorter; if that is more than ``patience`` seconds, or more than the client's
    ``timeout`` leaves, the error is raised at once. Raises SettingsError, a ValueError, for a value that will not do.
    """

    attempts: int = 4
    base: float = 0.5
    cap: float = 8.0
    patience: float = 60.0
    random: Callable[[], float] = random.random
    now: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        check_count("attempts", self.attempts)
        for name in ("base", "cap", "patience"):
            check_seconds(name, getattr(self, name))
        if self.base > self.cap:
            raise SettingsError(f"base is at most cap, the longest pause: {self.base!r} is more than {self.cap!r}")
        for name in ("random", "now"):
            check_callable(name, getattr(self, name))

    def pause(self, request: Request, answer: Response | TransportError, attempt: int) -> float | None:
        """Return the seconds to wait after the failed ``attempt``, or None when the answer stands."""
        if not request.repeatable or attempt >= self.attempts:
            return None
        if isinstance(answer, TransportError):
            asked = 0.0 if answer.temporary else None
        elif answer.status not in RETRY_STATUSES or is_of_size(request, answer):
            asked = None
        else:
            asked = retry_after(answer, self.now) or 0.0
        if asked is None or asked > self.patience:
            return None
        return max(asked, self.random() * min(self.cap, self.base * 2.0 ** min(attempt - 1, _MOST_DOUBLINGS)))


def is_of_size(request: Request, response: Response) -> bool:
    """Whether a 429 says that the request or its answer is too large, and not that there are too many calls.

    The platform has one status for both. One that says how long to wait is about the number of calls.
    """
    if response.status != _SIZE_STATUS or response.header("retry-after"):
        return False
    sent = len(request.body.reveal()) if request.body else 0
    return sent > _MOST_BYTES or _OF_SIZE.search(response.body[:_LONGEST_MESSAGE]) is not None


def retry_after(response: Response, now: Callable[[], float]) -> float | None:
    """Return how many seconds the response asks to wait: ``Retry-After`` is a number of seconds or a date.

    RFC 9110 knows whole seconds alone; some gateways send a fraction. None for anything else.
    """
    text = response.header("retry-after").strip()
    if _SECONDS.fullmatch(text):
        return float(text) if len(text.partition(".")[0]) <= _MOST_DIGITS else float("inf")
    try:
        moment = parsedate_to_datetime(text)
        if moment.tzinfo is None:  # HTTP dates are in UTC (RFC 9110, 5.6.7), and not in the zone of this machine
            moment = moment.replace(tzinfo=timezone.utc)
        return max(0.0, moment.timestamp() - now())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
