"""Callbacks in the forms in which web frameworks have them: their own query objects and URLs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlparse, urlsplit

import httpx
import pytest
import yarl
from hypothesis import given, strategies as st
from multidict import CIMultiDict, MultiDict, MultiDictProxy
from openconnectors import Callback, CallbackError, parse_callback
from starlette.datastructures import URL, QueryParams
from starlette.requests import Request as StarletteRequest
from werkzeug.datastructures import CombinedMultiDict, ImmutableMultiDict
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request as WerkzeugRequest

Pairs = list[tuple[str, str]]


class QueryDict(dict[str, Any]):
    """What Django's `QueryDict` does: a dict of lists that shows the last value of each, and has `lists`."""

    def __init__(self, pairs: Pairs) -> None:
        super().__init__()
        for name, value in pairs:
            dict.setdefault(self, name, []).append(value)

    def __getitem__(self, name: str) -> str:
        return str(super().__getitem__(name)[-1])

    def items(self) -> Iterator[tuple[str, str]]:  # type: ignore[override]
        for name in self:
            yield name, self[name]

    def lists(self) -> Iterator[tuple[str, list[str]]]:
        return iter(super().items())


class FormsDict(QueryDict):
    """What Bottle's `FormsDict` does."""

    def allitems(self) -> list[tuple[str, str]]:
        return [(name, value) for name, values in super().lists() for value in values]

    lists = None  # type: ignore[assignment]


def text(pairs: Pairs) -> str:
    return str(httpx.QueryParams([*pairs]))


def starlette_request(pairs: Pairs) -> StarletteRequest:
    return StarletteRequest({"type": "http", "query_string": text(pairs).encode(), "headers": [], "path": "/auth",
                             "scheme": "https", "server": ("app.example", 443), "method": "GET"})  # fmt: skip


def werkzeug_request(pairs: Pairs) -> WerkzeugRequest:
    return WerkzeugRequest(EnvironBuilder(path="/auth", query_string=text(pairs)).get_environ())


QUERIES: dict[str, Callable[[Pairs], Any]] = {
    "Starlette": lambda pairs: starlette_request(pairs).query_params,
    "Starlette, made by hand": QueryParams,
    "Flask": lambda pairs: werkzeug_request(pairs).args,
    "Flask, values": lambda pairs: werkzeug_request(pairs).values,
    "Flask, combined": lambda pairs: CombinedMultiDict([ImmutableMultiDict(pairs), ImmutableMultiDict()]),
    "aiohttp": lambda pairs: MultiDictProxy(MultiDict(pairs)),
    "aiohttp, any case": CIMultiDict,
    "Django": QueryDict,
    "Bottle": FormsDict,
    "httpx": lambda pairs: httpx.QueryParams([*pairs]),
    "lists": lambda pairs: {name: [v for n, v in pairs if n == name] for name, _ in pairs},
}
URLS: dict[str, Callable[[str], Any]] = {
    "Starlette": URL,
    "yarl": yarl.URL,
    "yarl, encoded": lambda url: yarl.URL(url, encoded=True),
    "yarl, relative": lambda url: yarl.URL(url).relative(),
    "httpx": httpx.URL,
    "urlsplit": urlsplit,
    "urlparse": urlparse,
}


def values(callback: Callback) -> dict[str, str]:
    return {name: value.reveal() for name in callback if (value := callback.get(name)) is not None}


@pytest.mark.parametrize("name", QUERIES)
def test_query_objects(name: str) -> None:
    came = QUERIES[name]([("code", "c/1?&=+ é"), ("state", ""), ("realmId", "https://x/?a=b")])
    assert values(parse_callback(came)) == {"code": "c/1?&=+ é", "state": "", "realmId": "https://x/?a=b"}


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("pairs", [[("code", "a"), ("code", "b")], [("state", "s"), ("code", "a"), ("state", "s")]])
def test_a_parameter_that_came_twice_is_noticed(name: str, pairs: Pairs) -> None:
    with pytest.raises(CallbackError, match="occurs twice"):
        parse_callback(QUERIES[name](pairs))


@pytest.mark.parametrize("name", URLS)
def test_urls(name: str) -> None:
    pairs = [("code", "c/1?&=+ é"), ("state", "s"), ("realmId", "https://x/?a=b")]
    assert values(parse_callback(URLS[name](f"https://app.example/auth?{text(pairs)}#_=_"))) == dict(pairs)
    with pytest.raises(CallbackError, match="code occurs twice"):
        parse_callback(URLS[name]("https://app.example/auth?code=a&state=s&code=b"))


def test_urls_of_requests() -> None:
    pairs = [("code", "c/1"), ("state", "s+é")]
    for came in (starlette_request(pairs).url, werkzeug_request(pairs).url, werkzeug_request(pairs).full_path):
        assert values(parse_callback(came)) == dict(pairs)


@given(st.lists(st.tuples(st.sampled_from(["code", "state", "x", "ü"]), st.text(max_size=8)), max_size=4))
def test_all_forms_say_the_same(pairs: Pairs) -> None:
    """What one form brings, or is refused for, so is every other."""
    encodable = [(name, value) for name, value in pairs if not any(0xD800 <= ord(letter) < 0xE000 for letter in value)]
    forms = [make(encodable) for name, make in QUERIES.items() if name != "aiohttp, any case"]
    forms += [make(f"https://app.example/auth?{text(encodable)}") for make in URLS.values()]
    found = [Callback.of(came) for came in forms]
    assert len({callback.readable for callback in found}) == 1
    if found[0].readable:
        assert all(values(callback) == values(found[0]) for callback in found)


class Broken(dict[str, str]):
    def lists(self) -> None:
        raise KeyError("hunter2")


class Page:
    scheme = "https"
    query = "code=a"

    def __str__(self) -> str:
        raise ValueError("hunter2")


@pytest.mark.parametrize(
    "came",
    [
        Broken(),
        Page(),
        starlette_request([("code", "a")]),
        QueryParams([(f"p{number}", "v") for number in range(101)]),
        {"code": "a", 5: "b"},
        {"code": [["a"]]},
        object(),
        None,
        yarl.URL("https://x/?code=" + "x" * 70_000),
    ],
    ids=lambda came: type(came).__name__,
)
def test_what_cannot_be_read_is_refused(came: Any) -> None:
    with pytest.raises(CallbackError, match="not one to trust") as refused:
        parse_callback(came)
    assert "hunter2" not in str(refused.value)
    assert refused.value.__cause__ is refused.value.__context__ is None
