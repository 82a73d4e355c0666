"""Names of a spec that mean something in the code that is generated from it."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import SPECS, Ocgen

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
