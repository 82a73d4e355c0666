"""`python -m docs._reference`: write the pages of the reference."""

from __future__ import annotations

from pathlib import Path

from docs._reference.pages import pages

FOLDER = Path(__file__).parents[1] / "reference"

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
