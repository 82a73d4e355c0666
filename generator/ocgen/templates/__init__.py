"""The templates: found, overlaid, compiled with the phrases of a language, and filled in."""

from ocgen.templates.files import SOURCE_LANGUAGE, TemplateFaultError, Templates, is_by_product

__all__ = ["SOURCE_LANGUAGE", "TemplateFaultError", "Templates", "is_by_product"]
