"""`python -m docs._reference`: write the pages of the reference, and what editors propose into the spec schema."""

from __future__ import annotations

from pathlib import Path

from docs._reference.pages import pages
from ocgen.spec.proposals import proposals_of
from ocgen.spec.schema import schema_text

FOLDER = Path(__file__).parents[1] / "reference"

SPECS = Path(__file__).parents[2] / "specs"


def connector_schema() -> str:
    """Return the schema of connector specs with the names of our platform file."""
    proposals = proposals_of(SPECS)
    assert proposals, "specs/platform.yaml is not in order: ocgen lint"
    return schema_text("connector", proposals)


if __name__ == "__main__":
    schema = SPECS / "schema" / "connector.schema.json"
    schema.write_text(connector_schema(), encoding="utf-8", newline="\n")
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
