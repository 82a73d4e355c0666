"""Tables in MDX, by MDX's own compiler: hostile text is text there, and no element stays open."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ocgen.tables.formats.registry import renderer
from ocgen.text.markdown import visible
from tests.processes import run
from tests.tables.readers import page
from tests.tables.test_formats import HOSTILE, in_every_place, wanted

PACKAGES = ("@mdx-js/mdx@3", "remark-gfm@4", "react@19", "react-dom@19")


@pytest.mark.network  # installs the compiler
def test_hostile_tables_come_back_from_mdx(tmp_path: Path) -> None:
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("Node.js is not installed")
    run("npm", "install", "--silent", "--no-audit", "--no-fund", *PACKAGES, cwd=tmp_path)
    shutil.copy(Path(__file__).with_name("render.mjs"), tmp_path)
    tables = [in_every_place(value) for value in HOSTILE]
    sources = json.dumps([renderer("md")(table) for table in tables])
    done = run("node", "render.mjs", cwd=tmp_path, stdin=sources)
    for table, made in zip(tables, json.loads(done.stdout), strict=True):
        found = page(made, strict=False)
        assert found.head == [visible(column.title) for column in table.columns]
        assert found.rows == [[wanted(value) for value in row.cells] for row in table.rows]
        assert len(found.anchors) == len(table.rows)
