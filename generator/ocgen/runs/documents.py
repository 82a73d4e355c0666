"""Which documents a run is about, and what is old or wrong in them: `docs inject`, `generate` and `check` share it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ocgen.findings.finding import Finding, in_order
from ocgen.findings.location import Location, display
from ocgen.runs.project import config_option, repeated

if TYPE_CHECKING:
    from ocgen.documents.block import Block
    from ocgen.documents.document import Document
    from ocgen.documents.update import Updated
    from ocgen.project.config import Config
    from ocgen.project.project import Project
    from ocgen.runs.catalogue import ProjectCatalogue


@dataclass(frozen=True, slots=True)
class ChosenDocuments:
    """Files by the name that findings show; those that were ``named`` one by one, and globs that found nothing."""

    files: dict[str, Path]
    named: frozenset[str]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """The documents with their changes; or, when anything is in the way, the findings."""

    updated: tuple[Updated, ...] = ()
    findings: tuple[Finding, ...] = field(default=())


def chosen_files(config: Config, patterns: Sequence[str]) -> ChosenDocuments:
    """Return the files that names and globs stand for; without any, those that the configuration names."""
    if patterns:
        return _found(Path.cwd(), patterns, Location(""))
    if not config.docs or config.file is None:
        remedy = 'name files, or list them in [tool.ocgen] as docs = ["docs/**/*.md"]'
        return ChosenDocuments({}, frozenset(), (_nothing("no document is named", Location(""), remedy),))
    return _found(config.file.parent, config.docs, Location(display(config.file)))


def _found(base: Path, patterns: Iterable[str], location: Location) -> ChosenDocuments:
    from glob import glob, has_magic

    files: dict[str, Path] = {}
    named: set[str] = set()
    findings: list[Finding] = []
    for pattern in patterns:
        exact = not has_magic(pattern) or (base / pattern).exists()
        paths = [pattern] if exact else sorted(glob(pattern, root_dir=base, recursive=True))  # noqa: PTH207 (absolute ones too)
        if not paths:
            findings.append(_nothing(f'no file fits "{pattern}"', location, "look at the folder and at the ending"))
        for path in paths:
            name = display(base / path)
            files[name] = base / path
            named |= {name} if exact else set()
    return ChosenDocuments(dict(sorted(files.items())), frozenset(named), tuple(findings))


def _nothing(message: str, location: Location, remedy: str) -> Finding:
    return Finding("docs-file", "error", message, location, remedy)


def inspect(catalogue: ProjectCatalogue, chosen: ChosenDocuments, *, must_find: bool = False) -> Inspection:
    """Return what is to change in documents, or all that stands in the way; ``must_find``: no marker at all does.

    Raises GenerationError for a template of the pages that cannot be used.
    """
    from ocgen.documents.blocks import blocks
    from ocgen.documents.update import needed_keys, update
    from ocgen.errors import SpecsError

    documents, findings = _read(chosen)
    parsed: list[tuple[Document, list[Block]]] = []
    for document in documents:
        found, faults = blocks(document)
        parsed.append((document, found))
        findings += faults
    if must_find and not documents and not findings:
        findings.append(_nothing("none of the documents has a marker", Location(""), "`ocgen docs inject --help`"))
    if not parsed:  # nothing is asked of any spec
        return Inspection(findings=tuple(in_order(findings)))
    project = catalogue.project
    wanted = [block for _, found in parsed for block in found]
    keys, unknown = needed_keys(wanted, project.connectors, project.files)
    findings += unknown
    languages = {block.options.language for block in wanted}
    try:
        connectors = catalogue.of(keys, languages)
    except SpecsError as error:
        return Inspection(findings=tuple(in_order([*findings, *error.findings])))
    results = [update(document, _known(found, unknown), connectors, catalogue.pages) for document, found in parsed]
    findings += [finding for _, more in results for finding in more]
    if findings:
        return Inspection(findings=tuple(in_order(findings)))
    return Inspection(tuple(updated for updated, _ in results))


def stale_blocks(config: Config, documents: Iterable[Updated], *, diff: bool = True) -> Iterator[Finding]:
    """Yield what is old or edited in documents; the commands that fix it repeat what this run was given."""
    from ocgen.documents.update import stale

    options, first = repeated(config, "specs", "out", "templates"), config_option(config)
    return (f for updated in documents for f in stale(updated, diff=diff, options=options, first=first))


@dataclass(frozen=True, slots=True)
class CheckedDocuments:
    """What `ocgen check` says of the documents that the configuration names."""

    findings: tuple[Finding, ...] = ()
    count: int = 0
    current: int = 0


@dataclass(frozen=True, slots=True)
class DueDocuments:
    """What `ocgen generate` is to write in the documents that the configuration names, and what stands in the way.

    ``current`` are the names of those that are as they should be.
    """

    old: tuple[Updated, ...] = ()
    current: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def contents(self) -> dict[Path, bytes]:
        """Return what is to be written."""
        return {updated.document.path: updated.content for updated in self.old}


def due_documents(project: Project, *, force: bool) -> DueDocuments:
    """Return what is to be written in the documents of the configuration; with ``force``, over edits by hand too."""
    if not project.config.docs:
        return DueDocuments()
    inspection = inspect(_as_configured(project), chosen_files(project.config, ()))
    old = tuple(updated for updated in inspection.updated if updated.changes)
    edited = () if force else tuple(f for f in stale_blocks(project.config, old) if f.rule == "docs-edited")
    current = tuple(updated.document.name for updated in inspection.updated if not updated.changes)
    return DueDocuments(old, current, inspection.findings or edited)


def covers_documents(project: Project, keys: Sequence[str]) -> bool:
    """Whether a run is about the configuration's documents too: no KEY and no --target has narrowed it."""
    config = project.config
    return bool(config.docs) and project.whole and "targets" not in config.given and not (config.only_named and keys)


def _as_configured(project: Project) -> ProjectCatalogue:
    """Return the project in the languages of the configuration: a run's --language is that of its pages alone."""
    from ocgen.runs.catalogue import ProjectCatalogue

    usual = project.config.usual_languages or project.config.languages
    return ProjectCatalogue(project._replace(config=project.config._replace(languages=usual)))


def check_documents(project: Project) -> CheckedDocuments:
    """Return the findings of the configuration's documents: all that is old in them, or all that is wrong."""
    if not project.config.docs:
        return CheckedDocuments()
    inspection = inspect(_as_configured(project), chosen_files(project.config, ()))
    findings = inspection.findings or tuple(stale_blocks(project.config, inspection.updated))
    current = sum(not updated.changes for updated in inspection.updated)
    return CheckedDocuments(findings, len(inspection.updated), current)


def _known(blocks: Iterable[Block], unknown: Iterable[Finding]) -> list[Block]:
    """Return the blocks of known connectors; the others have their finding already."""
    told = {finding.location for finding in unknown}
    return [block for block in blocks if block.place("key") not in told]


def _read(chosen: ChosenDocuments) -> tuple[list[Document], list[Finding]]:
    from ocgen.documents.document import Document, read_document

    read = [read_document(path, name, named=name in chosen.named) for name, path in chosen.files.items()]
    documents = [document for document in read if isinstance(document, Document)]
    return documents, [*chosen.findings, *(finding for finding in read if isinstance(finding, Finding))]
