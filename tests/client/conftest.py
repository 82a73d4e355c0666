"""Puts the generated client on the path, and gives tests a platform on the loopback interface and a client for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

# Another directory than the committed one can be tested before it is committed.
SOURCE = Path(os.environ.get("OPENCONNECTORS_SRC") or Path(__file__).parents[2] / "generated" / "python" / "src")
sys.path.insert(0, str(SOURCE))

from tests.client import acme  # noqa: E402
from tests.client.harness import Harness  # noqa: E402
from tests.client.server import Server  # noqa: E402


@pytest.fixture(autouse=True)
def settings_of_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client takes settings from the environment; the machine's own must not decide a test."""
    for name in [*os.environ]:
        if name.startswith("OPENCONNECTORS_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def acme_validators(monkeypatch: pytest.MonkeyPatch) -> None:
    """The made-up connector's validators, where the client looks for them."""
    monkeypatch.setitem(sys.modules, "openconnectors.validators.acme_books", acme.validators())


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture(params=["sync", "async"])
def harness(request: pytest.FixtureRequest, server: Server) -> Harness:
    """One way to drive either client: each test that takes it runs twice."""
    return Harness(request.param == "async", server)


@pytest.fixture
def bounds(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[httpx.Timeout]]:
    """What httpx is told of the time that each step may take."""
    found: list[httpx.Timeout] = []

    def send(_: object, request: httpx.Request, **more: object) -> None:
        found.append(httpx.Timeout(**request.extensions["timeout"]))

    for kind in (httpx.Client, httpx.AsyncClient):
        monkeypatch.setattr(kind, "send", send)
    yield found
