"""Putting a built site in its place: whole or not at all, and never over what is somebody else's."""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ocgen.errors import OutputError
from ocgen.files.reading import LARGE, read_file
from ocgen.findings.location import display
from ocgen.plan.digests import digest
from ocgen.text.counts import numbered

RECORD = ".ocgen-site.json"

# Sphinx's note to itself: a digest of the settings, paths of this machine among them.
_NOTE = ".buildinfo"


class InTheWayError(OutputError):
    """Files that no build of the site made, or that were edited since, stand in its place: ``paths`` below ``out``."""

    def __init__(self, out: Path, paths: list[str]) -> None:
        super().__init__(
            f"{numbered(len(paths), 'file is', 'files are')} in the way in {display(out)}, made or edited by somebody "
            "else; move them, choose another --out, or give --force"
        )
        self.out = out
        self.paths = paths


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """Make a directory beside ``out``, on the same file system, and remove it afterwards; raises OSError."""
    out.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def check(out: Path) -> None:
    """Raise InTheWayError unless ``out`` is absent, empty, or as the last build left it; raises OSError."""
    if not out.exists():
        return
    record = _record(out)
    strange = [name for name, made in _digests(out) if record.get(name) != made]
    if strange:
        raise InTheWayError(out, strange)


def install(built: Path, out: Path, work: Path) -> int:
    """Put ``built`` in the place of ``out``, and return the number of its files; raises OSError.

    ``work`` is a directory on the same file system. What was there stays until the new site is complete.
    """
    for note in [*built.rglob(_NOTE)]:
        note.unlink()
    digests = dict(_digests(built))
    record = json.dumps(digests, indent=0, sort_keys=True) + "\n"
    (built / RECORD).write_text(record, encoding="utf-8", newline="\n")
    built.chmod(0o777 & ~_umask())
    if not out.exists():
        os.replace(built, out)
        return len(digests)
    old = work / "old"
    os.replace(out, old)
    try:
        os.replace(built, out)
    except OSError:
        os.replace(old, out)
        raise
    return len(digests)


def _record(out: Path) -> dict[str, str]:
    try:
        record = json.loads(read_file(out / RECORD, LARGE, follow=False))
    except (OSError, ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}


def _digests(directory: Path) -> Iterator[tuple[str, str]]:
    """Yield path and digest of each file but the record, sorted."""
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory).as_posix()
        if name != RECORD and (path.is_symlink() or not path.is_dir()):
            yield name, "link" if path.is_symlink() else _digest(path)


def _digest(path: Path) -> str:
    """Return a file's digest; a text that no digest equals for what is no file, or too large for one of a build."""
    try:
        return digest(read_file(path, LARGE, follow=False))
    except OSError as error:
        if error.errno in (errno.EINVAL, errno.EFBIG):
            return "no file"
        raise


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask
