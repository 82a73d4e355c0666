"""Specs whose wrong lines say which rule they break."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from ocgen import linter
from ocgen.findings.finding import Finding
from ocgen.spec.loader import Loaded

Lint = Callable[..., list[Finding]]

_MARK = re.compile(r"#! ([a-z-]+)")

HEAD = """\
key: acme
name: Acme CRM
hub: crm
provider: Acme
description: Works with the contacts of an Acme account.
sources:
  - page: https://docs.example.com/
"""

# A connector without a fault, but for what follows.
BASE = f"{HEAD}authentication:\n  custom: {{}}\nconfiguration:\n"


@pytest.fixture
def lint_text(load_text: Callable[..., Loaded]) -> Lint:
    """Lint one connector from YAML text."""
    return lambda text, **families: linter.run(load_text(text, **families))


def marked(text: str) -> list[tuple[str, int]]:
    """Return the rule and the line of each ``#! rule`` of a text."""
    return sorted((mark, n) for n, line in enumerate(text.splitlines(), 1) for mark in _MARK.findall(line))


def told(findings: list[Finding]) -> list[tuple[str, int]]:
    """Return the rule and the line of each finding."""
    return sorted((finding.rule, finding.location.line) for finding in findings)
