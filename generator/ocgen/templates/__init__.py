"""The templates: found, overlaid, compiled with the phrases of a language, and filled in."""

from ocgen.errors import GenerationError
from ocgen.templates.files import PHRASES, Setting, Templates

__all__ = ["PHRASES", "GenerationError", "Setting", "Templates"]
