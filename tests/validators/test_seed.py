"""What the page that the project began with sends, and what the validators say of it."""

from __future__ import annotations

import copy
import pickle
import sys
from typing import Any

import pytest
from openconnectors import ValidationError
from openconnectors.validators import infusionsoftmarketing as validators

from tests.conftest import REPOSITORY
from tests.processes import run

# The request of the seed page, with its mistake.
SEED: dict[str, Any] = {
    "element": {"key": "infusionsoftmarketing"},
    "providerData": {"code": "xyz123"},
    "configuration": {
        "oauth.callback.url": "https;//mycoolapp.com",
        "oauth.api.key": "xxxxxxxxxx",
        "oauth.api.secret": "xxxxxxxxxx",
        "infusionsoft.server": "dt123.infusionsoft.com",
        "infusionsoft.private.key": "xxxxxxxxxx",
    },
    "tags": ["Docs"],
    "name": "API Instance",
}


def fixed(**configuration: object) -> dict[str, Any]:
    body = copy.deepcopy(SEED)
    body["configuration"] |= {"oauth.callback.url": "https://mycoolapp.com"}
    body["configuration"] |= {name.replace("__", "."): value for name, value in configuration.items()}
    return body


def test_the_seed_request_has_one_mistake() -> None:
    (found,) = validators.validate_instance_request(SEED)
    assert (found.pointer, found.code) == ("/configuration/oauth.callback.url", "pattern")
    assert found.message == "Callback URL (oauth.callback.url) must start with http:// or https://"
    assert validators.validate_instance_request(fixed()) == []


@pytest.mark.parametrize("server", ["dt123.infusionsoft.com", "https://dt123.infusionsoft.com"])
def test_servers_that_pass(server: str) -> None:
    assert validators.is_instance_request(fixed(infusionsoft__server=server))


@pytest.mark.parametrize(
    "server",
    ["dt123.infusionsoft.com\n", "evil.com/?infusionsoft.com", "http://dt123.infusionsoft.com", "", "infusionsoft.com"],
)
def test_servers_that_do_not(server: str) -> None:
    (found,) = validators.validate_instance_request(fixed(infusionsoft__server=server))
    assert found.pointer == "/configuration/infusionsoft.server"
    assert found.code == ("pattern" if server else "empty")


def test_all_violations_at_once_in_the_readers_words() -> None:
    body = fixed(event__vendor__type="webhooks", filter__response__nulls=1, quite="x")
    del body["configuration"]["infusionsoft.private.key"]
    body["configuration"]["infusionsoft.sever"] = body["configuration"].pop("infusionsoft.server")
    body["name"] = 7
    found = {v.pointer: (v.code, v.message) for v in validators.validate_instance_request(body)}
    assert found == {
        "/configuration/infusionsoft.private.key": (
            "required",
            "Infusionsoft Encrypted Key (infusionsoft.private.key) is missing; where to find it: In Infusionsoft under "
            "Admin > Settings > Application, once API access is enabled.",
        ),
        "/configuration/infusionsoft.sever": (
            "unknown",
            "'infusionsoft.sever' is not known here; did you mean \"infusionsoft.server\"?",
        ),
        "/configuration/quite": ("unknown", found["/configuration/quite"][1]),
        "/configuration/event.vendor.type": (
            "enum",
            'Event type (event.vendor.type) must be "polling" or "webhook"; did you mean "webhook"?',
        ),
        "/configuration/filter.response.nulls": (
            "enum",
            'Filter null values from the response (filter.response.nulls) must be "true" or "false"',
        ),
        "/name": ("type", "name must be a string, not a number"),
    }
    assert found["/configuration/quite"][1].startswith("'quite' is not known here; known are oauth.callback.url, ")


@pytest.mark.parametrize("value", [True, False, "true", "false"])
def test_booleans_as_the_platform_takes_them(value: object) -> None:
    assert validators.is_instance_request(fixed(filter__response__nulls=value))


@pytest.mark.parametrize("value", [15, 15.0, "15"])
def test_numbers_as_the_platform_takes_them(value: object) -> None:
    assert validators.is_instance_request(fixed(event__poller__refresh_interval=value))


@pytest.mark.parametrize("value", ["15.5", "", "x", None, [], True, "\u0661\u0665", " 15"])
def test_no_numbers(value: object) -> None:
    assert not validators.is_instance_request(fixed(event__poller__refresh_interval=value))


def test_no_violation_holds_a_value() -> None:
    canary = "canary-4711"
    body = fixed(infusionsoft__server=canary, event__vendor__type=canary, filter__response__nulls=canary)
    body["configuration"] |= {"oauth.api.secret": [canary], "infusionsoft.private.key": {canary: canary}}
    body["providerData"] = {"code": [canary]}
    found = validators.validate_instance_request(body)
    assert len(found) == 6
    assert canary not in repr(found)


@pytest.mark.parametrize("name", [1, None, True, 1.5, b"name", ("a",)])
def test_a_name_that_is_no_string_is_a_violation(name: Any) -> None:
    """A dict of Python can hold what no JSON object does; it is told, and nothing fails."""
    body = fixed()
    for holder, place in ((body, ""), (body["configuration"], "/configuration"), (body["element"], "/element")):
        holder[name] = "x"
        (violation,) = validators.validate_instance_request(body)
        assert (violation.pointer, violation.code) == (f"{place}/{name!r}", "unknown")
        assert violation.message.startswith("a name must be a string, not ")
        del holder[name]
    assert [v.code for v in validators.validate_instance_request({name: "x"})] == [*["required"] * 4, "unknown"]


def test_an_exception_with_violations_can_go_to_another_process() -> None:
    found = validators.validate_instance_request(fixed(oauth__api__kee="x"))
    error = pickle.loads(pickle.dumps(ValidationError("body", found)))
    assert (str(error), list(error.violations)) == (str(ValidationError("body", found)), found)


def test_responses_are_open_and_requests_closed() -> None:
    assert not validators.is_instance_request({**fixed(), "quite": 1})
    answer = {"id": 1, "name": "x", "token": "t", "element": {"key": "infusionsoftmarketing", "more": 1}, "quite": 1}
    assert validators.validate_instance_response(answer) == []


def test_a_refusal_is_a_callback_too() -> None:
    assert validators.is_callback_query({"error": "access_denied", "state": "s"})
    assert not validators.is_callback_query({"state": "s"})


@pytest.mark.parametrize("body", [None, True, 0, "", [], [{}]])
def test_what_is_no_object(body: object) -> None:
    (found,) = validators.validate_instance_request(body)
    assert (found.pointer, found.code) == ("", "type")


def test_a_method_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="no way to sign in is named 'oauth1'"):
        validators.validate_instance_request(fixed(), "oauth1")


def test_a_validator_imports_nothing_that_takes_time() -> None:
    source = REPOSITORY / "generated" / "python" / "src"
    code = (
        f"import sys; sys.path.insert(0, {str(source)!r})\n"
        "import openconnectors.validators.infusionsoftmarketing\n"
        "starts = ('typing', 'dataclasses', 'httpx', 'difflib', 'openconnectors')\n"
        "print(*sorted(name for name in sys.modules if name.startswith(starts)))"
    )
    assert run(sys.executable, "-I", "-S", "-c", code).stdout.split() == [
        "openconnectors",
        "openconnectors.validators",
        "openconnectors.validators._platform",
        "openconnectors.validators._values",
        "openconnectors.validators._variants",
        "openconnectors.validators.infusionsoftmarketing",
    ]
