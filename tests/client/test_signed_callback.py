"""Callbacks that the provider signs: a forged one is told from a real one, and never sent on."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given, strategies as st
from openconnectors import CallbackError, SettingsError, verify_callback

from tests.client import acme
from tests.client.harness import Harness
from tests.client.samples import INSTANCE, configuration
from tests.client.server import Answer, Server

KEY = "fake-api-secret"
SHOP = acme.MarketplaceConfiguration(oauth_api_key="k", oauth_api_secret=KEY)


def signed(key: str = KEY, **parameters: str) -> dict[str, str]:
    """The parameters as the provider sends them, by a second implementation of its rule."""
    text = "&".join(f"{name}={parameters[name]}" for name in ("site_id", "shop", "code") if name in parameters)
    return {**parameters, "hmac": hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()}


def test_what_the_provider_signed_is_taken() -> None:
    assert verify_callback(SHOP, signed(site_id="99", code="c"))
    assert verify_callback(SHOP, signed(site_id="99", shop="Ünder & co", code="c", version="1"))


@pytest.mark.parametrize(
    "forged",
    [
        signed(site_id="99", code="c") | {"site_id": "98"},
        signed(site_id="99", code="c") | {"shop": "mine"},
        signed("another key", site_id="99", code="c"),
        {"site_id": "99", "code": "c"},
        {"site_id": "99", "code": "c", "hmac": ""},
        {**signed(site_id="99"), "hmac": "\udcff"},
    ],
)
def test_what_it_did_not_sign_is_refused(forged: dict[str, str]) -> None:
    assert not verify_callback(SHOP, forged)


def test_a_parameter_that_occurs_twice_is_refused() -> None:
    real = signed(site_id="99", code="c")
    assert not verify_callback(SHOP, f"site_id=99&site_id=98&code=c&hmac={real['hmac']}")


@given(st.dictionaries(st.sampled_from(["site_id", "shop", "code", "more"]), st.text(max_size=5)), st.text(min_size=1))
def test_any_values_and_any_key(parameters: dict[str, str], key: str) -> None:
    if any("\ud800" <= c <= "\udfff" for c in key + "".join(parameters.values())):
        return
    configured = acme.MarketplaceConfiguration(oauth_api_key="k", oauth_api_secret=key)
    assert verify_callback(configured, signed(key, **parameters))
    assert not verify_callback(configured, signed(key + "x", **parameters))


def test_what_cannot_be_checked_says_so() -> None:
    with pytest.raises(SettingsError, match="infusionsoftmarketing are not signed"):
        verify_callback(configuration(), {"code": "c"})
    with pytest.raises(SettingsError, match=r"oauth\.api\.secret"):
        verify_callback(acme.MarketplaceConfiguration(oauth_api_key="k", oauth_api_secret=""), signed(code="c"))


def test_what_is_no_configuration_is_refused() -> None:
    with pytest.raises(SettingsError, match="configuration is a Configuration of a connector's module, not a dict"):
        verify_callback({"oauth.api.secret": KEY}, signed(code="c"))  # type: ignore[arg-type]


def test_a_sign_in_sends_no_forged_callback(harness: Harness, server: Server) -> None:
    sign_in = harness.call(lambda c: c.begin(SHOP))
    forged = signed(site_id="99", code="c") | {"site_id": "98"}
    with pytest.raises(CallbackError, match="signature hmac") as caught:
        harness.call(lambda c: c.finish(sign_in, forged, name="n"))
    assert KEY not in str(caught.value)
    assert not server.got
    server.answer(Answer(body=INSTANCE))
    harness.call(lambda c: c.finish(sign_in, signed(site_id="99", code="c"), name="n"))
    assert len(server.got) == 1
