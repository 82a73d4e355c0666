"""Headers of the caller's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from .bodies import Body, hidden
from .errors import SettingsError
from .secret import Secret

__all__ = ["checked_headers", "hidden_headers", "with_headers"]

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2
_VALUE = re.compile(r"[!-~]([\t -~]*[!-~])?")  # RFC 9110, 5.5, without what has meant different things to servers

# What is the transport's to say, since it is true of the connection or of how the body goes over it.
_OF_THE_TRANSPORT = frozenset(
    (
        "accept-encoding",
        "connection",
        "content-length",
        "expect",
        "host",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    )
)


def hidden_headers(given: Mapping[str, Secret | str] | None) -> Mapping[str, Secret] | None:
    """Return headers that are given in the open as secrets; what is no mapping is for `checked_headers` to refuse."""
    return cast("Mapping[str, Secret] | None", hidden(cast("Body", given)))


def checked_headers(given: Mapping[object, object]) -> dict[str, Secret]:
    """Return the headers; raises SettingsError for what no request can hold, with no value in it.

    A name that is none is not shown either: it may be a value in the wrong place.
    """
    found: dict[str, Secret] = {}
    for number, (name, value) in enumerate(given.items(), start=1):
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise SettingsError(f"header {number} of headers has a name that no header can have")
        if name.lower() in _OF_THE_TRANSPORT:
            raise SettingsError(f"the header {name} is for the transport to set; leave it out of headers")
        if not isinstance(value, Secret) or not _VALUE.fullmatch(str(value.reveal())):
            raise SettingsError(
                f"the value of the header {name} is printable ASCII, without blanks around it, and this one is not"
            )
        found = with_headers(found, {name: value})
    return found


def with_headers(headers: Mapping[str, Secret], more: Mapping[str, Secret]) -> dict[str, Secret]:
    """Return ``headers`` with ``more``, which win; case makes no difference in a name."""
    if not more:
        return dict(headers)
    new = {name.lower() for name in more}
    return {**{name: value for name, value in headers.items() if name.lower() not in new}, **more}
