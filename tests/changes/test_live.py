"""`ocgen drift --live` and `ocgen import --live` against a server on this machine."""

from __future__ import annotations

import json
import logging
import re
import shlex
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ocgen.model.call import BASE_URL_VARIABLE, REGION_VARIABLE, SECRET_VARIABLES
from tests.changes.conftest import MODEL
from tests.conftest import REPOSITORY, SPECS, Ocgen
from tests.files import edit
from tests.processes import run
from tests.upstream.models import ELEMENT, SWAGGER

_CLIENT = """
import json
from openconnectors import Client, Response

def send(request):
    print(json.dumps({name: value.reveal() for name, value in request.headers.items()}))
    return Response(200, {}, b'{"id": 5, "token": "t"}')

Client("eu10", transport=send).get_instance(5)
"""
USER, ORGANIZATION = "canary-user-7f3a", "canary-organization-91bd"
SECRETS = {"OPENCONNECTORS_USER_SECRET": USER, "OPENCONNECTORS_ORGANIZATION_SECRET": ORGANIZATION}


@dataclass
class Platform:
    """What the server answers, and what it was asked."""

    url: str = ""
    status: int = 200
    location: str = ""
    body: bytes = MODEL.encode()
    others: dict[str, tuple[int, bytes]] = field(default_factory=dict)  # what else is answered, by path
    seen: list[tuple[str, str | None]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture
def platform() -> Iterator[Platform]:
    answers = Platform()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answers.seen.append((self.path, self.headers["Authorization"]))
            answers.headers.append(dict(self.headers))
            status, body = answers.others.get(self.path, (answers.status, answers.body))
            self.send_response(status)
            if answers.status == 302:
                self.send_header("Location", answers.location or f"{answers.url}/stolen")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    answers.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield answers
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    for name in (
        "OPENCONNECTORS_BASE_URL",
        "OPENCONNECTORS_REGION",
        "HTTP_PROXY",
        "http_proxy",
        "ALL_PROXY",
        "all_proxy",
    ):
        monkeypatch.delenv(name, raising=False)


def test_the_model_of_a_tenant_is_held_against_the_spec(project: Path, ocgen: Ocgen, platform: Platform) -> None:
    shown = ocgen("drift", "acme", "--live", "--from", platform.url)
    assert (shown.code, shown.out) == (0, "")
    path, header = platform.seen[0]
    assert path == "/elements/api-v2/elements/acme"
    assert header == f"User {USER}, Organization {ORGANIZATION}"
    edit(project / "specs" / "acme.yaml", "key: acme.server", "key: acme.host")
    shown = ocgen("drift", "--live", "--from", platform.url)
    assert shown.code == 1
    assert 'only on the platform: configuration field "acme.server"' in shown.out


def test_a_header_of_the_platform_file_is_sent_shown_and_known_to_the_client(
    project: Path, ocgen: Ocgen, platform: Platform
) -> None:
    text = (SPECS / "platform.yaml").read_text(encoding="utf-8")
    (project / "specs" / "platform.yaml").write_text(text, encoding="utf-8")
    more = '  sent:\n    - {name: X-Tenant\'s, value: one "two" $three}\n'
    edit(project / "specs" / "platform.yaml", "  sent:\n", more)
    edit(project / "specs" / "platform.yaml", "authorization: Authorization", "authorization: X-Signed")
    assert ocgen("drift", "acme", "--live", "--from", platform.url).code == 0
    (sent,) = platform.headers
    assert (sent["X-Tenant's"], sent["Accept"]) == ('one "two" $three', "application/json")
    assert sent["X-Signed"] == f"User {USER}, Organization {ORGANIZATION}"
    assert ocgen("generate").code == 0
    page = (project / "generated/docs/acme.md").read_text(encoding="utf-8")
    commands = re.findall("```bash\n(curl.*?)```", page, re.DOTALL)
    assert commands
    assert all('X-Tenant\'s: one "two" $three' in shlex.split(command.replace("\\\n", "")) for command in commands)
    messages = re.findall("```http\n(\\w+ \\S+ HTTP.*?)```", page, re.DOTALL)
    assert messages
    assert all('\nX-Tenant\'s: one "two" $three\nAccept: application/json\nX-Signed: User' in m for m in messages)
    source = str(project / "generated/python/src")
    client = run(sys.executable, "-c", _CLIENT, cwd=project, code=0, PYTHONPATH=source, **SECRETS)
    said = json.loads(client.stdout)
    assert said.pop("User-Agent").startswith("openconnectors/")
    assert said == {
        "X-Tenant's": 'one "two" $three', "Accept": "application/json",
        "X-Signed": f"User {USER}, Organization {ORGANIZATION}",
    }  # fmt: skip


def test_the_client_and_this_tool_read_the_same_variables() -> None:
    names = {f"{name.upper()}_VARIABLE": value for name, value in SECRET_VARIABLES.items() if name != "instance"}
    names |= {"BASE_URL_VARIABLE": BASE_URL_VARIABLE, "REGION_VARIABLE": REGION_VARIABLE}
    source = (REPOSITORY / "templates/python/src/openconnectors/account.py").read_text(encoding="utf-8")
    assert dict(re.findall(r'^(\w+_VARIABLE) = "(\w+)"$', source, re.MULTILINE)) == names


def test_the_place_comes_from_the_environment(
    project: Path, ocgen: Ocgen, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENCONNECTORS_BASE_URL", f"{platform.url}/some/where/")
    assert ocgen("drift", "acme", "--live").code == 0
    assert platform.seen[0][0] == "/some/where/elements/acme"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "look at the user and organization secrets"),
        (404, 'no connector "acme"'),
        (302, "302"),
        (503, "try again"),
    ],
)
def test_an_answer_that_is_no_model(project: Path, ocgen: Ocgen, platform: Platform, status: int, words: str) -> None:
    platform.status, platform.body = status, f'{{"message": "{USER}"}}'.encode()
    shown = ocgen("drift", "acme", "--live", "--from", platform.url)
    assert shown.code == 2
    assert words in shown.err
    assert len(platform.seen) == 1
    assert_no_secret(shown.out + shown.err)


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b"\xff\xfe", b"<html><body>Sign in</body></html>"])
def test_a_body_that_is_no_model(project: Path, ocgen: Ocgen, platform: Platform, body: bytes) -> None:
    platform.body = body
    shown = ocgen("drift", "acme", "--live", "--from", platform.url)
    assert shown.code == 2
    assert "fault of ocgen" not in shown.err


def test_a_body_without_end_is_cut(
    project: Path, ocgen: Ocgen, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ocgen.upstream.sources.live.MAX_MODEL_BYTES", 100)
    shown = ocgen("drift", "acme", "--live", "--from", platform.url)
    assert shown.code == 2
    assert "is larger than 100 bytes" in shown.err


def test_no_answer(project: Path, ocgen: Ocgen, platform: Platform) -> None:
    shown = ocgen("drift", "acme", "--live", "--from", "http://127.0.0.1:9")
    assert shown.code == 2
    assert "127.0.0.1:9 gives no answer (ConnectError)" in shown.err
    assert_no_secret(shown.err)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("eu01", 'did you mean "eu10"?'),
        ("http://platform.example", "would send the secrets in the clear"),
        ("ftp://platform.example", "has no host, or is not an http or https URL"),
        ("https://user:canary-user-7f3a@platform.example", "holds more than a scheme"),
        ("https://[::1", "is no URL"),
    ],
)
def test_places_that_make_no_sense(project: Path, ocgen: Ocgen, where: str, words: str) -> None:
    shown = ocgen("drift", "acme", "--live", "--from", where)
    assert shown.code == 2
    assert words in shown.err
    assert_no_secret(shown.err)


def test_a_secret_that_is_missing_or_would_break_the_header(
    project: Path, ocgen: Ocgen, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    for value in (f"{USER}\r\nX: y", f"{USER}, Element x", f"{USER} "):
        monkeypatch.setenv("OPENCONNECTORS_USER_SECRET", value)
        shown = ocgen("drift", "acme", "--live", "--from", platform.url)
        assert shown.code == 2
        assert "the user secret holds a comma, a blank or a control character" in shown.err
        assert_no_secret(shown.err)
    monkeypatch.delenv("OPENCONNECTORS_USER_SECRET")
    assert "set OPENCONNECTORS_USER_SECRET" in ocgen("drift", "acme", "--live", "--from", platform.url).err
    assert platform.seen == []


def test_without_httpx_the_message_names_the_extra(
    project: Path, ocgen: Ocgen, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    shown = ocgen("drift", "acme", "--live", "--from", platform.url)
    assert shown.code == 2
    assert "pip install 'ocgen[live]'" in shown.err


def test_nothing_logs_a_secret(
    project: Path, ocgen: Ocgen, platform: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    ocgen("drift", "acme", "--live", "--from", platform.url)
    assert platform.seen
    assert_no_secret(caplog.text)


def assert_no_secret(text: str) -> None:
    assert USER not in text
    assert ORGANIZATION not in text


@pytest.mark.parametrize("location", ["http://[", "http://h:x/", "//", "\x01", "elsewhere", "https://%zz:99999/"])
def test_a_redirect_is_the_platforms_answer_wherever_it_leads(
    project: Path, ocgen: Ocgen, platform: Platform, location: str
) -> None:
    platform.status, platform.location = 302, location
    shown = ocgen("drift", "acme", "--live", "--from", platform.url)
    assert shown.code == 2
    assert "the platform answers 302, which sends the request elsewhere" in shown.err
    assert len(platform.seen) == 1


BASE = "/elements/api-v2"


def imported(ocgen: Ocgen, platform: Platform, *options: str) -> tuple[dict[str, Any], str]:
    """Return the facts of the made-up element from the tenant, and what was said beside them."""
    made = ocgen("import", "acmecrm", "--live", "--from", platform.url, "--format", "json", *options)
    assert made.code == 0, made.err
    return json.loads(made.out), made.err


def test_an_element_and_its_calls_are_imported(ocgen: Ocgen, platform: Platform) -> None:
    platform.body = json.dumps({**ELEMENT, "id": 17, "resources": []}).encode()
    platform.others[f"{BASE}/elements/17/docs"] = (200, json.dumps(SWAGGER).encode())
    found, said = imported(ocgen, platform)
    assert (found["key"], len(found["calls"])) == ("acmecrm", 9)
    assert "elements/17/docs" in said
    assert {call["basis"] for call in found["calls"]} == {"swagger"}
    assert platform.seen == [
        (f"{BASE}/elements/acmecrm", f"User {USER}, Organization {ORGANIZATION}"),
        (f"{BASE}/elements/17/docs", f"User {USER}, Organization {ORGANIZATION}"),
    ]


def test_the_calls_of_an_instance_are_imported(ocgen: Ocgen, platform: Platform) -> None:
    platform.body = json.dumps(ELEMENT).encode()
    platform.others[f"{BASE}/instances/5/docs"] = (200, json.dumps({**SWAGGER, "paths": {"/a": {"get": {}}}}).encode())
    found, _ = imported(ocgen, platform, "--instance", "5")
    assert [call["path"] for call in found["calls"]] == ["/hubs/crm/a"]


@pytest.mark.parametrize("answer", [(404, b"{}"), (200, b"{}"), (200, b"<html>"), (200, json.dumps(ELEMENT).encode())])
def test_without_a_document_the_calls_are_those_of_the_model(
    ocgen: Ocgen, platform: Platform, answer: tuple[int, bytes]
) -> None:
    platform.body = json.dumps({**ELEMENT, "id": 17}).encode()
    platform.others[f"{BASE}/elements/17/docs"] = answer
    found, said = imported(ocgen, platform)
    assert {call["basis"] for call in found["calls"]} == {"export"}
    assert "the calls are those of the model" in said
    platform.body = json.dumps(ELEMENT).encode()
    assert "does not tell the number" in imported(ocgen, platform)[1]


def test_what_belongs_to_live_alone_is_refused_without_it(ocgen: Ocgen, tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text(json.dumps(ELEMENT), encoding="utf-8")
    for options in (("--from", "eu10"), ("--instance", "5")):
        refused = ocgen("import", "model.json", *options)
        assert (refused.code, "belong to --live" in refused.err) == (2, True)
    assert "Invalid value for 'PAGE|MODEL|KEY'" in ocgen("import", "acmecrm").err
