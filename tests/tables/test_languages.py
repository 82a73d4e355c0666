"""Tables in other languages: every fixed phrase is another one, whatever the specs say, and no key of a format is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from ocgen.model import Connector
from ocgen.tables.build import Catalogue, table_of
from ocgen.tables.formats.registry import NAMES, renderer
from ocgen.tables.options import Options
from ocgen.tables.rich import Cell, Code, Reference
from ocgen.tables.sections import SECTIONS, Subject
from ocgen.templates import Templates
from ocgen.text.phrases import ENGLISH, Phrases
from tests.conftest import CONNECTORS, Ocgen
from tests.docs.odd import ACME, made_up, with_text
from tests.tables.readers import READERS, has_asciidoctor

GERMAN = Templates().phrases("de")
WORD = "Zzz"  # what specs say in these tests: no phrase of ours has it

# Titles that are the same word in German.
SAME_TITLES = {"Host", "Hub", "Name", "Region", "Status"}
# Columns that show what stands on the wire, or a name: no phrase of ours.
NO_PHRASES = {"label", "name", "hub", "host", "base-url", "status", "events"}
# The names of types, of the call that answers, and words that are the same in German.
SAME_WORDS = {
    "string", "boolean", "integer", "number", "list", "object", "array", "JSON", "oauth", "token", "in", "Callback",
}  # fmt: skip


def cells(section: str, connector: Connector, phrases: Phrases) -> Iterator[tuple[str, str, Cell]]:
    """Every cell that the section can show, with the row and the column it stands in."""
    records = SECTIONS[section].records(Subject(connector.platform, (connector,), phrases), ())
    waiting = list(records)
    while waiting:
        record = waiting.pop()
        waiting += record.children
        yield from ((record.anchor, name, cell) for name, cell in record.cells.items())


def words(value: Cell) -> list[str]:
    """What is said in a cell that no spec says."""
    text = " ".join(part.text for line in value for part in line if not isinstance(part, Code | Reference))
    return [word for word in re.findall(r"[^\W\d_]{2,}", text) if word != WORD]


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> list[Connector]:
    acme = made_up(ACME, tmp_path_factory.mktemp("specs"))
    old = replace(acme.methods[0].configuration[0], const=None, enum=(), renamed_from="x", deprecated="y", accepts="")
    odd = [replace(old, pattern="^x$", default=""), replace(old, accepts="z", default="d", type="json")]
    methods = (replace(acme.methods[0], configuration=(*acme.methods[0].configuration, *odd)), *acme.methods[1:])
    return [with_text(connector, WORD) for connector in (*CONNECTORS, replace(acme, methods=methods))]


@pytest.mark.parametrize("section", SECTIONS)
def test_every_fixed_phrase_of_a_table_is_said_in_german(section: str, every: list[Connector]) -> None:
    seen = 0
    for connector in every:
        both = zip(cells(section, connector, ENGLISH), cells(section, connector, GERMAN), strict=True)
        for (row, name, english), (same_row, same_name, german) in both:
            assert (row, name) == (same_row, same_name)
            said, theirs = words(english), words(german)
            if name not in NO_PHRASES:
                left = set(said) & set(theirs) - SAME_WORDS
                assert not left, (row, name, said, theirs)
                assert bool(said) == bool(theirs)
                seen += bool(said)
    assert seen


@pytest.mark.parametrize("section", SECTIONS)
def test_every_title_is_said_in_german(section: str) -> None:
    titles = {column.title for column in SECTIONS[section].columns}
    assert {title for title in titles if GERMAN.gettext(title) == title} == titles & SAME_TITLES


@pytest.mark.parametrize("layout", ["table", "list"])
@pytest.mark.parametrize("format_", NAMES)
def test_every_format_speaks_german(ocgen: Ocgen, format_: str, layout: str) -> None:
    if format_ == "asciidoc" and not has_asciidoctor():
        pytest.skip("Asciidoctor is not installed")
    wish = ("docs", "table", "infusionsoftmarketing", "--section", "configuration", "--layout", layout)
    made = ocgen(*wish, "--format", format_, "--language", "de")
    assert (made.code, made.err) == (0, "")
    for said in ("Erforderlich", "ja", "nein", "Geheim", "Beschreibung", "Hostname des Infusionsoft-Kontos"):
        assert said in made.out
    assert not re.search(r"\b(Required|Secret|Description|yes|no)\b", made.out)
    if layout == "table":
        assert READERS[format_](made.out).head == ["Schlüssel", "Erforderlich", "Typ", "Geheim", "Beschreibung"]


def test_programs_read_the_same_keys_in_every_language(ocgen: Ocgen) -> None:
    def keys(value: object) -> object:
        if isinstance(value, dict):
            return {key: keys(inner) for key, inner in value.items()}
        return [keys(inner) for inner in value] if isinstance(value, list) else type(value)

    wish = ("docs", "table", "quickbooks", "--section", "response", "--format", "json")
    english, german = (json.loads(ocgen(*wish, "--language", language).out) for language in ("en", "de"))
    assert keys(english) == keys(german)
    assert [column["id"] for column in english["columns"]] == [column["id"] for column in german["columns"]]
    assert [row["anchor"] for row in english["rows"]] == [row["anchor"] for row in german["rows"]]
    assert [column["title"] for column in german["columns"]][:2] == ["Element", "Antwort"]


def test_a_heading_of_ones_own_stays_as_it_is(ocgen: Ocgen) -> None:
    wish = ("sftp", "--section", "configuration", "--columns", "key=Required,required", "--language", "de")
    assert READERS["md"](ocgen("docs", "table", *wish).out).head == ["Required", "Erforderlich"]


def test_an_unknown_language_is_told_with_those_that_exist(ocgen: Ocgen) -> None:
    result = ocgen("docs", "table", "sftp", "--section", "configuration", "--language", "dee")
    assert (result.code, result.out) == (2, "")
    assert 'the language "dee" is not known; known: de, en' in result.err


def test_the_first_language_of_the_pages_is_that_of_tables(ocgen: Ocgen, tmp_path: Path) -> None:
    text = '[tool.ocgen]\nconnectors = ["sftp"]\ndocs.languages = ["de", "en"]\n'
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    wish = ("docs", "table", "sftp", "--section", "configuration")
    assert "Erforderlich" in ocgen(*wish).out
    assert "Required" in ocgen(*wish, "--language", "en").out


def test_what_a_catalogue_of_ones_own_says_is_escaped_in_every_format(ocgen: Ocgen, tmp_path: Path) -> None:
    hostile = {
        "Required": "a | b `c` <script> */ ]]> {macro}",
        "yes": "*y* _y_ [y](javascript:y) =1",
        "None.": "<i>| none",
        "Where to find it:": "%(nobody)s %% {x}:",
    }
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    entries = "".join(f"msgid {json.dumps(e)}\nmsgstr {json.dumps(said)}\n\n" for e, said in hostile.items())
    (tmp_path / "own.po").write_text(head + entries, encoding="utf-8")
    locale = tmp_path / "own" / "docs" / "locale"
    locale.mkdir(parents=True)
    with (tmp_path / "own.po").open("rb") as source, (locale / "fr.mo").open("wb") as compiled:
        write_mo(compiled, read_po(source))
    (tmp_path / "pyproject.toml").write_text('[tool.ocgen]\nconnectors = ["sftp"]\ntemplates = "own"\n')
    for format_ in NAMES:
        if format_ == "asciidoc" and not has_asciidoctor():
            continue
        wish = ("docs", "table", "sftp", "--section", "configuration", "--language", "fr", "--format", format_)
        found = READERS[format_](ocgen(*wish, "--columns", "key,required,details", "--required").out)
        assert found.head == ["Key", hostile["Required"], "Description"]
        assert {row[1] for row in found.rows} == {hostile["yes"]}
        assert "%(nobody)s %% {x}:" in found.rows[0][2]
        none = table_of("sftp", "query", Options(), nothing(Templates(tmp_path / "own").phrases("fr")))
        assert "<i>| none" not in renderer(format_)(none)


def nothing(phrases: Phrases) -> Catalogue:
    sftp = next(c for c in CONNECTORS if c.key == "sftp")
    return Catalogue(sftp.platform, {"sftp": sftp}, phrases, language=phrases.language)


def test_a_catalogue_that_cannot_be_read_is_told(ocgen: Ocgen, tmp_path: Path) -> None:
    locale = tmp_path / "own" / "docs" / "locale"
    locale.mkdir(parents=True)
    (locale / "fr.mo").write_bytes(b"no catalogue")
    (tmp_path / "pyproject.toml").write_text('[tool.ocgen]\nconnectors = ["sftp"]\ntemplates = "own"\n')
    result = ocgen("docs", "table", "sftp", "--section", "configuration", "--language", "fr")
    assert result.code == 1
    assert "fr.mo: no message catalogue" in result.err


TRANSLATED = """\
key: acme
name: Acme
hub: crm
provider: Acme
description: {en: Works with Acme., de: Arbeitet mit Acme.}
authentication:
  custom: {}
configuration:
  - key: acme.site
    description: {en: Site of the account., de: Standort des Kontos.}
    where_to_find: In the browser.
    required: {note: {en: for large companies, de: bei großen Firmen}}
    example: north
"""


def test_a_spec_brings_its_own_translations_and_english_stands_in_for_those_that_lack(
    ocgen: Ocgen, tmp_path: Path
) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "acme.yaml").write_text(TRANSLATED, encoding="utf-8")
    wish = ("docs", "table", "acme", "--section", "configuration", "--format", "json")
    german, english = (json.loads(ocgen(*wish, "--language", n).out)["rows"][0]["cells"] for n in ("de", "en"))
    assert german["required"] == "bei großen Firmen"
    assert german["details"] == "Standort des Kontos.\nBeispiel: north.\nWo Sie ihn finden: In the browser."
    assert english["required"] == "for large companies"
    assert english["details"] == "Site of the account.\nExample: north.\nWhere to find it: In the browser."
    rows = READERS["md"](ocgen("docs", "table", "--section", "catalogue", "--language", "de").out).rows
    assert rows[0][-1] == "Arbeitet mit Acme."
