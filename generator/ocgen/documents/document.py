"""A document as bytes and as text: what is read is written back byte for byte, but for what stands between markers."""

from __future__ import annotations

import codecs
import re
import stat
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ocgen.documents.kinds import KINDS, SUFFIXES, Kind, kind_of
from ocgen.files.reading import read_start
from ocgen.findings.finding import Finding
from ocgen.findings.location import Location

MAX_BYTES = 10_000_000

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_XML_ENCODING = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


@dataclass(frozen=True)
class Document:
    """A file; ``name`` is its path as findings show it. Its lines have their ends."""

    path: Path
    name: str
    kind: Kind
    bom: bytes
    encoding: str
    text: str
    named: bool = False  # by whoever asks, so that it is to have a block

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines, each with its end."""
        return tuple(_LINE.findall(self.text))

    def encoded(self, text: str) -> bytes:
        """Return the file with another text, in its own encoding; raises UnicodeEncodeError."""
        return self.bom + text.encode(self.encoding)


def read_document(path: Path, name: str, *, named: bool) -> Document | Finding | None:
    """Return a document, or what is wrong with it.

    A file that was found by a glob, and not ``named``, is None when it has no marker: it is none of our business.
    """
    try:
        content = _content(path, named)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return _unusable(name, f"cannot read the file: {reason}", "look at its name, its kind and its permissions")
    if isinstance(content, Finding):
        return content
    if isinstance(content, str):
        remedy = "name the file that the link leads to" if "link" in content else "name files that are documents"
        return _unusable(name, content, remedy) if named else None
    marked = _has_marker(content)
    if len(content) > MAX_BYTES and (marked or named):
        return _unusable(name, f"the file has more than {MAX_BYTES // 1_000_000} MB", "divide the document")
    if not marked:
        return _without_marker(name) if named else None
    if path.is_symlink():
        return _unusable(name, "the file is a symbolic link", "name the file that the link leads to")
    kind = kind_of(path)
    if kind is None:
        return _unusable(name, "it is no kind of document that is known", f"known: {', '.join(SUFFIXES)}")
    decoded = _decoded(path, name, kind, content)
    return replace(decoded, named=named) if isinstance(decoded, Document) else decoded


def _content(path: Path, named: bool) -> bytes | str | Finding:
    """Return the bytes, or why there are none to look at."""
    if path.is_symlink() and named:
        path.stat()  # raises for a link that leads nowhere
        return "the file is a symbolic link"
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        return "it is a directory"
    if not stat.S_ISREG(mode):
        return "it is no regular file"
    return read_start(path, MAX_BYTES + 1)


def _has_marker(content: bytes) -> bool:
    return any("ocgen:".encode(encoding) in content for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def _without_marker(name: str) -> Finding:
    example = KINDS[0].comment("ocgen:begin table KEY SECTION")
    remedy = f"where a table is to be, write {example} and, on a line below it, {KINDS[0].comment('ocgen:end')}"
    return Finding("docs-marker", "error", "the document has no marker", Location(name), remedy)


def _decoded(path: Path, name: str, kind: Kind, content: bytes) -> Document | Finding:
    bom, encoding = next(((b, e) for b, e in _BOMS if content.startswith(b)), (b"", "utf-8"))
    declared = _XML_ENCODING.match(content[:200])
    if declared and not bom:
        encoding = declared[1].decode("ascii").lower()
    try:
        text = content[len(bom) :].decode(encoding)
        faithful = text.encode(encoding) == content[len(bom) :]
    except LookupError:
        return _unusable(name, f"its encoding, {encoding}, is unknown", "save it as UTF-8")
    except UnicodeDecodeError as error:
        line = content[: len(bom) + error.start].count(b"\n") + 1
        wrong = f"byte {len(bom) + error.start + 1:,} is 0x{error.object[error.start]:02x}"
        return _unusable(name, f"the file is not {encoding.upper()}: {wrong}", "save it as UTF-8", line)
    if not faithful:
        return _unusable(name, f"the file cannot be kept byte for byte in {encoding}", "save it as UTF-8")
    if "\0" in text:
        return _unusable(name, "the file is binary", "name files that are documents")
    return Document(path, name, kind, bom, encoding, text)


def _unusable(name: str, message: str, remedy: str, line: int = 1) -> Finding:
    return Finding("docs-file", "error", message, Location(name, line), remedy)
