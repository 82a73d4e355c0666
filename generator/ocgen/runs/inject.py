"""What `ocgen docs inject` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocgen.findings.finding import Finding
from ocgen.project.config import Config
from ocgen.runs.catalogue import ProjectCatalogue
from ocgen.runs.documents import chosen_files, inspect, stale_blocks
from ocgen.runs.project import open_run


@dataclass(frozen=True, slots=True)
class InjectResult:
    """Documents by the name that findings show: those that were not as they should be, and how many others are.

    ``findings`` tells of each block that was not, or of what is wrong with the documents: then ``old`` is empty, and
    ``failed`` is true. ``written`` tells whether the documents were written.
    """

    old: tuple[str, ...]
    current: int
    findings: tuple[Finding, ...]
    failed: bool = False
    written: bool = False


def inject(
    files: Sequence[str] = (),
    *,
    check: bool = False,
    diff: bool = True,
    force: bool = False,
    config: Config | None = None,
) -> InjectResult:
    """Bring the blocks in documents up to date: what stands between markers, and nothing else.

    ``files`` are names and globs, by default those of the configuration. With ``check``, nothing is written, and the
    findings tell what is old, with what would change when ``diff`` is true. Blocks that were edited by hand are
    overwritten with ``force`` alone: else nothing is written, and the findings tell of them. Raises ConfigError,
    SelectionError, GenerationError, and CannotWriteError, which tells what was written by then.
    """
    from ocgen.plan.rewrite import rewrite

    project = open_run(config)
    inspection = inspect(ProjectCatalogue(project), chosen_files(project.config, files), must_find=True)
    if inspection.findings:
        return InjectResult((), 0, inspection.findings, failed=True)
    old = [updated for updated in inspection.updated if updated.changes]
    names, current = tuple(updated.document.name for updated in old), len(inspection.updated) - len(old)
    told = tuple(stale_blocks(project.config, old, diff=diff))
    if check:
        return InjectResult(names, current, told)
    edited = () if force else tuple(finding for finding in told if finding.rule == "docs-edited")
    if not edited:
        rewrite({updated.document.path: updated.content for updated in old})
    return InjectResult(names, current, edited, written=not edited)
