"""Whether an event comes from the platform."""

from __future__ import annotations

import base64
import hmac

from ._platform import SIGNATURE
from .errors import SettingsError
from .secret import Secret

__all__ = ["SIGNATURE_HEADER", "verify_event"]

SIGNATURE_HEADER = SIGNATURE.header
"""The header of an event that holds its signature."""


def verify_event(body: bytes, signature: str | None, key: Secret | str) -> bool:
    """Whether ``signature`` is the one of ``body`` under ``key``. Take the event for real only when this is True.

    ``body`` is the raw body, before anything decodes or parses it; ``signature`` the header `SIGNATURE_HEADER`, or
    None when there is none; ``key`` the configuration field ``event.notification.signature.key``. Signatures are
    compared in constant time. Raises SettingsError for an empty key: with it, anybody could sign.
    """
    key = Secret.of(key)
    if not key:
        raise SettingsError("the signature key is empty, so anybody could sign; give the one of the configuration")
    if not isinstance(key.reveal(), str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError("key is the signature key as a Secret or str")
    if not isinstance(body, bytes | bytearray | memoryview):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"body is the raw body of the request, as bytes, not {type(body).__name__}")
    if not isinstance(signature, str):
        return False
    return hmac.compare_digest(_signature(body, key).encode(), signature.strip().encode("utf-8", "surrogatepass"))


def _signature(body: bytes, key: Secret) -> str:
    digest = hmac.digest(key.reveal().encode("utf-8", "surrogatepass"), body, "sha256")
    return SIGNATURE.prefix + base64.b64encode(digest).decode("ascii")
