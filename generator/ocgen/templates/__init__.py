"""The templates: found, overlaid, compiled with the phrases of a language, and filled in."""

from ocgen.templates.below import files_below
from ocgen.templates.files import PHRASES, TemplateFaultError, Templates

__all__ = ["PHRASES", "TemplateFaultError", "Templates", "files_below"]
