"""The connectors that tables are made of."""

from __future__ import annotations

from collections.abc import Collection

from ocgen.findings.finding import Finding
from ocgen.project import Project
from ocgen.tables.make import Catalogue


def open_catalogue(project: Project, keys: Collection[str]) -> tuple[Catalogue | None, list[Finding]]:
    """Return the connectors ``keys``, or None and the errors of their specs: no table is made from a spec with one."""
    from ocgen import lint
    from ocgen.spec.loader import load

    loaded = load(project.directories, keys)
    errors = [finding for finding in lint.run(loaded) if finding.level == "error"]
    if errors or loaded.platform is None:
        return None, errors
    return Catalogue(loaded.platform, {connector.key: connector for connector in loaded.connectors}), []
