"""What `ocgen accept` does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ocgen.changes.accepted import Acceptance, read_accepted
from ocgen.changes.accepted_file import entry_text, united, with_entry
from ocgen.errors import SelectionError
from ocgen.files.writing import write_whole
from ocgen.project.config import Config
from ocgen.runs.acceptance import accepted_content, accepted_file, known_rules, parse_accepted
from ocgen.runs.project import read_config


def accept(
    fingerprint: str,
    *,
    reason: str,
    expires: date,
    owner: str = "",
    connector: str = "",
    rule: str = "",
    text: str = "",
    verb: str = "",
    config: Config | None = None,
    today: date | None = None,
) -> Path:
    """Add what is accepted to `ocgen.accepted.yaml`, whose rest stays as it is, and return that file.

    Raises ConfigError, and SelectionError for an entry that cannot be added.
    """
    day = today or date.today()
    if expires < day:
        raise SelectionError(f"--expires {expires} is in the past")
    for name, value in (
        ("reason", reason), ("owner", owner), ("connector", connector), ("rule", rule), ("text", text),
    ):  # fmt: skip
        if not value.isprintable():
            raise SelectionError(f"--{name} is more than one line, or holds a character that cannot be printed")
    entry = Acceptance(
        reason.strip(), expires, fingerprint, rule.strip(), connector.strip(), verb=verb, text=text.strip(),
        owner=owner.strip(),
    )  # fmt: skip
    file = accepted_file(config or read_config())
    content = accepted_content(file)
    known = parse_accepted(content or b"", file)
    if known.findings:
        raise SelectionError(f"{file} has mistakes; fix them first", known.findings)
    if any(other.fingerprint == fingerprint and other.expires >= day for other in known.entries):
        raise SelectionError(f"{fingerprint} is accepted already")
    rules = known_rules()
    wrong = read_accepted(f"accepted:\n{entry_text(entry)}".encode(), rules=rules).findings
    if wrong:
        raise SelectionError(f"{wrong[0].message}; {wrong[0].help}")
    result = with_entry(content, entry, rules)
    if result is None:
        raise SelectionError(f"{file} is not written as a plain list; add this by hand:\n{entry_text(entry)}")
    write_whole(file, result.decode())
    return file


def resolve_accepted(config: Config | None = None) -> Path:
    """Keep the entries of both sides where a merge has left a conflict in `ocgen.accepted.yaml`; return that file.

    Raises ConfigError, and SelectionError where there is no conflict, or more is wrong with the file.
    """
    file = accepted_file(config or read_config())
    content = accepted_content(file) or b""
    result = united(content, known_rules())
    if result is None:
        findings = parse_accepted(content, file).findings
        why = "has mistakes; fix them first" if findings else "has no conflict that a merge has left"
        raise SelectionError(f"{file} {why}", findings)
    write_whole(file, result.decode())
    return file
