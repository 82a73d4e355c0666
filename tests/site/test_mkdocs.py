"""The plugin, in builds of the real MkDocs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import html5lib
import pytest

from tests.files import edit
from tests.processes import run
from tests.site.project import make_project

PAGE = """\
---
title: A page
---

# Acme

<!-- ocgen:begin table acme configuration columns=key,required,description="What it is" -->
an old table
<!-- ocgen:end -->

After it.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    make_project(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Docs\nplugins: [ocgen]\n", encoding="utf-8")
    return tmp_path


def build(site: Path) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict")
    return run(*command, cwd=site, code=None, NO_MKDOCS_2_WARNING="1", DISABLE_MKDOCS_2_WARNING="true")


def html(site: Path) -> str:
    return (site / "site" / "index.html").read_text(encoding="utf-8")


def test_the_table_stands_in_the_page_and_the_file_is_left_alone(site: Path) -> None:
    built = build(site)
    assert built.returncode == 0, built.stderr
    tree = html5lib.parse(html(site), namespaceHTMLElements=False)
    rows = [["".join(cell.itertext()).strip() for cell in row] for row in tree.iter("tr")]
    assert rows[:3] == [
        ["Key", "Required", "What it is"],
        ["acme.api.key", "yes", "Key of the Acme account."],
        ["acme.host", "no", "Host of the Acme account."],
    ]
    assert "an old table" not in html(site)
    assert "After it." in html(site)
    assert (site / "docs" / "index.md").read_text(encoding="utf-8") == PAGE


def test_a_changed_spec_changes_the_page(site: Path) -> None:
    assert build(site).returncode == 0
    edit(site / "specs" / "acme.yaml", "Host of the Acme account", "Another text")
    assert build(site).returncode == 0
    assert "Another text." in html(site)


def test_a_section_of_a_page_stands_in_it_by_the_writers_own_templates(site: Path) -> None:
    (site / "pyproject.toml").write_text('[tool.ocgen]\ntemplates = "own"\n', encoding="utf-8")
    marker = 'table acme configuration columns=key,required,description="What it is"'
    edit(site / "docs" / "index.md", marker, "section acme errors level=3")
    assert "the templates directory" in build(site).stderr
    own = site / "own" / "docs" / "sections" / "errors.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text("## Trouble with {{ c.name | text }}\n", encoding="utf-8")
    built = build(site)
    assert built.returncode == 0, built.stderr
    assert "Trouble with Acme CRM</h3>" in html(site) and "an old table" not in html(site)
    own.write_text("## {{ nothing }}\n", encoding="utf-8")
    broken = build(site)
    assert broken.returncode == 1 and "errors.md.j2:1: 'nothing' is undefined" in broken.stderr
    assert "Traceback" not in broken.stderr


def test_a_mistake_ends_the_build_with_file_and_line(site: Path) -> None:
    page = site / "docs" / "index.md"
    edit(page, "table acme configuration", "table acne configuration")
    edit(page, "<!-- ocgen:end -->", "<!-- ocgen:end -->\n<!-- ocgen:begin table acme configuratoin colums=key -->")
    built = build(site)
    assert built.returncode == 1
    for said in (
        '7:24: error[docs-marker]: no connector is named "acne"',
        "10:29: error[docs-marker]: no section is named",
        '10:43: error[docs-marker]: unknown option "colums"',
        "10:6: error[docs-marker]: the block is not ended",
    ):
        assert f"docs/index.md:{said}" in built.stderr
    assert "Traceback" not in built.stderr


def test_an_error_of_the_spec_ends_the_build_with_its_place(site: Path) -> None:
    edit(site / "specs" / "acme.yaml", "hub: crm", "hubb: crm")
    built = build(site)
    assert built.returncode == 1
    assert 'specs/acme.yaml:3:1: error[schema]: unknown key "hubb"' in built.stderr


def test_the_specs_may_stand_elsewhere(site: Path) -> None:
    (site / "specs").rename(site / "connectors")
    (site / "pyproject.toml").unlink()
    config = "site_name: Docs\nplugins:\n  - ocgen:\n      specs: connectors\n"
    (site / "mkdocs.yml").write_text(config, encoding="utf-8")
    assert build(site).returncode == 0
    assert "acme.host" in html(site)


def test_tables_are_in_the_language_of_the_marker_else_of_the_settings(site: Path) -> None:
    settings = "site_name: Docs\nplugins:\n  - ocgen:\n      language: {}\n"
    (site / "mkdocs.yml").write_text(settings.format("de"), encoding="utf-8")
    assert build(site).returncode == 0
    assert "Erforderlich" in html(site)
    edit(site / "docs" / "index.md", "configuration columns", "configuration language=en columns")
    assert build(site).returncode == 0
    assert "Required" in html(site)
    edit(site / "docs" / "index.md", "language=en ", "")
    (site / "mkdocs.yml").write_text(settings.format("xx"), encoding="utf-8")
    built = build(site)
    assert built.returncode == 1
    assert 'the language "xx" is not known' in built.stderr
    assert "known: de, en" in built.stderr


def test_a_page_without_a_marker_wants_no_specs(site: Path) -> None:
    (site / "docs" / "index.md").write_text("# No marker\n", encoding="utf-8")
    (site / "specs" / "platform.yaml").write_text("- broken\n", encoding="utf-8")
    built = build(site)
    assert built.returncode == 0, built.stderr
    assert "No marker" in html(site)
