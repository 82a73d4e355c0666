"""What git remembers of a connector's spec: the commits of its files, and the connector as each of them left it."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ocgen.model import Connector
from ocgen.spec.files import FAMILIES, PLATFORM_FILE


class HistoryError(Exception):
    """Git cannot tell; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its id, the day that it was made in its maker's time, ISO 8601, and its subject."""

    id: str
    day: str
    subject: str


class History:
    """The history of one connector; ``spec`` is its file, ``family`` the family's name or empty."""

    def __init__(self, spec: Path, family: str) -> None:
        self.spec = spec
        self.paths = [spec.name, *([f"{FAMILIES}/{family}.yaml"] if family else [])]

    def commits(self, since: str = "") -> list[Commit]:
        """Return the commits that touched the connector's files, oldest first, those after ``since`` if it is given.

        Raises HistoryError for a file in no repository, and for a revision that git does not know.
        """
        since = self.resolved(since) if since else ""
        reach = f"{since}..HEAD" if since else "HEAD"
        listed = self._git("log", "--reverse", "--format=%H%x1f%cs%x1f%s", reach, "--", *self.paths).decode()
        return [Commit(*line.split("\x1f", 2)) for line in listed.splitlines()]

    def resolved(self, revision: str) -> str:
        """Return the commit that a revision names; raises HistoryError."""
        try:
            named = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        except HistoryError:
            self._git("rev-parse", "--git-dir")  # no repository is another matter, and says so
            remedy = "`git tag` and `git branch -a` list the names"
            raise HistoryError(f'git knows no revision "{revision}"; {remedy}') from None
        return named.decode().strip()

    def connector_at(self, commit: str) -> Connector | None:
        """Return the connector as a commit had it: None when it had none, or one that this ocgen cannot read."""
        from ocgen.spec.loader import load

        paths = [self.spec.name, PLATFORM_FILE, FAMILIES]
        names = self._git("ls-tree", "-r", "-z", "--name-only", commit, "--", *paths).decode().split("\0")[:-1]
        if self.spec.name not in names:
            return None
        packed = self._git("archive", "--format=tar", commit, "--", *names)
        with tempfile.TemporaryDirectory(prefix="ocgen-") as directory, tarfile.open(fileobj=io.BytesIO(packed)) as tar:
            tar.extractall(directory, filter="data")
            loaded = load([Path(directory)], [self.spec.stem])
        return next(iter(loaded.connectors), None)

    def _git(self, *arguments: str) -> bytes:
        environment = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
        try:
            done = subprocess.run(
                ["git", "-c", "core.quotePath=false", *arguments],
                cwd=self.spec.parent,
                env=environment,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError:
            raise HistoryError("git is not installed, and a changelog is made from its history") from None
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            if said and "not a git repository" in said[0]:
                raise HistoryError(f"{self.spec} is in no git repository, so it has no history")
            raise HistoryError(f"git {arguments[0]} failed: {said[0] if said else done.returncode}")
        return done.stdout
