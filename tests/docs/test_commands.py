"""Every command on every page is run by a shell, and sends what the model says."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings, strategies as st

from ocgen.model import Connector, Method, examples
from ocgen.model.call import Call
from ocgen.model.values import JsonValue
from ocgen.pages.requests import curl, http
from ocgen.pages.secrets import SecretView
from ocgen.pages.view import page_view
from ocgen.targets.python.sample import python_samples
from ocgen.text.characters import indented_json
from tests.docs.commands import BASE_URL, SECRETS, Sent, canonical, run, sent_by, understood, variables
from tests.docs.conftest import Page
from tests.docs.messages import received

HEADER = "User canary=user/1, Organization canary-organization"


def expected(connector: Connector, method: Method) -> list[Sent]:
    signed = frozenset({("authorization", HEADER)})
    oauth = f"{BASE_URL}/elements/{method.oauth_connector}/oauth"
    calls = [
        Sent("GET", f"{oauth}/{kind}", tuple(query.items()), signed, "")
        for kind, query in (
            ("token", examples.oauth_token_query(connector, method)),
            ("url", examples.oauth_url_query(connector, method)),
        )
        if query
    ]
    body = canonical(indented_json(examples.instance_request(connector, method)))
    return [*calls, Sent("POST", f"{BASE_URL}/instances", (), signed | {("content-type", "application/json")}, body)]


def test_commands_send_the_examples(various: list[Connector], page: Page, tmp_path: Path) -> None:
    for connector in various:
        commands = [block for block in page(connector).blocks_of("bash") if "curl" in block]
        sent = sent_by(commands, tmp_path / "bin", connector)
        assert len(sent) == len(commands)
        ways = [way for method in connector.methods for way in (method, method.own_tokens) if way]
        wanted = [call for way in ways for call in expected(connector, way)]
        assert sent[: len(wanted)] == wanted
        ping, *listed = sent[len(wanted) :]
        assert (ping.method, ping.url.rpartition("/")[2]) == ("GET", "ping")
        assert ping.headers == {("authorization", "User canary=user/1, Element canary+token=")}
        use = page_view(connector, python_samples({})).use
        assert (use.objects is None) == bool(use.rows)
        assert [(call.method, call.url, call.query) for call in listed] == [
            ("GET", call.url, tuple(call.query.items())) for call in (use.objects, use.call) if call
        ]
        assert all(call.headers == ping.headers for call in listed)


def test_the_prompts_take_the_secrets_and_show_nothing(various: list[Connector], page: Page, tmp_path: Path) -> None:
    for connector in various:
        prompts = [block for block in page(connector).blocks_of("bash") if "read -rs" in block]
        names = [name for prompt in prompts for name in asked_for(prompt)]
        own = variables(connector).keys() - {view.variable for view in _of_own_tokens(connector)}
        assert own <= {*names} <= variables(connector).keys()
        show = "\n".join(f'printf "%s\\n" "${name}"' for name in names)
        typed = "".join(f"{number}=\\n two\n" for number, _ in enumerate(names))
        calls, printed = run("\n".join([*prompts, show]), tmp_path / "bin", typed=typed)
        assert calls == []
        last = {name: f"{number}=\\n two\n" for number, name in enumerate(names)}  # each way asks for its own
        assert printed == "".join(last[name] for name in names)


def asked_for(prompt: str) -> list[str]:
    """The variables that the commands of a block set to what is typed."""
    found: list[str] = []
    for one, several in re.findall(r"read -rs (\w+) && export \1\n|for name in ([^;]*);", prompt):
        found += several.split() if several else [one]
    return found


def _of_own_tokens(connector: Connector) -> list[SecretView]:
    views = page_view(connector, python_samples({})).methods
    return [secret for view in views if view.own_tokens for secret in view.own_tokens.secrets]


no_nul = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
words = st.text(no_nul)


def test_any_value_survives_the_shell(tmp_path: Path) -> None:
    @settings(max_examples=60)
    @given(name=st.text(no_nul, min_size=1), value=words, key=words, member=words)
    def check(name: str, value: str, key: str, member: str) -> None:
        call = Call("GET", "/x", f"{BASE_URL}/x", "Authorization", (("User", "OPENCONNECTORS_USER_SECRET"),))
        with_query = Call("GET", "/x", call.url, "Authorization", call.authorization, {name: value})
        with_body = Call("POST", "/x", call.url, "Authorization", call.authorization, {}, {key: [member, 1, None]})
        hidden = replace(
            with_body, body={key: [member, 1, None], "m": {"s": "fake"}}, variables={("body", "m", "s"): "MY_S"}
        )
        asked = replace(with_query, variables={("query", name): "MY_S"})
        ((first,), _), ((second,), _), ((third,), _), ((fourth,), _) = (
            run(curl(c), tmp_path / "bin", environment={**SECRETS, "MY_S": "a b&=$x"})
            for c in (with_query, with_body, hidden, asked)
        )
        signed = frozenset({("authorization", "User canary=user/1")})
        assert understood(first) == Sent("GET", call.url, ((name, value),), signed, "")
        body = canonical(indented_json({key: [member, 1, None]}))
        typed = ("content-type", "application/json")
        assert understood(second) == Sent("POST", call.url, (), signed | {typed}, body)
        shown = canonical(indented_json({key: [member, 1, None], "m": {"s": "a b&=$x"}}))
        assert understood(third) == Sent("POST", call.url, (), signed | {typed}, shown)
        assert understood(fourth) == Sent("GET", call.url, ((name, "a b&=$x"),), signed, "")

    check()


@given(name=st.text(no_nul, min_size=1), value=words, key=words, member=words)
def test_any_value_survives_a_message(name: str, value: str, key: str, member: str) -> None:
    call = Call(
        "GET", "/x", "https://h.example/x", "Authorization", (("User", "OPENCONNECTORS_USER_SECRET"),),
        headers=(("Accept", "application/json"),),
    )  # fmt: skip
    signed = frozenset({("authorization", "User canary=user/1"), ("accept", "application/json")})
    assert received(http(replace(call, query={name: value}))) == Sent("GET", call.url, ((name, value),), signed, "")
    body: dict[str, JsonValue] = {key: [member, 1, None]}
    typed = ("content-type", "application/json")
    sent = received(http(replace(call, method="POST", body=body)))
    assert sent == Sent("POST", call.url, (), signed | {typed}, canonical(indented_json(body)))


def test_a_message_stands_beside_every_command_without_a_body(
    various: list[Connector], page: Page, tmp_path: Path
) -> None:
    for connector in various:
        commands = [block for block in page(connector).blocks_of("bash") if "curl" in block]
        sent = sent_by(commands, tmp_path / "bin", connector)
        known = variables(connector)
        messages = [received(block, known) for block in page(connector).blocks_of("http") if block.startswith("GET ")]
        accept = frozenset({("accept", "application/json")})
        without_body = [command for command in sent if not command.body and not command.url.endswith("/ping")]
        assert messages == [replace(command, headers=command.headers | accept) for command in without_body]
