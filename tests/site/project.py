"""A small project of a doc writer's own."""

from __future__ import annotations

from pathlib import Path

ACME = """\
key: acme
name: Acme CRM
hub: crm
provider: Acme
description: Works with the customers of an Acme account.
documentation: https://docs.example.com/
sources:
  - page: Acme, Authenticate
authentication:
  apiKey: {}
configuration:
  - key: acme.api.key
    label: API key
    description: Key of the Acme account.
    where_to_find: In Acme under Settings > API.
    secret: true
    required: true
    example: fake_key
  - key: acme.host
    label: Host
    description: Host of the Acme account.
    where_to_find: In the address of the browser.
    example: eu.acme.example
"""


def make_project(directory: Path) -> Path:
    """Write the specs, and return the directory."""
    (directory / "specs").mkdir(parents=True)
    (directory / "specs" / "acme.yaml").write_text(ACME, encoding="utf-8")
    (directory / "pyproject.toml").write_text("[tool.ocgen]\n", encoding="utf-8")
    return directory
