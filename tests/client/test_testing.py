"""The fake platform: an app's tests run against it as against the real one, without a network."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from operator import methodcaller
from traceback import TracebackException
from typing import Any

import pytest
from openconnectors import (
    AsyncClient,
    BadRequest,
    Client,
    Conflict,
    ConsentRefused,
    Forbidden,
    NotAuthorized,
    NotFound,
    OpenConnectorsError,
    Request,
    RequestTimeout,
    RetryPolicy,
    Secret,
    ServerError,
    SettingsError,
    SignIn,
    StateMismatch,
    TransportError,
    verify_callback,
)
from openconnectors._platform import ENDPOINTS
from openconnectors.connectors import marketo, quickbooks, sfdc, twitter, weebly
from openconnectors.testing import Answer, Call, Engine, FakePlatform
from openconnectors.testing.engine import HUB_CALL
from openconnectors.validators import infusionsoftmarketing as validators

from tests.client import harness
from tests.client.samples import APP, CALLBACK, KEYS, SIGNED, configuration


class Driver:
    """Calls either client of a fake platform."""

    def __init__(self, asynchronous: bool) -> None:
        self.asynchronous = asynchronous
        self.platform = FakePlatform()

    def __repr__(self) -> str:
        return "async" if self.asynchronous else "sync"

    def __call__(self, call: harness.Call, **options: Any) -> Any:
        make = self.platform.async_client if self.asynchronous else self.platform.client
        return harness.drive(call, lambda: make(**options), asynchronous=self.asynchronous)

    def create(self, name: str = "n", **more: Any) -> Any:
        """Return an instance that a user has signed in for."""
        sign_in = self(lambda c: c.begin(configuration()))
        return self(lambda c: c.finish(sign_in, self.platform.consent(sign_in), name=name, **more))


@pytest.fixture(params=["sync", "async"])
def driver(request: pytest.FixtureRequest) -> Driver:
    return Driver(request.param == "async")


def test_a_sign_in_from_its_begin_to_the_instance(driver: Driver) -> None:
    sign_in = driver(lambda c: c.begin(configuration()))
    came_back = driver.platform.consent(sign_in.url)
    assert came_back == f"{CALLBACK}?code=fake-code-1&state={sign_in.state}"
    instance = driver(lambda c: c.finish(sign_in, came_back, name="API Instance", tags=["Docs"]))
    assert (instance.id, instance.name, instance.tags) == (1, "API Instance", ("Docs",))
    assert (instance.element.key, instance.valid, instance.disabled) == ("infusionsoftmarketing", True, False)
    assert dict(instance.configuration) == configuration().reveal()
    assert validators.is_instance_response(json.loads(instance.response.reveal()))
    assert driver(lambda c: c.get_instance(1)) == instance == driver.platform.instances[0]
    assert driver(lambda c: c.ping(instance.token)).endpoint == "infusionsoftmarketing"
    assert [call.endpoint for call in driver.platform.calls] == ["oauth_url", "create_instance", "get_instance", "ping"]


def test_a_grant_code_works_once_and_for_its_connector(driver: Driver) -> None:
    sign_in = driver(lambda c: c.begin(configuration()))
    came_back = driver.platform.consent(sign_in)
    driver(lambda c: c.finish(sign_in, came_back, name="n"))
    with pytest.raises(BadRequest, match="grant code is unknown, was used before"):
        driver(lambda c: c.finish(sign_in, came_back, name="n"))
    code = {"code": "salesforce's", "state": sign_in.state}
    driver.platform.grant("sfdc", "salesforce's")
    with pytest.raises(BadRequest, match="of another element"):
        driver(lambda c: c.finish(sign_in, code, name="n"))
    driver.platform.grant("infusionsoftmarketing", "mine")
    assert driver(lambda c: c.finish(sign_in, {**code, "code": "mine"}, name="n")).id == 2


def test_a_user_who_refuses(driver: Driver) -> None:
    sign_in = driver(lambda c: c.begin(configuration()))
    with pytest.raises(ConsentRefused, match="access_denied: The user refused"):
        driver(lambda c: c.finish(sign_in, driver.platform.refusal(sign_in), name="n"))
    assert driver.platform.instances == ()


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "https://provider.example/x?sign_in=\u00b2"])
def test_an_address_of_somebody_else(driver: Driver, address: str) -> None:
    with pytest.raises(SettingsError, match="no address to sign in at that the fake platform gave"):
        driver.platform.consent(address)


def test_a_forged_callback_comes_to_nothing(driver: Driver) -> None:
    first, second = (driver(lambda c: c.begin(configuration())) for _ in range(2))
    with pytest.raises(StateMismatch):
        driver(lambda c: c.finish(first, driver.platform.consent(second), name="n"))


def test_oauth_1(driver: Driver) -> None:
    app: dict[str, Any] = {**KEYS, "oauth_callback_url": f"{CALLBACK}?x=1"}
    sign_in = driver(lambda c: c.begin(twitter.Configuration(**app)))
    came_back = driver.platform.consent(sign_in)
    assert came_back == f"{CALLBACK}?x=1&oauth_token=fake-request-token-1&oauth_verifier=1234567890"
    assert driver(lambda c: c.finish(sign_in, came_back, name="n")).element.key == "twitter"
    with pytest.raises(BadRequest, match="request token is unknown, was used before"):
        driver(lambda c: c.finish(sign_in, came_back, name="n"))
    unverified = driver(lambda c: c.begin(twitter.Configuration(**app)))
    with pytest.raises(BadRequest, match="or is not verified"):
        said = {"oauth_token": unverified.token.token.reveal(), "oauth_verifier": "guessed"}
        driver(lambda c: c.finish(unverified, said, name="n"))
    refused = driver.platform.refusal(unverified)
    with pytest.raises(ConsentRefused):
        driver(lambda c: c.finish(unverified, refused, name="n"))


def test_a_provider_that_starts_the_sign_in_signs_it(driver: Driver) -> None:
    own = weebly.Configuration(**KEYS)
    query = driver.platform.started(own)
    assert verify_callback(own, query)
    assert driver(lambda c: c.finish(SignIn(own), query, name="n")).element.key == "weebly"
    with pytest.raises(SettingsError, match="no provider starts a sign-in to infusionsoftmarketing"):
        driver.platform.started(configuration())


def test_a_connector_without_consent_and_tokens_that_a_user_holds(driver: Driver) -> None:
    own = marketo.Configuration(
        **KEYS,
        marketo_identity_url="https://123-ABC-456.mktorest.com/identity",
        base_url="https://123-ABC-456.mktorest.com",
    )
    sign_in = driver(lambda c: c.begin(own))
    assert driver(lambda c: c.finish(sign_in, name="n")).id == 1
    tokens = sfdc.OwnTokensConfiguration(**APP, oauth_user_refresh_token="fake-refresh-token")
    assert driver(lambda c: c.create_instance_with_tokens(tokens, name="n")).id == 2


def test_values_of_a_callback_fit_the_connector_or_are_the_tests_own(driver: Driver) -> None:
    own = quickbooks.Configuration(**APP, scope="com.intuit.quickbooks.accounting")
    sign_in = driver(lambda c: c.begin(own))
    assert "realmId=1234567890" in driver.platform.consent(sign_in)
    assert "realmId=42" in driver.platform.consent(sign_in, realmId="42")
    with pytest.raises(SettingsError, match=r"not take this callback; give values of your own: realmId \(.*empty"):
        driver.platform.consent(sign_in, realmId="")
    with pytest.raises(SettingsError, match="no address to sign in at that the fake platform gave"):
        driver.platform.consent("https://signin.example.com/?sign_in=1")


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a misspelt field": (
        {"configuration": {"infusionsoft.sever": "x"}},
        r"/configuration/infusionsoft\.sever: .*did you mean",
    ),
    "a wrong value": ({"configuration": {"infusionsoft.server": "evil.com"}}, r"/configuration/infusionsoft\.server: "),
    "another connector": ({"element": {"key": "nobody"}}, "No element found with the key or id"),
    "no connector": ({"element": {"key": None}}, "/element/key: is missing"),
    "no name": ({"name": ""}, "/name: "),
    "tags that are none": ({"tags": "Docs"}, "/tags: "),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_the_platform_refuses_it_refuses_too(driver: Driver, name: str) -> None:
    extra, told = WRONG[name]
    driver.platform.grant("infusionsoftmarketing", "c")
    with pytest.raises((BadRequest, NotFound), match=told):
        driver(lambda c: c.create_instance(configuration(), name="n", callback={"code": "c"}, extra_body=extra))
    assert driver.platform.instances == ()


def test_an_oauth_url_needs_what_the_connector_needs(driver: Driver) -> None:
    with pytest.raises(BadRequest, match="/apiKey"):
        driver(lambda c: c.begin(configuration(), extra_query={"apiKey": ""}))
    with pytest.raises(BadRequest, match="does not use OAuth"):
        driver.platform.client().get_instance(1, on_request=lambda r: replace(r, path="/elements/marketo/oauth/url"))


def test_the_life_of_an_instance(driver: Driver) -> None:
    instance = driver.create(tags=["a"])
    changed = driver(lambda c: c.update_instance(1, name="new", tags=["b", "c"]))
    assert (changed.name, changed.tags, changed.token) == ("new", ("b", "c"), instance.token)
    fields = {"infusionsoft.server": "dt999.infusionsoft.com", "event.notification.enabled": True}
    changed = driver(lambda c: c.update_instance(1, configuration=fields))
    assert changed.configuration["infusionsoft.server"] == "dt999.infusionsoft.com"
    assert changed.configuration["oauth.api.key"] == "fake-api-key"
    assert changed.more["eventsEnabled"] is True
    with pytest.raises(BadRequest, match=r"/configuration/infusionsoft\.server"):
        driver(lambda c: c.update_instance(1, configuration={"infusionsoft.server": "evil.com"}))
    replaced = driver(lambda c: c.replace_instance(1, configuration(), name="whole"))
    assert (replaced.name, replaced.tags, dict(replaced.configuration)) == ("whole", (), configuration().reveal())
    driver(lambda c: c.disable_instance(1))
    with pytest.raises(Forbidden, match="disabled"):
        driver(lambda c: c.ping(instance.token))
    driver(lambda c: c.enable_instance(1))
    driver(lambda c: c.ping(instance.token))
    driver(lambda c: c.delete_instance(1))
    with pytest.raises(NotFound, match="No element instance found with the id 1"):
        driver(lambda c: c.get_instance(1))
    with pytest.raises(NotAuthorized):
        driver(lambda c: c.ping(instance.token))


def test_an_instance_gets_a_new_grant(driver: Driver) -> None:
    instance = driver.create()
    sign_in = driver(lambda c: c.begin(configuration()))
    came_back = driver.platform.consent(sign_in)
    assert driver(lambda c: c.reauthenticate(1, sign_in, came_back)).token == instance.token
    with pytest.raises(BadRequest, match="used before"):
        driver(lambda c: c.reauthenticate(1, sign_in, came_back))


def test_what_came_with_the_callback_stays(driver: Driver) -> None:
    own = quickbooks.Configuration(**APP, scope="com.intuit.quickbooks.accounting")
    sign_in = driver(lambda c: c.begin(own))
    driver(lambda c: c.finish(sign_in, driver.platform.consent(sign_in), name="n"))
    assert driver(lambda c: c.replace_instance(1, own, name="m")).name == "m"


def test_configuration_entries(driver: Driver) -> None:
    driver.create()
    entries = {entry.key: entry for entry in driver(lambda c: c.get_configuration(1))}
    server = entries["infusionsoft.server"]
    driver(lambda c: c.update_configuration(1, server.id, "dt7.infusionsoft.com"))
    assert driver.platform.instances[0].configuration["infusionsoft.server"] == "dt7.infusionsoft.com"
    with pytest.raises(BadRequest, match=r"/configuration/infusionsoft\.server"):
        driver(lambda c: c.update_configuration(1, server.id, "evil.com"))
    with pytest.raises(NotFound, match="No configuration found with the id 99"):
        driver(lambda c: c.update_configuration(1, 99, "x"))


def test_lists(driver: Driver) -> None:
    assert driver(lambda c: c.list_instances()) == []
    for number in range(5):
        driver.platform.add_instance("sfdc", name=f"Name {number}", tags=["odd"] if number % 2 else [], disabled=True)
    assert [instance.id for instance in driver(lambda c: c.list_instances(page_size=2))] == [1, 2, 3, 4, 5]
    assert [call.query.get("nextPage") for call in driver.platform.calls_of("list_instances")] == [
        None,
        None,
        *["********"] * 2,
    ]
    assert [instance.id for instance in driver(lambda c: c.list_instances(tags=["odd"]))] == [2, 4]
    assert [instance.id for instance in driver(lambda c: c.list_instances(search="name 3"))] == [4]
    assert driver(lambda c: c.list_instances(tags=["even"])) == []
    assert driver(lambda c: c.find_instances(name="Name 1"))[0].disabled
    for query in ({"pageSize": "201"}, {"pageSize": "0"}, {"nextPage": "x"}):
        with pytest.raises(BadRequest, match=f"{next(iter(query))} is not a whole number"):
            driver(methodcaller("list_instances", extra_query=query))


def test_an_instance_from_before_has_tags_and_not_letters(driver: Driver) -> None:
    with pytest.raises(TypeError, match="tags is a sequence of str, not one str"):
        driver.platform.add_instance("sfdc", name="n", tags="odd")
    assert driver.platform.instances == ()


def test_a_connector_is_described(driver: Driver) -> None:
    model = driver(lambda c: c.get_connector("quickbooks"))
    assert model["authentication"] == {"type": "oauth2"}
    types = {field["key"]: field["type"] for field in model["configuration"]}
    assert types["oauth.api.secret"] == "PASSWORD"
    assert types["oauth.api.key"] != "PASSWORD"
    with pytest.raises(NotFound, match="key or id nobody"):
        driver(lambda c: c.get_connector("nobody"))


def test_calls_are_recorded_without_their_secrets(driver: Driver) -> None:
    driver.create(tags=["t"])
    begun, created = driver.platform.calls
    assert (begun.method, begun.path) == ("GET", "/elements/infusionsoftmarketing/oauth/url")
    assert begun.query == {
        "apiKey": "fake-api-key",
        "apiSecret": "********",
        "callbackUrl": CALLBACK,
        "state": "********",
    }
    assert created.body == {
        "element": {"key": "infusionsoftmarketing"},
        "providerData": {"code": "********"},
        "configuration": {
            "oauth.callback.url": CALLBACK,
            "oauth.api.key": "fake-api-key",
            "oauth.api.secret": "********",
            "infusionsoft.server": "dt123.infusionsoft.com",
            "infusionsoft.private.key": "********",
        },
        "tags": ["t"],
        "name": "n",
    }
    assert (created.endpoint, created.status, created.headers["authorization"]) == ("create_instance", 200, "********")
    assert "fake-api-secret" not in repr(driver.platform.calls) + repr(driver.platform)
    assert created.request is not None
    assert created.request.body is not None
    assert "fake-api-secret" in created.request.body.reveal()


@pytest.mark.parametrize(
    ("sent", "recorded"),
    [
        ('{"key": "fake-api-secret"', '{"key": "********"'),
        ("key=fake-api-secret&name=n", "key=********&name=n"),
        ('["fake-api-secret", 1]', ["********", 1]),
        ("[" * 600 + "]" * 600 + " fake-api-secret", "[" * 600 + "]" * 600 + " ********"),
        ('"fake-api-secret"', "********"),
        ("", None),
    ],
)
def test_a_body_of_any_kind_is_recorded(driver: Driver, sent: str, recorded: object) -> None:
    def hook(request: Request) -> Request:
        return replace(request, body=Secret(sent), secrets=(*request.secrets, Secret("fake-api-secret")))

    driver.platform.add_instance("sfdc", name="n")
    with pytest.raises(BadRequest, match="not a JSON object"):
        driver(lambda c: c.update_instance(1, name="n", on_request=hook))
    assert [call.body for call in driver.platform.calls_of("update_instance")] == [recorded]


def test_a_body_that_is_no_utf_8_is_not_shown(driver: Driver) -> None:
    def hook(request: Request) -> Request:
        return replace(request, body=Secret("fake-api-secret \ud800"))

    with pytest.raises(OpenConnectorsError) as raised:
        driver(lambda c: c.update_instance(1, name="n", on_request=hook))
    shown = "".join(TracebackException.from_exception(raised.value, capture_locals=True).format())
    assert "cannot read the request (UnicodeEncodeError)" in shown
    assert "fake-api-secret" not in shown


def test_answers_and_failures_can_be_set(driver: Driver) -> None:
    driver.platform.add_instance("sfdc", name="n")
    driver.platform.answer("get_instance", 503, headers={"Retry-After": "7"})
    driver.platform.fail("get_instance")
    driver.platform.answer("delete_instance", 409, {"message": "in use"})
    driver.platform.answer(None, 403, b"<title>Blocked</title>", {"Content-Type": "text/html"})
    with pytest.raises(Conflict, match="in use"):
        driver(lambda c: c.delete_instance(1))
    with pytest.raises(Forbidden, match=r"not the platform's.*Blocked"):
        driver(lambda c: c.disable_instance(1))
    assert driver(lambda c: c.get_instance(1)).name == "n"
    assert driver.platform.pauses[0] == 7.0
    assert [call.status for call in driver.platform.calls_of("get_instance")] == [503, None, 200]
    assert not driver.platform.instances[0].disabled
    wrong: list[harness.Call] = [
        methodcaller("answer", "get_instanse"), methodcaller("fail", "get_instanse"), methodcaller("calls_of", "x")
    ]  # fmt: skip
    for call in wrong:
        with pytest.raises(SettingsError, match="there is no endpoint"):
            call(driver.platform)


def test_a_failure_that_goes_on(driver: Driver) -> None:
    driver.platform.fail("get_instance", ConnectionResetError("gone"), times=None)
    driver.platform.answer("list_instances", 500, times=2)
    with pytest.raises(TransportError, match="ConnectionResetError: gone"):
        driver(lambda c: c.get_instance(1), retries=RetryPolicy(attempts=3))
    assert len(driver.platform.calls) == 3
    for _ in range(2):
        with pytest.raises(ServerError, match="The platform or the provider failed"):
            driver(lambda c: c.list_instances())
    assert driver(lambda c: c.list_instances()) == []


def test_a_failure_of_ones_own_is_raised_as_it_is(driver: Driver) -> None:
    class OddError(Exception):
        def __init__(self, *, code: int) -> None:
            super().__init__(f"code {code}")

    failure = OddError(code=7)
    driver.platform.fail("get_instance", failure)
    with pytest.raises(OddError, match="code 7") as raised:
        driver(lambda c: c.get_instance(1))
    assert raised.value is failure


def test_an_answer_that_is_lost_after_the_call_had_its_effect(driver: Driver) -> None:
    driver.platform.grant("infusionsoftmarketing", "c")
    driver.platform.fail("create_instance", RequestTimeout("no answer in time"), after=True)
    with pytest.raises(RequestTimeout) as failed:
        driver(lambda c: c.create_instance(configuration(), name="n", tags=["t1"], callback={"code": "c"}))
    assert str(failed.value).count("find_instances tells") == 1
    assert [instance.name for instance in driver(lambda c: c.find_instances(tags=["t1"]))] == ["n"]


def test_an_account_has_secrets() -> None:
    platform = FakePlatform(user=Secret("u1"), organization="o1")
    good, bad = (Client(user="u1", organization=secret, transport=platform) for secret in ("o1", "o2"))
    assert list(good.list_instances()) == []
    with pytest.raises(NotAuthorized, match="Invalid organization secret"):
        list(bad.list_instances())
    with pytest.raises(NotAuthorized, match="Invalid user secret"):
        list(Client(transport=platform).list_instances())
    Client(transport=platform).oauth_url(configuration(), state="s")


def test_threads_and_both_kinds_of_clients_share_one() -> None:
    platform = FakePlatform()
    asynchronous = AsyncClient(user="u", organization="o", transport=platform.asynchronous)
    platform.client().oauth_url(configuration(), state="s")
    assert asyncio.run(asynchronous.oauth_url(configuration(), state="s")).url
    assert len(platform.calls) == 2


# What follows talks to the engine itself, as a server does.


def handled(method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
    return Engine().handle(Call(method, path, (), {**SIGNED, **headers}, body))


@pytest.mark.parametrize(
    ("answer", "status", "told"),
    [
        (handled("GET", "/nowhere"), 404, "not found"),
        (handled("GET", "/elements/api-v2/nowhere"), 404, "not found"),
        (handled("POST", "/ping"), 405, "not allowed"),
        (handled("GET", "/instances/1", authorization="User u"), 401, "Invalid organization secret"),
        (handled("GET", "/instances/1", authorization="nonsense"), 401, "Invalid user secret"),
        (handled("GET", "/instances/x"), 404, "No element instance found"),
        (handled("GET", "/elements/api-v2/instances/1"), 404, "No element instance found"),
        (handled("POST", "/instances", b"{}", **{"content-type": "text/plain"}), 415, "content type"),
        (handled("POST", "/instances", b"{"), 400, "not a JSON object"),
        (handled("POST", "/instances", b"[" * 100_000), 400, "not a JSON object"),
        (handled("POST", "/instances", b"\xff"), 400, "not a JSON object"),
        (handled("POST", "/instances", b" " * 9_000_000), 413, "too large"),
        (handled("POST", "/elements/sfdc/instances", b"{}"), 400, "/name"),
        (handled("POST", "/elements/nobody/instances", b"{}"), 404, "nobody"),
    ],
)
def test_what_is_no_call_of_the_platform(answer: Answer, status: int, told: str) -> None:
    assert answer.status == status
    assert answer.headers["elements-request-id"] == "fake-request-1"
    assert isinstance(answer.body, dict)
    assert answer.body["requestId"] == "fake-request-1"
    assert told in answer.body["message"]


def test_every_endpoint_is_answered() -> None:
    assert Engine()._handlers.keys() == {*ENDPOINTS, HUB_CALL}


def test_a_connector_in_the_path_needs_no_element() -> None:
    engine = Engine()
    body = {"name": "n", "configuration": configuration().reveal(), "externalAuthentication": "initial"}
    body["configuration"] |= {"oauth.user.token": "fake-user-token"}  # type: ignore[operator]
    call = Call("POST", "/elements/infusionsoftmarketing/instances", (), SIGNED, json.dumps(body).encode())
    answer = engine.handle(call)
    assert answer.status == 200
    assert [stored.connector.key for stored in engine.instances] == ["infusionsoftmarketing"]
    assert "fake-api-secret" not in repr([call, answer, *engine.instances])


def test_the_same_calls_get_the_same_answers() -> None:
    def answers() -> list[Answer]:
        engine = Engine()
        query = (("apiKey", "k"), ("apiSecret", "s"), ("callbackUrl", CALLBACK), ("state", "s"))
        calls = [
            Call("GET", "/elements/infusionsoftmarketing/oauth/url", query, SIGNED),
            Call("GET", "/elements/twitter/oauth/token", query, SIGNED),
            Call("GET", "/instances", (("tags[]", "a"),), SIGNED),
        ]
        return [engine.handle(call) for call in calls]

    assert answers() == answers()
    assert [answer.status for answer in answers()] == [200, 200, 404]
