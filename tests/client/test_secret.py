"""A secret shows itself to nobody but the caller of reveal."""

from __future__ import annotations

import copy
import copyreg
import dataclasses
import inspect
import json
import logging
import marshal
import pickle
import pprint
import reprlib
import traceback
from collections.abc import Callable
from typing import Any

import pytest
from openconnectors import Callback, Response, Secret
from openconnectors.masking import legible, mask_all
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
    for other in (secret, Members({"a": VALUE}), configuration(oauth_api_secret=VALUE)):
        with pytest.raises(TypeError):
            json.dumps(other)
    with pytest.raises(TypeError):
        json.dumps(dataclasses.asdict(configuration(oauth_api_secret=VALUE)))


def slots_of(thing: object) -> list[object]:
    names = [name for kind in type(thing).__mro__ for name in getattr(kind, "__slots__", ())]
    return [getattr(thing, name) for name in names]


ASK: dict[str, Callable[[Any], object]] = {
    "repr": repr,
    "str": str,
    "format": lambda held: f"{held} {held!r} {held!s:>20}",
    "percent": lambda held: "%s %r" % (held, held),  # noqa: UP031
    "containers": lambda held: repr([held, (held,), {"a": held}, {1: [held]}]),
    "pprint": lambda held: pprint.pformat({"a": [held]}),
    "dir": lambda held: repr(dir(held)),
    "vars": vars,
    "dict": lambda held: held.__dict__,
    "slots": lambda held: repr(slots_of(held)),
    "inspect": lambda held: repr(inspect.getmembers(held)),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "getstate": lambda held: held.__getstate__(),
    "object's getstate": lambda held: object.__reduce_ex__(held, 2),
    "copyreg": lambda held: vars(copyreg)["__reduce_ex__"](held, 0),
    "reduce": lambda held: held.__reduce__(),
    "reduce_ex": lambda held: [held.__reduce_ex__(protocol) for protocol in range(6)],
    "pickle": lambda held: [pickle.dumps(held, protocol) for protocol in range(6)],
    "marshal": marshal.dumps,
    "json": json.dumps,
    "json as text": lambda held: json.dumps(held, default=str),
    "reprlib": reprlib.repr,
    "a dataclass": lambda held: repr(dataclasses.make_dataclass("D", ["x"])(held)),
    "asdict": lambda held: repr(dataclasses.asdict(dataclasses.make_dataclass("D", ["x"])(held))),
    "astuple": lambda held: repr(dataclasses.astuple(dataclasses.make_dataclass("D", ["x"])(held))),
    "replace": lambda held: repr(dataclasses.replace(dataclasses.make_dataclass("D", ["x"])(held))),
    "an exception": lambda held: repr(ValueError(held)) + str(ValueError(held)),
    "equal": lambda held: repr(held == VALUE) + repr(held == held),
    "order": lambda held: held < held,
    "length": len,
    "bytes": bytes,
    "a number": int,
    "text": lambda held: "" + held,
    "set": lambda held: setattr(held, "_held", 5),
}


@pytest.mark.parametrize("ask", ASK)
@pytest.mark.parametrize("make", [Secret, lambda v: Members({"a": v, "b": [v]}), lambda v: Callback.of({"code": v})])
def test_whoever_asks_in_whatever_way_sees_nothing(ask: str, make: Callable[[str], Any]) -> None:
    try:
        said = repr(ASK[ask](make(VALUE)))
    except Exception as error:
        report = traceback.TracebackException.from_exception(error, capture_locals=False)
        said = "".join(report.format())
    assert "hunter2" not in said


def test_a_log_record_shows_the_mask(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("t").warning("%s %r", Secret(VALUE), [Secret(VALUE)])
    assert "hunter2" not in caplog.text
    assert "********" in caplog.text


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
        del secret._value  # type: ignore[attr-defined]


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
    assert mask_all([f"before {form} after"], [Secret(ODD)]) == ["before ******** after"]


@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
def test_masking_finds_a_secret_within_base64(before: str) -> None:
    import base64

    text = base64.b64encode(f"{before}a-long-password:x".encode()).decode()
    assert "********" in mask_all([text], [Secret("a-long-password")])[0]


def test_a_short_secret_is_masked_as_a_word_only() -> None:
    assert mask_all(["code ab in fabric"], [Secret("ab")]) == ["code ******** in fabric"]


def test_the_longer_of_two_secrets_is_masked_first() -> None:
    assert mask_all(["secret-secret-2"], [Secret("secret"), Secret("secret-secret-2")]) == ["********"]


def test_text_of_others_is_one_legible_line() -> None:
    assert legible("a\r\nb\x1b[31m\u202ec") == "a b [31m c"
    assert len(legible("x" * 10_000)) < 600
