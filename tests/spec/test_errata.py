"""Mistakes of upstream pages: standard ones by their names, others written out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ocgen.findings.finding import Finding
from ocgen.spec import Loaded

ACME = """\
key: acme
name: Acme
hub: crm
provider: Acme
description: Works with Acme.
authentication: {custom: {}}
errata:
"""


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
