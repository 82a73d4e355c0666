"""Drafts: safe YAML, and clean once their blanks are filled."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from ocgen.draft.text import Tree, lines, quoted
from ocgen.spec.loader import load
from ocgen.spec.reader import read
from ocgen.spec.tree import plain
from tests.conftest import Ocgen
from tests.processes import run
from tests.upstream.pages import OLD_STYLE, PAGES, REDIRECT, SEVERAL_WAYS, as_html, as_text
from tests.upstream.test_model import EXPORT, SMALL

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
KEY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


def trees(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    mappings = st.dictionaries(KEY, inner, max_size=4)
    return mappings | st.lists(TEXT | st.booleans() | mappings, max_size=4)


TREE: st.SearchStrategy[Tree] = st.recursive(TEXT | st.booleans(), trees, max_leaves=12)


@given(TEXT)
def test_any_text_comes_back(text: str) -> None:
    tree = read("draft", f"a: {quoted(text)}\n".encode()).tree
    assert tree is not None
    assert plain(tree) == {"a": text}


ODD = [
    "no",
    "1e3",
    "0o17",
    ".5",
    "null",
    "~",
    "",
    " a",
    "a ",
    "a: b",
    "a #b",
    "-",
    "2020-01-01",
    "=",
    "<<",
    "\x85",
    "y",
]
ODD += [
    "\ufeff",
    "\u2028",
    "\U0001f600",
    "TRUE",
    "0x1f",
    "%a",
    "a\nb",
    "'",
    '"',
    "[a]",
    "{a}",
    "*a",
    "&a",
    "!a",
    "|",
    ">",
]


@pytest.mark.parametrize("text", ODD)
def test_words_that_yaml_takes_for_something_else(text: str) -> None:
    tree = read("draft", f"{quoted(text)}: {quoted(text)}\n".encode()).tree
    assert tree is not None
    assert plain(tree) == {text: text}


@given(st.dictionaries(KEY, TREE, min_size=1, max_size=5))
def test_any_tree_comes_back(tree: dict[str, Tree]) -> None:
    document = read("draft", "\n".join(lines(tree)).encode())
    assert document.findings == ()
    assert document.tree is not None
    assert plain(document.tree) == tree


SOURCES = {
    **{f"{name}, {form.__name__}": form(page) for name, page in PAGES.items() for form in (str, as_html, as_text)},
    "export": json.dumps(EXPORT),
    "small model": json.dumps(SMALL),
}


def filled(text: str) -> str:
    """Fill each blank with a text of its own, as a person would."""
    numbers = iter(range(1000))
    text = text.replace("hub: TODO", "hub: crm").replace("https://example.com/TODO", "https://docs.example.com/")
    return re.sub("TODO", lambda _: f"Text number {next(numbers)}", text)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_a_filled_draft_is_clean(ocgen: Ocgen, tmp_path: Path, source: str) -> None:
    (tmp_path / "page").write_text(source, encoding="utf-8")
    (tmp_path / "specs").mkdir()
    key = json.loads(ocgen("import", "page", "--format", "json").out)["key"]
    made = ocgen("import", "page", "-o", f"specs/{key}.yaml")
    assert (made.code, made.out) == (0, f"specs/{key}.yaml\n")
    draft = tmp_path / "specs" / f"{key}.yaml"
    draft.write_text(filled(draft.read_text(encoding="utf-8")), encoding="utf-8")
    linted = ocgen("lint", key)
    assert (linted.code, linted.out) == (0, "")


@pytest.mark.parametrize("options", [(), ("--specs", "my specs")])
@pytest.mark.parametrize("there", [False, True])
def test_the_command_that_it_ends_in_works(ocgen: Ocgen, tmp_path: Path, options: tuple[str, ...], there: bool) -> None:
    specs = tmp_path / (options or ("", "specs"))[1]
    if there or options:  # a directory that an option names has to be there
        specs.mkdir()
    (tmp_path / "page.md").write_text(REDIRECT, encoding="utf-8")
    made = ocgen("import", "page.md", "-o", "my draft.yaml", *options)
    draft = tmp_path / "my draft.yaml"
    draft.write_text(filled(draft.read_text(encoding="utf-8")), encoding="utf-8")
    command = made.err.rpartition("Fill in what is marked TODO, then run: ")[2].strip()
    assert run("sh", "-c", command, cwd=tmp_path).stdout == "", command
    assert (specs / "acmecrm.yaml").is_file() and not draft.exists()
    draft.write_bytes((specs / "acmecrm.yaml").read_bytes().replace(b"Acme CRM", b"Acme Sales"))
    again = ocgen("import", "page.md", "-o", "other.yaml", *options).err
    (command,) = re.findall("what differs tells: ocgen (.*)", again)
    draft.rename(tmp_path / "other.yaml")
    assert "version step: " in ocgen(*shlex.split(command)).err, command


def names(values: list[dict[str, str]]) -> list[str]:
    return [value["name"] for value in values]


@pytest.mark.parametrize("page", [REDIRECT, OLD_STYLE, SEVERAL_WAYS], ids=PAGES)
def test_a_draft_says_what_the_page_says(ocgen: Ocgen, tmp_path: Path, page: str) -> None:
    (tmp_path / "page").write_text(page, encoding="utf-8")
    told = json.loads(ocgen("import", "page", "--format", "json").out)
    specs = tmp_path / "drafts"
    specs.mkdir()
    assert ocgen("import", "page", "-o", f"drafts/{told['key']}.yaml").code == 0
    draft = specs / f"{told['key']}.yaml"
    draft.write_text(filled(draft.read_text(encoding="utf-8")), encoding="utf-8")
    (connector,) = load([specs], [told["key"]]).connectors
    assert {f["key"] for f in told["configuration"]} == {f.name for f in connector.configuration}
    for method, spec in zip(told["methods"], connector.methods, strict=True):
        assert (method["name"], method["type"], method["flow"]) == (spec.name, spec.type, spec.flow)
        assert names(method["oauth_url_query"]) == [p.name for p in spec.oauth_url_query]
        assert names(method["provider_data"]) == [p.name for p in spec.provider_data]
        assert sorted(method["configuration"]) == sorted(f.name for f in spec.configuration)
    assert len(connector.errata) == len(told["errata"])


def test_standard_values_stand_by_name_and_silence_is_marked(ocgen: Ocgen, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(REDIRECT, encoding="utf-8")
    draft = ocgen("import", "page.md").out
    assert draft.startswith("# yaml-language-server: $schema=schema/connector.schema.json\n")
    assert "\n  - oauth.callback.url\n" in draft
    assert "description: TODO" in draft
    assert "errata:" in draft
    assert "Host of the account" not in draft  # no sentence of the page


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_no_example_value_reaches_a_draft(ocgen: Ocgen, tmp_path: Path, form: str) -> None:
    page = REDIRECT.replace('"<APP_PASSWORD>"', '"hunter2hunter2"').replace("apiSecret=s&", "apiSecret=hunter2hunter2&")
    page = page.replace('"acme.region": "mars"', '"acme.region": "hunter2hunter2"')
    (tmp_path / "page.md").write_text(page, encoding="utf-8")
    result = ocgen("import", "page.md", "--format", form)
    assert "hunter2" not in result.out + result.err


WRONG: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: None,
    "a directory": Path.mkdir,
    "empty": Path.touch,
    "binary": lambda path: path.write_bytes(bytes(range(256)) * 40),
    "another page": lambda path: path.write_text("# Weather\n\nIt rains.\n"),
    "no model": lambda path: path.write_text('{"message": "not found"}'),
    "broken model": lambda path: path.write_text('{"key": '),
}


@pytest.mark.parametrize("make", WRONG.values(), ids=WRONG)
def test_wrong_sources_are_explained(ocgen: Ocgen, tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "page")
    result = ocgen("import", "page", "-o", "draft.yaml")
    assert (result.code, result.out) == (2, "")
    assert "page" in result.err
    assert "Traceback" not in result.err and "fault of ocgen" not in result.err
    assert not (tmp_path / "draft.yaml").exists()


def test_nothing_is_overwritten(ocgen: Ocgen, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(REDIRECT, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text("mine", encoding="utf-8")
    result = ocgen("import", "page.md", "-o", "mine.yaml")
    assert result.code == 2
    assert "overwrites nothing" in result.err
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8") == "mine"


def test_without_the_extra_the_message_names_it(ocgen: Ocgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "markdown_it", None)
    monkeypatch.delitem(sys.modules, "ocgen.upstream.sources.markdown", raising=False)
    (tmp_path / "page.md").write_text(REDIRECT, encoding="utf-8")
    page = as_html(REDIRECT)
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    result = ocgen("import", "page.md")
    assert result.code == 2
    assert "ocgen[upstream]" in result.err
    assert ocgen("import", "page.html").code == 0
