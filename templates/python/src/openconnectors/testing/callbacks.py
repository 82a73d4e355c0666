"""What a provider brings to the callback URL, made up so that the connector takes it."""

from __future__ import annotations

from collections.abc import Mapping

from ..callback import Callback
from ..configuration import BaseConfiguration
from ..errors import SettingsError
from ..secret import Secret
from ..shapes import Method
from ..signed_callback import sign
from .catalogue import Connector

__all__ = ["callback_parameters", "code_parameter", "signed"]

# What a parameter may look like; its pattern decides.
_LIKELY = ("1234567890", "fake-{}", "https://fake.example", "fake.example", "US", "true")


def code_parameter(method: Method) -> str:
    """Return the name of the callback parameter that brings the grant code; empty where none does."""
    sources = [value.source or f"callback:{value.name}" for value in method.provider_data if value.name == "code"]
    name = next(iter(sources), "").removeprefix("callback:")
    return name if name in method.callback else ""


def callback_parameters(
    connector: Connector, method: Method, query: Mapping[str, str], values: Mapping[str, str]
) -> dict[str, str]:
    """Return the parameters of a callback after the call with ``query``; ``values`` are the test's own.

    Raises SettingsError, with what to give, when the connector would not take them.
    """
    told: dict[str, str] = {}
    for name in method.callback:
        if name == "state":
            if "state" in query:
                told[name] = query["state"]
        elif name == "oauth_token":
            told[name] = query.get("requestToken", "")
        else:
            told[name] = _likely(connector, method, name)
    told |= values
    wrong = {name: fault for name, value in told.items() if (fault := _fault(connector, method, name, value))}
    missing = connector.violations("callback_query", told, method.name)
    wrong |= {violation.pointer[1:]: violation.message for violation in missing}
    if wrong:
        said = ", ".join(f"{name} ({fault})" for name, fault in wrong.items())
        raise SettingsError(f"{connector.key} does not take this callback; give values of your own: {said}")
    return told


def _likely(connector: Connector, method: Method, name: str) -> str:
    values = [form.format(name) for form in _LIKELY]
    return next((value for value in values if not _fault(connector, method, name, value)), values[0])


def _fault(connector: Connector, method: Method, name: str, value: str) -> str:
    """Say what is wrong with a parameter, where it arrives and where the instance request carries it on."""
    found = list(connector.violations("callback_query", {name: value}, method.name))
    source = f"callback:{name}"
    carried = [v.name for v in method.provider_data if v.source == source or (not v.source and v.name == name)]
    fields = [v.name for v in method.configuration if v.source == source]
    body = {"providerData": dict.fromkeys(carried, value), "configuration": dict.fromkeys(fields, value)}
    found += connector.violations("instance_request", body, method.name)
    at = {f"/{name}", *(f"/providerData/{n}" for n in carried), *(f"/configuration/{n}" for n in fields)}
    return next((violation.message for violation in found if violation.pointer in at), "")


def signed(configuration: BaseConfiguration, told: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters with the provider's signature, where it signs them."""
    signature = configuration.METHOD.callback_signature
    key = configuration.wire().get(signature.key) if signature else None
    if signature is None or not key:
        return dict(told)
    return {**told, signature.parameter: sign(signature, Callback.of(told), Secret.of(key))}
