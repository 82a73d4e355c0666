"""What is taken for a real credential. Those here are put together, so that no scanner takes this file for a leak."""

from __future__ import annotations

import pytest

from ocgen.text.credentials import is_placeholder
from tests.lint.conftest import BASE, Lint

_MIXED = "q7Rk2LwZ9xTb4Vn8Ys3Mc6Pd"
_HEX = "9f86d081884c7d659a2feaa0c55ad015"
_SID = "A" + "C" + _HEX

REAL = {
    "an access key of AWS": "AKIA" + "QYLPMN5HFIQR7XYA",
    "a key of Stripe": "sk_" + "live_" + _MIXED,
    "a token of Slack": "xo" + "xb-123456789012-" + _MIXED,
    "a token of GitHub": "gh" + "p_" + _MIXED + "0aB1cD2eF3gH",
    "a token of GitLab": "gl" + "pat-" + _MIXED,
    "an API key of Google": "AI" + "za" + _MIXED + "0aB1cD2eF3g",
    "a key of SendGrid": "S" + "G." + _MIXED + "." + _MIXED,
    "a key of Mailgun or Twilio": "S" + "K" + _HEX,
    "an account SID of Twilio": _SID,
    "a key of Mailchimp": _HEX + "-us" + "12",
    "a JSON Web Token": "ey" + "JhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0In0." + _MIXED,
    "a private key": "-----BEGIN RSA " + "PRIVATE KEY-----",
    "a password in an address": "https://admin:" + "hunter2@acme.example.com/",
    "a random secret": _MIXED + "==",
}

HARMLESS = [
    "fake_api_key_of_the_connector",
    "fake_" + _MIXED,
    "INFUSIONSOFT_API_SECRET_2_FOR_TESTS",
    "********************************",
    "<INSERT_YOUR_API_KEY_HERE_0123456789>",
    "AKIAIOSFODNN7EXAMPLE",
    "c2f1b7d04e6a4a83",
    "00000000000000000000000000000000",
    "123e4567-e89b-12d3-a456-426614174000",
    "https://login.salesforce.com/services/oauth2/authorize?response_type=code&client_id=fake_api_key",
    "https://acme-9.example.com/Integration/Version2/ContactsAndOpportunities2024/List",
    "https://user@acme.example.com/",
    "https://user:PASSWORD@acme.example.com/",
    "com.acme.integration.AccountSynchronizationService2",
    "accounts,contacts,leads,opportunities,products",
]


def spec(value: str) -> str:
    """A field with a value as its example."""
    return f"{BASE}  - key: acme.x\n    description: It.\n    example: '{value}'\n"


@pytest.mark.parametrize(("what", "value"), REAL.items(), ids=REAL)
def test_what_looks_real_is_told_and_not_repeated(lint_text: Lint, what: str, value: str) -> None:
    (finding,) = lint_text(spec(value))
    assert (finding.rule, finding.level, finding.location.line) == ("real-credential", "error", 13)
    assert what in finding.message
    assert value not in repr(finding)


@pytest.mark.parametrize("value", HARMLESS)
def test_what_nobody_takes_for_real_is_clean(lint_text: Lint, value: str) -> None:
    assert lint_text(spec(value)) == []


@pytest.mark.parametrize("part", ["default", "const"])
def test_all_literals_of_a_field_are_looked_at(lint_text: Lint, part: str) -> None:
    text = spec("fine") + f"    {part}: {_HEX}\n"
    assert [(f.rule, f.location.line) for f in lint_text(text)] == [("real-credential", 14)]


def test_example_answers_are_looked_at(lint_text: Lint) -> None:
    text = spec("fine") + f"examples:\n  response_element:\n    deep: {{token: [{_HEX}]}}\n"
    assert [(f.rule, f.location.line) for f in lint_text(text)] == [("real-credential", 16)]


def test_known_forms_are_found_in_words_too_and_random_ones_are_not(lint_text: Lint) -> None:
    stripe = REAL["a key of Stripe"]
    assert [f.rule for f in lint_text(spec("x").replace("It.", f"Such as {stripe}."))] == ["real-credential"]
    assert lint_text(spec("x").replace("It.", f"Such as {_HEX}.")) == []


def test_a_value_that_does_not_fit_its_field_is_not_repeated(lint_text: Lint) -> None:
    found = lint_text(spec("hunter2") + "    secret: true\n    type: integer\n    pattern: ^[0-9]+$\n")
    assert [f.rule for f in found] == ["example-mismatch"]
    assert "hunter2" not in repr(found)


@pytest.mark.parametrize("value", ["", "***", "$TOKEN", "{token}"])
def test_signs_alone_are_placeholders(value: str) -> None:
    assert is_placeholder(value)


def test_an_identifier_that_anybody_may_see_is_clean(lint_text: Lint) -> None:
    (finding,) = lint_text(spec(_SID))
    assert finding.help.startswith("add secret: false")
    assert lint_text(spec(_SID) + "    secret: false\n") == []


@pytest.mark.parametrize(
    "value", [v for what, v in REAL.items() if "SID" not in what] + [_SID + _MIXED, f"{_SID} {_HEX}"]
)
def test_no_secret_passes_as_an_identifier(lint_text: Lint, value: str) -> None:
    assert [f.rule for f in lint_text(spec(value) + "    secret: false\n")] == ["real-credential"]


@pytest.mark.parametrize("said", ["    secret: true\n", "    secret: 'false'\n", ""])
def test_an_identifier_is_refused_where_nobody_says_that_it_is_open(lint_text: Lint, said: str) -> None:
    assert "real-credential" in {f.rule for f in lint_text(spec(_SID) + said)}


def test_an_example_answer_is_no_field(lint_text: Lint) -> None:
    text = spec("x") + f"examples:\n  response_element: {{secret: false, sid: {_SID}, list: [{_SID}]}}\n"
    assert [f.rule for f in lint_text(text)] == ["real-credential"] * 2
