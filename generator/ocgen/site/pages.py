"""Specs -> the pages of the site, in memory."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from ocgen import lint
from ocgen.artifact import Artifact
from ocgen.findings.finding import Finding, in_order
from ocgen.model import Connector, Platform
from ocgen.plan.plan import build_plan
from ocgen.project import Project
from ocgen.spec.loader import load
from ocgen.targets.registry import load_targets
from ocgen.templates import Templates

MARKDOWN = ".md"


@dataclass(frozen=True, slots=True)
class Read:
    """What the specs of some connectors gave; ``errors`` are in the way of those that are not there."""

    platform: Platform | None
    connectors: tuple[Connector, ...]
    errors: tuple[Finding, ...]


def read(project: Project, keys: Collection[str]) -> Read:
    """Return the connectors whose specs have no error, and the errors of the others."""
    loaded = load(project.directories, keys)
    errors = tuple(f for f in in_order(lint.run(loaded)) if f.level == "error")
    broken = {finding.location.path for finding in errors}
    return Read(loaded.platform, tuple(c for c in loaded.connectors if not broken & set(c.files)), errors)


def render(
    platform: Platform, connectors: Collection[Connector], templates: Templates, keys: Collection[str]
) -> dict[str, str]:
    """Return the pages of ``keys`` and the catalogue of all ``connectors``, by their paths in the site.

    Raises TargetError and PlanError, and what Jinja raises for a template.
    """
    plan = build_plan(load_targets(["docs"]), platform, tuple(connectors), templates, set(keys).__contains__)
    return {_path(a): a.text for a in plan.artifacts if a.path.endswith(MARKDOWN)}


def _path(artifact: Artifact) -> str:
    return artifact.path.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Own:
    """A directory of pages of one's own, laid over the generated ones file by file."""

    directory: Path | None = None

    def pages(self) -> dict[str, str]:
        """Return its Markdown files by path; raises OSError, with the file's name."""
        return {name: _text(path) for name, path in self._all().items() if name.endswith(MARKDOWN)}

    def files(self) -> dict[str, Path]:
        """Return the other files by path: pictures and the like."""
        return {name: path for name, path in self._all().items() if not name.endswith(MARKDOWN)}

    def shown(self, name: str) -> str:
        """Return how findings call a page's source: its file, or the generated page."""
        own = self.directory / name if self.directory else None
        return own.as_posix() if own and own.is_file() else f"docs/{name}"

    def _all(self) -> dict[str, Path]:
        paths = sorted(self.directory.rglob("*")) if self.directory else []
        named = {path.relative_to(self.directory or path): path for path in paths if path.is_file()}
        return {name.as_posix(): p for name, p in named.items() if not any(part.startswith(".") for part in name.parts)}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise OSError(0, "is not UTF-8 text", str(path)) from None
