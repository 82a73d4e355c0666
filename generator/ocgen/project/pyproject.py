"""The pyproject.toml that a run heeds, and its ``[tool.ocgen]`` table: found, trusted, read within bounds."""

from __future__ import annotations

import os
import re
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from ocgen.errors import ConfigError
from ocgen.files.reading import read_file, read_start
from ocgen.files.trust import other_owner

if TYPE_CHECKING:
    from ocgen.findings.finding import Finding

NAME = "pyproject.toml"
VARIABLE = "OCGEN_CONFIG"  # names the file, as --config does

MAX_BYTES = 300_000  # the largest of well-known projects have a tenth
# Reading a key takes time with the square of its parts, so of every line the square of its dots counts.
_MAX_DOTS = 5_000_000

_PLACE = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)\Z")
_IN_WORDS = re.compile(r" \(at [^()]*\)\Z")
_OURS = re.compile(r"\s*\[\s*tool\s*\.\s*ocgen\b")
_HEADER = re.compile(r"\s*\[+([^\]#]*)\]")
_NOT_NAMES = re.compile(r"""[\s"']+""")
_KEY = re.compile(r"""\s*(?:\[+\s*)?["']?([^\s"'=.\]]+)""")


class ConfigFile:
    """A pyproject.toml with a ``[tool.ocgen]`` table: ``file`` is where it is, ``table`` what it says."""

    def __init__(self, file: Path, content: bytes) -> None:
        """Raise ConfigError for what is no TOML, or a table that is none; ``table`` is None where there is none."""
        self.file = file
        self._content = content
        self.table = self._table()

    def finding(self, key: str, message: str, remedy: str, table: str = "") -> Finding:
        """Return what is wrong with a key, or with the file as a whole where that is empty.

        ``table`` is the name of the table that it stands in, where that can have a header of its own.
        """
        return _finding(self.file, message, remedy, key, self.line(key, table))

    def line(self, key: str, table: str = "") -> int:
        """Return the line of a key, the first one for an empty key or one that begins no line.

        A key of a ``table`` (``tool.ocgen.targets.python``) is sought below the header of that table, or is a header of
        its own. Without a header, it stands on the line of what the table is in.
        """
        header = self._headers.get(f"{table}.{key}")
        if header is not None:
            return header
        if table in self._headers:
            below = enumerate(self._lines[self._headers[table] :], self._headers[table] + 1)
            for number, line in takewhile(lambda numbered: not _HEADER.match(numbered[1]), below):
                if (match := _KEY.match(line)) and match[1] == key:
                    return number
        within = [] if table in self._headers else table.split(".")[:1:-1]
        return next((self._keys[name] for name in (*within, key) if name in self._keys), 1)

    def item_line(self, key: str, item: str) -> int:
        """Return the line of an item in the list of a key of our table, that of the key where it is not found."""
        start = self.line(key, "tool.ocgen")
        quoted = f'"{item}"', f"'{item}'"
        lines = enumerate(self._lines[start - 1 :], start)
        return next((number for number, line in lines if any(name in line for name in quoted)), start)

    @cached_property
    def _lines(self) -> list[str]:
        return self._content.decode("utf-8", errors="replace").splitlines()

    @cached_property
    def _headers(self) -> dict[str, int]:
        """The line with the header of a table, by its name without quotes and blanks."""
        found: dict[str, int] = {}
        for number, line in enumerate(self._lines, 1):
            if match := _HEADER.match(line):
                found.setdefault(_NOT_NAMES.sub("", match[1]), number)
        return found

    @cached_property
    def _keys(self) -> dict[str, int]:
        """The first line that begins with a key, by key: in our table and after it, else before it."""
        lines = self._lines
        ours = next((n for n, line in enumerate(lines) if _OURS.match(line)), 0)
        found: dict[str, int] = {}
        for number in (*range(ours, len(lines)), *range(ours)):
            if match := _KEY.match(lines[number]):
                found.setdefault(match[1], number + 1)
        return found

    def _table(self) -> dict[str, object] | None:
        import tomllib

        if sum(line.count(b".") ** 2 for line in self._content.splitlines()) > _MAX_DOTS:
            raise ConfigError.of(
                [self.finding("", "its keys have too many parts", "write tables in place of long keys")]
            )
        try:
            document = tomllib.loads(self._content.decode("utf-8"))
        except UnicodeDecodeError as error:
            line = self._content.count(b"\n", 0, error.start) + 1
            message = f"the file is not UTF-8: the byte 0x{self._content[error.start]:02X} is here"
            raise ConfigError.of([_finding(self.file, message, "save it as UTF-8", line=line)]) from None
        except tomllib.TOMLDecodeError as error:
            raise ConfigError.of([self._not_toml(error)]) from None
        except RecursionError:
            raise ConfigError.of([self.finding("", "its values are nested too deeply", "fix the file")]) from None
        tool = document.get("tool")
        table = tool.get("ocgen") if isinstance(tool, dict) else None
        if table is not None and not isinstance(table, dict):
            raise ConfigError.of([self.finding("ocgen", "tool.ocgen must be a table", "for example: [tool.ocgen]")])
        return table

    def _not_toml(self, error: ValueError) -> Finding:
        """Return why a file is no TOML, at its place, which Python before 3.14 tells in words alone."""
        place = _PLACE.search(str(error))
        last = self._content.count(b"\n") + 1 - self._content.endswith(b"\n")
        line, column = (int(place[1]), int(place[2])) if place else (max(1, last), 1)
        message = f"not TOML: {_IN_WORDS.sub('', str(error))}"
        return _finding(self.file, message, "correct this line or the value above it", line=line, column=column)


def configuration_of(start: Path, named: Path | None = None) -> ConfigFile | None:
    """Return the file that is ``named``, here or by ``OCGEN_CONFIG``, or the nearest one at or above ``start``.

    One that is found counts only if it belongs to whoever runs this; one that is named is trusted. Raises ConfigError.
    """
    given = named or Path(os.environ.get(VARIABLE, ""))
    return _named(given.absolute()) if given != Path() else _found(start)


def _named(file: Path) -> ConfigFile:
    try:
        source = ConfigFile(file, read_file(file, MAX_BYTES))
    except OSError as error:
        raise _unreadable(file, error) from None
    if source.table is None:
        raise ConfigError.of([source.finding("", "it has no table [tool.ocgen]", "name a file that has one")])
    return source


def _found(start: Path) -> ConfigFile | None:
    for directory in (start, *start.parents):
        file = directory / NAME
        try:
            content = read_start(file, MAX_BYTES + 1)
            if b"ocgen" not in content:  # most such files have nothing for us
                continue
            if len(content) > MAX_BYTES:
                raise _too_large(file)
            source = ConfigFile(file, content)
            if source.table is not None:
                _trust(source)
                return source
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            continue
        except OSError as error:  # it is there, and what it says is not known
            raise _unreadable(file, error) from None
    return None


def _trust(source: ConfigFile) -> None:
    owner = other_owner(source.file)
    if owner is None:
        return
    message = f"it or its directory belongs to another user (uid {owner}), so what it says is not heeded"
    remedy = f"if you trust it, name it: ocgen --config {source.file} ..., or set {VARIABLE} to it; else work elsewhere"
    raise ConfigError.of([source.finding("", message, remedy)])


def _unreadable(file: Path, error: OSError) -> ConfigError:
    reason = (error.strerror or str(error)).lower()
    return ConfigError.of([_finding(file, f"cannot read the file: {reason}", "let it be read")])


def _too_large(file: Path) -> ConfigError:
    return ConfigError.of(
        [_finding(file, f"it has more than {MAX_BYTES:,} bytes", "move what is not needed out of it")]
    )


def _finding(file: Path, message: str, remedy: str, key: str = "", line: int = 1, column: int = 1) -> Finding:
    from ocgen.findings.finding import Finding
    from ocgen.findings.location import Location

    return Finding("configuration", "error", message, Location(file.as_posix(), line, column), remedy, subject=key)
