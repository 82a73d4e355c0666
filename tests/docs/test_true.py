"""The pages cannot lie: their JSON is valid, their commands and their Python send the same, and both are accepted."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from openconnectors import EventError
from openconnectors.testing import FakePlatform

from ocgen.model import Connector, Method, examples
from ocgen.model.names import module_name
from ocgen.pages.view import page_view
from ocgen.spec import load
from ocgen.targets.docs import DocsTarget
from ocgen.targets.python.sample import python_samples
from ocgen.templates import Templates
from tests.client.server import BASE, Answer, Got, Server
from tests.conftest import CONNECTORS, SPECS
from tests.docs.commands import SECRETS, Sent, canonical, run, sent_by, understood, variables
from tests.docs.conftest import Page
from tests.docs.messages import received
from tests.docs.reading import read
from tests.representatives import representatives

# In German the same blocks stand on the page (a test holds them to that), so one family proves the rest.
GERMAN = load([SPECS], ["infusionsoftcrm", "infusionsoftmarketing"], ["de"]).translations[0][1]
VARIOUS = representatives(CONNECTORS, "infusionsoftmarketing", "infusionsoftcrm")
EACH = pytest.mark.parametrize(
    "connector", [*VARIOUS, *GERMAN], ids=[*(c.key for c in VARIOUS), *(f"{c.key}-de" for c in GERMAN)]
)
# Those whose page shows a list, with hubs other than the connector's own and calls named list that answer with a file.
LISTED = [c for c in CONNECTORS if page_view(c, python_samples({})).use.call]
BULK = next(a.text for a in DocsTarget().shared_artifacts(CONNECTORS[0].platform, [], Templates()) if "bulk" in a.path)


@dataclass(frozen=True)
class Part:
    """A method of a connector, and the commands, HTTP messages and Python of its part of the page."""

    method: Method
    commands: list[str]
    messages: list[str]
    sample: str


def validators(connector: Connector) -> ModuleType:
    return importlib.import_module(f"openconnectors.validators.{module_name(connector.key)}")


def parts(connector: Connector, text: str) -> Iterator[Part]:
    """Cut a page at its ways to sign in, each with its commands, messages and sample."""
    api = text.partition('<a id="section--api">')[2].partition('<a id="section--check">')[0]
    for method in connector.methods:
        part = api.partition(f'<a id="method--{method.name}">')[2].partition('<a id="method--')[0] or api
        blocks = {name: read(part).blocks_of(name) for name in ("bash", "http", "python")}
        sample = "".join(blocks["python"])
        better = [other for other in connector.methods if not other.deprecated]
        assert bool(sample) != bool(method.deprecated and better)
        commands = [b for b in blocks["bash"] if "curl" in b]
        yield Part(method, commands[: -1 if method.own_tokens else None], blocks["http"], sample)


@EACH
def test_every_json_example_is_valid(connector: Connector, page: Page) -> None:
    module = validators(connector)
    seen = set()
    for block in page(connector).blocks_of("json"):
        body = json.loads(block)
        if "oauthUrl" in body:
            kind = "oauth-url-response"
            assert body["oauthUrl"].startswith(("https://", "http://"))
            assert body["element"] in {m.oauth_connector or connector.key for m in connector.methods}
        elif set(body) == {"token", "secret"}:
            kind = "oauth-token-response"
        elif "id" in body:
            kind = "instance-response"
            assert not [v for v in module.validate_instance_response(body) if v.code != "required"]
        else:
            kind = "instance-request"
            assert module.validate_instance_request(body) == []
        seen.add(kind)
    assert "instance-response" in seen
    assert ("oauth-url-response" in seen) == any(examples.has_oauth_url(m) for m in connector.methods)


@EACH
def test_every_callback_is_valid(connector: Connector, page: Page) -> None:
    blocks = page(connector).blocks_of("text")
    addresses = [block.strip() for block in blocks if block.startswith("http")]
    for address in addresses:
        query = dict(parse_qsl(urlsplit(address).query, keep_blank_values=True, strict_parsing=True))
        assert validators(connector).validate_callback_query(query) == []
    assert bool(addresses) == any(m.flow != "none" and m.callback for m in connector.methods)


@EACH
def test_every_query_is_valid(connector: Connector, page: Page, tmp_path: Path) -> None:
    for part in parts(connector, page(connector).text):
        sent = sent_by(part.commands, tmp_path / "bin", connector)
        for request in (r for r in sent if r.url.endswith("/oauth/url")):
            assert validators(connector).validate_oauth_url_query(dict(request.query), part.method.name) == []


@EACH
def test_python_sends_what_the_commands_send(
    connector: Connector,
    page: Page,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for part in (part for part in parts(connector, page(connector).text) if part.sample):
        method = part.method
        commands = sent_by(part.commands, tmp_path / "bin", connector)
        with Server() as server:
            server.replies = [partial(_answer, connector, method)]
            monkeypatch.setenv("OPENCONNECTORS_BASE_URL", server.url)
            for name, value in variables(connector).items():
                monkeypatch.setenv(name, value)
            monkeypatch.setattr("builtins.input", partial(_callback, connector, method, server))
            exec(compile(part.sample, f"{connector.key}.md", "exec"), {})
        assert [_comparable(_sent(got)) for got in server.got] == [_comparable(sent) for sent in commands]
        messages = [received(message, variables(connector)) for message in part.messages]
        asked = [got for got in server.got if not got.body]
        assert [_comparable(_sent(got, "accept")) for got in asked] == [_comparable(sent) for sent in messages]
        assert [m.url for m in messages] == [c.url for c in commands if not c.body]
        printed = capsys.readouterr().out
        assert str(examples.instance_response(connector, method)["id"]) in printed.splitlines()[-1]
        assert not [secret for secret in SECRETS.values() if secret in printed]


@pytest.mark.parametrize("connector", [*LISTED, *GERMAN], ids=lambda connector: connector.key)
def test_python_lists_what_the_command_lists(
    connector: Connector, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = page(connector)
    (sample,) = (code for code in made.blocks_of("python") if ".list(" in code)
    wanted = '/objects"|/objects HTTP|pageSize=' if not connector.resources else "pageSize="
    commands = [code for code in made.blocks_of("bash") if re.search(wanted, code)]
    messages = [code for code in made.blocks_of("http") if re.search(wanted, code)]
    with Server() as server:
        server.replies = [Answer(body=[])]
        monkeypatch.setenv("OPENCONNECTORS_BASE_URL", server.url)
        for name, value in SECRETS.items():
            monkeypatch.setenv(name, value)
        exec(compile(sample, f"{connector.key}.md", "exec"), {})
    sent = [understood(arguments) for arguments in run("\n".join(commands), tmp_path / "bin")[0]]
    assert len(sent) == (1 if connector.resources else 2)
    assert [_comparable(_sent(got)) for got in server.got] == [_comparable(call) for call in sent]
    asked = [_comparable(_sent(got, "accept")) for got in server.got]
    assert asked == [_comparable(received(message)) for message in messages]


@pytest.mark.parametrize("connector", CONNECTORS, ids=lambda connector: connector.key)
def test_a_page_says_below_which_hubs_the_calls_are(connector: Connector, page: Page) -> None:
    known = {resource.hub for top in connector.resources for _, resource in top.walk() if resource.calls}
    hubs = known or {connector.hub}
    section = page(connector).text.partition("## Use the instance")[2].partition("\n## ")[0]
    assert set(re.findall(r"/hubs/(\w+)", section)) == hubs


WITH_EVENTS = [c for c in VARIOUS if page_view(c, python_samples({})).event.message]


@pytest.mark.parametrize("connector", WITH_EVENTS, ids=lambda connector: connector.key)
def test_the_notification_of_a_page_is_one_that_its_code_takes(
    connector: Connector, page: Page, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (message,) = (code for code in page(connector).blocks_of("http") if code.startswith("POST "))
    assert received(message).method == "POST"
    head, _, body = message.removesuffix("\n").partition("\n\n")
    headers = dict(line.split(": ", 1) for line in head.split("\n")[1:])
    assert headers["Elements-Webhook-Id"]
    told = json.loads(body)["message"]
    (event,) = told["events"]
    assert (told["elementKey"], event["elementKey"], event["hubKey"]) == (connector.key, connector.key, connector.hub)
    assert told["raw"] == {event["objectType"]: [{"id": event["objectId"]}]}
    assert connector.events.resources[:1] in ((), (event["objectType"],))
    samples = [code for code in page(connector).blocks_of("python") if "parse_event" in code]
    assert bool(samples) == ("Elements-Webhook-Signature" in headers)
    for sample in samples:
        for name, value in variables(connector).items():
            monkeypatch.setenv(name, value)
        names: dict[str, Any] = {}
        exec(compile(sample, f"{connector.key}.md", "exec"), names)
        for _ in range(2):  # what comes twice is handled once
            names["receive"](body.encode(), headers)
        assert capsys.readouterr().out.split() == ["UPDATED", event["objectType"], event["objectId"]]
        with pytest.raises(EventError):
            names["receive"](body.encode() + b" ", headers)


WITH_FILES = [c for c in CONNECTORS if page_view(c, python_samples({})).use.files]


@pytest.mark.parametrize("connector", WITH_FILES, ids=lambda connector: connector.key)
def test_python_sends_a_file_and_reads_it_back(
    connector: Connector, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (sample,) = (code for code in page(connector).blocks_of("python") if ".upload(" in code)
    platform = FakePlatform()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("openconnectors.Client", platform.client)
    token = platform.add_instance(connector.key, name="n").token
    monkeypatch.setenv("OPENCONNECTORS_INSTANCE_TOKEN", token.reveal())
    Path("report.pdf").write_bytes(b"%PDF-1.7")
    exec(compile(sample, "sample.py", "exec"), {})
    assert Path("copy.pdf").read_bytes() == b"%PDF-1.7"


def test_python_moves_objects_in_bulk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    made = read(BULK)
    (sample,) = made.blocks_of("python")
    platform = FakePlatform()
    monkeypatch.setattr("openconnectors.Client", platform.client)
    monkeypatch.setenv("OPENCONNECTORS_INSTANCE_TOKEN", platform.add_instance("sfdc", name="n").token.reveal())
    exec(compile(sample, "bulk.md", "exec"), {})
    assert "ann@example.com" in capsys.readouterr().out
    (requests,) = (table.column("Request") for table in made.tables)
    assert platform.calls
    listed = [re.sub(r"\{\w+\}", r"[^/]+", request) for request in requests]
    for call in (f"{call.method} {call.path}" for call in platform.calls):
        assert any(re.fullmatch(pattern, call) for pattern in listed), call


def _answer(connector: Connector, method: Method, got: Got) -> Answer:
    if got.path.endswith("/oauth/token"):
        return Answer(body=examples.oauth_token_response(connector, method))
    if got.path.endswith("/oauth/url"):
        return Answer(body=examples.oauth_url_response(connector, method))
    return Answer(body=examples.instance_response(connector, method))


def _callback(connector: Connector, method: Method, server: Server, asked: str) -> str:
    """What the provider would send: the example, with the state that the client made and the token that it got."""
    query = {**examples.callback_query(connector, method)}
    sent = server.got[-1].query if server.got else {}
    query |= {"state": sent["state"]} if "state" in sent and "state" in query else {}
    query |= {"oauth_token": sent["requestToken"]} if "requestToken" in sent and "oauth_token" in query else {}
    from urllib.parse import urlencode

    return f"https://www.mycoolapp.com/auth?{urlencode(query)}"


def _sent(got: Got, *more: str) -> Sent:
    kept = frozenset((n, v) for n, v in got.headers.items() if n in ("authorization", "content-type", *more))
    return Sent(got.method, f"https://host{BASE}{got.path}", tuple(got.pairs), kept, canonical(got.body.decode()))


def _comparable(sent: Sent) -> tuple[object, ...]:
    """Leave out what differs from run to run: the host, and every state or token of a single sign-in."""
    once = ("state", "oauth_token")
    body = json.loads(sent.body) if sent.body else {}
    for name in once:
        body.get("providerData", {}).pop(name, None)
    query = [(name, "" if name in once else value) for name, value in sent.query]
    return sent.method, urlsplit(sent.url).path, query, sent.headers, body
