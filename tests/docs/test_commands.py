"""Every command on every page is run by a shell, and sends what the model says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings, strategies as st

from ocgen.model import Connector, Method, examples
from ocgen.model.call import Call
from ocgen.model.values import JsonValue
from ocgen.pages.requests import curl, http
from ocgen.pages.view import page_view
from ocgen.targets.python.sample import python_samples
from ocgen.text.characters import indented_json
from tests.docs.commands import SECRETS, Sent, canonical, run, understood
from tests.docs.conftest import Page
from tests.docs.messages import received

HEADER = "User canary=user/1, Organization canary-organization"


def expected(connector: Connector, method: Method) -> list[Sent]:
    base = "https://api.openconnectors.us2.ext.hana.ondemand.com/elements/api-v2"
    signed = frozenset({("authorization", HEADER)})
    oauth = f"{base}/elements/{method.oauth_connector}/oauth"
    calls = [
        Sent("GET", f"{oauth}/{kind}", tuple(query.items()), signed, "")
        for kind, query in (
            ("token", examples.oauth_token_query(connector, method)),
            ("url", examples.oauth_url_query(connector, method)),
        )
        if query
    ]
    body = canonical(indented_json(examples.instance_request(connector, method)))
    return [*calls, Sent("POST", f"{base}/instances", (), signed | {("content-type", "application/json")}, body)]


def test_commands_send_the_examples(various: list[Connector], page: Page, tmp_path: Path) -> None:
    for connector in various:
        commands = [block for block in page(connector).blocks_of("bash") if "curl" in block]
        sent = [understood(arguments) for arguments in run("\n".join(commands), tmp_path / "bin")[0]]
        assert len(sent) == len(commands)
        ways = [way for method in connector.methods for way in (method, method.own_tokens) if way]
        wanted = [call for way in ways for call in expected(connector, way)]
        assert sent[: len(wanted)] == wanted
        ping, *listed = sent[len(wanted) :]
        assert (ping.method, ping.url.rpartition("/")[2]) == ("GET", "ping")
        assert ping.headers == {("authorization", "User canary=user/1, Element canary+token=")}
        listing = page_view(connector, python_samples({})).use.call
        assert [(call.method, call.url, call.query) for call in listed] == (
            [("GET", listing.url, tuple(listing.query.items()))] if listing else []
        )
        assert all(call.headers == ping.headers for call in listed)


def test_the_prompts_take_the_secrets_and_show_nothing(various: list[Connector], page: Page, tmp_path: Path) -> None:
    account, instance = (b for b in page(various[0]).blocks_of("bash") if "read -rs" in b)
    show = "\n".join(f'printf "%s\\n" "${name}"' for name in sorted(SECRETS, key=lambda name: "INSTANCE" in name))
    calls, printed = run(f"{account}\n{instance}\n{show}", tmp_path / "bin", typed="one=\\n two\norganization\ntoken\n")
    assert calls == []
    assert printed == "one=\\n two\norganization\ntoken\n"


no_nul = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
words = st.text(no_nul)


def test_any_value_survives_the_shell(tmp_path: Path) -> None:
    @settings(max_examples=60)
    @given(name=st.text(no_nul, min_size=1), value=words, key=words, member=words)
    def check(name: str, value: str, key: str, member: str) -> None:
        call = Call("GET", "/x", "https://h.example/x", "Authorization", (("User", "OPENCONNECTORS_USER_SECRET"),))
        with_query = Call("GET", "/x", call.url, "Authorization", call.authorization, {name: value})
        with_body = Call("POST", "/x", call.url, "Authorization", call.authorization, {}, {key: [member, 1, None]})
        ((first,), _), ((second,), _) = (run(curl(c), tmp_path / "bin") for c in (with_query, with_body))
        signed = frozenset({("authorization", "User canary=user/1")})
        assert understood(first) == Sent("GET", call.url, ((name, value),), signed, "")
        body = canonical(indented_json({key: [member, 1, None]}))
        typed = ("content-type", "application/json")
        assert understood(second) == Sent("POST", call.url, (), signed | {typed}, body)

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


def test_a_message_stands_beside_every_command(various: list[Connector], page: Page, tmp_path: Path) -> None:
    for connector in various:
        commands = [block for block in page(connector).blocks_of("bash") if "curl" in block]
        sent = [understood(arguments) for arguments in run("\n".join(commands), tmp_path / "bin")[0]]
        messages = [received(block) for block in page(connector).blocks_of("http") if "HTTP/1.1" in block]
        accept = frozenset({("accept", "application/json")})
        assert messages == [replace(command, headers=command.headers | accept) for command in sent]
