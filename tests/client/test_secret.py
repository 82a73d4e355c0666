"""A secret shows itself to nobody but the caller of reveal."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle

import pytest
from openconnectors import Callback, Response, Secret
from openconnectors.masking import legible, mask
from openconnectors.members import Members

from tests.client.samples import configuration

VALUE = "hunter2 & more"


def test_no_way_to_print_it_shows_it() -> None:
    secret = Secret(VALUE)
    shown = [repr(secret), str(secret), f"{secret}", f"{secret:>30}", repr([secret]), format(secret, "x")]
    assert all("hunter2" not in text for text in shown)
    assert secret.reveal() == VALUE


def test_nothing_stores_it_by_accident() -> None:
    secret = Secret(VALUE)
    for held in (secret, Members({"a": VALUE}), Callback.of({"code": VALUE}), Response(200, {}, VALUE.encode())):
        with pytest.raises(TypeError) as refused:
            pickle.dumps(held)
        assert "hunter2" not in str(refused.value)
        assert "hunter2" not in repr(held)
    for held in (secret, Members({"a": VALUE}), configuration(oauth_api_secret=VALUE)):
        with pytest.raises(TypeError):
            json.dumps(held)
    with pytest.raises(TypeError):
        json.dumps(dataclasses.asdict(configuration(oauth_api_secret=VALUE)))


def test_it_is_a_value_that_does_not_change() -> None:
    secret = Secret(VALUE)
    assert secret == Secret(VALUE)
    assert hash(secret) == hash(Secret(VALUE))
    assert secret != Secret("other")
    assert secret != VALUE
    assert copy.deepcopy(secret) is secret
    assert Secret.of(secret) is secret
    assert Secret.of(None) is None
    assert bool(secret)
    assert not Secret("")
    for name in ("_value", "new"):
        with pytest.raises(AttributeError):
            setattr(secret, name, "x")
    with pytest.raises(AttributeError):
        del secret._value


def test_a_configuration_hides_its_secret_fields_alone() -> None:
    shown = repr(configuration(oauth_api_secret=VALUE, event_notification_signature_key="hunter2"))
    assert "hunter2" not in shown
    assert "infusionsoftmarketing.Configuration(" in shown
    assert "dt123.infusionsoft.com" in shown
    assert "event_objects" not in shown
    assert configuration(oauth_api_secret=VALUE).reveal()["oauth.api.secret"] == VALUE


ODD = 'pä55 "w&rd</b>+/=\u2028'


@pytest.mark.parametrize(
    "form",
    [
        ODD,
        "p%C3%A455%20%22w%26rd%3C%2Fb%3E%2B%2F%3D%E2%80%A8",
        "p%c3%a455%20%22w%26rd%3c%2fb%3e%2b%2f%3d%e2%80%a8",
        "p%C3%A455+%22w%26rd%3C%2Fb%3E%2B%2F%3D%E2%80%A8",
        json.dumps(ODD)[1:-1],
        json.dumps(ODD, ensure_ascii=False)[1:-1],
        "pä55 &quot;w&amp;rd&lt;/b&gt;+/=\u2028",
    ],
)
def test_masking_finds_a_secret_in_other_clothes(form: str) -> None:
    assert mask(f"before {form} after", [Secret(ODD)]) == "before ******** after"


@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
def test_masking_finds_a_secret_within_base64(before: str) -> None:
    import base64

    text = base64.b64encode(f"{before}a-long-password:x".encode()).decode()
    assert "********" in mask(text, [Secret("a-long-password")])


def test_a_short_secret_is_masked_as_a_word_only() -> None:
    assert mask("code ab in fabric", [Secret("ab")]) == "code ******** in fabric"


def test_the_longer_of_two_secrets_is_masked_first() -> None:
    assert mask("secret-secret-2", [Secret("secret"), Secret("secret-secret-2")]) == "********"


def test_text_of_others_is_one_legible_line() -> None:
    assert legible("a\r\nb\x1b[31m\u202ec") == "a b [31m c"
    assert len(legible("x" * 10_000)) < 600
