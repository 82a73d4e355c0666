"""A user who refuses: nothing is sent, in whatever form the provider says so."""

from __future__ import annotations

from operator import methodcaller

import pytest
from hypothesis import given, strategies as st
from openconnectors import Callback, ConsentRefused, OAuthToken, Secret, SignIn, StateMismatch, ValidationError
from openconnectors._platform import REFUSALS
from openconnectors.connectors import flickr, twitter

from tests.client import acme
from tests.client.harness import Harness
from tests.client.samples import APP, CALLBACK, INSTANCE, configuration
from tests.client.server import Answer, Server

OAUTH1 = {
    "twitter": twitter.Configuration(**APP),
    "flickr": flickr.Configuration(**APP),
    "acme": acme.OAuth1Configuration(**APP),
}
FORMS = [
    "denied=RT",
    "denied=",
    "denied=RT&state=S",
    "denied=RT&state=forged",
    "oauth_problem=user_refused&oauth_token=RT&state=S",
    "oauth_problem=",
    "oauth_token=RT&state=S",
    "oauth_token=RT&oauth_verifier=&state=S",
    "oauth_token=RT&oauth_verifier=denied&state=S",
    "oauth_token=RT&oauth_verifier=DENIED",
    "oauth_token=RT&oauth_verifier=v&denied=RT&state=S",
    "oauth_token=RT&oauth_verifier=v&oauth_problem=permission_denied&state=S",
    "oauth_token=RT&oauth_verifier=v&error=access_denied&state=S",
    "state=S",
    "",
]


def oauth1(name: str) -> SignIn:
    return SignIn(OAUTH1[name], None, Secret("S"), OAuthToken(Secret("RT"), Secret("RS")))


@pytest.mark.parametrize("name", OAUTH1)
@pytest.mark.parametrize("query", FORMS)
def test_a_refusal_in_oauth_1_sends_nothing(harness: Harness, server: Server, name: str, query: str) -> None:
    server.answer(Answer(body=INSTANCE))
    for call in (
        lambda c: c.finish(oauth1(name), f"{CALLBACK}?{query}", name="n"),
        lambda c: c.reauthenticate(1, oauth1(name), f"?{query}"),
        lambda c: c.create_instance(OAUTH1[name], name="n", callback=f"?{query}", token=oauth1(name).token),
    ):
        with pytest.raises(ConsentRefused) as refused:
            harness.call(call)
        assert "RT" not in str(refused.value)
    assert server.got == []


def test_what_it_says() -> None:
    said = {
        "denied=RT": "denied",
        "oauth_problem=user_refused&oauth_problem_advice=No+thanks": "user_refused: No thanks",
        "oauth_token=RT": "the callback brings no oauth_verifier",
        "oauth_verifier=denied": "denied",
    }
    for query, words in said.items():
        with pytest.raises(ConsentRefused) as refused:
            oauth1("twitter").check(Callback.of(f"?{query}"))
        assert str(refused.value) == f"consent was refused: {words}"


@pytest.mark.parametrize("state", ["", "&state=forged", "&state=S"])
@pytest.mark.parametrize("query", ["error=access_denied", "error=ACCESS_DENIED", "error=", "error=x&code=c"])
def test_a_refusal_in_oauth_2_needs_no_state(harness: Harness, server: Server, query: str, state: str) -> None:
    sign_in = SignIn(configuration(), None, Secret("S"))
    with pytest.raises(ConsentRefused):
        harness.call(lambda c: c.finish(sign_in, f"?{query}{state}", name="n"))
    assert server.got == []


@pytest.mark.parametrize("query", ["oauth_token=RT&oauth_verifier=v&state=forged", "oauth_token=X&oauth_verifier=v"])
def test_a_success_that_is_forged_is_no_refusal(harness: Harness, server: Server, query: str) -> None:
    with pytest.raises(StateMismatch):
        harness.call(lambda c: c.finish(oauth1("twitter"), f"?{query}", name="n"))
    assert server.got == []


def test_nobody_is_told_to_bring_an_error(harness: Harness, server: Server) -> None:
    """A callback that lacks something is held against those that succeed."""
    for sign_in, query, missing in (
        (SignIn(configuration(), None, Secret("S")), "?state=S&x=1", "/code"),
        (oauth1("twitter"), "?oauth_verifier=v", "/oauth_token"),
    ):
        with pytest.raises(ValidationError) as failed:
            harness.call(methodcaller("finish", sign_in, query, name="n"))
        assert [violation.pointer for violation in failed.value.violations] == [missing]
    assert server.got == []


NAMES = st.sampled_from([r.parameter for r in REFUSALS] + ["oauth_token", "state", "code", "x"])
QUERIES = st.dictionaries(NAMES, st.sampled_from(["", "v", "denied", "Denied", "RT", "S"]))


@given(QUERIES)
def test_only_a_whole_success_passes(query: dict[str, str]) -> None:
    """Whatever passes brings a verifier, and no sign of a refusal."""
    try:
        oauth1("twitter").check(Callback.of(query))
    except (ConsentRefused, StateMismatch, ValidationError):
        return
    assert query["oauth_verifier"].casefold() not in ("", "denied")
    assert query["oauth_token"] == "RT"
    assert not {"error", "denied", "oauth_problem"} & query.keys()


@given(QUERIES)
def test_the_signs_of_oauth_1_mean_nothing_in_oauth_2(query: dict[str, str]) -> None:
    query = {**query, "code": "c", "state": "S"}
    sign_in = SignIn(configuration(), None, Secret("S"))
    if "error" in query:
        with pytest.raises(ConsentRefused):
            sign_in.check(Callback.of(query))
    else:
        sign_in.check(Callback.of(query))
