"""Templates: ours, overlaid file by file by the user's directory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ocgen.resources import templates_directory

if TYPE_CHECKING:
    from jinja2 import Environment


def is_by_product(path: Path) -> bool:
    """Whether a tool left the file behind: it is hidden, or in a folder of a cache."""
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts)


class Templates:
    """The files under ``templates/``; names are POSIX and start with a target's name (``docs/connector.md.j2``).

    A file in ``overlay`` stands in front of ours of the same name. Undefined names in a template are errors, and
    nothing is escaped by itself: a template says which language's filter it means.
    """

    def __init__(self, overlay: Path | None = None) -> None:
        self.directories: tuple[Path, ...] = tuple(d for d in (overlay, templates_directory()) if d is not None)

    def path(self, name: str) -> Path:
        """Return the file behind a name; raises FileNotFoundError with the name and where it was sought."""
        for directory in self.directories:
            if (candidate := directory / name).is_file():
                return candidate
        sought = ", ".join(str(d) for d in self.directories)
        raise FileNotFoundError(f"no template {name} in {sought}")

    def text(self, name: str) -> str:
        """Return the file as it is, for sources that are copied."""
        return self.path(name).read_text(encoding="utf-8")

    def names(self, prefix: str) -> list[str]:
        """Return the names of all files under ``prefix`` (a folder), sorted, the overlay's included, none hidden."""
        found = {
            path.relative_to(directory).as_posix()
            for directory in self.directories
            for path in (directory / prefix).rglob("*")
            if path.is_file() and not is_by_product(path.relative_to(directory))
        }
        return sorted(found)

    def render(self, name: str, filters: Mapping[str, Callable[..., object]], context: Mapping[str, object]) -> str:
        """Render a Jinja template with ``filters`` beside Jinja's own and ``context`` as its names."""
        environment = self._environment
        environment.filters.update(filters)
        return environment.get_template(name).render(context)

    @cached_property
    def _environment(self) -> Environment:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        return Environment(
            loader=FileSystemLoader([str(d) for d in self.directories]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,
            auto_reload=False,  # one run reads a template once
        )
