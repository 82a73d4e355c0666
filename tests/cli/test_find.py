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
    assert "the hubs are" in result.err


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
