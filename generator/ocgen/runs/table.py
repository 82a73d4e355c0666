"""What `ocgen docs table` does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ocgen.project.config import Config
from ocgen.runs.catalogue import ProjectCatalogue
from ocgen.runs.project import open_run
from ocgen.tables.build import Catalogue, keys_of, table_of
from ocgen.tables.faults import Fault, TableError
from ocgen.tables.formats.registry import NAMES as FORMATS, renderer
from ocgen.tables.options import parse_options
from ocgen.tables.sections import SECTIONS
from ocgen.tables.table import Table
from ocgen.text.suggest import did_you_mean


def table(
    section: str,
    key: str = "",
    *,
    format: str = "md",  # noqa: A002 (it is the name of the option)
    columns: str | None = None,
    hide_empty: bool = False,
    required: bool = False,
    optional: bool = False,
    secret: bool = False,
    methods: Sequence[str] = (),
    groups: Sequence[str] = (),
    sort: str | None = None,
    layout: str | None = None,
    language: str | None = None,
    anchors: bool = True,
    config: Config | None = None,
) -> str:
    """Return a table of one part of a connector as text.

    ``section`` and the options are those of `ocgen docs table`; ``key`` is left out for sections that are of no
    connector, and may be a glob for the catalogue. Raises ConfigError, SelectionError for a table that cannot be made
    as it was asked for, and SpecsError.
    """
    flags = {"hide-empty": hide_empty, "required": required, "optional": optional, "secret": secret}
    values = {"columns": columns, "sort": sort, "layout": layout, "language": language}
    lists = {"method": methods, "group": groups}
    given = {
        **{name: "yes" for name, is_set in flags.items() if is_set},
        **{name: value for name, value in values.items() if value is not None},
        **{name: ",".join(several) for name, several in lists.items() if several},
        "anchors": "yes" if anchors else "no",
    }
    _known("format", format, FORMATS)
    made = table_in(ProjectCatalogue(open_run(config)), section, key, given)
    return renderer(format)(made.table)


@dataclass(frozen=True, slots=True)
class MadeTable:
    """A table, and the spec files that it is made from."""

    table: Table
    files: tuple[Path, ...]


def table_in(catalogue: ProjectCatalogue, section: str, key: str, given: Mapping[str, str]) -> MadeTable:
    """Return a table by the options that are given as markers write them; raises SpecsError and TableError."""
    _known("section", section, SECTIONS)
    options, faults = parse_options(given)
    if faults:
        raise TableError(faults)
    keys = keys_of(key, section, catalogue.project.connectors, catalogue.project.files)
    found = catalogue.of(keys, {options.language})
    return MadeTable(table_of(key, section, options, found), _files(found))


def _files(catalogue: Catalogue) -> tuple[Path, ...]:
    own = (file for connector in catalogue.connectors.values() for file in connector.files)
    return tuple(Path(file).absolute() for file in (catalogue.platform.location.path, *own))


def _known(what: str, name: str, names: Sequence[str] | Mapping[str, object]) -> None:
    """Raise TableError for a name that is not known."""
    if name not in names:
        message = f'no {what} is named "{name}"' if name else f"the option {what} is missing"
        raise TableError([Fault(what, message, did_you_mean(name, names) or f"known: {', '.join(names)}")])
