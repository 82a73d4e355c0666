"""What a user calls a side of a comparison -> facts of the connectors it tells of."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeVar, cast

from ocgen.changes.locations import SideFiles
from ocgen.errors import SelectionError, SourceError, SpecsError
from ocgen.facts.connector import ConnectorFacts
from ocgen.facts.of_spec import facts_of
from ocgen.findings.finding import Finding
from ocgen.findings.location import Location, display
from ocgen.git.command import GitError, NoGitError
from ocgen.git.history import merge_base
from ocgen.git.tree import Tree, read_tree, relative_to_top
from ocgen.model import Platform
from ocgen.project.config import Config
from ocgen.project.project import Project, select
from ocgen.runs.project import open_run
from ocgen.runs.revisions import BESIDE, laid_out
from ocgen.spec.files import SUFFIXES
from ocgen.spec.loader import Loaded, load
from ocgen.text.suggest import did_you_mean

_SHORT = 12  # digits of a commit, as messages show it
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Side:
    """``connectors`` by key; ``single`` tells that the side is one connector, whatever its key."""

    connectors: dict[str, ConnectorFacts]
    single: bool
    findings: tuple[Finding, ...] = ()  # what could not be read of it, without standing in the way
    platform: Platform | None = None  # what its specs were resolved with; a page and a model have none
    ground: SideFiles = field(default_factory=SideFiles)  # its files, for changes that have no place of their own

    @property
    def only(self) -> ConnectorFacts:
        """The connector of a single one."""
        return next(iter(self.connectors.values()))


class Sides:
    """Reads sides in the light of a project: its specs, families and platform."""

    def __init__(self, project: Project, platform: Platform) -> None:
        self.project = project
        self.platform = platform

    def read(self, name: str | None) -> Side:
        """Read the project's specs (None), a spec key, a file, a directory, ``GITREF:``, ``GITREF:path`` or a source.

        A source is a help page or a platform model. A key wins over a file of the same name; ``./NAME`` is the file.
        Raises SourceError, and OSError for a file that cannot be opened.
        """
        if name is None:
            return self._working()
        if name in self.project.files:
            return self._file(self.project.files[name])
        path = Path(name)
        if path.is_dir():
            return self._directory(path)
        if path.exists():
            return self._file(path)
        if revision := self.revision(name):
            return self._revision(*revision)
        hint = did_you_mean(name, self.project.files) or "give a key, a spec file, a directory, GITREF:path or a page"
        raise SourceError(f'"{name}" is no connector and no file; {hint}')

    def revision(self, name: str) -> tuple[str, str] | None:
        """Return ref and path of a side that is ``GITREF:`` or ``GITREF:path``; None for any other."""
        ref, colon, inside = name.partition(":")
        return (ref, inside) if colon and name not in self.project.files and not Path(name).exists() else None

    def from_merge_base(self, a: str, b: str | None) -> tuple[str, str | None, str]:
        """Return the names of two sides, the first at the commit from which both have grown apart, and that in words.

        ``a`` is a revision, with a path or without; a ``b`` that is none belongs to HEAD. Raises SourceError.
        """
        ref, _, inside = a.partition(":")
        other, _ = (b and self.revision(b)) or ("HEAD", "")
        try:
            base = merge_base(Path.cwd(), ref, other)[:_SHORT]
        except GitError as error:
            raise SourceError(str(error)) from None
        return f"{base}:{inside}", b, f"the merge base of {ref} and {other} is {base}"

    def _working(self) -> Side:
        path = self.project.config.specs
        if not path.is_dir():
            raise SourceError(f"the directory {display(path)} of the specs does not exist; name the second side")
        return self._directory(path)

    def _file(self, path: Path) -> Side:
        if path.suffix in SUFFIXES:
            loaded = load([path.parent, *self.project.directories], [path.stem])
            return _side(loaded, display(path), path.parent, single=True)
        return self.upstream(path, display(path))

    def _directory(self, path: Path) -> Side:
        return _side(load([path]), display(path), path, single=False)

    def upstream(self, source: Path | bytes, name: str) -> Side:
        """Read a help page or a platform model; raises SourceError."""
        from ocgen.upstream import read

        reading = read(source, name, self.platform)
        if reading.facts is None:
            raise SourceError(f"{name} cannot be used", reading.findings)
        return Side({reading.facts.key: reading.facts}, single=True, findings=reading.findings)

    def _revision(self, ref: str, inside: str) -> Side:
        start = Path.cwd()
        try:
            path = inside or relative_to_top(self.project.config.specs, start=start)
            spec = PurePosixPath(path).suffix in SUFFIXES
            tree = read_tree(ref, path, start=start, beside=BESIDE if spec else ())
        except NoGitError as error:
            raise SourceError(f"{error}; give a file or a directory instead") from None
        except GitError as error:
            raise SourceError(str(error)) from None
        if not tree.directory and not spec:
            side = self.upstream(tree.files[tree.path], f"{ref}:{tree.path}")
            return relocated(side, lambda at: at._replace(path=tree.path, revision=ref) if at.path else at)
        return self._specs_of(tree)

    def _specs_of(self, tree: Tree) -> Side:
        with laid_out(tree) as root:
            asked = root / tree.path
            shown = f"{tree.ref}:{tree.path}"

            def moved(location: Location) -> Location:
                whole = Path(location.path).absolute().as_posix()
                below = whole.removeprefix(f"{root.as_posix()}/")
                return location if below == whole else location._replace(path=below, revision=tree.ref)

            try:
                if tree.directory:
                    side = _side(load([asked]), shown, asked, single=False)
                else:
                    loaded = load([asked.parent, *self.project.directories], [asked.stem])
                    side = _side(loaded, shown, asked.parent, single=True)
            except SourceError as error:
                raise SourceError(str(error), relocated(error.findings, moved)) from None
            return dataclasses.replace(relocated(side, moved), ground=dataclasses.replace(side.ground, place=moved))


def _side(loaded: Loaded, name: str, directory: Path, *, single: bool) -> Side:
    if loaded.failed:
        raise SourceError(f"{name} cannot be used", [f for f in loaded.findings if f.level == "error"])
    facts = [facts_of(connector) for connector in loaded.connectors]
    if not facts:
        raise SourceError(f"{name} holds no spec; give a directory of spec files, or one of them")
    ground = _ground(loaded, directory)
    return Side({f.key: f for f in facts}, single, platform=loaded.platform, ground=ground)


def _ground(loaded: Loaded, directory: Path) -> SideFiles:
    """Return the files of a side that stand in the directory of its specs, or below it."""
    prefix = f"{directory.absolute().as_posix()}/"

    def name(path: str) -> str:
        whole = Path(path).absolute().as_posix()
        below = whole.removeprefix(prefix)
        return below if below != whole else ""

    documents = {name(path): tree for path, tree in loaded.documents.items() if name(path)}
    return SideFiles(documents, {c.key: tuple(filter(None, map(name, c.files))) for c in loaded.connectors})


def relocated(value: T, move: Callable[[Location], Location]) -> T:
    """Return a value with every place in it moved."""
    if isinstance(value, Location):
        return cast(T, move(value))
    if isinstance(value, tuple):
        return cast(T, tuple(relocated(item, move) for item in value))
    if isinstance(value, dict):
        return cast(T, {key: relocated(item, move) for key, item in value.items()})
    if isinstance(value, SideFiles):  # it moves what is asked of it
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        members = {f.name: relocated(getattr(value, f.name), move) for f in dataclasses.fields(value)}
        return cast(T, dataclasses.replace(value, **members))
    return value


def open_sides(config: Config | None) -> Sides:
    """Return the reader of sides for a run.

    Raises ConfigError and SelectionError for the project, and SpecsError when its platform cannot be used.
    """
    project = open_run(config)
    loaded = load(project.directories, ())
    if loaded.platform is None or loaded.failed:
        raise SpecsError.of(loaded.findings)
    return Sides(project, loaded.platform)


def named_sides(sides: Sides, a: str, b: str | None, *, from_merge_base: bool) -> tuple[str, str | None, str]:
    """Return the names of both sides of a comparison, and the commit that they have grown apart from, in words.

    The first may be a range ``A...B`` as git has it. ``from_merge_base`` asks for the commit from which ``a`` and ``b``
    have grown apart in the place of ``a``. Raises SelectionError, and SourceError when there is no such commit.
    """
    names, _, inside = a.partition(":")
    one, dots, other = names.partition("...")
    ranged = bool(dots) and a not in sides.project.files and not Path(a).exists()
    if ranged and b is not None:
        raise SelectionError(f"{a} names both sides; leave out {b}")
    if ranged:
        a, b = (f"{ref or 'HEAD'}:{inside}" for ref in (one, other))
    return sides.from_merge_base(a, b) if ranged or from_merge_base else (a, b, "")


def narrowed(sides: Sides, a: Side, b: Side, patterns: Sequence[str]) -> tuple[Side, Side]:
    """Return two sides with those connectors alone whose keys a pattern (a key or glob) matches, if any is given.

    Raises SelectionError for a pattern that matches no connector of either, nor any other that the project can name.
    """
    if not patterns:
        return a, b
    chosen = select(patterns, {**a.connectors, **b.connectors}, bundled=sides.project.files, fall_back=True)
    if a.single or b.single:  # one connector, whatever its key
        return a, b
    one, other = (
        dataclasses.replace(side, connectors={key: facts for key, facts in side.connectors.items() if key in chosen})
        for side in (a, b)
    )
    return one, other


def matched(a: Side, b: Side, a_name: str, b_name: str) -> tuple[Side, Side]:
    """Return the sides narrowed to what can be compared: where one is a single connector, the other's of that key.

    Raises SelectionError when the other has none.
    """
    if a.single == b.single:
        return a, b
    one, many, name = (a, b, b_name) if a.single else (b, a, a_name)
    key = one.only.key
    if key not in many.connectors:
        hint = did_you_mean(key, many.connectors) or f"it has {', '.join(many.connectors)}"
        raise SelectionError(f'{name} has no connector "{key}"; {hint}')
    narrowed = dataclasses.replace(many, connectors={key: many.connectors[key]}, single=True)
    return (one, narrowed) if a.single else (narrowed, one)
