"""What a run works on: configuration, command line and the specs that are there, put together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from ocgen.errors import SelectionError
from ocgen.files.resources import specs_directory
from ocgen.project import config as configuration
from ocgen.text.suggest import did_you_mean


class Project(NamedTuple):
    """``connectors`` are the keys that the project has; ``selected`` those that this run is about."""

    config: configuration.Config
    files: dict[str, Path]  # connector key -> spec file, of everything that can be named
    connectors: tuple[str, ...]
    selected: tuple[str, ...]

    @property
    def directories(self) -> tuple[Path, ...]:
        """Where specs are looked for, first one first: the project's own, then the bundled ones."""
        own = (self.config.specs,) if self.config.specs.is_dir() else ()
        return (*own, specs_directory())

    @property
    def unknown(self) -> tuple[str, ...]:
        """The names in `connectors` of the configuration that there is no spec of."""
        return tuple(name for name in self.config.connectors if not matching(name, self.files))

    @property
    def whole(self) -> bool:
        """Whether this run is about all of the project."""
        return self.selected == self.connectors


def open_project(
    config: configuration.Config,
    patterns: Sequence[str] = (),
    *,
    catalogue: bool = False,
    generated: Collection[str] = (),
) -> Project:
    """Return the project of a configuration, narrowed to ``patterns`` (keys or globs).

    A project's connectors are those that its configuration names, else all of its own specs directory. Without
    either they are what ``patterns`` select of the bundled catalogue together with what was ``generated`` before, or
    all of it when ``catalogue`` is true (verbs that only look; they may also name a bundled connector that the project
    does not have). What the configuration names and there is no spec of is ``unknown``. Raises SelectionError.
    """
    from ocgen.spec.files import connector_files

    own = config.specs.is_dir()
    if not own and ("specs" in config.named or config.specs.exists()):
        what = "is not a directory" if config.specs.exists() else "does not exist"
        raise SelectionError(f"the specs directory {config.specs} {what}")
    try:
        own_files = connector_files([config.specs]) if own else {}
    except OSError as error:
        raise SelectionError(f"cannot read {config.specs}: {(error.strerror or str(error)).lower()}") from None
    files = {**connector_files([specs_directory()]), **own_files}
    if config.connectors:
        connectors = tuple(sorted({key for name in config.connectors for key in matching(name, files)}))
    elif own:
        connectors = tuple(own_files)
    elif catalogue:
        connectors = tuple(files)
    elif patterns or generated:
        connectors = tuple(sorted({*select(patterns, files), *_still_there(config, generated, files)}))
    else:
        raise SelectionError(
            "there is no specs directory here and no connector is named; name one (`ocgen list` knows them) "
            "or write a spec of your own with `ocgen new KEY`"
        )
    if own and not own_files and not connectors:
        raise SelectionError(f"{config.specs} holds no spec; `ocgen new KEY` writes one")
    selected = connectors
    if patterns:
        selected = select(patterns, connectors, bundled=files, fall_back=catalogue)
    return Project(config, dict(sorted(files.items())), connectors, selected)


def matching(pattern: str, keys: Iterable[str]) -> set[str]:
    """Return the keys that a key or glob matches."""
    return {key for key in keys if fnmatchcase(key, pattern)}


def _still_there(config: configuration.Config, generated: Collection[str], files: Collection[str]) -> Collection[str]:
    """Return the keys of what was generated; raises SelectionError when there is no spec of it any more."""
    gone = [key for key in generated if key not in files]
    if gone:
        raise SelectionError(
            f"{config.out} holds what was generated from specs that are not here: {', '.join(gone)}; bring them back "
            f"to {config.specs}, or name in `connectors` of [tool.ocgen] what is to stay"
        )
    return generated


def select(
    patterns: Sequence[str], keys: Collection[str], *, bundled: Collection[str] = (), fall_back: bool = False
) -> tuple[str, ...]:
    """Return the keys that any pattern matches, sorted.

    A pattern that matches none of ``keys`` raises SelectionError, unless it may ``fall_back`` on ``bundled`` ones.
    """
    chosen: set[str] = set()
    for pattern in patterns:
        found, others = matching(pattern, keys), matching(pattern, bundled)
        if not found and not (fall_back and others):
            hint = did_you_mean(pattern, keys) or "`ocgen list` shows those that are there"
            if others:
                hint = "it is bundled, and no part of this project: name it in `connectors` of [tool.ocgen]"
            raise SelectionError(f'no connector of this project is named "{pattern}"; {hint}')
        chosen |= found or others
    return tuple(sorted(chosen))
