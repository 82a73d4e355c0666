"""What `ocgen docs eject` does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ocgen.errors import OutputError, SelectionError
from ocgen.files.writing import write_new
from ocgen.findings.location import display
from ocgen.project.config import Config
from ocgen.runs.project import read_config
from ocgen.templates.ejected import BUNDLES, ejected_text, names_of
from ocgen.text.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class EjectResult:
    """The copies that were made in a directory; ``used`` tells whether it is the project's templates directory."""

    directory: Path
    files: tuple[Path, ...]
    used: bool


def eject(what: str = "page", *, to: Path | None = None, config: Config | None = None) -> EjectResult:
    """Copy templates to a directory, by default the project's; ``what`` is a bundle or the name of one template.

    Raises ConfigError, SelectionError for an unknown template, and OutputError, with nothing copied, where any of the
    copies is there already.
    """
    names = names_of(what)
    if not names:
        known = (*BUNDLES, *(name for bundle in BUNDLES for name in names_of(bundle)))
        hint = did_you_mean(what, known) or f"name {', '.join(BUNDLES)} or a template ({known[2]}, ...)"
        raise SelectionError(f'no template is named "{what}"; {hint}')
    config = config or read_config()
    directory = to or config.templates or Path("templates")
    files = tuple(directory / name for name in names)
    if taken := [file for file in files if file.exists()]:
        listed = "".join(f"\n  {display(path)}" for path in taken)
        raise OutputError(f"nothing was copied, since these are there already:{listed}\nmove them away first")
    for name, file in zip(names, files, strict=True):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_new(file, ejected_text(name))
    used = config.templates is not None and directory.absolute() == config.templates.absolute()
    return EjectResult(directory, files, used)
