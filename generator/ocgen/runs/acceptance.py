"""What a project accepts for a while, in `ocgen.accepted.yaml`: read, and held against what a run finds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ocgen.errors import ConfigError
from ocgen.project.config import Config

if TYPE_CHECKING:
    from ocgen.changes.accepted import AcceptanceSubject, Accepted
    from ocgen.findings.finding import Finding


def accepted_file(config: Config) -> Path:
    """Return where the file is: beside the pyproject.toml that configures ocgen, else in the working directory."""
    from ocgen.changes.accepted import NAME
    from ocgen.findings.location import display

    return Path(display((config.file.parent if config.file else Path()) / NAME))


def read_accepted_file(config: Config) -> Accepted:
    """Return what the project accepts; nothing when it has no such file."""
    from ocgen.changes.accepted import Accepted

    file = accepted_file(config)
    content = accepted_content(file)
    return Accepted() if content is None else parse_accepted(content, file)


def accepted_content(file: Path) -> bytes | None:
    """Return what such a file holds, None when it is not there; raises ConfigError when it cannot be read."""
    from ocgen.files.reading import SMALL, read_file

    try:
        return read_file(file, SMALL)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ConfigError(f"cannot read {file}: {(error.strerror or str(error)).lower()}") from None


def parse_accepted(content: bytes, file: Path) -> Accepted:
    """Return what the content of such a file accepts, held to the rules that there are."""
    from ocgen.changes.accepted import read_accepted

    return read_accepted(content, file.as_posix(), known_rules())


def known_rules() -> set[str]:
    """Return the names of all rules that an acceptance can be about."""
    from ocgen.explain import rules

    return {rule.id for rule in rules()}


def heeded(
    findings: Iterable[Finding], connector: str | Mapping[str, str], accepted: Accepted, verb: str, today: date
) -> tuple[list[Finding], list[AcceptanceSubject]]:
    """Return findings, those that are accepted marked so, and what they are about.

    ``connector`` is the key of the connector that they belong to, or tells it by the file of a finding.
    """
    from ocgen.changes.accepted import AcceptanceSubject
    from ocgen.findings.fingerprint import fingerprinted

    found = fingerprinted(list(findings))
    keys = (connector if isinstance(connector, str) else connector.get(f.location.path, "") for f in found)
    abouts = [AcceptanceSubject.finding(finding, key) for finding, key in zip(found, keys, strict=True)]
    reasons = accepted.reasons(abouts, verb, today)
    marked = (replace(f, accepted=reasons[f.fingerprint]) if reasons.get(f.fingerprint) else f for f in found)
    return list(marked), abouts
