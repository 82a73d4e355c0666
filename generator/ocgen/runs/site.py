"""What `ocgen docs site` does, and what `ocgen docs serve` begins with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from ocgen.errors import GenerationError, SelectionError, SpecsError
from ocgen.findings.finding import Finding
from ocgen.project.catalogue import read
from ocgen.project.config import Config
from ocgen.project.project import Project
from ocgen.runs.project import open_run, read_config
from ocgen.site.pages import OwnPages, SitePages, render
from ocgen.templates import Templates
from ocgen.text.phrases import Phrases

_LIBRARIES = ("sphinx", "furo", "myst_parser", "sphinx_copybutton")


@dataclass(frozen=True, slots=True)
class SiteResult:
    """Where a site was put, how many pages and files it has, and what its builder has warned of."""

    place: Path
    pages: int
    files: int
    findings: tuple[Finding, ...]


def build_site(
    keys: Sequence[str] = (),
    *,
    out: Path | None = None,
    pages: Path | None = None,
    title: str | None = None,
    force: bool = False,
    config: Config | None = None,
) -> SiteResult:
    """Build a static site in each language of ``config``, and put it in its place when it is complete.

    ``keys`` are connector keys or globs, ``pages`` a directory of Markdown pages of one's own, laid over ours, ``out``
    where the site goes, by default ``site`` beside the output directory. With ``force``, it takes the place of what
    others made. Raises ConfigError, SelectionError for a directory that cannot be used, InTheWayError for files of
    others, SpecsError, GenerationError, whose findings tell what the builder refuses, and OSError.
    """
    need_libraries()
    from ocgen.site.install import beside, check, install

    own = own_pages(pages)
    project = open_run(config or read_config(), keys)
    languages = project.config.languages
    place = out or project.config.out.parent / "site"
    _check_place(place, (Path.cwd(), *project.directories, *((pages,) if pages else ())))
    if not force:
        check(place)
    templates = Templates(project.config.templates, project.config.settings)
    phrases = [templates.phrases(language) for language in languages]
    owned = own.by_language(languages)
    own_texts = [one.pages() for one in owned]  # before anything is made: they may be unreadable
    made = [pages.with_own(more) for pages, more in zip(_generated_pages(project, templates), own_texts, strict=True)]
    with beside(place) as work:
        html, findings = _build(work, title, templates, phrases, made, owned)
        count = install(html, place, work)
    return SiteResult(place, sum(len(pages.sources) for pages in made), count, findings)


def need_libraries(*more: str) -> None:
    """Raise GenerationError when a library of the extra is missing."""
    missing = [module for module in (*_LIBRARIES, *more) if find_spec(module) is None]
    if missing:
        raise GenerationError(
            f"not installed, and the site needs it: {', '.join(missing)}; run: pip install 'ocgen[site]'"
        )


def own_pages(directory: Path | None) -> OwnPages:
    """Return the pages of one's own; raises SelectionError when there is no such directory."""
    if directory is not None and not directory.is_dir():
        what = "is not a directory" if directory.exists() else "does not exist"
        raise SelectionError(f"the pages directory {directory} {what}")
    return OwnPages(directory)


def title_of(title: str | None, phrases: Phrases) -> str:
    """Return the name of a site: the one that is given, else the usual one in the site's language."""
    return phrases.gettext("Connectors") if title is None else title


def _check_place(place: Path, kept: Iterable[Path]) -> None:
    """Raise SelectionError when a site cannot stand there: its directory is replaced, so it holds nothing else."""
    if place.is_file():
        raise SelectionError(f"the output directory {place} is a file")
    for directory in kept:
        if directory.resolve().is_relative_to(place.resolve()):
            raise SelectionError(f"the output directory {place} holds {directory.resolve()}; choose one of its own")


def _generated_pages(project: Project, templates: Templates) -> list[SitePages]:
    """Return all generated pages, in each of the languages; raises SpecsError and GenerationError."""
    languages = project.config.languages
    found = read(project, project.selected, languages)
    editions = [edition for language in languages if (edition := found.edition(language))]
    if found.errors or not editions:
        raise SpecsError.of(found.errors)
    return [render(*edition, templates, project.selected) for edition in editions]


def _build(
    work: Path,
    title: str | None,
    templates: Templates,
    phrases: Sequence[Phrases],
    made: Sequence[SitePages],
    owned: Sequence[OwnPages],
) -> tuple[Path, tuple[Finding, ...]]:
    """Build the site in each language from the pages of each and the other files of one's own.

    Returns the folder with all of it, and warnings. Raises GenerationError.
    """
    from sphinx.util.docutils import docutils_namespace

    from ocgen.site.build import Builder
    from ocgen.site.settings import others, settings

    found: list[Finding] = []
    built: list[Path] = []
    for n, (said, pages, one) in enumerate(zip(phrases, made, owned, strict=True)):
        elsewhere = others(phrases, [pages.sources for pages in made], n)
        configuration = settings(title_of(title, said), templates, said, elsewhere)
        builder = Builder(work / said.language, configuration, one.shown, said)
        builder.place(pages.map)
        builder.put_markdown(pages.markdown)
        builder.put(pages.sources, one.files())
        with docutils_namespace():  # a build leaves nothing to the next one
            found += builder.build()
        built.append(builder.html)
    if any(finding.level == "error" for finding in found):
        raise GenerationError.of(found)
    first, *more = built
    for html, said in zip(more, phrases[1:], strict=True):
        html.rename(first / said.language)
    return first, tuple(found)
