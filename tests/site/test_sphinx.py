"""The directive, in builds of the real Sphinx, in reStructuredText and in MyST."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import html5lib
import pytest

from tests.files import edit
from tests.processes import run
from tests.site.project import make_project

RST = """\
Acme
====

.. ocgen-table:: acme
   :section: configuration
   :columns: key,required,description="What it is"
"""
MYST = """\
# Acme

```{ocgen-table} acme
:section: configuration
:columns: key,required,description="What it is"
```
"""


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    make_project(tmp_path)
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "conf.py").write_text('extensions = ["myst_parser", "ocgen.sphinx"]\n', encoding="utf-8")
    (docs / "other.rst").write_text(":orphan:\n\nOther\n=====\n", encoding="utf-8")
    return docs


def build(docs: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return run(
        sys.executable, "-m", "sphinx", "--no-color", *options, docs, docs / "_build", cwd=docs.parent, code=None
    )


def cells(docs: Path, page: str = "index") -> list[list[str]]:
    tree = html5lib.parse((docs / "_build" / f"{page}.html").read_text(encoding="utf-8"), namespaceHTMLElements=False)
    return [["".join(cell.itertext()).strip() for cell in row] for row in tree.iter("tr")]


@pytest.mark.parametrize(("name", "text"), [("index.rst", RST), ("index.md", MYST)])
def test_the_table_stands_in_the_page(docs: Path, name: str, text: str) -> None:
    (docs / name).write_text(text, encoding="utf-8")
    built = build(docs, "--fail-on-warning")
    assert built.returncode == 0, built.stderr
    assert cells(docs) == [
        ["Key", "Required", "What it is"],
        ["acme.api.key", "yes", "Key of the Acme account."],
        ["acme.host", "no", "Host of the Acme account."],
    ]


def test_a_table_is_readable_as_text(docs: Path) -> None:
    (docs / "index.rst").write_text(RST, encoding="utf-8")
    assert build(docs, "-b", "text").returncode == 0
    lines = (docs / "_build" / "index.txt").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if line.startswith("|")]
    assert ["Key", "Required", "What it is"] in rows
    assert ['"acme.api.key"', "yes", "Key of the Acme account."] in rows


def test_specs_of_the_working_directory_are_found_without_a_configuration(docs: Path) -> None:
    (docs.parent / "pyproject.toml").unlink(missing_ok=True)
    (docs / "index.rst").write_text(RST, encoding="utf-8")
    built = build(docs)
    assert built.returncode == 0 and not built.stderr, built.stderr
    assert ["acme.api.key", "yes", "Key of the Acme account."] in cells(docs)


def test_rows_can_be_referred_to_from_other_pages(docs: Path) -> None:
    (docs / "index.rst").write_text(RST, encoding="utf-8")
    assert build(docs).returncode == 0
    html = (docs / "_build" / "index.html").read_text(encoding="utf-8")
    (anchor,) = re.findall(r'<tr[^>]* id="([^"]*acme\.host)"', html)
    (docs / "other.rst").write_text(f":orphan:\n\nOther\n=====\n\n:ref:`the host <{anchor}>`\n", encoding="utf-8")
    built = build(docs, "--fail-on-warning")
    assert built.returncode == 0, built.stderr
    assert f'href="index.html#{anchor}"' in (docs / "_build" / "other.html").read_text(encoding="utf-8")


def test_a_changed_spec_rebuilds_the_pages_that_show_it_and_no_other(docs: Path) -> None:
    (docs / "index.rst").write_text(RST, encoding="utf-8")
    assert build(docs).returncode == 0
    assert "0 changed" in build(docs).stdout
    edit(docs.parent / "specs" / "acme.yaml", "Host of the Acme account", "Another text")
    again = build(docs)
    assert "1 changed" in again.stdout
    assert "Another text." in (docs / "_build" / "index.html").read_text(encoding="utf-8")


def test_a_new_spec_is_a_new_row_of_the_catalogue(docs: Path) -> None:
    (docs / "index.rst").write_text("All\n===\n\n.. ocgen-table::\n   :section: catalogue\n", encoding="utf-8")
    assert build(docs).returncode == 0
    assert len(cells(docs)) == 2
    specs = docs.parent / "specs"
    text = (specs / "acme.yaml").read_text(encoding="utf-8")
    (specs / "zebra.yaml").write_text(text.replace("key: acme\n", "key: zebra\n"), encoding="utf-8")
    assert build(docs).returncode == 0
    assert len(cells(docs)) == 3


MISTAKES = [
    (" acme\n", " acne\n", 'no connector is named "acne"; did you mean "acme"?'),
    ("section: configuration", "section: configuratoin", 'no section is named "configuratoin"; did you mean'),
    (":section: configuration\n", "", "the option section is missing"),
    ("columns", "colums", 'unknown option "colums"; did you mean "columns"?'),
    ("key,required", "key,requird", 'no column is named "requird"; did you mean "required"?'),
]


def test_a_mistake_is_told_with_file_and_line(docs: Path) -> None:
    for number, (old, new, _) in enumerate(MISTAKES):
        for suffix, text in (("rst", RST), ("md", MYST)):
            (docs / f"{suffix}{number}.{suffix}").write_text(text.replace(old, new), encoding="utf-8")
    (docs / "index.rst").write_text("All\n===\n\n.. toctree::\n   :glob:\n\n   *\n", encoding="utf-8")
    told = build(docs).stderr
    assert "Traceback" not in told
    for number, (_, _, said) in enumerate(MISTAKES):
        for suffix, line in (("rst", 4), ("md", 3)):
            (mistake,) = re.findall(rf"{suffix}{number}\.{suffix}:{line}: ERROR: (.*)", told)
            assert said in mistake
    assert build(docs, "--fail-on-warning", "--fresh-env").returncode == 1


def test_an_error_of_the_spec_is_told_with_its_place_and_fixed_by_the_next_build(docs: Path) -> None:
    (docs / "index.rst").write_text(RST, encoding="utf-8")
    spec = docs.parent / "specs" / "acme.yaml"
    edit(spec, "hub: crm", "hubb: crm")
    built = build(docs)
    assert "index.rst:4: ERROR" in built.stderr
    assert 'specs/acme.yaml:3:1: unknown key "hubb"' in built.stderr
    edit(spec, "hubb: crm", "hub: crm")
    assert build(docs, "--fail-on-warning").returncode == 0
    assert len(cells(docs)) == 3


@pytest.mark.parametrize(("language", "said"), [("de", "Erforderlich"), ("de_AT", "Erforderlich"), ("fi", "Required")])
def test_a_table_is_in_its_own_language_else_in_that_of_the_document(docs: Path, language: str, said: str) -> None:
    other, words = ("de", "Erforderlich") if said == "Required" else ("en", "Required")
    (docs / "index.rst").write_text(RST, encoding="utf-8")
    (docs / "other.rst").write_text(f":orphan:\n\n{RST}   :language: {other}\n", encoding="utf-8")
    with (docs / "conf.py").open("a", encoding="utf-8") as configuration:
        configuration.write(f'language = "{language}"\n')
    assert build(docs).returncode == 0
    assert (cells(docs)[0][1], cells(docs, "other")[0][1]) == (said, words)


def test_an_unknown_language_is_told_with_file_and_line(docs: Path) -> None:
    (docs / "index.rst").write_text(RST + "   :language: xx\n", encoding="utf-8")
    assert 'index.rst:4: ERROR: ocgen-table: the language "xx" is not known; known: de, en' in build(docs).stderr
