"""Bytes -> text, in bounds."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ocgen.findings.finding import Finding
from ocgen.findings.location import Location

# A saved help page has 20 to 400 kB. The bound keeps time and memory small whatever somebody hands in.
MAX_BYTES = 2_000_000
MAX_MODEL_BYTES = 20_000_000  # an export with the schemas of all its calls has up to 5 MB
MAX_LINES = 20_000  # a help page has 100 to 2000
MAX_LINE = 100_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16's, which it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"<meta[^<>]{0,100}charset=[\"']?([A-Za-z0-9_-]{1,40})")
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[{\[]\s*[\"{\[]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A decoded source. ``text`` is empty when it could not be used; ``findings`` tell why."""

    text: str
    findings: tuple[Finding, ...] = ()


def decode(content: bytes, name: str) -> SourceText:
    """Return the text of a source, with LF as line end and without control characters. Raises nothing."""
    limit = MAX_MODEL_BYTES if _JSON.match(content) else MAX_BYTES
    if len(content) > limit:
        message = f"the file has more than {limit:,} bytes"
        alone = "one model" if limit == MAX_MODEL_BYTES else "the help page"
        return SourceText("", (_unreadable(name, message, f"save {alone} alone, without what it links to"),))
    text, lossy = _text(content)
    findings = []
    if lossy:
        findings.append(_odd(name, "parts of the file could not be decoded", "save the page as UTF-8"))
    if _CONTROLS.search(text):
        findings.append(_odd(name, "the file holds control characters; they were left out", "save the page as text"))
        text = _CONTROLS.sub("", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return SourceText("", (_unreadable(name, "the file is empty", "save the help page or the model again"),))
    return SourceText(text, tuple(findings))


def bounded(text: str, name: str) -> SourceText:
    """Return the part of a page that is looked at; a model is read whole, however long its line."""
    lines = text.split("\n")
    if len(lines) <= MAX_LINES and all(len(line) <= MAX_LINE for line in lines):
        return SourceText(text)
    message = f"only the first {MAX_LINES:,} lines, and of each {MAX_LINE:,} characters, were read"
    odd = _odd(name, message, "save the help page alone")
    return SourceText("\n".join(line[:MAX_LINE] for line in lines[:MAX_LINES]), (odd,))


def _text(content: bytes) -> tuple[str, bool]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _lossy(content, encoding)
    if encoding := _wide(content):
        return _lossy(content, encoding)
    try:
        return content.decode("utf-8"), False
    except UnicodeDecodeError:
        named = _CHARSET.search(content[:4096])
        return _lossy(content, named[1].decode("ascii") if named else "cp1252")


def _wide(content: bytes) -> str:
    """Tell UTF-16 without a mark by the zero bytes of its Latin letters."""
    start = content[:400]
    if len(start) >= 4 and start[1::2].count(0) > 0.4 * len(start):
        return "utf-16-le"
    return "utf-16-be" if len(start) >= 4 and start[::2].count(0) > 0.4 * len(start) else ""


def _lossy(content: bytes, encoding: str) -> tuple[str, bool]:
    try:
        text = content.decode(encoding, errors="replace")
    except (LookupError, UnicodeError):
        text = content.decode("utf-8", errors="replace")
    return text, "\ufffd" in text


def _unreadable(name: str, message: str, remedy: str) -> Finding:
    return Finding("upstream-unreadable", "error", message, Location(name), remedy)


def _odd(name: str, message: str, remedy: str) -> Finding:
    return Finding("upstream-partly-read", "warning", message, Location(name), remedy)
