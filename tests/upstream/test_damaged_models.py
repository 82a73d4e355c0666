"""Whatever a model holds, it is read or told, and a draft of it is a spec whose calls lint has nothing against."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from ocgen import linter
from ocgen.draft.found_resources import found_resources
from ocgen.draft.json import draft_json
from ocgen.draft.text import lines
from ocgen.facts.connector import ConnectorFacts
from ocgen.model import path_shape
from ocgen.spec import load
from ocgen.upstream import read
from tests.amount import examples
from tests.conftest import LOADED
from tests.spec.test_resources import HEAD, calls
from tests.upstream.models import ELEMENT, SWAGGER

assert LOADED.platform
PLATFORM = LOADED.platform

TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["id", "Id", "page", "$ref", "#/definitions/contact", "contact", "List", "/contacts/{id}/{id}", "{", "/a/{b}",
         "/hubs/x/a", "/contacts/{ID}/{id2}/x", "/contacts", "/{a}/b", "GET", "put", "file", "array", "object", "api",
         "body", "a!", "form", "x" * 300, "\ud800", "no", "1", "__proto__", "class", "list", "create", "links", "post"]
    ),
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each holder in a value with the key or index of each thing in it."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield value, key
        yield from places(inner)


@st.composite
def damaged(draw: st.DrawFn, model: dict[str, Any]) -> dict[str, Any]:
    """A model in which up to four things are replaced, removed, renamed or put elsewhere."""
    model = deepcopy(model)
    for _ in range(draw(st.integers(1, 4))):
        found = list(places(model))
        holder, key = found[draw(st.integers(0, len(found) - 1))]
        how = draw(st.sampled_from(["replace", "remove", "rename", "move"]))
        if how == "replace":
            holder[key] = draw(VALUES)
        elif how == "remove":
            del holder[key]
        elif how == "rename" and isinstance(holder, dict):
            holder[draw(TEXTS)] = holder.pop(key)
        else:
            other, place = found[draw(st.integers(0, len(found) - 1))]
            other[place] = deepcopy(holder[key])
        if not list(places(model)):
            break
    return model


def facts_of(model: dict[str, Any]) -> ConnectorFacts | None:
    """Return the facts of a model; without any, an error says why."""
    reading = read(json.dumps(model).encode(), "model", PLATFORM)
    assert reading.facts is not None or any(f.level == "error" for f in reading.findings)
    return reading.facts


def check(model: dict[str, Any]) -> None:
    facts = facts_of(model)
    if facts is None:
        return
    json.dumps(draft_json(facts)).encode()
    drafted = found_resources(facts, "documents", PLATFORM.hub_api)
    text = HEAD + "\n".join(lines(drafted, flow=120)) + "\n"
    with TemporaryDirectory() as directory:
        Path(directory, "acme.yaml").write_text(text, encoding="utf-8")
        loaded = load([Path(directory)], ["acme"])
        assert not loaded.findings, (text, loaded.findings)
        errors = [f for f in linter.errors(loaded) if f.rule != "todo"]  # a member may have that name
    assert not errors, (text, errors)
    got = {(c["method"], path_shape(c["path"])) for c in calls(loaded.connectors[0]).values()}
    told = facts.calls or ()
    assert got == {(c.method, f"/hubs/{c.hub or 'documents'}{path_shape(c.path)}") for c in told}


@pytest.mark.parametrize("model", [ELEMENT, SWAGGER], ids=["export", "swagger"])
def test_whole_models(model: dict[str, Any]) -> None:
    check(model)


@settings(max_examples=examples(400), deadline=None)
@given(damaged(ELEMENT))
def test_damaged_exports(model: dict[str, Any]) -> None:
    check(model)


@settings(max_examples=examples(400), deadline=None)
@given(damaged(SWAGGER))
def test_damaged_swagger_documents(model: dict[str, Any]) -> None:
    check(model)
