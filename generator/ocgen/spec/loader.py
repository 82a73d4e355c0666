"""Directories of specs -> resolved connectors."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping as Dict, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ocgen.files.reading import read_start
from ocgen.files.resources import specs_directory
from ocgen.findings.finding import Finding, in_order
from ocgen.findings.location import Location, display
from ocgen.model import Connector, Edition, Platform
from ocgen.spec.build import ConnectorBuilder
from ocgen.spec.files import FAMILIES, PLATFORM_FILE, SUFFIXES, connector_files, family_names, twin_of
from ocgen.spec.merge import overlay, without_omitted
from ocgen.spec.platform import build_platform, standards
from ocgen.spec.reader import MAX_BYTES, YamlDocument, read
from ocgen.spec.schema import Kind, check
from ocgen.spec.translation import localized
from ocgen.spec.tree import Mapping, Scalar
from ocgen.text.language import SOURCE_LANGUAGE
from ocgen.text.suggest import did_you_mean

Files: TypeAlias = tuple[str, ...]
Tick: TypeAlias = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a run of the loader gave. ``platform`` is None when it could not be read; then nothing else is there."""

    platform: Platform | None
    connectors: tuple[Connector, ...]
    findings: tuple[Finding, ...]
    documents: Dict[str, Mapping]  # file -> located tree, of every file that was read
    translations: tuple[Edition, ...] = ()  # the same in the other languages that were asked for
    bundled: frozenset[str] = frozenset()  # those of the documents that come with ocgen and not from the project

    @property
    def failed(self) -> bool:
        """Whether an error stands in the way of using the connectors."""
        return any(finding.level == "error" for finding in self.findings)


def load(
    directories: Sequence[Path],
    keys: Collection[str] | None = None,
    languages: Sequence[str] = (SOURCE_LANGUAGE,),
    tick: Tick = lambda done: None,
) -> Loaded:
    """Load the connectors ``keys`` (default: all of the given directories), in English and ``languages``.

    ``tick`` is told how many more specs are read.

    The platform and families that the directories lack are the bundled ones. Nothing is raised for what the files
    hold or for files that cannot be read: all of it is in ``findings``, each once, in order.
    """
    others = (name for name in languages if name != SOURCE_LANGUAGE)
    return _Loader(tuple(directories), keys, (SOURCE_LANGUAGE, *others), tick).run()


class _Loader:
    def __init__(
        self, directories: tuple[Path, ...], keys: Collection[str] | None, languages: tuple[str, ...], tick: Tick
    ) -> None:
        self.tick = tick
        self.directories = directories
        self.search = (*directories, specs_directory())
        self.keys = keys
        self.languages = languages
        self.findings: list[Finding] = []
        self.documents: dict[str, Mapping] = {}
        self.bundled: set[str] = set()
        self.families: dict[str, tuple[Files, Mapping | None]] = {}

    def run(self) -> Loaded:
        platform_path = self._find(PLATFORM_FILE)
        tree = self._checked(self._read(platform_path), "platform")
        if tree is None:
            return Loaded(None, (), tuple(in_order(self.findings)), self.documents)
        trees = list(self._trees(display(platform_path)))
        english, *others = (self._edition(tree, trees, language) for language in self.languages)
        findings = tuple(in_order(self.findings))
        return Loaded(*english, findings, self.documents, tuple(others), frozenset(self.bundled))

    def _edition(self, platform_tree: Mapping, trees: list[tuple[Mapping, Files]], language: str) -> Edition:
        tree = localized(platform_tree, language)
        platform, findings = build_platform(tree, language)
        self.findings += findings
        named = standards(tree)
        connectors = []
        for whole, files in trees:
            builder = ConnectorBuilder(localized(whole, language), platform, named, files)
            connector = builder.build()
            self.findings += builder.findings
            if not builder.findings:
                connectors.append(connector)
        return platform, tuple(connectors)

    def _trees(self, platform_file: str) -> Iterator[tuple[Mapping, Files]]:
        """Yield the whole tree of each connector that its schema accepts, and the files that it is made from."""
        for key, path in connector_files(self.directories).items():
            if self.keys is not None and key not in self.keys:
                continue
            self.tick(1)
            self._no_twin(path)
            tree, own_files = self._read_whole(path)
            if tree is None:
                continue
            whole, family_files = self._with_family(tree)
            errors = check(whole.without("family") if family_files else whole, "connector") if whole else []
            self.findings += errors
            if whole is None or errors:
                continue
            yield whole, (*own_files, *family_files, platform_file)

    def _read_whole(self, path: Path) -> tuple[Mapping | None, Files]:
        """Return a spec with the resources of the file that it names in place of the name, and the files read."""
        tree, shown = self._read(path), display(path)
        named = tree.get("resources") if tree else None
        if tree is None or not isinstance(named, Scalar) or not named.text.endswith(SUFFIXES):
            return tree, (shown,)
        resources_path = self._find(named.text)
        if not resources_path.is_file() or not _is_below(resources_path, self.search):
            message, remedy = f'there is no file "{named.text}"', "name a file below the directory of the specs"
            self.findings.append(Finding("unreadable", "error", message, named.location, remedy))
            return None, (shown,)
        resources = self._read(resources_path)
        whole = None if resources is None else tree.with_node("resources", resources)
        return whole, (shown, display(resources_path))

    def _no_twin(self, path: Path) -> None:
        twin = twin_of(path)
        if twin is not None:
            message = f"{twin.name} and {path.name} are both files of one connector, and only one can be read"
            self.findings.append(
                Finding("file-name", "error", message, Location(display(twin)), "remove one of the two")
            )

    def _with_family(self, tree: Mapping) -> tuple[Mapping | None, Files]:
        """Return the connector laid over its family, and the family's files."""
        name = tree.text("family")
        if not name:
            return tree, ()
        if name not in self.families:
            self.families[name] = self._family(name)
        family_files, family = self.families[name]
        if not family_files:
            node = tree.get("family") or tree
            known = family_names(self.search)
            remedy = (
                did_you_mean(name, known)
                or f"known: {', '.join(known) or 'none'}; a family is a file {FAMILIES}/{name}.yaml"
            )
            self.findings.append(
                Finding("unknown-family", "error", f'no family is named "{name}"', node.location, remedy)
            )
            return None, ()
        if family is None:
            return None, family_files
        whole = without_omitted(overlay(family, tree))
        assert isinstance(whole, Mapping)
        return whole, family_files

    def _family(self, name: str) -> tuple[Files, Mapping | None]:
        path = self._find(f"{FAMILIES}/{name}.yaml")
        if not path.exists():
            return (), None
        tree, files = self._read_whole(path)
        return files, self._checked(tree, "family")

    def _checked(self, tree: Mapping | None, kind: Kind) -> Mapping | None:
        if tree is None:
            return None
        errors = check(tree, kind)
        self.findings += errors
        return None if errors else tree

    def _find(self, name: str) -> Path:
        found = next((d / name for d in self.search if (d / name).exists()), None)
        return found or self.search[-1] / name

    def _read(self, path: Path) -> Mapping | None:
        shown = display(path)
        try:
            document = read(shown, _content(path))
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            document = YamlDocument(shown, None, (_unreadable(shown, reason),))
        self.findings += document.findings
        if document.tree is not None:
            self.documents[shown] = document.tree
            if path.is_relative_to(specs_directory()) and specs_directory() not in self.directories[:-1]:
                self.bundled.add(shown)
        broken = any(finding.level == "error" for finding in document.findings)
        return None if broken else document.tree


def _is_below(path: Path, directories: Sequence[Path]) -> bool:
    """Whether a file really is in one of the directories, wherever links and ``..`` lead."""
    return any(path.resolve().is_relative_to(directory.resolve()) for directory in directories)


def _content(path: Path) -> bytes:
    """Return what a file holds, at most a byte more than a spec may; raises OSError."""
    return read_start(path, MAX_BYTES + 1)


def _unreadable(path: str, reason: str) -> Finding:
    return Finding(
        "unreadable", "error", f"cannot read the file: {reason}", Location(path), "look at its kind and permissions"
    )
