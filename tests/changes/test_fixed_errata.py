"""A page with mistakes, its draft, and the page again with one of them fixed: that one is told, whatever it says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from tests.conftest import CONNECTORS, Ocgen
from tests.upstream.conftest import generated_page
from tests.upstream.pages import REDIRECT

# What fixes a mistake of the page, and what its erratum is about.
FIXED = {
    "a backslash at the end": ("&state=acmecrm' \\\n```", "&state=acmecrm'\n```", ("command", "", "ending")),
    "an address without quotes": (
        "/elements/{keyOrId}/oauth/url?apiKey=<api_key>&apiSecret=<api_secret>&callbackUrl=<url>&siteAddress=<url>",
        "'/elements/{keyOrId}/oauth/url?apiKey=<api_key>&apiSecret=<api_secret>&callbackUrl=<url>&siteAddress=<url>'",
        ("command", "", "quotes"),
    ),
    "options without backslashes": (
        "curl -X POST\n-H 'content-type: application/json'\n-d",
        "curl -X POST \\\n-H 'content-type: application/json' \\\n-d",
        ("command", "", "lines"),
    ),
    "a parameter that no row has": (
        "| callbackUrl | Where Acme sends",
        "| siteAddress | The site. |\n| callbackUrl | Where Acme sends",
        ("oauth_url_query", "siteAddress", "undescribed"),
    ),
    "another connector's state": ("state=acmeshop", "state=acmecrm", ("answer", "state", "value")),
    "an address with a semicolon": ("https;//", "https://", ("example", "", "syntax")),
    "a misspelt placeholder": ("ACOUNT", "ACCOUNT", ("example", "acme.server", "spelling")),
    "two accounts in one sentence": ("enter dt364", "enter dt123", ("configuration", "acme.server", "description")),
    "a type that is none": ("| Body |", "| string |", ("request", "name", "type")),
    "a copied sentence": (
        "| `oauth.callback.url` | The API key that Acme gave the app when it was registered. |",
        "| `oauth.callback.url` | The URL where the user comes back. |",
        ("configuration", "oauth.callback.url", "copied"),
    ),
    "a field that no table has": (
        "| `tags` |",
        "| `acme.hidden` | What is hidden. | string |\n| `tags` |",
        ("configuration", "acme.hidden", "undescribed"),
    ),
}


@pytest.fixture
def drafted(ocgen: Ocgen, tmp_path: Path) -> Path:
    """The spec that is drafted from the page; page and spec agree."""
    (tmp_path / "page.md").write_text(REDIRECT, encoding="utf-8")
    (tmp_path / "specs").mkdir()
    spec = tmp_path / "specs" / "acmecrm.yaml"
    assert ocgen("import", "page.md", "-o", "specs/acmecrm.yaml").code == 0
    text = spec.read_text(encoding="utf-8").replace("hub: TODO", "hub: crm")
    spec.write_text(text, encoding="utf-8")
    clean = ocgen("drift", "--page", "page.md")
    assert (clean.code, clean.out) == (0, "")
    return spec


def reworded(spec: Path) -> None:
    """Put the same word in the place of all that the errata tell readers."""
    document = yaml.safe_load(spec.read_text(encoding="utf-8"))
    for erratum in document["errata"]:
        erratum.update(where="x", says="x", right="x", why="x")
    spec.write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")


@pytest.mark.parametrize("words", ["its own", "x"])
@pytest.mark.parametrize(("old", "new", "about"), FIXED.values(), ids=FIXED)
def test_what_the_page_has_fixed_is_told(
    drafted: Path, ocgen: Ocgen, old: str, new: str, about: tuple[str, str, str], words: str
) -> None:
    if words == "x":
        reworded(drafted)
    assert old in REDIRECT
    (drafted.parents[1] / "page.md").write_text(REDIRECT.replace(old, new), encoding="utf-8")
    shown = ocgen("drift", "--page", "page.md", "--format", "json")
    found = [f for f in json.loads(shown.out)["findings"] if f["rule"] == "drift-erratum-fixed"]
    assert [told(drafted, f["line"]) for f in found] == [about]


def told(spec: Path, line: int) -> tuple[str, str, str]:
    """What the erratum that stands at a line is about."""
    lines = spec.read_text(encoding="utf-8").splitlines()
    rest = "\n".join(lines[line - 1 :])
    entry = re.split(r"\n-|\n  - where", rest)[0]

    def part(name: str) -> str:
        found = re.search(rf"\b{name}: (\S+)", entry.partition("about:")[2])
        return found[1].strip("'\"") if found else ""

    return part("part"), part("key"), part("aspect")


def test_a_mistake_that_only_the_lock_remembers(drafted: Path, ocgen: Ocgen) -> None:
    page = drafted.parents[1] / "page.md"
    fixed = REDIRECT.replace('"acme.region": "mars"', '"acme.region": "eu"')
    page.write_text(fixed, encoding="utf-8")
    assert ocgen("drift", "--page", "page.md").code == 0, "without the lock, nobody knows"
    page.write_text(REDIRECT, encoding="utf-8")
    assert ocgen("drift", "--page", "page.md", "--lock").code == 0
    lock = json.loads((drafted.parent / "acmecrm.lock.json").read_text(encoding="utf-8"))
    assert {"part": "example", "key": "acme.region", "aspect": "value"} in lock["page"]["errata"]
    page.write_text(fixed, encoding="utf-8")
    shown = ocgen("drift", "--page", "page.md")
    assert shown.code == 1
    assert "drift-erratum-fixed" in shown.out


def test_a_lock_of_an_older_ocgen_is_read_and_renewed(drafted: Path, ocgen: Ocgen) -> None:
    assert ocgen("drift", "--page", "page.md", "--lock").code == 0
    file = drafted.parent / "acmecrm.lock.json"
    new = file.read_text(encoding="utf-8")
    document = json.loads(new)
    document["page"]["errata"] = [["cURL command", "it ends in a backslash"]]
    file.write_text(json.dumps(document), encoding="utf-8")
    shown = ocgen("drift", "--page", "page.md")
    assert (shown.code, shown.out) == (0, "")
    assert (
        "acmecrm.lock.json: an older ocgen wrote it, and its mistakes are passed over; renew it by --lock" in shown.err
    )
    shown = ocgen("drift", "--page", "page.md", "--lock")
    assert (shown.code, "older" in shown.err) == (0, False)
    assert file.read_text(encoding="utf-8") == new


def test_a_part_that_is_fixed_is_told_as_a_part(drafted: Path, ocgen: Ocgen) -> None:
    text = drafted.read_text(encoding="utf-8")
    both = "    about:\n      - {part: command, aspect: ending}\n      - {part: command, aspect: lines}\n"
    erratum = f"errata:\n  - where: commands\n    says: two mistakes\n    right: none\n    why: a shell\n{both}"
    drafted.write_text(text.partition("errata:\n")[0] + erratum, encoding="utf-8")
    old, new, _ = FIXED["a backslash at the end"]
    (drafted.parents[1] / "page.md").write_text(REDIRECT.replace(old, new), encoding="utf-8")
    shown = ocgen("drift", "--page", "page.md")
    assert "the page has fixed a part of what it said, commands: two mistakes" in shown.out
    assert 'remove what is fixed (command ending) from "about"' in shown.out


@pytest.mark.parametrize("key", ["infusionsoftmarketing", "infusionsoftcrm", "sfdc", "clover"])
def test_each_type_that_a_page_of_ours_tells_otherwise_is_told(ocgen: Ocgen, tmp_path: Path, key: str) -> None:
    connector = next(c for c in CONNECTORS if c.key == key)
    page = generated_page(connector).partition("## Corrected mistakes")[0]  # it quotes those of the upstream page
    fields = [f.name for f in connector.configuration if f.type == "string" and f.const is None]
    for name in fields:
        row = next(line for line in page.splitlines() if f"<br>`{name}` |" in line and '"field--' in line)
        other = re.sub(r"\| string\b", "| boolean", row)
        assert other != row
        (tmp_path / "page.md").write_text(page.replace(row, other), encoding="utf-8")
        shown = ocgen("drift", key, "--page", "page.md", "--format", "json")
        types = [f["message"] for f in json.loads(shown.out)["findings"] if f["rule"] == "field-type-changed"]
        assert len(types) == 1 and f'"{name}"' in types[0]
