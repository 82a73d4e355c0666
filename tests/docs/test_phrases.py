"""The message catalogue: every phrase that readers see is in it, translated whole, and compiled as it is written."""

from __future__ import annotations

import gettext
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract, extract_from_dir
from babel.messages.pofile import read_po

from tests.conftest import REPOSITORY

TEMPLATES = REPOSITORY / "templates" / "docs"
SITE = REPOSITORY / "templates" / "site"
SOURCE = REPOSITORY / "generator" / "ocgen"
CATALOGUES = sorted((TEMPLATES / "locale").glob("*.po"))
# What `make messages` does.
MAPPINGS = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"]
METHOD = [(mapping["pattern"], mapping["method"]) for mapping in MAPPINGS]
OPTIONS = {m["pattern"]: {k: v for k, v in m.items() if k not in ("pattern", "method")} for m in MAPPINGS}
KEYWORDS = {**DEFAULT_KEYWORDS, "forms": (1, 2), "NN_": (1, 2)}
EACH = pytest.mark.parametrize("path", CATALOGUES, ids=[path.stem for path in CATALOGUES])


def phrases() -> dict[object, str]:
    """Every phrase of pages, site and tables, with the file that says it; (singular, plural) for one that counts."""
    folders = (TEMPLATES, SITE, SOURCE)
    return {id_: file for f in folders for file, _, id_, _, _ in extract_from_dir(f, METHOD, OPTIONS, KEYWORDS)}


def messages(path: Path) -> dict[Any, Message]:
    with path.open("rb") as file:
        catalog: Catalog = read_po(file, abort_invalid=True)
    return {message.id: message for message in catalog if message.id}


def pairs(message: Message) -> list[tuple[str, str]]:
    """Each form with what it translates."""
    if isinstance(message.string, str):
        return [(str(message.id), message.string)]
    assert message.string
    return list(zip(message.id, message.string, strict=True))


def test_german_is_there() -> None:
    assert "de" in [path.stem for path in CATALOGUES]
    said = phrases()
    assert len(said) > 200
    assert {Path(file).suffix for file in said.values()} == {".j2", ".html", ".js", ".py"}


@EACH
def test_nothing_is_missing_obsolete_or_fuzzy(path: Path) -> None:
    said, translated = phrases(), messages(path)
    assert {id_: file for id_, file in said.items() if id_ not in translated} == {}, "run: make messages"
    assert translated.keys() - said.keys() == set()
    assert [m.id for m in translated.values() if m.fuzzy] == []
    assert [m.id for m in translated.values() if not all(text.strip() for _, text in pairs(m))] == []
    with path.open("rb") as file:
        assert not read_po(file).obsolete


@EACH
def test_what_a_phrase_leaves_open_its_translation_does_too(path: Path) -> None:
    """Placeholders, code, emphasis and the blanks around a joint are the same in every language."""
    kinds = (r"%\(\w+\)[a-z]", r"`[^`]*`", r"\*+", r"^ | $")
    for message in messages(path).values():
        assert not list(message.check())
        for english, text in pairs(message):
            for kind in kinds:
                assert Counter(re.findall(kind, english)) == Counter(re.findall(kind, text)), (kind, english, text)


@EACH
def test_the_compiled_catalogue_says_what_the_written_one_says(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    written = messages(path)
    for message in written.values():
        for n, (_, text) in enumerate(pairs(message)):
            if isinstance(message.id, str):
                assert compiled.gettext(message.id) == text, "run: make messages"
            else:
                assert compiled.ngettext(message.id[0], message.id[1], n + 1) == text, "run: make messages"
    known: dict[Any, str] = vars(compiled)["_catalog"]
    assert {key if isinstance(key, str) else key[0] for key in known if key} == {
        id_ if isinstance(id_, str) else id_[0] for id_ in written
    }


def test_no_frame_says_a_phrase_outside_of_the_catalogue() -> None:
    """What is left of the site's frame without code and tags has no word, and no label is written into a tag."""
    for path in sorted(SITE.rglob("*.html")):
        text = re.sub(r"(?s)\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text(encoding="utf-8"))
        text = re.sub(r"(?s)<(style|script)>.*?</\1>", "", text)
        assert re.findall(r'(?:aria-label|title|alt|placeholder)="[^"]*[A-Za-z]', text) == [], path.name
        assert re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]*>", "", text)) == [], path.name


def test_no_script_says_a_phrase_outside_of_the_catalogue() -> None:
    """A text that begins with a capital letter, or is three words long, is a phrase; a selector is none."""
    for path in sorted(SITE.rglob("*.js")):
        with path.open("rb") as file:
            known = {id_ for _, id_, _, _ in extract("javascript", file)}
        code = re.sub(r"(?m)^\s*//.*$|\s//\s.*$", "", path.read_text(encoding="utf-8"))
        said = {"".join(text) for text in re.findall(r'"((?:[^"\\\n]|\\.)*)"|`([^`]*)`', code)}
        assert {text for text in said if re.match(r"[A-Z]|[a-z]+( [a-z]+){2}", text)} - known <= {"use strict"}, (
            path.name
        )


def test_no_template_says_a_phrase_outside_of_the_catalogue() -> None:
    """What is left of a template without code, tags, phrases and links has no words, but for names that no one says."""
    names = r"\b(JSON|OAuth|Authenticate|sequenceDiagram|actor|participant|as|alt|else|end|secret)\b"
    for path in sorted(TEMPLATES.rglob("*.md.j2")):
        text = path.read_text(encoding="utf-8")
        text = re.sub(
            r"(?s)\{% trans.*?endtrans \+?%\}|\{#.*?#\}|```.*?```|\{% set sample %\}.*?\{% endset %\}", "", text
        )
        text = re.sub(r"(?s)\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", "", text)
        left = re.sub(names, "", re.sub(r"#section--\w+", "", text))
        assert re.findall(r"[A-Za-z]{2,}", left) == [], path.name
