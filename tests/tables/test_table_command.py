"""`ocgen docs table`: what it shows, in which order and shape, and what it says of wrong wishes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from ocgen.tables.formats.registry import NAMES
from ocgen.tables.sections import SECTIONS
from tests.conftest import Ocgen
from tests.docs.odd import ACME
from tests.processes import run
from tests.tables.readers import READERS, Read, has_asciidoctor

LATE = """
key: late
name: Late
hub: crm
provider: Late
description: Has a field under a condition and hostile words.
authentication:
  custom: {}
configuration:
  - {key: mode, description: Which data., enum: [live, test], default: live}
  - key: zone 10
    description: "a|b `c` <script> */ ]]> {macro}"
    where_to_find: See https://late.example/a_b. Now.
    example: =1
  - {key: zone 9, description: "..", required: {when: {mode: test}}, secret: true}
"""


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/acme-books.yaml").write_text(ACME, encoding="utf-8")
    (tmp_path / "specs/late.yaml").write_text(LATE, encoding="utf-8")
    return tmp_path / "specs"


def rows(ocgen: Ocgen, *arguments: str) -> list[dict[str, str]]:
    result = ocgen("docs", "table", *arguments, "--format", "json")
    assert result.code == 0, result.err
    return [row["cells"] for row in json.loads(result.out)["rows"]]


def column(found: Iterable[dict[str, str]], name: str = "key") -> list[str]:
    return [row[name] for row in found]


# Between them they fill every section.
KEYS = {"errors": "", "regions": "", "catalogue": "infusion*"}
KEY = "box"


@pytest.fixture(scope="module")
def known() -> dict[str, Read]:
    """Sections as their JSON tells them, once for all formats."""
    return {}


@pytest.mark.parametrize("format_", NAMES)
@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_in_every_format_is_read_by_its_parser(
    ocgen: Ocgen, known: dict[str, Read], section: str, format_: str
) -> None:
    if format_ == "asciidoc" and not has_asciidoctor():
        pytest.skip("Asciidoctor is not installed")
    key = KEYS.get(section, KEY)
    arguments = ["docs", "table", *filter(None, [key]), "--section", section, "--layout", "table", "--format"]
    if section not in known:
        known[section] = READERS["json"](ocgen(*arguments, "json").out)
    wanted = known[section]
    assert wanted.rows
    result = ocgen(*arguments, format_)
    assert (result.code, result.err) == (0, "")
    found = READERS[format_](result.out)
    assert (found.head, len(found.rows)) == (wanted.head, len(wanted.rows))
    assert [row[0] for row in found.rows] == [row[0] for row in wanted.rows]


def test_columns_are_chosen_ordered_and_renamed(ocgen: Ocgen) -> None:
    wish = 'required, key="A, \\"b\\" |",description=What it is'
    found = READERS["md"](ocgen("docs", "table", "sfdc", "--section", "configuration", "--columns", wish).out)
    assert found.head == ["Required", 'A, "b" |', "What it is"]
    assert found.rows[1] == ["yes", "oauth.api.key", "Consumer key of your connected app."]


def test_empty_columns_are_hidden(ocgen: Ocgen) -> None:
    arguments = ("sfdc", "--section", "provider-data", "--columns", "default,key,term")
    assert list(rows(ocgen, *arguments)[0]) == ["default", "key", "term"]
    assert list(rows(ocgen, *arguments, "--hide-empty")[0]) == ["key"]


def test_rows_are_filtered(ocgen: Ocgen, specs: Path) -> None:
    late = ("late", "--section", "configuration")
    assert column(rows(ocgen, *late)) == ["mode", "zone 10", "zone 9"]
    assert column(rows(ocgen, *late, "--required")) == ["zone 9"]
    assert column(rows(ocgen, *late, "--optional")) == ["mode", "zone 10"]
    assert column(rows(ocgen, *late, "--secret")) == ["zone 9"]
    assert column(rows(ocgen, *late, "--group", "own")) == ["mode", "zone 10", "zone 9"]
    assert "event.objects" in column(rows(ocgen, *late, "--group", "everywhere"))


def test_rows_are_sorted_with_numbers_as_numbers(ocgen: Ocgen, specs: Path) -> None:
    late = ("late", "--section", "configuration", "--sort")
    assert column(rows(ocgen, *late, "key")) == ["mode", "zone 9", "zone 10"]
    assert column(rows(ocgen, *late, "-key")) == ["zone 10", "zone 9", "mode"]


def test_a_condition_leads_to_its_field_and_an_address_is_a_link(ocgen: Ocgen, specs: Path) -> None:
    arguments = ("docs", "table", "late", "--section", "configuration", "--columns", "key,required,where-to-find")
    whole = READERS["md"](ocgen(*arguments).out)
    assert whole.references == ["field--late--mode"] and whole.references[0] in whole.anchors
    assert whole.links == ["https://late.example/a_b"]
    part = READERS["md"](ocgen(*arguments, "--required").out)
    assert part.rows == [["zone 9", "when mode is test", ""]] and part.references == []


def test_a_field_of_several_methods_has_one_row_that_names_them(ocgen: Ocgen, specs: Path) -> None:
    found = rows(ocgen, "acme-books", "--section", "configuration")
    api_key = next(row for row in found if row["key"] == "oauth.api.key")
    assert api_key["method"] == "oauth2, oauth1, marketplace"
    types = [row for row in found if row["key"] == "authentication.type"]
    assert [row["method"] for row in types] == ["oauth2", "oauth1", "marketplace", "own-token"]
    only = rows(ocgen, "acme-books", "--section", "configuration", "--method", "own-token")
    assert "oauth.user.token" in column(only) and "oauth.api.key" not in column(only)


def test_ids_are_the_same_whatever_is_shown(ocgen: Ocgen, specs: Path) -> None:
    def ids(*arguments: str) -> dict[str, str]:
        result = ocgen("docs", "table", "acme-books", "--section", "configuration", "--format", "json", *arguments)
        return {row["cells"]["key"] + row["cells"]["details"]: row["anchor"] for row in json.loads(result.out)["rows"]}

    whole = ids()
    assert len(set(whole.values())) == len(whole)
    for arguments in (["--method", "oauth1"], ["--method", "own-token"], ["--secret"], ["--sort", "-key"]):
        part = ids("--columns", "key,details", *arguments)
        assert part and part.items() <= whole.items()
    assert set(ids("--no-anchors").values()) == {""}


def test_what_is_nested_is_a_list_unless_a_table_is_wanted(ocgen: Ocgen) -> None:
    arguments = ("docs", "table", "sfdc", "--section", "response", "--group", "instance")
    text = ocgen(*arguments).out
    assert "\n  - <a id=" in text and "`element.key`" in text
    table = READERS["md"](ocgen(*arguments, "--layout", "table").out)
    assert "element.key" in [row[0] for row in table.rows]


def test_a_secret_has_no_example(ocgen: Ocgen) -> None:
    for section in ("configuration", "query", "callback", "provider-data"):
        found = rows(ocgen, "sfdc", "--section", section, "--columns", "secret,example,details", "--secret")
        assert found and all(row["example"] == "" and "fake" not in row["details"] for row in found)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sfcd", "--section", "query"], ['"sfcd"', 'did you mean "sfdc"?']),
        (["--section", "query"], ["name its key"]),
        (["sfdc", "--section", "qury"], ["query"]),
        (["sfdc", "--section", "query", "--columns", "ky,key,key", "--sort", "requird", "--method", "oauth"],
         ['did you mean "key"?', '"key" is named twice', 'did you mean "required"?', 'did you mean "oauth2"?']),
        (["sfdc", "--section", "query", "--group", "owm"], ["no group is named"]),
        (["sfdc", "--section", "query", "--columns", "key,,"], ["columns cannot be read", "for example"]),
        (["sfdc", "--section", "query", "--columns", "key,"], ["end in a comma"]),
        (["sfdc", "--section", "query", "--columns", 'key="x'], ["columns cannot be read"]),
        (["sfdc", "--section", "query", "--required", "--optional"], ["both required and optional"]),
        (["--section", "regions", "--secret"], ["leave out secret"]),
        (["--section", "catalogue", "nothing*"], ["no connector"]),
        (["sfdc", "--section", "query", "--format", "mdd"], ["asciidoc"]),
    ],
)  # fmt: skip
def test_wrong_wishes_are_told_all_at_once(ocgen: Ocgen, arguments: list[str], said: list[str]) -> None:
    result = ocgen("docs", "table", *arguments)
    assert (result.code, result.out) == (2, "")
    assert all(words in result.err for words in said), result.err


def test_a_spec_with_an_error_gives_no_table(ocgen: Ocgen, specs: Path) -> None:
    (specs / "late.yaml").write_text(LATE.replace("hub: crm", "hbu: crm"), encoding="utf-8")
    result = ocgen("docs", "table", "late", "--section", "query")
    assert (result.code, result.out) == (1, "")
    assert 'late.yaml:2:1: error[schema]: the key "hub" is missing' in result.err


@pytest.mark.parametrize("arguments", [["docs"], ["docs", "table"], ["docs", "inject"]])
def test_help_has_examples(ocgen: Ocgen, arguments: list[str]) -> None:
    assert "ocgen docs table" in ocgen(*arguments, "--help").out.partition("Example")[2] or "inject" in arguments


def test_a_misspelt_verb(ocgen: Ocgen) -> None:
    assert 'did you mean "inject"?' in ocgen("docs", "injct").err


DTD = Path("/usr/share/dita-ot/dtd/technicalContent/dtd/topic.dtd")


@pytest.mark.skipif(not DTD.exists() or not shutil.which("xmllint"), reason="the DITA DTDs are not installed")
@pytest.mark.parametrize("layout", ["table", "list"])
def test_dita_is_valid_by_its_dtd(ocgen: Ocgen, specs: Path, tmp_path: Path, layout: str) -> None:
    body = ocgen("docs", "table", "late", "--section", "configuration", "--format", "dita", "--layout", layout).out
    body += ocgen("docs", "table", "late", "--section", "response", "--format", "dita", "--layout", layout).out
    topic = tmp_path / "topic.dita"
    topic.write_text(f'<!DOCTYPE topic SYSTEM "{DTD}"><topic id="t"><title>T</title><body>{body}</body></topic>')
    assert run("xmllint", "--nonet", "--huge", "--valid", "--noout", topic).stderr == ""
