"""Values whose spelling a page could lose: the empty one, blanks, breaks and what has no width."""

from __future__ import annotations

from pathlib import Path

import pytest

from ocgen.tables.formats.registry import NAMES
from tests.conftest import Ocgen
from tests.docs.reading import read as read_page
from tests.tables.readers import READERS, has_asciidoctor

SHOWN = {
    "": "empty",
    " ": '"␣"',
    "a ": '"a␣"',
    "a  b": '"a␣␣b"',
    "a\tb": '"a\\tb"',
    "a\u200bb": '"a\\u200bb"',
    "a b": "a b",
}
SPEC = r"""
key: acme
name: Acme
hub: crm
provider: Acme
description: "Works with:\n\n- contacts\n- deals"
authentication:
  custom: {}
configuration:
  - key: mode
    description: "Modes are:\n\n- fast\n- slow\n\nTake `fast | slow`."
    enum:
      - {value: "", description: None at all}
      - {value: " ", description: A blank}
      - {value: "a ", description: A blank at the end}
      - {value: "a  b", description: Two}
      - {value: "a\tb", description: A tab}
      - {value: "a\u200bb", description: No width}
      - {value: a b, description: One}
    default: "a "
  - key: zone
    description: Zone.
    required: {when: {mode: ["", " "]}}
    example: z
"""


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/acme.yaml").write_text(SPEC, encoding="utf-8")
    return tmp_path / "specs"


@pytest.mark.parametrize("name", NAMES)
def test_every_format_shows_every_value(specs: Path, ocgen: Ocgen, name: str) -> None:
    if name == "asciidoc" and not has_asciidoctor():
        pytest.skip("Asciidoctor is not installed")
    columns = "key,accepted,default,required,description"
    result = ocgen("docs", "table", "acme", "--section", "configuration", "--columns", columns,
                   "--specs", str(specs), "--format", name)  # fmt: skip
    assert result.code == 0, result.err
    (mode, zone) = READERS[name](result.out).rows
    accepted = [line.partition(": ")[0] for line in mode[1].split("\n")]
    assert accepted == list(SHOWN.values())
    assert mode[2] == '"a␣"'
    assert mode[4].split("\n") == ["Modes are:", "- fast", "- slow", "Take `fast | slow`."]
    assert zone[3] == 'when mode is empty or "␣"'


def test_the_page_shows_every_value(specs: Path, tmp_path: Path, ocgen: Ocgen) -> None:
    result = ocgen("generate", "--specs", str(specs), "--out", str(tmp_path / "out"), "--target", "docs")
    assert result.code == 0, result.err
    page = read_page((tmp_path / "out/docs/acme.md").read_text(encoding="utf-8"))
    assert not page.foreign_html
    (cell,) = [row[-1] for table in page.tables for row in table.rows if row[0] == "mode"]
    assert 'Modes are: - fast - slow Take `fast | slow`. Accepted: empty (None at all), "␣" (A blank)' in cell
    assert 'Default: "a␣".' in cell
    assert page.text.count("<br>\\- fast<br>\\- slow<br>") == 1
    assert "Works with:<br>\\- contacts<br>\\- deals\n" in page.text
