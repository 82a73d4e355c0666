"""A user's repository with one connector, its generated files committed."""

from __future__ import annotations

from pathlib import Path

from tests.processes import commit, run

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


def make(directory: Path) -> Path:
    """Make the repository."""
    (directory / "specs").mkdir(parents=True)
    (directory / "specs" / "acme.yaml").write_text(SPEC, encoding="utf-8")
    run("ocgen", "generate", "--quiet", "--target", "docs", "--target", "schemas", cwd=directory)
    (directory / "pyproject.toml").write_text('[tool.ocgen]\ntargets = ["docs", "schemas"]\n', encoding="utf-8")
    (directory / "notes.txt").write_text("Nothing of ours.\n", encoding="utf-8")
    commit(directory)
    return directory
