"""Mistakes of upstream pages: standard ones by their names, others written out."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import get_args

import pytest

from ocgen.findings.finding import Finding
from ocgen.model import About, Aspect, Part
from ocgen.model.errata import ASPECTS
from ocgen.spec import Loaded
from ocgen.spec.schema import schema_text

ACME = """\
key: acme
name: Acme
hub: crm
provider: Acme
description: Works with Acme.
authentication: {custom: {}}
errata:
"""


OWN = "{where: w, says: s, right: r, why: y"


def errata(loaded: Loaded) -> list[tuple[str, str]]:
    assert not loaded.findings, loaded.findings
    return [(e.where, e.says) for e in loaded.connectors[0].errata]


def test_a_bare_name_is_the_platforms_erratum(load_text: Callable[..., Loaded]) -> None:
    (erratum,) = load_text(f"{ACME}  - callback-url-described-as-key\n").connectors[0].errata
    assert (erratum.where, erratum.says) == ("parameter table, oauth.callback.url", "it is the API key")
    assert erratum.right == "it is the callback URL of the app"
    assert erratum.why
    assert erratum.location.line == 8, "it is found where the connector names it"


def test_a_mapping_with_its_name_changes_parts_of_it(load_text: Callable[..., Loaded]) -> None:
    loaded = load_text(f"{ACME}  - {{name: no-data-type, where: 'parameter table, username'}}\n")
    assert errata(loaded) == [("parameter table, username", "no data type")]
    assert loaded.connectors[0].errata[0].right == "string"


def test_those_of_the_family_come_first(load_text: Callable[..., Loaded]) -> None:
    family = "errata:\n  - no-data-type\n  - {where: w, says: s, right: r, why: y}\n"
    loaded = load_text(f"family: acmes\n{ACME}  - body-as-data-type\n", acmes=family)
    assert [says for _, says in errata(loaded)] == ["no data type", "s", "the data type is Body"]


@pytest.mark.parametrize(
    ("text", "rule", "message", "remedy"),
    [
        ("no-data-typ", "unknown-reference", 'no standard erratum is named "no-data-typ"', '"no-data-type"?'),
        ("qqq", "unknown-reference", 'no standard erratum is named "qqq"', "write it out here"),
        ("{name: body-as-data-typ, where: w}", "unknown-reference", "no standard erratum", '"body-as-data-type"?'),
        ("{where: w, says: s, right: r}", "schema", 'the key "why" is missing', "says where, says, right and why"),
        ("{where: w, says: s, right: r, wy: y}", "schema", 'unknown key "wy"', 'did you mean "why"?'),
        (
            f"{OWN}, about: {{part: callback}}}}",
            "schema",
            'the key "aspect" of about is missing',
            "what is wrong there",
        ),
        (f"{OWN}, about: {{part: calback, aspect: type}}}}", "schema", "part must be", '"callback"?'),
        (f"{OWN}, about: {{part: callback, aspect: tpye}}}}", "schema", "aspect must be", '"type"?'),
        (f"{OWN}, about: {{part: callback, aspect: type, ky: a}}}}", "schema", 'unknown key "ky"', '"key"?'),
        (f"{OWN}, about: [{{part: callback, aspct: type}}]}}", "schema", 'unknown key "aspct"', '"aspect"?'),
        (f"{OWN}, about: []}}", "schema", "about is empty", "Several mistakes"),
        ("[a]", "schema", "an entry of errata must be text or a mapping", "bare name"),
        ("''", "schema", "an entry of errata is empty", "bare name"),
    ],
)
def test_a_wrong_one_is_one_finding(
    load_text: Callable[..., Loaded], text: str, rule: str, message: str, remedy: str
) -> None:
    loaded = load_text(f"{ACME}  - no-grant-code\n  - {text}\n")
    (finding,) = loaded.findings
    assert isinstance(finding, Finding)
    assert (finding.rule, finding.location.line) == (rule, 9)
    assert message in finding.message
    assert remedy in finding.help
    assert not loaded.connectors


def test_what_it_is_about_is_one_thing_or_several(load_text: Callable[..., Loaded]) -> None:
    one = "{part: callback, key: code, aspect: type, found: number}"
    (first, second) = (
        load_text(f"{ACME}  - {OWN}, about: {one}}}\n  - {OWN}, about: [{one}, {one}]}}\n").connectors[0].errata
    )
    assert first.about == (About("callback", "type", "code", "number"),)
    assert second.about == first.about * 2
    assert first.about[0].location.line == 8


def test_a_named_one_can_be_about_another_value(load_text: Callable[..., Loaded]) -> None:
    (erratum,) = load_text(f"{ACME}  - {{name: no-data-type, about: {{key: username}}}}\n").connectors[0].errata
    assert erratum.about == (About("configuration", "cells", "username"),)


def test_the_schema_has_the_words_of_the_model() -> None:
    known = json.loads(schema_text("platform"))["$defs"]["about_entry"]["properties"]
    assert known["part"]["enum"] == list(get_args(Part))
    assert known["aspect"]["enum"] == list(get_args(Aspect))
    assert set(ASPECTS) == set(get_args(Part))
    assert set().union(*ASPECTS.values()) == set(get_args(Aspect))
