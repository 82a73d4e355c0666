"""The signature of an event."""

from __future__ import annotations

import pytest
from openconnectors import Secret, SettingsError, verify_event
from openconnectors.events import SIGNATURE_HEADER

KEY = "MySecretEventSignatureKey"
BODY = b"<INSERT_EVENT_NOTIFICATION_RESPONSE_BODY>"
SIGNATURE = "sha256=jHdbRx5EZAsOfTwAPJOGkNUzQMVVdu5VJlxcsk+G6jQ="


def test_the_platforms_own_example() -> None:
    assert SIGNATURE_HEADER == "Elements-Webhook-Signature"
    assert verify_event(BODY, SIGNATURE, KEY) is True
    assert verify_event(bytearray(BODY), f" {SIGNATURE} ", Secret(KEY)) is True  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "signature", "key"),
    [
        (BODY + b"\n", SIGNATURE, KEY),
        (BODY, SIGNATURE, KEY + "x"),
        (BODY, SIGNATURE.removeprefix("sha256="), KEY),
        (BODY, SIGNATURE.lower(), KEY),
        (BODY, "sha256=", KEY),
        (BODY, "", KEY),
        (BODY, None, KEY),
        (BODY, "sha256=\udcff", KEY),
    ],
)
def test_anything_else_is_forged(body: bytes, signature: str | None, key: str) -> None:
    assert verify_event(body, signature, key) is False


def test_what_cannot_be_checked() -> None:
    with pytest.raises(SettingsError, match="empty"):
        verify_event(BODY, SIGNATURE, "")
    with pytest.raises(TypeError, match="raw body"):
        verify_event("text", SIGNATURE, KEY)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="signature key"):
        verify_event(BODY, SIGNATURE, KEY.encode())  # type: ignore[arg-type]
