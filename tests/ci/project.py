"""A user's repository with one connector, its generated files committed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

BINARIES = Path(sys.executable).parent

# No setting, identity or running hook of whoever runs the tests has a part in them.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_", "PRE_COMMIT"))},
    "PATH": f"{BINARIES}{os.pathsep}{os.environ['PATH']}",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A. Tester",
    "GIT_AUTHOR_EMAIL": "a.tester@example.com",
    "GIT_COMMITTER_NAME": "A. Tester",
    "GIT_COMMITTER_EMAIL": "a.tester@example.com",
}

SPEC = """\
key: acme
name: Acme CRM
hub: crm
provider: Acme
description: Works with the contacts of an Acme account.
sources:
  - page: Acme, Authenticate
authentication:
  apiKey: {}
configuration:
  - key: acme.server
    label: Server
    description: Host name of the account.
    where_to_find: In Acme, in the address bar.
    example: acme.example.com
"""


def run(*command: str | Path, cwd: Path, code: int | None = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command and hold it to its exit code, unless that is None."""
    done = subprocess.run(command, cwd=cwd, env=ENVIRONMENT | environment, capture_output=True, text=True, check=False)
    assert code is None or done.returncode == code, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def commit(directory: Path) -> str:
    """Commit everything that is there, and return the commit."""
    if not (directory / ".git").exists():
        run("git", "init", "--quiet", cwd=directory)
    run("git", "add", "--all", cwd=directory)
    run("git", "commit", "--quiet", "--message", "A change", cwd=directory)
    return run("git", "rev-parse", "HEAD", cwd=directory).stdout.strip()


def make(directory: Path) -> Path:
    """Make the repository."""
    (directory / "specs").mkdir(parents=True)
    (directory / "specs" / "acme.yaml").write_text(SPEC, encoding="utf-8")
    run("ocgen", "generate", "--quiet", "--target", "docs", "--target", "schemas", cwd=directory)
    (directory / "pyproject.toml").write_text('[tool.ocgen]\ntargets = ["docs", "schemas"]\n', encoding="utf-8")
    (directory / "notes.txt").write_text("Nothing of ours.\n", encoding="utf-8")
    commit(directory)
    return directory
