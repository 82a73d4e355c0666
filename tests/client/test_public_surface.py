"""What programs can use of the generated package is a committed list: a change of it is seen in review."""

from __future__ import annotations

import importlib
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.client.public_surface import LISTED, MODULES, PACKAGE, copied, lines


def listed() -> list[str]:
    return LISTED.read_text(encoding="utf-8").splitlines()


def test_the_list_is_current(tmp_path: Path) -> None:
    changed = "\n".join(unified_diff(listed(), list(lines(copied(tmp_path))), "listed", "generated", n=1, lineterm=""))
    assert not changed, (
        f"{changed}\nif that is meant: python -m tests.client.public_surface, and say so in the changelog"
    )


def test_the_list_holds_what_the_modules_export() -> None:
    text = "\n".join(listed())
    for name in MODULES:
        module = importlib.import_module(f"{PACKAGE}.{name}".removesuffix("."))
        section = text.partition(f"[{module.__name__}]\n")[2].partition("\n[")[0]
        found = {line.split("(")[0].split(":")[0].split()[-1] for line in section.splitlines() if line[:1] != " "}
        assert found == {*module.__all__}, name


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        ("client.py", "def ping(", "def pong(", "def ping("),
        ("results.py", "    valid: bool", "    sound: bool", "valid: bool"),
        ("connectors/quickbooks.py", "oauth_api_secret: Secret", "oauth_api_secret: str", "oauth_api_secret: str"),
    ],
)
def test_a_change_shows(tmp_path: Path, file: str, before: str, after: str, told: str) -> None:
    package = copied(tmp_path) / PACKAGE
    text = (package / file).read_text(encoding="utf-8")
    assert before in text
    (package / file).write_text(text.replace(before, after), encoding="utf-8")
    changed = unified_diff(listed(), list(lines(tmp_path)), n=0)
    assert any(told in line for line in changed if line[0] in "+-")
