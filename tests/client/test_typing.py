"""What a type checker says of code that uses the client: what works is accepted, what does not is refused."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest

from tests.client.conftest import SOURCE
from tests.processes import run

CALLS = """
from urllib.parse import SplitResult

import httpx
from multidict import MultiDictProxy
from openconnectors import (
    AsyncClient, Attempt, Client, Instance, RawResponse, Request, RequestOptions, RetryPolicy, SignIn, parse_callback,
)
from openconnectors.testing import FakePlatform
from starlette.requests import Request as StarletteRequest
from werkzeug.wrappers import Request as FlaskRequest
from yarl import URL

PATIENT: RequestOptions = {"timeout": httpx.Timeout(5, read=60), "headers": {"X-Trace": "t"}}


def callbacks(client: Client, sign_in: SignIn, request: FlaskRequest, parts: SplitResult, url: httpx.URL) -> None:
    client.finish(sign_in, request.args, name="n")
    client.finish(sign_in, request.url, name="n")
    parse_callback(parts)
    parse_callback(url)
    parse_callback(URL("https://x"))
    parse_callback({"code": ["a"]})
    parse_callback(5)  # refused


async def asynchronous(
    client: AsyncClient, sign_in: SignIn, request: StarletteRequest, query: MultiDictProxy[str]
) -> None:
    await client.finish(sign_in, request.query_params, name="n")
    await client.reauthenticate(1, sign_in, request.url)
    parse_callback(query)
    async for instance in client.list_instances(deadline=30):
        print(instance.id)


def hook(request: Request) -> Request | None:
    return None


async def slow_hook(attempt: Attempt) -> None: ...


def options(client: Client, other: AsyncClient) -> None:
    instance: Instance = client.get_instance(1, timeout=5, headers={"X-A": "b"}, extra_query={"a": ["b", 1]})
    told: RawResponse | None = instance.response
    gone: RawResponse = client.delete_instance(1, retries=RetryPolicy(attempts=1), on_request=hook)
    derived: Client = client.with_options(**PATIENT).with_options(deadline=5)
    client.update_instance(1, name="n", extra_body={"a": {"b": [None, True, 1.5]}}, **PATIENT)
    other.with_options(on_response=slow_hook)
    Client("us10", http_client=httpx.Client(), **PATIENT)
    Client("us10", http_client=httpx.AsyncClient())  # refused
    client.get_instance(1, timeuot=5)  # refused
    client.get_instance(1, headers={"X-A": 5})  # refused
    client.with_options(extra_body={})  # refused
    print(told, gone, derived)


def fakes() -> None:
    platform = FakePlatform()
    Client(transport=platform)
    AsyncClient(transport=platform.asynchronous)
    AsyncClient(transport=platform)  # refused
    print(platform.calls[0].body["name"])
"""
CONFIGURATIONS = """
from openconnectors import Secret
from openconnectors.connectors.sfdc import AnyConfiguration, Configuration, OwnTokensConfiguration

one = Configuration(oauth_callback_url="https://a.example", oauth_api_key="k", oauth_api_secret="s")
other = Configuration(
    oauth_callback_url="https://a.example",
    oauth_api_key="k",
    oauth_api_secret=Secret("s"),
    event_notification_signature_key="key",
    filter_response_nulls=True,
)
shown: str = one.oauth_api_secret.reveal()
common: Secret | None = other.event_notification_signature_key
tokens = OwnTokensConfiguration(oauth_api_key="k", oauth_api_secret="s", oauth_user_refresh_token=Secret("t"))


def sign_in(configuration: AnyConfiguration) -> str:
    return configuration.oauth_api_key


again: Configuration = Configuration.from_wire(one.reveal())
print(sign_in(again), shown)

Configuration(oauth_callback_url="https://a.example", oauth_api_key="k", oauth_api_secret=3)  # refused
Configuration(oauth_callback_url="https://a.example", oauth_api_key="k")  # refused
Configuration(oauth_callback_url="https://a.example", oauth_api_key="k", oauth_api_secret="s", nulls=True)  # refused
one.oauth_api_secret.startswith("s")  # refused
one.oauth_api_key = "x"  # refused
"""
RESOURCES = """
from openconnectors import Client
from openconnectors.ceql import F
from openconnectors.connectors.box import Box
from openconnectors.connectors.infusionsoftmarketing import AsyncInfusionsoftmarketing, Infusionsoftmarketing

client = Client()
crm = client.instance("token", Infusionsoftmarketing)
for contact in crm.contacts.list(where=F.Email == "ann@example.com", limit=10):
    print(contact.get("Email"), contact.get("FirstName", "").upper())
made = crm.contacts.create({"Email": "ann@example.com"}, extra={"custom": 1})
crm.contacts.update(made.get("LastName") or 5, {"LastName": "Lee"})
box = Box(client, "token")
box.files.upload("report.pdf", to="/reports/report.pdf", overwrite=True)
with box.files.download(path="/reports/report.pdf") as file:
    file.save("copy.pdf")
for comment in box.files.item("5").comments.list():
    box.files.item("5").comments.delete(comment["id"])

crm.contacts.create({"Emial": "ann@example.com"})  # refused
crm.contacts.create({"Email": 5})  # refused
crm.contact.list()  # refused
crm.contacts.list(where="Email = 5")  # refused
crm.contacts.get()  # refused
crm.contacts.get("5")["Emial"]  # refused
box.files.copy("5", {"pth": "/a"})  # refused
client.instance("token", AsyncInfusionsoftmarketing)  # refused
"""
INSTANCES = """
import io
from datetime import datetime, timezone
from pathlib import Path

from openconnectors import AsyncClient, Client, Instance, Notification, Secret, parse_event
from openconnectors.ceql import F, field, raw


def objects(client: Client, created: Instance) -> None:
    crm = client.instance(created, hub="crm")
    since = field("changed", date_format="%Y-%m-%d") >= datetime(2026, 1, 1, tzinfo=timezone.utc)
    contacts = crm.object("contacts")
    for contact in contacts.list(where=since & (F.email == "a") | F["x.y"].in_([1, 2]), order_by=["name desc"]):
        name: str = contact["name"]
        print(name)
    for page in contacts.list(where=raw("a = 1"), page_size=50).pages():
        total: int | None = page.total
        print(total, page.warning.upper(), len(page), [item["id"] for item in page])
    first = contacts.list().first()
    print(first["id"] if first else None, contacts.below(5, "notes").get("7"))
    contacts.create({"email": "a", "key": Secret("s"), "tags": ["b"]}, extra={"x": None})
    print(crm.request("GET", "/x/{id}", ids={"id": 5}, query={"a": True}, timeout=5).value["b"])
    contacts.list(where="a = 1")  # refused
    contacts.list().first()["id"]  # refused
    contacts.get(1.5)  # refused
    contacts.create({"email": object()})  # refused
    F.email.in_(5)  # refused
    crm.request("GET", "/x", querry={})  # refused


def files(client: Client) -> None:
    documents = client.instance("token")
    documents.upload("/files", Path("a"), to="/a")
    documents.upload("/files", io.BytesIO(b"a"), overwrite=True)
    with open("a", "rb") as stream:
        documents.upload("/files", stream)
    with documents.download("/files/5", max_size=5) as file:
        saved: Path = file.save("a")
        print(saved, [piece.hex() for piece in file], file.read().hex())
    documents.upload("/files", 5)  # refused
    documents.upload("/files", io.StringIO("a"))  # refused


async def asynchronous(client: AsyncClient, body: bytes, headers: dict[str, str]) -> None:
    crm = client.instance(Secret("token"))
    job = await crm.bulk.download("contacts", where=F.a > 1, fields="id", format="csv")
    print((await job.wait(timeout=600)).records)
    async for row in job.rows():
        print(row["id"])
    async for error in job.errors():
        print(error)
    await crm.bulk.upload("contacts", [{"a": 1}], upsert_by="a")
    await crm.bulk.upload("contacts", Path("a.csv"))
    async with crm.download("/files/5") as file:
        print(await file.read())
    notification: Notification = parse_event(body, headers, "key")
    print([event.object_id for event in notification.events])
    await crm.bulk.download("contacts", format="xml")  # refused
    for row in job.rows():  # refused
        pass
"""
CHECKERS = {
    "mypy": ("mypy", "--strict", "--no-error-summary", "--cache-dir", os.devnull),
    "pyright": ("pyright", "--pythonpath", sys.executable),
}


@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize(
    "program",
    [CALLS, CONFIGURATIONS, RESOURCES, INSTANCES],
    ids=["calls", "configurations", "resources", "instances"],
)
def test_type_checkers_tell_right_from_wrong(tmp_path: Path, checker: str, program: str) -> None:
    (tmp_path / "use.py").write_text(program, encoding="utf-8")
    settings = {"typeCheckingMode": "strict", "extraPaths": [str(SOURCE)]}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    command = (sys.executable, "-m", *CHECKERS[checker], "use.py")
    told = run(*command, cwd=tmp_path, code=1, MYPYPATH=str(SOURCE)).stdout
    faulty = {int(line) for line in re.findall(r"use\.py:(\d+):.*\berror: ", told)}
    assert faulty == {n for n, line in enumerate(program.splitlines(), start=1) if "# refused" in line}, told
