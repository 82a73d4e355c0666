"""Pages in other languages: chosen by configuration or option, the same page otherwise, and no other output changes."""

from __future__ import annotations

import ast
import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from ocgen.model import Connector
from ocgen.pages.sections import SHARED
from ocgen.spec import load
from ocgen.targets.docs import DocsTarget
from ocgen.templates import Templates
from tests.conftest import CONNECTORS, SPECS, Ocgen
from tests.docs.conftest import Page
from tests.docs.odd import ACME, HOSTILE, made_up, with_text
from tests.docs.reading import Read, read
from tests.docs.test_page import shape, well_formed
from tests.docs.test_phrases import TEMPLATES, messages
from tests.files import contents
from tests.processes import run
from tests.representatives import representatives

VARIOUS = representatives(CONNECTORS, "infusionsoftmarketing")
GERMAN = load([SPECS], [connector.key for connector in VARIOUS], languages=["de"]).translations[0][1]
PHRASES = [id_ for id_ in messages(TEMPLATES / "locale" / "de.po") if isinstance(id_, str) and len(id_.split()) > 3]
FEW = ("infusionsoftmarketing", "sfdc", "sftp")


def same_code(one: Read, other: Read) -> None:
    """The same blocks, but for what a diagram and a program say to a reader."""
    assert [b.language for b in one.blocks] == [b.language for b in other.blocks]
    for a, b in zip(one.blocks, other.blocks, strict=True):
        if a.language == "python":
            assert without_words(a.code) == without_words(b.code)
        elif a.language == "mermaid":
            assert len(a.code.splitlines()) == len(b.code.splitlines())
        else:
            assert a.code == b.code


def without_words(source: str) -> str:
    """A program without what it prints and asks."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "input"):
            node.args = [ast.Constant("") if isinstance(a, ast.Constant) else a for a in node.args]
    return ast.dump(tree)


BOTH = list(zip(VARIOUS, GERMAN, strict=True))


@pytest.mark.parametrize(("english", "german"), BOTH, ids=[c.key for c in VARIOUS])
def test_a_german_page_is_the_same_page_in_german(english: Connector, german: Connector, page: Page) -> None:
    one, other = page(english), page(german)
    well_formed(other)
    assert one.anchors == other.anchors
    assert one.links == other.links
    assert [level for level, _ in one.headings] == [level for level, _ in other.headings]
    assert [len(table.rows) for table in one.tables] == [len(table.rows) for table in other.tables]
    same_code(one, other)
    text = " ".join(page(with_text(german, "Wort")).prose)  # whatever is left of English is a phrase of ours
    assert [phrase for phrase in PHRASES if "%(" not in phrase and "`" not in phrase and phrase in text] == []


def test_every_way_to_sign_in_has_german_words(tmp_path: Path, page: Page) -> None:
    acme = made_up(ACME, tmp_path)
    platform = load([SPECS], [], ["de"]).translations[0][0]
    german = replace(acme, platform=platform)
    made = page(german)
    well_formed(made)
    same_code(page(acme), made)
    assert page(acme).anchors == made.anchors
    text = " ".join(made.prose)
    assert "Anmelden mit marketplace (OAuth 2.0)" in [heading for _, heading in made.headings]
    assert "wenn Mode den Wert test hat" in text
    assert [phrase for phrase in PHRASES if "%(" not in phrase and "`" not in phrase and phrase in text] == []
    hostile = page(with_text(german, HOSTILE))
    well_formed(hostile)
    assert shape(hostile) == shape(page(with_text(german, "Plain text")))


@pytest.mark.parametrize(("count", "said"), [(1, "1 Konnektor in 1 Hub."), (3, "3 Konnektoren in 2 Hubs.")])
def test_numbers_take_the_form_that_they_call_for(count: int, said: str) -> None:
    chosen = [replace(c, hub="crm" if n else "helpdesk") for n, c in enumerate(GERMAN[:count])]
    artifact, *_ = DocsTarget().shared_artifacts(GERMAN[0].platform, chosen, Templates())
    assert artifact.path == "docs/de/index.md"
    assert said in artifact.text


def test_a_language_adds_its_pages_and_changes_nothing_else(ocgen: Ocgen, tmp_path: Path) -> None:
    assert ocgen("generate", *FEW, "--out", "one").code == 0
    assert ocgen("generate", *FEW, "--out", "two", "--language", "de", "--language", "en").code == 0
    one, two = contents(tmp_path / "one"), contents(tmp_path / "two")
    added = {path for path in two if path.startswith("docs/de/")}
    shared, resources = (f"platform/{name}" for name in SHARED), (f"resources/{name}" for name in FEW)
    assert added == {f"docs/de/{name}.md" for name in ("index", *FEW, *shared, *resources)}
    del one[".ocgen-record"], two[".ocgen-record"]
    assert {path: text for path, text in two.items() if path not in added} == one


def test_the_configuration_chooses_the_languages(ocgen: Ocgen, tmp_path: Path) -> None:
    def configure(*languages: str) -> None:
        text = f'[tool.ocgen]\nconnectors = ["sftp"]\ndocs.languages = {json.dumps(languages)}\n'
        (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")

    configure("en", "de")
    assert ocgen("generate").code == 0
    assert ocgen("check").code == 0
    pages = {path for path in contents(tmp_path / "generated") if re.match("docs/(de/)?[a-z]+[.]md", path)}
    assert pages == {"docs/index.md", "docs/sftp.md", "docs/de/index.md", "docs/de/sftp.md"}
    configure("de")
    assert "orphaned" in ocgen("check").out
    assert ocgen("generate").code == 0
    pages = {path for path in contents(tmp_path / "generated") if re.match("docs/(de/)?[a-z]+[.]md", path)}
    assert pages == {"docs/de/index.md", "docs/de/sftp.md"}
    configure("de", "fr")
    result = ocgen("generate")
    assert result.code == 2
    assert 'the language "fr" is not known; known: de, en' in result.err


def test_a_catalogue_of_ones_own_adds_a_language_and_rewords_ours(ocgen: Ocgen, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.ocgen]\nconnectors = ["sftp"]\ntemplates = "own"\n')
    locale = tmp_path / "own" / "docs" / "locale"
    locale.mkdir(parents=True)
    for language, words in (("fr", "Erreurs"), ("de", "Pannen")):
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        po = tmp_path / "own.po"
        po.write_text(f'{head}msgid "Before you start"\nmsgstr "{words}"\n', encoding="utf-8")
        with po.open("rb") as source, (locale / f"{language}.mo").open("wb") as compiled:
            write_mo(compiled, read_po(source))
    assert ocgen("generate", "--language", "fr", "--language", "de").code == 0
    french = read((tmp_path / "generated/docs/fr/sftp.md").read_text(encoding="utf-8"))
    german = read((tmp_path / "generated/docs/de/sftp.md").read_text(encoding="utf-8"))
    assert {"Erreurs", "With the API"} <= {heading for _, heading in french.headings}
    assert {"Pannen", "Mit der API"} <= {heading for _, heading in german.headings}
    (locale / "de.mo").write_bytes(b"no catalogue")
    result = ocgen("generate", "--language", "de")
    assert result.code == 2
    assert "de.mo: no message catalogue" in result.err


def test_the_environments_language_has_no_say(tmp_path: Path) -> None:
    made = []
    for number, language in enumerate(("C", "de_DE.UTF-8")):
        out = tmp_path / str(number)
        command = (sys.executable, "-m", "ocgen", "generate", *FEW, "--out", out, "--quiet")
        run(*command, cwd=tmp_path, LANG=language, LC_ALL=language, LANGUAGE=language[:2])
        made.append(contents(out))
    assert made[0] == made[1]


TRANSLATED = """\
key: acme
name: Acme CRM
hub: crm
provider: Acme
description: {en: Works with Acme., de: Arbeitet mit Acme.}
setup:
  - {en: Make a key at Acme., de: Legen Sie bei Acme einen Schlüssel an.}
  - Second step in English.
sources:
  - page: https://docs.example.com/
authentication:
  custom:
    description: {en: For all of them., de: Für alle.}
configuration:
  - key: acme.kind
    description:
      en: What kind {provider} is.
      de: Welche Art {provider} ist.
    enum:
      - {value: cloud, description: {en: In the cloud., de: In der Wolke.}}
      - server
    example: cloud
    required: {note: {en: for large companies, de: bei großen Firmen}}
  - key: acme.site
    description: The site of the account.
    deprecated: {en: Use the kind., de: Verwenden Sie die Art.}
    example: north
errata:
  - {where: a table, says: {en: wrong words, de: falsche Worte}, right: better words, why: we asked them}
"""


@pytest.fixture
def translated(tmp_path: Path) -> Path:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "acme.yaml").write_text(TRANSLATED, encoding="utf-8")
    return tmp_path


def test_a_spec_brings_its_own_translations(ocgen: Ocgen, translated: Path) -> None:
    assert ocgen("generate", "--language", "de", "--language", "en").code == 0
    docs = translated / "generated" / "docs"
    german, english = ((docs / name).read_text(encoding="utf-8") for name in ("de/acme.md", "acme.md"))
    said = ("Arbeitet mit Acme.", "Legen Sie bei Acme einen Schlüssel an.", "Für alle.", "Welche Art Acme ist.",
            "In der Wolke", "bei großen Firmen", "Verwenden Sie die Art.")  # fmt: skip
    assert [text for text in said if text not in german] == []
    assert [text for text in said if text in english] == []
    assert "Second step in English." in german
    (translated / "pyproject.toml").write_text('[tool.ocgen.docs]\nsections = ["errata"]\n', encoding="utf-8")
    assert ocgen("generate", "--language", "de", "--language", "en").code == 0
    assert "falsche Worte" in (docs / "de/acme.md").read_text(encoding="utf-8")
    assert "What kind Acme is." in english
    assert "What kind Acme is." in (translated / "generated/python/src/openconnectors/connectors/acme.py").read_text()


def test_missing_translations_are_told_where_a_language_is_wanted(ocgen: Ocgen, translated: Path) -> None:
    assert ocgen("lint").out == ""
    (translated / "pyproject.toml").write_text('[tool.ocgen.docs]\nlanguages = ["en", "de"]\n', encoding="utf-8")
    result = ocgen("lint", "--format", "json")
    assert result.code == 0
    told = json.loads(result.out)["findings"]
    assert {finding["rule"] for finding in told} == {"missing-translation"}
    lines = TRANSLATED.splitlines()
    places = [lines[finding["line"] - 1][finding["column"] - 1 :] for finding in told if "acme" in finding["path"]]
    assert [place.split(",")[0] for place in places] == [
        "Second step in English.",
        "The site of the account.",
        "a table",
        "better words",
        "we asked them}",
    ]
    assert ocgen("lint", "--fail-on", "info").code == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{de: Arbeitet.}", 'the key "en" is missing'),
        ("{en: Works., german: Arbeitet.}", "german"),
        ("{en: Works., de: ''}", "de is empty"),
        ("{en: [Works.]}", "en must be text"),
        ("[Works.]", "description must be text or a mapping"),
    ],
)
def test_a_text_that_is_written_wrong(ocgen: Ocgen, translated: Path, text: str, said: str) -> None:
    spec = TRANSLATED.replace("{en: Works with Acme., de: Arbeitet mit Acme.}", text)
    (translated / "specs" / "acme.yaml").write_text(spec, encoding="utf-8")
    result = ocgen("lint")
    assert result.code == 1
    assert said in result.out
    assert "specs/acme.yaml:5:" in result.out
    assert result.out.count("error[") == 1


def test_a_familys_translation_never_stands_beside_anothers_text(translated: Path) -> None:
    (translated / "specs" / "families").mkdir()
    (translated / "specs" / "families" / "makers.yaml").write_text(
        "provider: Acme\ndescription: {en: All makers., de: Alle Hersteller.}\nauthentication: {custom: {}}\n",
        encoding="utf-8",
    )
    for text, german in (("", "Alle Hersteller."), ("description: One maker.\n", "One maker."),
                         ("description: {en: One maker.}\n", "One maker.")):  # fmt: skip
        spec = f"key: acme\nname: Acme\nhub: crm\nfamily: makers\n{text}"
        (translated / "specs" / "acme.yaml").write_text(spec, encoding="utf-8")
        ((_, (connector,)),) = load([translated / "specs"], languages=["de"]).translations
        assert connector.description == german


def test_the_seed_is_german_throughout() -> None:
    connector = next(c for c in GERMAN if c.key == "infusionsoftmarketing")
    english = next(c for c in CONNECTORS if c.key == "infusionsoftmarketing")
    for one, other in zip(connector.configuration, english.configuration, strict=True):
        assert one.description != other.description
        assert one.label == other.label  # as the user interface shows it
    for mine, theirs in zip(connector.platform.everywhere, english.platform.everywhere, strict=True):
        assert mine.description != theirs.description
    assert [e.description for e in connector.platform.errors] != [e.description for e in english.platform.errors]
    assert not [s.text for s in connector.setup if s in english.setup]
