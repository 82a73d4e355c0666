"""Where the templates and the bundled specs are."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def _directory(name: str) -> Path:
    """Return a bundled folder: in the package where ocgen is installed, in a checkout at its top."""
    inside = _PACKAGE / "_data" / name
    return inside if inside.is_dir() else _PACKAGE.parents[1] / name


def templates_directory() -> Path:
    """Return the directory of our own templates, one folder a target."""
    return _directory("templates")


def specs_directory() -> Path:
    """Return the directory of the bundled specs."""
    return _directory("specs")


def report_schema(report: str) -> str:
    """Return the JSON Schema of a report in JSON: findings, or changes."""
    return (specs_directory() / "schema" / f"{report}.schema.json").read_text(encoding="utf-8")
