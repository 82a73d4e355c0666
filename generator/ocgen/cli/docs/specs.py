"""The connectors that tables are made of."""

from __future__ import annotations

from collections.abc import Collection

from ocgen.findings.finding import Finding
from ocgen.project import Project
from ocgen.tables.make import Catalogue


def open_catalogue(
    project: Project, keys: Collection[str], languages: Collection[str] = ()
) -> tuple[Catalogue | None, list[Finding]]:
    """Return the connectors ``keys``, in ``languages`` too, or None and what is wrong with their specs."""
    from ocgen import catalogue

    try:
        return catalogue.open_catalogue(project, keys, languages), []
    except catalogue.SpecsError as error:
        return None, list(error.findings)
