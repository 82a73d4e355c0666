"""Takes secrets out of text that others wrote: the platform's messages, a library's exceptions."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

from .secret import MASK, Secret

__all__ = ["legible", "mask_all"]

_SHORT = 4  # a shorter secret is masked where it stands as a word of its own: elsewhere it would tear words apart
_LONGEST_TEXT = 500
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def mask_all(texts: Iterable[str], secrets: Iterable[Secret]) -> list[str]:
    """Return each text with every secret masked, as it is and as URLs, JSON, HTML, base64 and Python write it.

    The forms of the secrets are sought once for all texts, and not kept: what holds them would show the secrets.
    """
    forms = sorted({form for secret in secrets for form in _forms(secret.reveal())}, key=len, reverse=True)
    if not forms:
        return list(texts)
    found = re.compile("|".join(map(_pattern, forms)))
    return [found.sub(MASK, text) for text in texts]


def legible(text: str) -> str:
    """Return ``text`` on one line of bearable length, without characters that steer a terminal."""
    line = _UNPRINTABLE.sub(" ", text).strip()
    return line if len(line) <= _LONGEST_TEXT else f"{line[:_LONGEST_TEXT]}..."


def _pattern(form: str) -> str:
    return re.escape(form) if len(form) >= _SHORT else rf"(?<!\w){re.escape(form)}(?!\w)"


def _forms(value: str) -> Iterator[str]:
    if not isinstance(value, str) or not value:  # pyright: ignore[reportUnnecessaryIsInstance]
        return
    yield value
    yield html.escape(value)
    yield repr(value)[1:-1]
    raw = value.encode("utf-8", "surrogatepass")
    yield from _base64_forms(raw)
    for ascii_only in (True, False):
        escaped = json.dumps(value, ensure_ascii=ascii_only)[1:-1]
        yield escaped
        yield from _base64_forms(escaped.encode("utf-8", "surrogatepass"))
    for encoded in (quote(raw), quote(raw, safe=""), quote_plus(raw)):
        yield encoded
        yield re.sub("%[0-9A-F]{2}", lambda found: found[0].lower(), encoded)


def _base64_forms(raw: bytes) -> Iterator[str]:
    """What of ``raw`` shows in base64, wherever in a longer text it begins: one form for each of three alignments."""
    for offset in range(3):
        encoded = base64.b64encode(bytes(offset) + raw).rstrip(b"=").decode("ascii")
        first = (offset * 8 + 5) // 6  # characters that also hold bits of what stands before
        last = (offset + len(raw)) * 8 // 6  # and from here on, of what follows
        core = encoded[first:last]
        if len(core) > _SHORT:
            yield core
            yield core.replace("+", "-").replace("/", "_")
