"""Specs -> the pages of the site, in memory."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from ocgen.artifact import Artifact
from ocgen.model import Connector, Platform
from ocgen.plan.plan import build_plan
from ocgen.targets.registry import load_targets
from ocgen.templates import Templates

MARKDOWN = ".md"


def render(
    platform: Platform, connectors: Collection[Connector], templates: Templates, keys: Collection[str]
) -> dict[str, str]:
    """Return the pages of ``keys`` and the catalogue of all ``connectors``, by their paths in the site.

    Raises TargetError, PlanError and TemplateFaultError.
    """
    plan = build_plan(load_targets(["docs"]), (platform, tuple(connectors)), templates, set(keys).__contains__)
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
