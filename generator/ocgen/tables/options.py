"""The options of a table, as the command line and a marker in a document write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ocgen.tables.columns import WantedColumn, parse_columns
from ocgen.tables.faults import Fault
from ocgen.text.suggest import did_you_mean

FLAGS = ("hide-empty", "required", "optional", "secret", "anchors")
VALUES = ("columns", "method", "group", "sort", "layout", "language")
NAMES = tuple(sorted((*FLAGS, *VALUES, "format")))
LAYOUTS = ("auto", "table", "list")

SWITCH = {"": True, "yes": True, "true": True, "no": False, "false": False}
_EXAMPLES = {
    "columns": 'columns=key,required,description="What it is"',
    "method": "method=oauth2",
    "group": "group=own",
    "sort": "sort=key",
    "layout": "layout=list",
    "language": "language=de",
    "format": "format=html",
}


@dataclass(frozen=True, slots=True)
class Options:
    """What is shown of a section, and how. Nothing chosen: the section's usual columns, all rows, its own order.

    Without ``language`` it is that of the catalogue.
    """

    columns: tuple[WantedColumn, ...] = ()
    hide_empty: bool = False
    required: bool = False
    optional: bool = False
    secret: bool = False
    method: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    sort: str = ""
    descending: bool = False
    layout: str = "auto"
    language: str = ""
    anchors: bool = True


def parse_options(given: Mapping[str, str]) -> tuple[Options, list[Fault]]:
    """Return the options that names and values stand for, and everything that is wrong with them.

    Whether columns, methods, groups and languages exist is for the section to say; ``format`` is the caller's.
    """
    faults = list(_faults(given))
    wrong = {fault.where for fault in faults}
    fine = {name: value for name, value in given.items() if name not in wrong}
    columns: tuple[WantedColumn, ...] = ()
    try:
        columns = parse_columns(fine.get("columns", ""))
    except ValueError as error:
        faults.append(Fault("columns", str(error), f"for example: {_EXAMPLES['columns']}"))
    sort = fine.get("sort", "")
    options = Options(
        columns=columns,
        hide_empty=_switch(fine, "hide-empty"),
        required=_switch(fine, "required"),
        optional=_switch(fine, "optional"),
        secret=_switch(fine, "secret"),
        method=words(fine.get("method", "")),
        group=words(fine.get("group", "")),
        sort=sort.removeprefix("-"),
        descending=sort.startswith("-"),
        layout=fine.get("layout", "auto"),
        language=fine.get("language", ""),
        anchors=_switch(fine, "anchors", default=True),
    )
    if options.required and options.optional:
        faults.append(Fault("optional", "no row is both required and optional", "leave out one of the two"))
    return options, faults


def _faults(given: Mapping[str, str]) -> Iterator[Fault]:
    for name, value in given.items():
        if name not in NAMES:
            remedy = did_you_mean(name, NAMES) or f"known: {', '.join(NAMES)}"
            yield Fault(name, f'unknown option "{name}"', remedy)
        elif name in FLAGS and value not in SWITCH:
            yield Fault(name, f'{name} is yes or no, not "{value}"', f"write {name}=yes or {name}=no")
        elif name in _EXAMPLES and not value:
            yield Fault(name, f"{name} has no value", f"for example: {_EXAMPLES[name]}")
        elif name == "layout" and value not in LAYOUTS:
            remedy = did_you_mean(value, LAYOUTS) or f"known: {', '.join(LAYOUTS)}"
            yield Fault(name, f'no layout is named "{value}"', remedy)


def _switch(given: Mapping[str, str], name: str, *, default: bool = False) -> bool:
    return SWITCH[given[name]] if name in given else default


def words(value: str) -> tuple[str, ...]:
    """Return what stands between commas."""
    return tuple(word for part in value.split(",") if (word := part.strip()))
