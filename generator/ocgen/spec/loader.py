"""Directories of specs -> resolved connectors."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping as Dict, Sequence
from dataclasses import dataclass
from pathlib import Path

from ocgen.findings.finding import Finding, in_order
from ocgen.location import Location
from ocgen.model import Connector, Platform
from ocgen.resources import specs_directory
from ocgen.spec.build import ConnectorBuilder
from ocgen.spec.files import FAMILIES, PLATFORM_FILE, connector_files
from ocgen.spec.merge import overlay, without_omitted
from ocgen.spec.platform import build_platform, standards
from ocgen.spec.reader import Document, read
from ocgen.spec.schema import Kind, check
from ocgen.spec.tree import Mapping
from ocgen.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a run of the loader gave. ``platform`` is None when it could not be read; then nothing else is there."""

    platform: Platform | None
    connectors: tuple[Connector, ...]
    findings: tuple[Finding, ...]
    documents: Dict[str, Mapping]  # file -> located tree, of every file that was read

    @property
    def failed(self) -> bool:
        """Whether an error stands in the way of using the connectors."""
        return any(finding.level == "error" for finding in self.findings)


def load(directories: Sequence[Path], keys: Collection[str] | None = None) -> Loaded:
    """Load the connectors ``keys`` (default: all of the given directories).

    The platform and families that the directories lack are the bundled ones. Nothing is raised for what the files
    hold or for files that cannot be read: all of it is in ``findings``, each once, in order.
    """
    return _Loader(tuple(directories), keys).run()


class _Loader:
    def __init__(self, directories: tuple[Path, ...], keys: Collection[str] | None) -> None:
        self.directories = directories
        self.search = (*directories, specs_directory())
        self.keys = keys
        self.findings: list[Finding] = []
        self.documents: dict[str, Mapping] = {}
        self.families: dict[str, tuple[str, Mapping | None]] = {}

    def run(self) -> Loaded:
        platform_path = self._find(PLATFORM_FILE)
        tree = self._checked(platform_path, "platform")
        if tree is None:
            return Loaded(None, (), tuple(in_order(self.findings)), self.documents)
        platform, findings = build_platform(tree)
        self.findings += findings
        named = standards(tree)
        connectors = tuple(self._connectors(platform, named, display(platform_path)))
        return Loaded(platform, connectors, tuple(in_order(self.findings)), self.documents)

    def _connectors(
        self, platform: Platform, named: Dict[str, Dict[str, Mapping]], platform_file: str
    ) -> Iterator[Connector]:
        for key, path in connector_files(self.directories).items():
            if self.keys is not None and key not in self.keys:
                continue
            tree = self._read(path)
            if tree is None:
                continue
            whole, family_file = self._with_family(tree)
            errors = check(whole.without("family") if family_file else whole, "connector") if whole else []
            self.findings += errors
            if whole is None or errors:
                continue
            files = tuple(f for f in (display(path), family_file, platform_file) if f)
            builder = ConnectorBuilder(whole, platform, named, files)
            connector = builder.build()
            self.findings += builder.findings
            if not builder.findings:
                yield connector

    def _with_family(self, tree: Mapping) -> tuple[Mapping | None, str]:
        """Return the connector laid over its family, and the family's file."""
        name = tree.text("family")
        if not name:
            return tree, ""
        if name not in self.families:
            self.families[name] = self._family(name)
        family_file, family = self.families[name]
        if not family_file:
            node = tree.get("family") or tree
            known = sorted({p.stem for d in self.search for p in (d / FAMILIES).glob("*.yaml")})
            remedy = (
                did_you_mean(name, known)
                or f"known: {', '.join(known) or 'none'}; a family is a file {FAMILIES}/{name}.yaml"
            )
            self.findings.append(
                Finding("unknown-family", "error", f'no family is named "{name}"', node.location, remedy)
            )
            return None, ""
        if family is None:
            return None, family_file
        whole = without_omitted(overlay(family, tree))
        assert isinstance(whole, Mapping)
        return whole, family_file

    def _family(self, name: str) -> tuple[str, Mapping | None]:
        path = self._find(f"{FAMILIES}/{name}.yaml")
        if not path.is_file():
            return "", None
        return display(path), self._checked(path, "family")

    def _checked(self, path: Path, kind: Kind) -> Mapping | None:
        tree = self._read(path)
        if tree is None:
            return None
        errors = check(tree, kind)
        self.findings += errors
        return None if errors else tree

    def _find(self, name: str) -> Path:
        found = next((d / name for d in self.search if (d / name).is_file()), None)
        return found or self.search[-1] / name

    def _read(self, path: Path) -> Mapping | None:
        shown = display(path)
        try:
            document = read(shown, path.read_bytes())
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            document = Document(shown, None, (_unreadable(shown, reason),))
        self.findings += document.findings
        if document.tree is not None:
            self.documents[shown] = document.tree
        broken = any(finding.level == "error" for finding in document.findings)
        return None if broken else document.tree


def display(path: Path) -> str:
    """Return a path as findings show it: relative to the working directory where it lies below it."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _unreadable(path: str, reason: str) -> Finding:
    return Finding(
        "unreadable", "error", f"cannot read the file: {reason}", Location(path), "look at its kind and permissions"
    )
