"""What tests start, git above all, in surroundings of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

BINARIES = Path(sys.executable).parent

# No setting, identity or running hook of whoever runs the tests has a part in them.
_NOT_INHERITED = ("GIT_", "GITHUB_", "OCGEN_", "_OCGEN_", "OPENCONNECTORS_", "PRE_COMMIT", "PYTEST_", "PYTHONPATH")
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(_NOT_INHERITED)},
    "PATH": f"{BINARIES}{os.pathsep}{os.environ['PATH']}",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A. Tester",
    "GIT_AUTHOR_EMAIL": "a.tester@example.com",
    "GIT_COMMITTER_NAME": "A. Tester",
    "GIT_COMMITTER_EMAIL": "a.tester@example.com",
    "PIP_NO_COMPILE": "1",  # of what is installed for a single run, most is never imported
}


def run(
    *command: str | Path, cwd: Path | None = None, code: int | None = 0, stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command, which reads ``stdin``, and hold it to its exit code, unless that is None."""
    done = subprocess.run(
        command, cwd=cwd, env=ENVIRONMENT | environment, input=stdin, capture_output=True, text=True, check=False
    )
    assert code is None or done.returncode == code, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def commit(directory: Path) -> str:
    """Commit everything that is there, and return the commit."""
    if not (directory / ".git").exists():
        run("git", "init", "--quiet", "--initial-branch=main", cwd=directory)
    run("git", "add", "--all", cwd=directory)
    run("git", "commit", "--quiet", "--message", "A change", cwd=directory)
    return run("git", "rev-parse", "HEAD", cwd=directory).stdout.strip()
