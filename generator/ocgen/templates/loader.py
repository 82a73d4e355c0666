"""Templates that a run can use are those whose change it sees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemLoader, TemplateNotFound
from jinja2.loaders import split_template_path

from ocgen.files.below import is_by_product
from ocgen.files.reading import LARGE, read_text

if TYPE_CHECKING:
    from jinja2 import Environment


class SeenLoader(FileSystemLoader):
    """Finds templates as the digests of a run do: nothing that is hidden or in a cache."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text, its file and whether that is still so; raises TemplateNotFound."""
        if any(map(is_by_product, template.split("/"))):
            raise TemplateNotFound(template, f"{template} is hidden, and no change of a hidden template would be seen")
        for directory in self.searchpath:
            file = Path(directory, *split_template_path(template))
            if file.exists() and not file.is_dir():
                try:
                    return read_text(file, LARGE), str(file), lambda: True  # one run reads a template once
                except UnicodeDecodeError:
                    reason = "it is not UTF-8 text"
                except OSError as error:
                    reason = (error.strerror or str(error)).lower()
                raise TemplateNotFound(template, f"{file}: {reason}")
        raise TemplateNotFound(template)
