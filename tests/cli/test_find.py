"""Finding a connector, and how complete the specs are."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Ocgen


@pytest.mark.parametrize(
    ("arguments", "there", "not_there"),
    [
        (["--hub", "crm"], {"sfdc", "infusionsoftcrm"}, {"sftp"}),
        (["--type", "basic"], {"sftp"}, {"sfdc"}),
        (["--type", "basic", "--type", "oauth2"], {"sftp", "sfdc"}, set()),
        (["--search", "salesforce"], {"sfdc"}, {"sftp"}),
        (["--search", "PRIVATE.key", "--search", "encrypted"], {"infusionsoftcrm"}, {"sfdc"}),
        (["--search", "siteaddress"], {"sfdc"}, {"infusionsoftcrm"}),
        (["--search", "consumer key"], {"sfdc", "evernote"}, {"infusionsoftcrm"}),
        (["--search", "intuit"], {"quickbooks"}, {"sfdc"}),
        (["infusionsoft*", "--hub", "marketing"], {"infusionsoftmarketing"}, {"infusionsoftcrm"}),
    ],
)
def test_list_finds(ocgen: Ocgen, arguments: list[str], there: set[str], not_there: set[str]) -> None:
    result = ocgen("list", *arguments, "--format", "json")
    keys = {entry["key"] for entry in json.loads(result.out)}
    assert result.code == 0
    assert there <= keys
    assert not keys & not_there


def test_finding_nothing_says_so(ocgen: Ocgen) -> None:
    result = ocgen("list", "--hub", "crmm", "--format", "json")
    assert (result.code, json.loads(result.out)) == (0, [])
    assert 'did you mean "crm"?' in result.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--hub", "helpdsk"], 'no hub is named "helpdsk"; did you mean "helpdesk"?'),
        (["--search", "zendsk"], 'none holds "zendsk"; did you mean "Zendesk"?'),
        (["--search", "qqqqqq"], 'none holds "qqqqqq"'),
        (["--hub", "crm", "--search", "sftp"], "leave one out"),
    ],
)
def test_finding_nothing_tells_what_may_have_been_meant(ocgen: Ocgen, arguments: list[str], said: str) -> None:
    result = ocgen("list", *arguments)
    assert (result.code, result.out) == (0, "")
    assert said in result.err


def test_what_is_deprecated_is_marked(ocgen: Ocgen) -> None:
    listed = ocgen("list", "desk", "zendesk")
    assert [line.split()[1] for line in listed.out.splitlines()] == ["NAME", "*", "Zendesk"]
    assert listed.err.startswith("* deprecated: ")
    assert ocgen("list", "zendesk").err == ""
    old, new = json.loads(ocgen("list", "desk", "zendesk", "--format", "json").out)
    assert old["deprecated"]
    assert not new["deprecated"]


@pytest.mark.parametrize("columns", [70, 80, 100, 200])
def test_the_table_fits_the_terminal(ocgen: Ocgen, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    whole = ocgen("list").out.splitlines()
    assert max(map(len, whole)) > 100, "in a pipe nothing is cut"
    monkeypatch.setattr("ocgen.cli.list_._on_terminal", lambda: True)
    shown = ocgen("list").out.splitlines()
    assert max(map(len, shown)) <= columns
    assert [line.split()[0] for line in shown] == [line.split()[0] for line in whole], "a key is never cut"
    if columns == 200:
        assert shown == whole


def test_a_summary_is_as_wide_as_a_terminal(ocgen: Ocgen) -> None:
    lines = ocgen("show", "quickbooks", "netsuiteerpv2", "marketo").out.splitlines()
    assert [line for line in lines if len(line) > 80 and "://" not in line] == []
    assert "documentation: https://developer.intuit.com/app/developer/qbo/docs/get-started" in lines
    assert "  The user signs in at Intuit. The only way for apps of today." in lines


def test_stats(ocgen: Ocgen) -> None:
    stats = json.loads(ocgen("stats", "sftp", "sfdc", "--missing", "--format", "json").out)
    assert stats["connectors"] == 2
    assert stats["methods"] == {"basic": 1, "oauth2": 1}
    shares = {share["what"]: share for share in stats["shares"]}
    assert shares["fields with a description"]["done"] == shares["fields with a description"]["all"]
    assert shares["connectors with setup steps"]["missing"] == ["sftp"]
    assert "sftp" in ocgen("stats", "--missing").out


def test_a_bundled_connector_can_be_looked_at_from_any_project(ocgen: Ocgen) -> None:
    assert ocgen("new", "acme", "--name", "Acme", "--hub", "crm", "--provider", "Acme").code == 0
    assert ocgen("show", "sftp").out.startswith("sftp ")
    assert ocgen("list").out.count("\n") == 2
    refused = ocgen("generate", "sftp")
    assert refused.code == 2
    assert "name it in `connectors` of [tool.ocgen]" in refused.err
