"""What `ocgen check` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocgen.findings.finding import Finding
from ocgen.findings.location import display
from ocgen.plan.remedy import Remedy
from ocgen.project.config import Config
from ocgen.runs.comparison import begin, compare_all, keep_verified
from ocgen.runs.documents import CheckedDocuments, check_documents, covers_documents
from ocgen.runs.preparation import Prepared
from ocgen.runs.progress import Progress, nobody
from ocgen.runs.project import open_run, read_config
from ocgen.templates.ejected import outdated


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What is not as `generate` would leave it, in ``findings``; those of generated files stand before documents.

    ``current`` and ``stale`` count generated files; ``documents`` counts those of the configuration that could be
    looked at, ``documents_current`` and ``documents_wrong`` those that are as they should be and those that a finding
    is about. ``documents_alone``: there is nothing to generate but these.
    """

    findings: tuple[Finding, ...]
    current: int = 0
    stale: int = 0
    documents: int = 0
    documents_current: int = 0
    documents_wrong: int = 0
    documents_alone: bool = False

    @property
    def wrong(self) -> int:
        """How many generated files and documents are not as they should be."""
        return self.stale + self.documents_wrong


def check(
    keys: Sequence[str] = (),
    *,
    diff: bool = True,
    each_file: bool = False,
    config: Config | None = None,
    progress: Progress | None = None,
) -> CheckResult:
    """Tell which generated files and documents no longer match their specs, why, and what fixes it. Writes nothing.

    ``keys`` are connector keys or globs, by default all of the project; they, and targets that ``config`` was given,
    leave the documents alone. With ``diff``, the findings tell what would change. What one cause has made stale is
    one finding, unless ``each_file`` is wanted. ``progress`` is told what the run does, how much of it is done, and of
    how much. Raises ConfigError, SelectionError, SpecsError, GenerationError, and OutputError for a record of
    generated files that cannot be read.
    """
    config = config or read_config()
    result = _checked(config, keys, each_file=each_file, progress=progress or nobody)
    return result if diff else replace(result, findings=tuple(replace(f, detail="") for f in result.findings))


def _checked(config: Config, keys: Sequence[str], *, each_file: bool, progress: Progress) -> CheckResult:
    started = begin(config, keys)
    if started is None:
        taken_over = outdated(config.templates)
        checked = check_documents(open_run(config))
        return _with_documents(CheckResult(tuple(taken_over), documents_alone=True), checked)
    prepared, remedy = started
    result = _generated(prepared, remedy, progress, each=each_file)
    covered = covers_documents(prepared.project, keys)
    checked = check_documents(prepared.project) if covered else CheckedDocuments()
    taken_over = outdated(config.templates)
    return _with_documents(replace(result, findings=(*taken_over, *result.findings)), checked)


def _with_documents(result: CheckResult, checked: CheckedDocuments) -> CheckResult:
    return replace(
        result,
        findings=(*result.findings, *checked.findings),
        documents=checked.count,
        documents_current=checked.current,
        documents_wrong=len({finding.location.path for finding in checked.findings}),
    )


def _generated(prepared: Prepared, remedy: Remedy, progress: Progress, *, each: bool) -> CheckResult:
    """Return what is found of the generated files."""
    if prepared.nothing_to_do:
        return CheckResult((), len(prepared.record.files))
    compared = compare_all(prepared, progress)
    from ocgen.plan.causes import Causes
    from ocgen.plan.report import of_record, stale

    stored, out = prepared.stored, display(prepared.out)
    if compared.current and stored.text == compared.record.text():
        keep_verified(prepared, compared)
    causes = Causes(prepared.record, prepared.inputs, compared.connectors)
    findings = (
        *of_record(stored, compared.states, out, remedy),
        *stale(compared.states, out, stored, causes, remedy, each=each),
    )
    current = sum(state.state == "current" for state in compared.states)
    return CheckResult(findings, current + len(compared.disk.kept), len(compared.states) - current)
