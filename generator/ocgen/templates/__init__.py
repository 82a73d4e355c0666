"""The templates: found, overlaid, compiled with the phrases of a language, and filled in."""

from ocgen.templates.files import PHRASES, TemplateFaultError, Templates, files_below

__all__ = ["PHRASES", "TemplateFaultError", "Templates", "files_below"]
