"""Where a change is shown: in a file that exists in the checkout, whatever has gone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from ocgen.findings.printers import NAMES
from tests.changes.conftest import Git
from tests.conftest import SPECS, Ocgen
from tests.files import edit

SPEC = """\
key: acme
name: Acme
hub: crm
family: makers
description: Works with Acme.
authentication:
  oauth2:
    oauth_url:
      query: [apiKey, callbackUrl, {name: depth, description: How deep.}]
    callback: [code, {name: realm, description: Which realm.}]
    provider_data: [code, {name: realm, description: Which realm.}]
    request:
      externalAuthentication: none
  basic:
    configuration: [username, password]
configuration:
  - key: acme.mode
    label: Mode
    description: The mode.
events:
  methods: [polling, webhook]
  parameters:
    - event.objects
    - {key: event.acme.depth, description: How deep.}
  resources: [Account, Lead]
"""
FAMILY = """\
provider: Acme
configuration:
  - key: acme.site
    label: Site
    description: The site.
"""

# What is taken away -> the line of the place that is left: file, and how it begins.
GONE = {
    ("specs/acme.yaml", ", {name: depth, description: How deep.}"): ("specs/acme.yaml", "    oauth_url:"),
    ("specs/acme.yaml", "[code, {name: realm, description: Which realm.}]\n    provider"):
        ("specs/acme.yaml", "    callback"),
    ("specs/acme.yaml", "    request:\n      externalAuthentication: none\n"): ("specs/acme.yaml", "  oauth2:"),
    ("specs/acme.yaml", "  basic:\n    configuration: [username, password]\n"): ("specs/acme.yaml", "authentication:"),
    ("specs/acme.yaml", "configuration:\n  - key: acme.mode\n    label: Mode\n    description: The mode.\n"):
        ("specs/acme.yaml", "key: acme"),
    ("specs/acme.yaml", ", webhook"): ("specs/acme.yaml", "  methods: [polling]"),
    ("specs/acme.yaml", "    - {key: event.acme.depth, description: How deep.}\n"):
        ("specs/acme.yaml", "  parameters:"),
    ("specs/acme.yaml", ", Lead"): ("specs/acme.yaml", "  resources: [Account]"),
    ("specs/families/makers.yaml", "configuration:\n  - key: acme.site\n    label: Site\n    description: The site.\n"):
        ("specs/families/makers.yaml", "provider: Acme"),
    ("specs/platform.yaml", "  - name: us2\n    host: api.openconnectors.us2.ext.hana.ondemand.com\n"
     "    description:\n      en: United States\n      de: USA\n"): ("specs/platform.yaml", "regions:"),
}  # fmt: skip


@pytest.fixture
def whole(project: Path, git: Git) -> Path:
    """The project as a repository of a spec, its family and a platform of its own."""
    (project / "specs" / "families").mkdir()
    (project / "specs" / "acme.yaml").write_text(SPEC, encoding="utf-8")
    (project / "specs" / "families" / "makers.yaml").write_text(FAMILY, encoding="utf-8")
    (project / "specs" / "platform.yaml").write_bytes((SPECS / "platform.yaml").read_bytes())
    git("add", "--all")
    git("commit", "--quiet", "--message=all")
    return project


def take(project: Path, name: str, text: str) -> None:
    """Take a text out of a file; of a list, what follows the bracket stays."""
    kept = "[code]\n    provider" if text.startswith("[code") else ""
    edit(project / name, text, kept)


@pytest.mark.parametrize("gone", GONE, ids=[text.strip()[:40] for _, text in GONE])
def test_what_has_gone_is_shown_where_it_stood(whole: Path, ocgen: Ocgen, gone: tuple[str, str]) -> None:
    take(whole, *gone)
    file, begins = GONE[gone]
    run = json.loads(ocgen("diff", "HEAD:", "--format", "sarif").out)["runs"][0]
    removed = [result for result in run["results"] if result["ruleId"].endswith("-removed")]
    assert removed
    for result in removed:
        (place,) = (location["physicalLocation"] for location in result["locations"])
        assert place["artifactLocation"] == {"uri": file, "uriBaseId": "%SRCROOT%"}
        lines = (whole / file).read_text(encoding="utf-8").splitlines()
        assert lines[place["region"]["startLine"] - 1].startswith(begins)
        (related,) = result["relatedLocations"]
        assert related["message"]["text"].startswith(f"was here: HEAD:{gone[0]}:")
        assert re.fullmatch(r"[\w./-]+", related["physicalLocation"]["artifactLocation"]["uri"])


def places(format_: str, out: str) -> set[str]:
    """Return the files that a report names as the places of its findings."""
    match format_:
        case "sarif" | "github-sarif":
            results = json.loads(out)["runs"][0]["results"]
            found = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results]
        case "gitlab":
            found = [entry["location"]["path"] for entry in json.loads(out)]
        case "github":
            found = [unquote(name) for name in re.findall(r"^::\w+ file=([^,]*),", out, re.MULTILINE)]
        case "junit":
            found = re.findall(r' file="([^"]*)"', out)
        case _:
            found = re.findall(r"^(\S+?):\d+:\d+: \w+\[", out, re.MULTILINE)
    return set(found)


@pytest.mark.parametrize("format_", [name for name in NAMES if name not in ("json", "markdown")])
def test_every_report_names_files_that_exist(whole: Path, git: Git, ocgen: Ocgen, format_: str) -> None:
    for gone in GONE:
        take(whole, *gone)
    (whole / "specs" / "other.yaml").write_text(SPEC.replace("acme", "other"), encoding="utf-8")
    git("add", "--all")
    git("commit", "--quiet", "--message=less")
    (whole / "specs" / "other.yaml").unlink()  # a connector, whose file goes with it
    shown = [ocgen("diff", *sides, "--format", format_) for sides in (("HEAD:",), ("HEAD~1:",), ("HEAD~1:", "HEAD:"))]
    for result in shown:
        assert result.code == 1, result.err
        named = places(format_, result.out)
        assert named
        assert all((whole / name).is_file() for name in named), named


def test_a_connector_that_has_gone_is_shown_beside_it(project: Path, git: Git, ocgen: Ocgen) -> None:
    (project / "specs" / "zeta.yaml").write_text(SPEC.replace("acme", "zeta").replace("family: makers", "provider: Z"),
                                                 encoding="utf-8")  # fmt: skip
    (project / "specs" / "acme.yaml").unlink()
    shown = ocgen("diff", "HEAD:", "--format", "text").out
    assert "specs/zeta.yaml:1:1: error[connector-removed]: acme: " in shown
    assert "HEAD:specs/acme.yaml:1:1: was here" in shown


def test_a_revision_on_the_second_side_is_shown_in_the_checkout(project: Path, git: Git, ocgen: Ocgen) -> None:
    edit(project / "specs" / "acme.yaml", "hub: crm", "hub: erp")
    git("commit", "--all", "--quiet", "--message=second")
    (project / "specs" / "acme.yaml").rename(project / "specs" / "acne.yaml")
    shown = ocgen("diff", "HEAD~1:", "HEAD:").out
    assert "specs/acne.yaml:1:1: error[hub-changed]" in shown
    assert "HEAD:specs/acme.yaml:1:1: the place in that revision" in shown


def test_drift_is_shown_in_the_spec(project: Path, ocgen: Ocgen) -> None:
    page = (project / "page.md").read_text(encoding="utf-8")
    more = page.replace('"<SERVER>"', '"<SERVER>",\n    "acme.depth": "<DEPTH>"')
    (project / "page.md").write_text(more + "| acme.depth | How deep. | string |\n", encoding="utf-8")
    shown = ocgen("drift", "acme", "--page", "page.md").out
    assert "specs/acme.yaml:12:1: error[field-added]" in shown
    assert "page.md:" in shown.partition("field-added")[2]


def test_the_working_directory_does_not_matter(whole: Path, ocgen: Ocgen, monkeypatch: pytest.MonkeyPatch) -> None:
    take(whole, "specs/acme.yaml", ", Lead")
    monkeypatch.chdir(whole / "specs")
    run = json.loads(ocgen("diff", "HEAD:specs", ".", "--format", "sarif").out)["runs"][0]
    places = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"]]
    assert places == ["specs/acme.yaml"]
