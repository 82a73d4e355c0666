"""The message catalogue: every phrase of the templates is in it, translated whole, and compiled as it is written."""

from __future__ import annotations

import gettext
import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.conftest import REPOSITORY

TEMPLATES = REPOSITORY / "templates" / "docs"
CATALOGUES = sorted((TEMPLATES / "locale").glob("*.po"))
METHOD = [("**.md.j2", "jinja2")]
OPTIONS = {"**.md.j2": {"silent": "false", "newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true"}}
EACH = pytest.mark.parametrize("path", CATALOGUES, ids=[path.stem for path in CATALOGUES])


def phrases() -> dict[object, str]:
    """Every phrase of the templates, with the file that says it; (singular, plural) for one that counts."""
    found = extract_from_dir(TEMPLATES, METHOD, OPTIONS)
    return {id_: file for file, _, id_, _, _ in found}


def messages(path: Path) -> dict[object, Message]:
    with path.open("rb") as file:
        catalog: Catalog = read_po(file, abort_invalid=True)
    return {message.id: message for message in catalog if message.id}


def pairs(message: Message) -> list[tuple[str, str]]:
    """Each form with what it translates."""
    if isinstance(message.string, str):
        return [(str(message.id), message.string)]
    return list(zip(message.id, message.string, strict=True))


def test_german_is_there() -> None:
    assert "de" in [path.stem for path in CATALOGUES]
    assert len(phrases()) > 150


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
                assert compiled.ngettext(*message.id, n + 1) == text, "run: make messages"
    known = vars(compiled)["_catalog"]
    assert {key if isinstance(key, str) else key[0] for key in known if key} == {
        id_ if isinstance(id_, str) else id_[0] for id_ in written
    }


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
