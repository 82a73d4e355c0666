"""What the operations have in common: a request is sent, and what comes is a success, read in one of three ways."""

from __future__ import annotations

from .account import Account
from .answers import check, read_object
from .exchange import Exchange, exchange
from .messages import Operation, Request
from .reader import Reader
from .results import Instance, read_instance

__all__ = ["send", "send_for_instance", "send_for_object"]


def send(account: Account, request: Request) -> Operation[Exchange]:
    """Send a request, again where that is allowed, and return it with its answer, which is a success.

    Raises the ApiError that another answer means, UnexpectedResponse for a redirect, TransportError for no answer.
    """
    answer = yield from exchange(request, account.options)
    check(answer, account.options.retries)
    return answer


def send_for_object(account: Account, request: Request) -> Operation[Reader]:
    """Send a request as `send` does, and return a reader of the JSON object in the answer.

    Raises UnexpectedResponse besides when there is none.
    """
    return read_object((yield from send(account, request)))


def send_for_instance(account: Account, request: Request) -> Operation[Instance]:
    """Send a request as `send` does, and return the instance in the answer; raises UnexpectedResponse without one."""
    return read_instance((yield from send_for_object(account, request)))
