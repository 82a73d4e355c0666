"""README and the manual show what really happens: every console block is run, every output compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.manual.session import Command, File, Session, matches, start_directory, steps

FOLDERS = (".", "docs", "docs/decisions")  # docs/reference is made by programs
GUIDES = {
    path.relative_to(REPOSITORY).as_posix(): path.read_text(encoding="utf-8")
    for folder in FOLDERS
    for path in sorted((REPOSITORY / folder).glob("*.md"))
}
SESSIONS = [name for name, text in GUIDES.items() if any(isinstance(step, Command) for step in steps(text))]


@pytest.mark.parametrize("guide", SESSIONS)
def test_every_console_example_is_true(guide: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A guide is one session, begun in an empty directory or a copy of the one that it names."""
    session = Session(tmp_path, monkeypatch)
    session.begin(start_directory(GUIDES[guide]))
    for step in steps(GUIDES[guide]):
        if isinstance(step, File):
            session.write(step)
            continue
        real = session.run(step.line)
        assert matches(step.shown, real), f"$ {step.line}\n{real}\nis shown as\n{step.shown}"


def test_what_users_and_contributors_read_first_is_run() -> None:
    pages = {"getting-started", "specs", "client", "documents", "ci", "changes", "drift", "building", "testing"}
    assert {"README.md", *(f"docs/{page}.md" for page in pages)} <= set(SESSIONS)


def test_the_readme_is_short() -> None:
    assert len(GUIDES["README.md"].splitlines()) <= 200
