"""A name that ends in a full stop, such as "Snowline Inc.", makes no second one where it ends a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from ocgen.spec.files import PARTS, RESOURCES
from ocgen.text.phrases import Phrases
from tests.conftest import CONNECTORS, SPECS, Ocgen

# Two full stops that are neither an ellipsis nor a path; an address or a set of paths in code is no sentence.
TWICE = re.compile(r"[A-Za-z]\.\.(?![./\w])")
TERM = "Snow No."

# Of each flow, of own tokens and of events.
KEYS = ("box", "evernote", "quickbooks", "sfdc", "mysql", "shopify")


def renamed(value: object) -> object:
    """The spec with every label and provider's term ending in a full stop, each pair in two ways."""
    if isinstance(value, list):
        return [renamed(item) for item in value]
    if not isinstance(value, dict):
        return value
    names = (
        {"label": "Snow Nr.", "term": TERM} if "description" in value and ("key" in value or "name" in value) else {}
    )
    return {key: renamed(item) for key, item in value.items()} | names


@pytest.fixture(scope="module")
def specs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("stops") / "specs"
    for part in PARTS:
        (directory / part).mkdir(parents=True)
    files = {Path(file) for c in CONNECTORS if c.key in KEYS for file in c.files}
    for file in sorted(files):
        found = yaml.safe_load((SPECS.parent / file).read_text(encoding="utf-8"))
        if file.name == "platform.yaml":
            found |= {"name": "Snow Co."}
        elif file.parent.name != RESOURCES:
            found = {key: renamed(part) for key, part in found.items()} | {
                "name": "Snow Inc.",
                "provider": "Snowline Inc.",
            }
        text = yaml.safe_dump(found, allow_unicode=True, sort_keys=False)
        (directory / file.relative_to("specs")).write_text(text, encoding="utf-8")
    return directory


def test_no_target_says_it_twice(specs: Path, ocgen: Ocgen, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = ocgen("generate", "--specs", str(specs), "--out", str(out), "--language", "en", "--language", "de")
    assert done.code == 0, done.err
    texts = {path: path.read_text(encoding="utf-8") for path in out.rglob("*") if path.is_file()}
    assert sum("Snowline Inc." in text for text in texts.values()) > 3 * len(KEYS)
    assert any(f"calls it **{TERM}** " in text or f"calls it **{TERM}**<br>" in text for text in texts.values())
    found = {str(path): TWICE.findall(text) for path, text in texts.items() if path.suffix in (".md", ".json")}
    found |= {str(path): re.findall(r"(?:Inc|Co|No|Nr)\.\*{0,2}\.", text) for path, text in texts.items()}
    assert {path: each for path, each in found.items() if each} == {}


def test_no_table_says_it_twice(specs: Path, ocgen: Ocgen) -> None:
    for section in ("configuration", "query", "callback"):
        done = ocgen("docs", "table", "quickbooks", "--section", section, "--specs", str(specs))
        assert done.code == 0 and f"calls it **{TERM}**" in done.out
        assert not TWICE.search(done.out)


@pytest.mark.parametrize(("phrase", "said"), [
    ("It is %(name)s.", "It is Inc."),
    ("It is %(name)s. More.", "It is Inc. More."),
    ("See %(name)s.com.", "See Inc..com."),
    ("%(name)s, and %(other)s.", "Inc., and x."),
])  # fmt: skip
def test_a_phrase_ends_once(phrase: str, said: str) -> None:
    assert Phrases().gettext(phrase, name="Inc.", other="x") == said
