"""Names of a spec that mean something in the code that is generated from it."""

from __future__ import annotations

import dataclasses
import keyword
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from ocgen.model.names import attribute_fault, attribute_name, class_name, module_name, names_anything
from tests.conftest import REPOSITORY, SPECS, Ocgen
from tests.modules import executed

FIELD = "  - {{key: {name}, label: It, description: It., where_to_find: There., example: x}}\n"


def test_a_field_named_as_a_type_leaves_the_type_to_the_others(ocgen: Ocgen, tmp_path: Path) -> None:
    text = (SPECS / "sftp.yaml").read_text(encoding="utf-8")
    fields = "".join(FIELD.format(name=name) for name in ("str", "bool", "int", "float", "last"))
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "sftp.yaml").write_text(
        text.replace("configuration:\n", f"configuration:\n{fields}", 1), encoding="utf-8"
    )
    made = ocgen("generate", "-q", "--target", "python")
    assert made.code == 0, made.err
    module = tmp_path / "generated/python/src/openconnectors/connectors/sftp.py"
    lines = module.read_text(encoding="utf-8").splitlines()
    for name in ("str_", "bool_", "int_", "float_", "last"):
        assert f"    {name}: str | None = None" in lines


@given(st.text(min_size=1, max_size=30))
def test_every_name_becomes_an_identifier_that_python_takes_as_it_is(name: str) -> None:
    for made in (attribute_name(name), module_name(name), class_name(name)):
        assert made.isidentifier() and not keyword.iskeyword(made)
        assert unicodedata.normalize("NFKC", made) == made
    assert not attribute_fault(attribute_name(name))


@given(st.text(st.characters(categories=["Lo"]), min_size=1, max_size=10))
def test_letters_that_have_no_spelling_in_ascii_are_kept(name: str) -> None:
    usual = unicodedata.normalize("NFKC", name)
    kept = [c for c in usual if c.isidentifier() and not unicodedata.normalize("NFKD", c).isascii()]
    made = attribute_name(name)
    assert names_anything(name)
    assert all(c in unicodedata.normalize("NFKC", made) for c in map(str.lower, kept))


@pytest.mark.parametrize(
    ("name", "made"),
    [
        *(("straße", "strasse"), ("Größe", "grosse"), ("Ærø", "aero"), ("Łódź", "lodz"), ("e\u0301tat", "etat")),
        *(("名前", "名前"), ("имяПоля", "имяполя"), ("क्षि", "क्षि"), ("ﬁeld2", "field2"), ("ａｐｉ．key", "api_key")),
        *(("2nd", "value_2nd"), ("class", "class_"), ("str", "str_"), ("oauth.api.key", "oauth_api_key")),
    ],
)
def test_letters_beyond_ascii_are_written_in_ascii_or_kept(name: str, made: str) -> None:
    assert attribute_name(name) == made


def test_an_alias_is_the_name_in_the_client_and_the_wire_keeps_its_own(ocgen: Ocgen, tmp_path: Path) -> None:
    text = (SPECS / "sftp.yaml").read_text(encoding="utf-8")
    names = (("id", ""), ("_id", "former_id"), ("名前", ""), ("🙂", "face"), ("straße", ""), ("field", ""))
    fields = "".join(
        FIELD.format(name=f"{name}, alias: {alias}" if alias else name).replace("It.", f"It {n}.")
        for n, (name, alias) in enumerate(names)
    )
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "sftp.yaml").write_text(
        text.replace("configuration:\n", f"configuration:\n{fields}", 1), encoding="utf-8"
    )
    assert ocgen("lint", "--fail-on", "error").code == 0
    assert ocgen("generate", "-q", "--target", "python").code == 0
    source = (tmp_path / "generated/python/src/openconnectors/connectors/sftp.py").read_text(encoding="utf-8")
    made = executed(source, "openconnectors.connectors")
    given = {"id": "1", "former_id": "2", "名前": "3", "face": "4", "strasse": "5", "field_": "6"}
    needed = {f.name: "x" for f in dataclasses.fields(made.Configuration) if f.default is dataclasses.MISSING}
    wire = made.Configuration(**{**needed, **given}).reveal()
    assert {name: wire[name] for name, _ in names} == {name: str(n) for n, (name, _) in enumerate(names, 1)}


def test_methods_named_as_our_base_classes_have_classes_of_their_own(ocgen: Ocgen, tmp_path: Path) -> None:
    rich = (REPOSITORY / "tests/lint/rich.yaml").read_text(encoding="utf-8")
    text = rich.replace("  oauth2:\n", "  first: {type: apiKey}\n  oauth:\n    type: oauth2\n").replace(
        "  basic:\n", "  any: {type: apiKey}\n  own-tokens: {type: apiKey}\n  common:\n    type: basic\n"
    )
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "rich.yaml").write_text(text, encoding="utf-8")
    assert ocgen("generate", "-q", "--target", "python").code == 0
    source = (tmp_path / "generated/python/src/openconnectors/connectors/rich.py").read_text(encoding="utf-8")
    assert "class OAuthMethodUrlQuery(OAuthUrlQuery):" in source
    for prefix in ("CommonMethod", "AnyMethod", "OwnTokensMethod", "OAuthMethodOwnTokens", ""):
        assert f"class {prefix}Configuration(CommonConfiguration):" in source
