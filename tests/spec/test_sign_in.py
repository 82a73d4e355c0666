"""The kinds of sign-in: each is known wherever a kind has to be, and one that is not stops everything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from ocgen.model import SIGN_INS, AuthType, sign_in
from ocgen.model.sign_in import check_kinds
from ocgen.spec import load
from ocgen.spec.schema import schema_text
from tests.conftest import Ocgen

KINDS: tuple[AuthType, ...] = get_args(AuthType)


def test_schema_model_and_table_have_the_same_kinds() -> None:
    enum = json.loads(schema_text("connector"))["$defs"]["method"]["properties"]["type"]["enum"]
    check_kinds(enum)
    assert set(enum) == set(KINDS) == set(SIGN_INS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_that_one_of_them_lacks_stops_everything(monkeypatch: pytest.MonkeyPatch, kind: AuthType) -> None:
    with pytest.raises(RuntimeError, match=f'"{kind}" is missing in the spec schema'):
        check_kinds([other for other in KINDS if other != kind])
    with pytest.raises(RuntimeError, match=r'"saml" is missing in ocgen.model.AuthType and ocgen.model.SIGN_INS'):
        check_kinds([*KINDS, "saml"])
    monkeypatch.setattr(sign_in, "SIGN_INS", {k: row for k, row in SIGN_INS.items() if k != kind})
    with pytest.raises(RuntimeError, match=f'"{kind}" is missing in ocgen.model.SIGN_INS'):
        check_kinds(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_skeleton_of_each_kind_makes_pages_that_name_it(ocgen: Ocgen, tmp_path: Path, kind: AuthType) -> None:
    assert ocgen("new", "acme", "--type", kind, "--name", "Acme", "--hub", "crm", "--provider", "Acme").code == 0
    file = tmp_path / "specs/acme.yaml"
    text = file.read_text(encoding="utf-8").replace("https://example.com/TODO", "https://example.com/")
    file.write_text(text.replace("TODO", "Something"), encoding="utf-8")
    (connector,) = load([tmp_path / "specs"]).connectors
    assert [(m.type, m.flow) for m in connector.methods] == [(kind, SIGN_INS[kind].flow)]
    made = ocgen("generate", "--language", "en", "--language", "de")
    assert made.code == 0, made.err
    assert SIGN_INS[kind].words in (tmp_path / "generated/docs/acme.md").read_text(encoding="utf-8")
    assert kind in ocgen("show", "acme").out and kind in ocgen("list", "--type", kind).out
    drafted = ocgen("import", "generated/docs/acme.md", "-o", "specs/again.yaml")
    assert drafted.code == 0, drafted.err
    text = (tmp_path / "specs/again.yaml").read_text(encoding="utf-8").replace("key: acme", "key: again", 1)
    (tmp_path / "specs/again.yaml").write_text(text, encoding="utf-8")
    again = next(c for c in load([tmp_path / "specs"]).connectors if c.key == "again")
    assert [(m.type, m.flow) for m in again.methods] == [(kind, SIGN_INS[kind].flow)]
