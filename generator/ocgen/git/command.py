"""The one way of calling git."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

from ocgen.errors import SourceError

_SECONDS = 60
_MOST_LINES = 20  # of what git says of a fault
UNSHALLOW = 'run `git fetch --unshallow` (actions/checkout: fetch-depth: 0; GitLab: GIT_DEPTH: "0")'
_ENVIRONMENT = {"LC_ALL": "C", "GIT_LITERAL_PATHSPECS": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}


class GitError(SourceError):
    """Git cannot tell what was asked; the message says why, and what to do."""


class NoGitError(GitError):
    """There is no git to ask, or no repository; what to do is the caller's to say."""


def git(start: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return what git prints in the directory ``start``, with ``given`` to read.

    Raises NoGitError, and GitError for a call that fails or takes too long.
    """
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=start, input=given, capture_output=True, env=_surroundings(), timeout=_SECONDS,
            check=False,
        )  # fmt: skip
    except FileNotFoundError:
        raise NoGitError("git is not installed") from None
    except subprocess.TimeoutExpired:
        raise GitError(f"git {arguments[0]} gave no answer within {_SECONDS} seconds") from None
    if done.returncode:
        said = [line.strip() for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
        if said and "not a git repository" in said[0]:
            raise NoGitError(f"{start} is in no git repository")
        # All of it: what to do about an owner that git does not trust (safe.directory) stands in its last line.
        why = "\n  ".join(said[:_MOST_LINES]) or f"exit code {done.returncode}"
        raise GitError(f"git {arguments[0]} failed: {why}")
    return done.stdout


def is_shallow(start: Path) -> bool:
    """Return whether the history of the repository is cut; raises GitError."""
    return git(start, "rev-parse", "--is-shallow-repository").strip() == b"true"


def git_lines(start: Path, *arguments: str, seconds: float) -> Iterator[bytes]:
    """Yield the lines that git prints in the directory ``start``; git is stopped when nobody reads on.

    After some ``seconds`` there are no more; what fails just ends. Raises NoGitError when git is not installed.
    """
    try:
        running = subprocess.Popen(
            ["git", *arguments], cwd=start, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=_surroundings(),
        )  # fmt: skip
    except FileNotFoundError:
        raise NoGitError("git is not installed") from None
    timer = threading.Timer(seconds, running.kill)
    timer.daemon = True
    timer.start()
    try:
        with running:
            yield from running.stdout or ()
    finally:
        timer.cancel()
        running.kill()


def _surroundings() -> dict[str, str]:
    """Return the environment for git, whose relative paths hold in every directory that it is run in.

    Git gives hooks its repository by variables, relative to the directory that the hook runs in: the top of the
    working tree.
    """
    env = {**os.environ, **_ENVIRONMENT}
    if env.get("GIT_DIR"):
        env.setdefault("GIT_WORK_TREE", str(Path.cwd()))
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"):
        if env.get(name):
            env[name] = str(Path.cwd() / env[name])
        else:
            env.pop(name, None)
    return env


def commit_of(start: Path, ref: str) -> str:
    """Return the id of the commit that a revision names; raises GitError."""
    if not ref or ref.startswith("-"):
        raise GitError(f'"{ref}" is no git revision; name a branch, a tag or a commit')
    try:
        found = git(start, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    except NoGitError:
        raise
    except GitError:
        # Outside a repository the quiet look says nothing, and this one why.
        names = "it has no commit yet" if ref == "HEAD" else "`git branch -a` and `git tag` list the names"
        remedy = f"the clone is shallow: {UNSHALLOW}" if is_shallow(start) else names
        raise GitError(f'git knows no revision "{ref}"; {remedy}') from None
    return found.decode("ascii").strip()
