"""What a page's words say of fields, whatever markup stands around them."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from ocgen.upstream.extract.values import choices, default, required
from ocgen.upstream.sources.document import without_emphasis
from tests.upstream.conftest import Facts

MARKS = st.sampled_from(["{}", "*{}*", "_{}_", "**{}**", "__{}__", "***{}***", "**_{}_**", "_**{}**_"])
ENDS = st.sampled_from([". How deep.", "", ", how deep.", ": how deep.", " \u2013 how deep.", ")", "."])


@given(MARKS, MARKS, ENDS, st.sampled_from(["Optional", "optional", "OPTIONAL"]))
def test_emphasis_hides_no_requirement(mark: str, other: str, end: str, word: str) -> None:
    assert required(mark.format(word) + end, None) == (False, None)
    assert required(f"It {mark.format('is')} {other.format('not required')}.", None) == (False, None)


@given(MARKS, st.sampled_from([" of it is", ":", " value is"]))
def test_emphasis_hides_no_default(mark: str, link: str) -> None:
    if link != " of it is":
        assert default(f"How deep. {mark.format('Default')}{link} `eu`.") == "eu"
    assert choices(f"How deep. {mark.format('One of')} `eu` or `us`.") == ("eu", "us")


@given(st.sampled_from(["data_", "_id", "a_b", "`_x_`", r"\_x\_", r"\*", "ck_.", "x_y_z", "acme._id"]))
def test_what_is_no_emphasis_stays(text: str) -> None:
    assert without_emphasis(text) == text or text in {"_id", "data_"}


FOR = {
    "Key of it. Required for your app.": True,
    "Key of it. This is required for each account.": True,
    "Key of it. Needed for the app that you have registered.": True,
    "Key of it. Required for `oauth2`.": "conditional",
    "Key of it. Required for OAuth 2.0 authentication.": "conditional",
    "Key of it. Mandatory for webhooks.": "conditional",
    "Key of it. Required when you poll.": "conditional",
    "Key of it. Required only if `acme.mode` is `deep`.": "conditional",
}


@pytest.mark.parametrize(("words", "right"), FOR.items())
def test_only_what_names_a_choice_is_a_condition(words: str, right: object) -> None:
    assert required(words, None)[0] == right


def page(*, table: str, fields: tuple[str, ...], data: str = "", steps: str = "") -> str:
    inside = ", ".join(f'"{name}": "<X>"' for name in fields)
    return (
        f"# Authenticate with Acme\n\n{steps}\n\n```json\n"
        f'{{"element": {{"key": "acmecrm"}}, {data}"configuration": {{{inside}}}}}\n```\n\n'
        f"| Parameter | Description | Data Type |\n| --- | --- | --- |\n{table}\n"
    )


def row(name: str, words: str, label: str = "") -> str:
    return f"| {label + '<br>' if label else ''}`{name}` | {words} | string |\n"


def test_provider_data_that_only_a_request_has_is_needed(facts: Facts) -> None:
    told = facts(page(table=row("acme.a", "A."), fields=("acme.a", "acme.b"), data='"providerData": {"code": "<C>"}, '))
    (method,) = told.methods
    assert [(one.name, one.required) for one in method.provider_data] == [("code", True)]
    assert next(f for f in told.configuration if f.name == "acme.b").required is None


def test_provider_data_that_a_request_does_without_is_not_told_as_needed(facts: Facts) -> None:
    first = page(
        table=row("acme.a", "A."), fields=("acme.a",), data='"providerData": {"code": "<C>", "realm": "<R>"}, '
    )
    second = page(table="", fields=("acme.a",), data='"providerData": {"code": "<C>"}, ')
    (method,) = facts(first + "\n" + second).methods
    assert {one.name: one.required for one in method.provider_data} == {"code": True, "realm": None}


SELECTOR = row("authentication.type", "The way. One of `Basic` or `OAuth2`.", "Sign-in Type")


@pytest.mark.parametrize("words", [
    "Name. Only applicable for `Basic`.", "Name. Applicable only for `basic`.", "Name. Only used with Basic.",
    "Name. _Required_ if `authentication.type` is `Basic`.", "Name. Used only when `authentication.type` is `Basic`.",
])  # fmt: skip
def test_a_row_gives_its_field_to_a_way_to_sign_in(facts: Facts, words: str) -> None:
    table = (
        SELECTOR
        + row("acme.user", words)
        + row("acme.app", words.replace("Basic", "OAuth2").replace("basic", "oauth2"))
    )
    fields = ("authentication.type", "acme.user", "acme.app", "acme.site")
    found = facts(page(table=table + row("acme.site", "Address."), fields=fields))
    assert {m.name: m.configuration for m in found.methods} == {
        "basic": ("authentication.type", "acme.user", "acme.site"),
        "oauth2": ("authentication.type", "acme.app", "acme.site"),
    }
    assert {f.name: f.required for f in found.configuration} == {
        "authentication.type": True, "acme.user": "conditional", "acme.app": "conditional", "acme.site": True
    }  # fmt: skip


def test_words_on_what_is_no_way_to_sign_in_give_nothing_away(facts: Facts) -> None:
    table = row("acme.user", "Name. Only applicable for `Premium`.") + row("acme.site", "Address.")
    (method,) = facts(page(table=table, fields=("acme.user", "acme.site"))).methods
    assert method.configuration == ("acme.user", "acme.site")


STEPS = {
    "In **Acme Region**, select where the account is. The default is `eu`.": ("eu", False),
    "Select the Acme Region (`eu` is the default).": ("eu", False),
    "For `acme.region`, leave the default: `eu`.": ("eu", False),
    "In **Acme Region**, select one, and in **Acme Mode** the mode, which defaults to `deep`.": (None, True),
    "Click **Create**. The default is `eu`.": (None, True),
}


@pytest.mark.parametrize(("step", "right"), STEPS.items())
def test_a_step_tells_a_default(facts: Facts, step: str, right: tuple[str | None, bool]) -> None:
    table = row("acme.region", "Where.", "Acme Region") + row("acme.mode", "How.", "Acme Mode")
    told = facts(page(table=table, fields=("acme.region", "acme.mode"), steps=f"1. Sign in.\n2. {step}\n"))
    region = next(field for field in told.configuration if field.name == "acme.region")
    assert (region.default, region.required) == right


def test_a_standard_name_that_no_request_has_can_be_wrong(facts: Facts) -> None:
    table = row("oauth.api.key", "Key.") + row("oauth.callback.url", "Address of the shop.")
    told = facts(page(table=table, fields=("oauth.api.key", "store.url")))
    assert [f.name for f in told.configuration] == ["oauth.api.key", "store.url"]
    assert [(e.says, e.right) for e in told.errata] == [("the field is oauth.callback.url", "store.url")]
    sent = facts(page(table=table, fields=("oauth.api.key", "oauth.callback.url", "store.url")))
    assert [f.name for f in sent.configuration] == ["oauth.api.key", "oauth.callback.url", "store.url"]
