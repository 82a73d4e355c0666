"""Whether a callback comes from the provider, where the provider signs it."""

from __future__ import annotations

import base64
import hmac

from .callback import Callback, CallbackLike
from .configuration import BaseConfiguration
from .errors import SettingsError
from .guard import guarded
from .secret import Secret
from .shapes import CallbackSignature
from .ways import method_of

__all__ = ["sign", "verify_callback"]


def verify_callback(configuration: BaseConfiguration, callback: CallbackLike) -> bool:
    """Whether the provider signed ``callback`` with the key in ``configuration``.

    For providers that start the sign-in themselves: call it on what they send first, before anything is done with it.
    `Client.finish` checks a signature that is there as well. False when there is none, or a parameter occurs twice.
    Raises SettingsError when the connector's provider signs no callbacks, or when the key is missing.
    """
    callback = Callback.of(callback)
    method = method_of(configuration)
    signature = method.callback_signature
    if signature is None:
        raise SettingsError(f"the callbacks of {method.connector} are not signed when signing in by {method.name}")
    key = configuration.wire().get(signature.key)
    if not key:
        raise SettingsError(f"the key of the signature is missing; give {signature.key} in the configuration")
    found = callback.get(signature.parameter)
    if found is None or not callback.readable:
        return False
    secret = Secret.of(key)
    return guarded(
        lambda: hmac.compare_digest(sign(signature, callback, secret).encode(), _bytes(found.reveal())),
        "cannot check the signature",
    )


def sign(signature: CallbackSignature, callback: Callback, key: Secret) -> str:
    """Return the signature that the provider gives a callback."""
    signed = ((name, callback.get(name)) for name in signature.over)
    text = "&".join(f"{name}={value.reveal()}" for name, value in signed if value is not None)
    made = hmac.digest(_bytes(key.reveal()), _bytes(text), "sha256")
    return made.hex() if signature.encoding == "hex" else base64.b64encode(made).decode("ascii")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
