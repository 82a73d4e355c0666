"""Escaping of neat text for HTML and for XML vocabularies.

Sources: XML 1.0 2.4 (``]]>``) and HTML 13.1.2.
"""

from __future__ import annotations

from ocgen.targets.docs.addresses import web_address

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def text(value: str) -> str:
    """Return the text for an element's content or an attribute in quotation marks."""
    return value.translate(_ENTITIES)


def href(url: str) -> str:
    """Return the attribute's value for a web address; empty for any other address."""
    return text(web_address(url))


def cdata(value: str) -> str:
    """Return a CDATA section; what would end it is divided between two."""
    return f"<![CDATA[{value.replace(']]>', ']]]]><![CDATA[>')}]]>"
