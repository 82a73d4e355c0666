"""How a wire name becomes an identifier in generated code."""

from __future__ import annotations

import keyword
import re
from functools import lru_cache

_WORD_EDGE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_WORD = re.compile(r"[^0-9A-Za-z]+")


def words(name: str) -> list[str]:
    """Split a wire name at dots, dashes, blanks and humps, in lower case: ``merchantId`` is ``merchant``, ``id``."""
    return [part.lower() for part in _NOT_WORD.split(_WORD_EDGE.sub("_", name).replace("_", " ")) if part]


@lru_cache(maxsize=4096)
def identifier(name: str) -> str:
    """Return the Python identifier for a wire name: ``oauth.api.key`` is ``oauth_api_key``."""
    joined = "_".join(words(name)) or "value"
    if joined[0].isdigit():
        joined = f"value_{joined}"
    return f"{joined}_" if keyword.iskeyword(joined) or keyword.issoftkeyword(joined) else joined


@lru_cache(maxsize=4096)
def class_name(name: str) -> str:
    """Return the class name for a wire name: ``apiKey`` is ``ApiKey``, ``oauth2`` is ``OAuth2``."""
    joined = "".join(word[0].upper() + word[1:] for word in words(name)) or "Value"
    joined = joined.replace("Oauth", "OAuth")
    return f"Value{joined}" if joined[0].isdigit() else joined


def module_name(key: str) -> str:
    """Return the module name for a connector key: ``adobe-sign`` is ``adobe_sign``."""
    joined = "_".join(part for part in _NOT_WORD.split(key.lower()) if part) or "connector"
    if joined[0].isdigit():
        joined = f"connector_{joined}"
    return f"{joined}_" if keyword.iskeyword(joined) or keyword.issoftkeyword(joined) else joined
