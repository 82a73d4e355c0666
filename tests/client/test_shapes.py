"""Answers whose members come in another form than usual: nothing is lost, and nothing breaks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st
from openconnectors import Instance, RawResponse, Request, Response, Secret, UnexpectedResponse
from openconnectors.members import Members
from openconnectors.reader import Reader
from openconnectors.results import read_entry, read_instance, read_oauth_token, read_oauth_url, read_ping

RAW = RawResponse(Request("GET", "", "/x", None, {}, None, True), Response(200, {}, b""))
BASE: dict[str, Any] = {"id": 1, "name": "n", "token": "t", "element": {"key": "x"}}


def instance(**members: Any) -> Instance:
    return read_instance(Reader(Members({**BASE, **members}), RAW))


@pytest.mark.parametrize(
    ("came", "tags", "kept"),
    [
        ([], (), False),
        (["a", "b"], ("a", "b"), False),
        ([{"id": 12, "name": "t"}], ("t",), True),
        ([{"name": "t"}, "a"], ("t", "a"), True),
        (["a", 5, None, {"id": 1}, {"name": 7}, ["b"]], ("a",), True),
        (None, (), True),
        ("a", (), True),
        ({"name": "t"}, (), True),
        (7, (), True),
    ],
)
def test_tags(came: Any, tags: tuple[str, ...], kept: bool) -> None:
    found = instance(tags=came)
    assert found.tags == tags
    assert ("tags" in found.more) is kept
    assert found.more.get("tags") == (came if kept else None)


@pytest.mark.parametrize(
    ("member", "came", "typed", "kept"),
    [
        ("id", "12", 12, False),
        ("id", 12.0, 12, False),
        ("name", None, "", True),
        ("name", 5, "", True),
        ("valid", "true", True, False),
        ("valid", "FALSE", False, False),
        ("valid", "yes", None, True),
        ("disabled", 1, None, True),
        ("disabled", None, None, True),
        ("configuration", [{"key": "a"}], {}, True),
        ("configuration", None, {}, True),
    ],
)
def test_members_of_an_instance(member: str, came: Any, typed: Any, kept: bool) -> None:
    found = instance(**{member: came})
    assert getattr(found, member) == typed
    assert (member in found.more) is kept


@pytest.mark.parametrize(
    ("came", "key", "number", "kept"),
    [
        ("sfdc", "sfdc", None, False),
        (23, "", 23, False),
        ({"key": "sfdc", "id": "23"}, "sfdc", 23, False),
        (None, "", None, True),
        (["sfdc"], "", None, True),
        (True, "", None, True),
    ],
)
def test_the_connector_of_an_instance(came: Any, key: str, number: int | None, kept: bool) -> None:
    found = instance(element=came)
    assert (found.element.key, found.element.id, "element" in found.more) == (key, number, kept)


@pytest.mark.parametrize(
    ("came", "value", "kept"),
    [("v", "v", False), ("", "", False), (True, "true", False), (5, "5", False), (1.5, "1.5", False),
     (None, None, True), ({"a": 1}, None, True), (["a"], None, True)],
)  # fmt: skip
def test_the_value_of_a_configuration_entry(came: Any, value: str | None, kept: bool) -> None:
    entry = read_entry(Reader(Members({"id": "5", "key": "k", "propertyValue": came}), RAW))
    assert entry.value == (None if value is None else Secret(value))
    assert ("propertyValue" in entry.more) is kept


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["true", "12", "x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "key", "z"]), inner),
    max_leaves=6,
)
NAMES = ["id", "name", "token", "element", "tags", "valid", "disabled", "configuration", "key", "propertyValue",
         "dateTime", "endpoint", "secret", "oauthUrl", "other"]  # fmt: skip


@given(st.dictionaries(st.sampled_from(NAMES), JSON))
def test_nothing_is_lost_and_nothing_breaks(answer: dict[str, Any]) -> None:
    for read in (read_instance, read_entry, read_ping, read_oauth_token, read_oauth_url):
        reader = Reader(Members(answer), RAW)
        try:
            found = read(reader)
        except UnexpectedResponse:
            continue
        if isinstance(found, Instance):
            _holds(found, answer)


def _holds(found: Instance, answer: dict[str, Any]) -> None:
    """Every member is in a typed attribute or among the rest, as it came."""
    for name, came in answer.items():
        if name in found.more:
            assert repr(found.more[name]) == repr(came)
        elif name == "element":
            inner = came if isinstance(came, dict) else {}
            typed = {"key", "id", "name", "hub"}
            assert not isinstance(came, list | bool | float) or found.element.id is not None
            assert {*inner} <= typed | {*found.element.more}
        elif name == "tags":
            assert list(found.tags) == came
        elif name == "configuration":
            assert dict(found.configuration) == came or came != came or isinstance(came, dict)
        else:
            typed_value = getattr(found, name)
            shown = typed_value.reveal() if isinstance(typed_value, Secret) else typed_value
            assert str(shown).lower() == str(came).lower() or shown == float(came)
