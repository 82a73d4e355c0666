"""The record as it is found on disk: merged, in conflict, cut short or in the form of an older version, all is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ocgen.errors import OutputError
from ocgen.files.reading import with_lf
from ocgen.plan.output_directory import OutputDirectory
from ocgen.plan.paths import is_inside
from ocgen.plan.record import NAMES, OutputRecord, Owned, merged, unquoted

_FILE = re.compile(r"file ([0-9a-f]{64}) (\S+) (\S+) (\S+)")
_INPUT = re.compile(r"input ([0-9a-f]{16}) (\S+)")
# As git leaves them, with the base of a conflict or without.
MARKER = re.compile(r"(<{7,}|\|{7,}|={7,}|>{7,})(?: .*)?")


class RecordError(OutputError):
    """One of our records stands there and cannot be read: a link, a folder, no regular file."""


class LineFault(NamedTuple):
    """What is wrong with lines of the record, from the first to the last one."""

    first: int
    last: int
    reason: str


class Stored(NamedTuple):
    """The record on disk: what it says, its text (None: there is none), and what is wrong with it.

    ``markers`` are the lines with which git has marked a conflict; both of its sides are read. ``older`` tells that
    there is a record in the form of an older version too.
    """

    record: OutputRecord = OutputRecord()
    text: str | None = None
    faults: tuple[LineFault, ...] = ()
    markers: tuple[int, ...] = ()
    older: bool = False

    @property
    def missing(self) -> bool:
        """Whether there is none of any form."""
        return self.text is None and not self.older

    @property
    def lost(self) -> bool:
        """Whether it may say less than was written into it once."""
        return self.missing or bool(self.faults)


def read_stored(out: Path) -> Stored:
    """Return the record of an output directory; raises RecordError."""
    content, old = (read_bytes(out, name) for name in NAMES)
    before = OutputRecord() if old is None else old_record(with_lf(old).decode("utf-8", "replace"))
    if content is None:
        return Stored(before, older=old is not None)
    text = with_lf(content).decode("utf-8", "replace")
    records: list[OutputRecord] = []
    faults: list[LineFault] = []
    markers: list[int] = []
    *lines, cut = text.removeprefix("\ufeff").split("\n")
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        if MARKER.fullmatch(line):
            markers.append(number)
            continue
        said = read_line(line)
        if isinstance(said, OutputRecord):
            records.append(said)
        else:
            faults.append(LineFault(number, number, said))
    if cut or not records:  # a line that is cut short may look like a whole one, so that it says nothing
        last, why = len(lines) + 1, "the file ends in the middle of a line" if cut else "the file says nothing"
        faults.append(LineFault(last, last, why))
    return Stored(merged([before, *records]), text, tuple(_joined(faults)), tuple(markers), old is not None)


def read_line(line: str) -> OutputRecord | str:
    """Return what a line of the record says; as a text, why it says nothing."""
    try:
        if found := _FILE.fullmatch(line):
            path = unquoted(found[4])
            if not is_inside(path):
                return f"{path!r} names nothing in the output directory"
            return OutputRecord({path: Owned((found[1],), unquoted(found[2]), unquoted(found[3]))})
        if found := _INPUT.fullmatch(line):
            return OutputRecord(inputs={unquoted(found[2]): (found[1],)})
    except ValueError:
        pass
    return "no line that ocgen writes, or a part of one"


def read_bytes(out: Path, name: str) -> bytes | None:
    """Return what one of our records holds, None when it is not there; raises RecordError when it is no such file."""
    try:
        with OutputDirectory(out) as inside:
            return inside.read(name)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise RecordError(f"{out / name} cannot be read: {(error.strerror or str(error)).lower()}") from None


_TEXT = r'("(?:[^"\\]|\\.)*")'  # of JSON
_OLD_FILE = re.compile(rf'\s*{_TEXT}: \["([0-9a-f]{{64}})", {_TEXT}, {_TEXT}, "[^"]*"\],?')


def old_record(text: str) -> OutputRecord:
    """Return what a record of older versions says of files: JSON, an entry a line, perhaps with conflicts in it."""
    return merged(filter(None, map(old_line, text.split("\n"))))


def old_line(line: str) -> OutputRecord | None:
    """Return what a line of an older record says of a file; None when it says nothing of one."""
    import json

    found = _OLD_FILE.fullmatch(line)
    if not found:
        return None
    try:
        path, target, connector = (json.loads(found[number]) for number in (1, 3, 4))
    except ValueError:
        return None
    return OutputRecord({path: Owned((found[2],), target, connector)}) if is_inside(path) else None


def _joined(faults: Iterable[LineFault]) -> Iterator[LineFault]:
    """Yield faults of lines that follow each other as one."""
    last: LineFault | None = None
    for fault in faults:
        if last and last.last + 1 == fault.first and last.reason == fault.reason:
            last = last._replace(last=fault.last)
            continue
        if last:
            yield last
        last = fault
    if last:
        yield last
