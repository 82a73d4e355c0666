"""Calls of a source become `resources:` of a spec, and are the same calls when the spec is read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, strategies as st

from ocgen import linter
from ocgen.draft.found_calls import is_plural, singular
from ocgen.draft.resources import resources_tree
from ocgen.draft.text import lines
from ocgen.facts.found_call import FoundCall
from ocgen.model import WITH_MEMBERS, Connector, ResourceField, path_shape
from ocgen.spec import load
from tests.conftest import LOADED
from tests.spec.test_resources import HEAD, calls

assert LOADED.platform
API = LOADED.platform.hub_api
WORDS = ["contacts", "me", "files", "custom-fields", "custom_fields", "links", "lists", "status", "a.b", "copy"]
SEGMENTS = st.sampled_from([*WORDS, "äö", "Äö", "2x", "n" * 120])
VARIABLES = st.sampled_from(["{id}", "{contactId}", "{Key}", "{id}.json", "v{id}", "{id}-{Key}"])
NAMES = st.sampled_from(
    ["path", "page", "pageSize", "where", "raw", "a b", "x[]", "no", "id", "a-b", "Äö", "äö", "page[size]"]
)
HEADERS = st.sampled_from(["Subsite", "Idempotency-Key", "Path", "where", "a.b"])
FIELDS = st.lists(
    st.builds(
        ResourceField,
        name=st.sampled_from(["id", "Email", "no", "tags", "$ref", "1", "äö", "a: b"]),
        type=st.sampled_from(["string", "object", "any", "boolean"]),
        required=st.booleans(),
    ),
    unique_by=lambda f: f.name,
    max_size=3,
).map(tuple)


@st.composite
def found_calls(draw: st.DrawFn) -> FoundCall:
    """Any call that a source may have: up to five segments, the first one a word."""
    rest = draw(st.lists(st.one_of(SEGMENTS, VARIABLES), max_size=4))
    method = draw(st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE"]))
    sends = method in ("POST", "PUT", "PATCH")
    query = tuple(ResourceField(n, "string", draw(st.booleans())) for n in draw(st.sets(NAMES, max_size=4)))
    headers = tuple(ResourceField(n, "string", draw(st.booleans())) for n in draw(st.sets(HEADERS, max_size=2)))
    return FoundCall(
        method=method,
        path="/" + "/".join([draw(SEGMENTS), *rest]),
        hub=draw(st.sampled_from(["", "crm"])),
        query=query,
        headers=headers,
        body=draw(st.sampled_from(["object", "form", "list"])) if sends else "none",
        fields=draw(FIELDS) if sends else (),
        answer=draw(st.sampled_from(["", "item", "list", "file"])) if method == "GET" else "",
    )


def read_back(found: list[FoundCall]) -> Connector:
    """Return the connector of a spec that holds what is drafted of these calls."""
    tree = resources_tree(found, "documents", API, exact=True)
    with TemporaryDirectory() as directory:
        text = "\n".join([HEAD + "resources:" + ("" if tree else " {}"), *lines(tree, 2, 100)])
        Path(directory, "acme.yaml").write_text(text + "\n", encoding="utf-8")
        loaded = load([Path(directory)], ["acme"])
        assert not loaded.findings, (text, loaded.findings)
        errors = linter.errors(loaded)
    assert not errors, (text, errors)
    return loaded.connectors[0]


def body_of(call: dict[str, Any]) -> str:
    """Return what a call sends, in the word of specs."""
    if call["body"] is None:
        return "none"
    return "list" if call["body"]["list"] else "form" if call["body"].get("form") else "object"


def place(method: str, hub: str, path: str) -> str:
    return f"{method} /hubs/{hub or 'documents'}{path_shape(path)}"


@given(st.lists(found_calls(), max_size=8))
def test_a_draft_has_the_calls_of_its_source_and_no_others(found: list[FoundCall]) -> None:
    wanted = {place(c.method, c.hub, c.path) for c in found}
    got = Counter(f"{c['method']} {path_shape(c['path'])}" for c in calls(read_back(found)).values())
    assert set(got) == wanted
    assert max(got.values(), default=1) == 1


@given(st.lists(found_calls(), max_size=6, unique_by=lambda c: (c.method, c.hub, path_shape(c.path))))
def test_a_draft_keeps_queries_and_bodies(found: list[FoundCall]) -> None:
    got = {f"{c['method']} {path_shape(c['path'])}": c for c in calls(read_back(found)).values()}
    for call in found:
        read = got[place(call.method, call.hub, call.path)]
        assert {f.name for f in call.query} - {"page"} <= {p["name"] for p in read["query"]}
        assert {f.name for f in call.headers} == {h["name"] for h in read.get("headers", [])}
        assert body_of(read) == call.body
        if call.body in WITH_MEMBERS:
            assert {f.name for f in call.fields} <= {m["name"] for m in read["body"]["members"]}


def test_plural_nouns_have_a_singular() -> None:
    words = {"activities": "activity", "addresses": "address", "statuses": "status", "boxes": "box", "files": "file",
             "status": "status", "class": "class", "news": "new", "branches": "branch"}  # fmt: skip
    assert {word: singular(word) for word in words} == words
    assert not is_plural("status")
