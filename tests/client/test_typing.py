"""What a type checker says of code that uses the client: what works is accepted, what does not is refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.client.conftest import SOURCE

USE = """
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


def test_a_type_checker_tells_right_from_wrong(tmp_path: Path) -> None:
    (tmp_path / "use.py").write_text(USE, encoding="utf-8")
    settings = f'[tool.pyright]\ntypeCheckingMode = "strict"\nextraPaths = ["{SOURCE.as_posix()}"]\n'
    (tmp_path / "pyproject.toml").write_text(settings, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "use.py"], cwd=tmp_path, check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    faulty = {int(line.split(":")[1]) for line in done.stdout.splitlines() if " - error:" in line}
    assert faulty == {n for n, line in enumerate(USE.splitlines(), start=1) if "# refused" in line}, done.stdout
