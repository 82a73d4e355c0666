"""A help page and a table say the same of a parameter: one place makes the cells of both."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Ocgen
from tests.docs.reading import read

SPEC = """
key: acme
name: Acme
hub: crm
provider: Acme
description: Works with Acme.
authentication:
  custom: {}
configuration:
  - key: mode
    label: Mode
    term: MODE
    description: Which data to use.
    accepts: one of the two worlds
    pattern: ^(live|test)$
    enum: [{value: live, description: The real thing.}, {value: test}]
    default: live
  - key: vault
    label: Vault
    term: Safe
    description: Where test data is kept.
    required: {when: {mode: test}, unless: [zone]}
    where_to_find: On https://acme.example/vault, below.
    example: v
  - key: zone
    label: Zone
    description: Zone of the vault.
    required: {note: for two vaults, unless: [vault]}
  - key: copy
    label: Copy
    deprecated: |
      Give the zone.
      - it is shorter
    description: The zone again.
    value_from: configuration:zone
"""
OPTIONS = ("docs", "table", "acme", "--section", "configuration", "--group", "own", "--columns")


@pytest.fixture(scope="module")
def specs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("same")
    (directory / "acme.yaml").write_text(SPEC, encoding="utf-8")
    return directory


def table(ocgen: Ocgen, specs: Path, columns: str, *more: str) -> list[list[str]]:
    result = ocgen(*OPTIONS, columns, "--specs", str(specs), *more)
    assert result.code == 0, result.err
    return [row[:] for made in read(f"# x\n\n{result.out.replace('<br/>', '<br>')}").tables for row in made.rows]


def test_a_page_and_a_table_say_the_same(ocgen: Ocgen, specs: Path, tmp_path: Path) -> None:
    result = ocgen("generate", "--specs", str(specs), "--out", str(tmp_path), "--target", "docs")
    assert result.code == 0, result.err
    page = read((tmp_path / "docs" / "acme.md").read_text(encoding="utf-8"))
    wanted = {row[0].split()[-1]: row[1:] for made in page.tables if made.head[0] == "Field" for row in made.rows}
    rows = table(ocgen, specs, "key,required,type,details")
    assert [row[0] for row in rows] == ["mode", "vault", "zone", "copy"]
    assert [row[1:] for row in rows] == [wanted[row[0]] for row in rows]


@pytest.mark.parametrize(("language", "later"), [("en", "yes, a little later"), ("de", "ja")])
def test_a_page_and_a_table_say_alike_whether_to_repeat_a_call(
    ocgen: Ocgen, tmp_path: Path, language: str, later: str
) -> None:
    (tmp_path / "pyproject.toml").write_text(
        f'[tool.ocgen]\nconnectors = ["sftp"]\ntargets = ["docs"]\ndocs.languages = ["{language}"]\n', encoding="utf-8"
    )
    assert ocgen("generate").code == 0
    (written,) = (tmp_path / "generated" / "docs").rglob("errors.md")
    page = read(written.read_text(encoding="utf-8"))
    (statuses,) = (made.rows for made in page.tables if made.head[0] == "Status")
    printed = ocgen("docs", "table", "--section", "errors", "--columns", "retry", "--no-anchors").out
    (made,) = read(f"# x\n\n{printed}").tables
    assert [row[-1] for row in statuses] == [row[0] for row in made.rows]
    assert len({*map(tuple, made.rows)}) == 3 and any(row[0].startswith(later) for row in made.rows)


def test_what_a_cell_says(ocgen: Ocgen, specs: Path) -> None:
    mode, vault, zone, copy = table(ocgen, specs, "required,details,accepted,term")
    assert "Must be one of the two worlds. Accepted: live (The real thing), test." in mode[1]
    assert mode[2] == "one of the two worlds live: The real thing. test"
    assert "calls it" not in mode[1] and mode[3] == "MODE", "the term is told where it is another than the label"
    assert "Acme calls it Safe." in vault[1]
    assert vault[0] == "unless Zone is given, when Mode is test"
    assert zone[0] == "unless Vault is given, for two vaults"
    assert (
        copy[1]
        == "Deprecated. Give the zone. - it is shorter The zone again. The same value goes into the field zone (Zone)."
    )


def test_a_row_is_referred_to_by_its_label_and_by_its_key_where_it_is_not_shown(ocgen: Ocgen, specs: Path) -> None:
    linked = ocgen(*OPTIONS, "required,details", "--specs", str(specs)).out
    assert "unless [Zone](#field--acme--zone) is given, when [Mode](#field--acme--mode) is `test`" in linked
    assert "goes into the field `zone` ([Zone](#field--acme--zone))." in linked
    assert "*Where to find it:* On [https" in linked
    alone = ocgen(*OPTIONS, "required,details", "--specs", str(specs), "--no-anchors").out
    assert "unless `zone` is given, when `mode` is `test`" in alone
    assert "goes into the field `zone` (Zone)." in alone
