"""The templates: found, overlaid, compiled with the phrases of a language, and filled in."""

from ocgen.errors import GenerationError
from ocgen.templates.below import files_below
from ocgen.templates.files import PHRASES, Setting, Templates

__all__ = ["PHRASES", "GenerationError", "Setting", "Templates", "files_below"]
