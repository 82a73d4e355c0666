"""A section's records, narrowed, sorted and laid out as the options say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from ocgen.tables.columns import WantedColumn
from ocgen.tables.faults import Fault, TableError
from ocgen.tables.options import Options
from ocgen.tables.rich import Cell, Code, Inline, Reference, Text, plain
from ocgen.tables.sections import Section, Subject
from ocgen.tables.table import Column, Layout, Record, Row, Table
from ocgen.text.suggest import did_you_mean

# From here on a table is a burden to read, and `auto` makes a list of it.
_MANY_COLUMNS = 7
_DIGITS = re.compile(r"(\d+)")


def make_table(section: Section, subject: Subject, options: Options) -> Table:
    """Return the table of a section; raises TableError with everything that the options have wrong."""
    records = section.records(subject, ())
    faults = list(_faults(section, subject, options, records))
    if faults:
        raise TableError(faults)
    if options.method:
        records = section.records(subject, options.method)
    records = _in_order(_kept(records, section, options), options)
    columns = _columns(section, subject, options, records)
    anchors = {record.anchor for top in records for record in _flat(top)} if options.anchors else set()
    rows = tuple(_row(record, [c.id for c in columns], anchors) for record in records)
    return Table(columns, rows, _layout(options, columns, rows), subject.phrases.gettext("None."))


def _faults(section: Section, subject: Subject, options: Options, records: Sequence[Record]) -> Iterator[Fault]:
    known = [column.id for column in section.columns]
    named = [wanted.id for wanted in options.columns]
    for name in dict.fromkeys(named):
        if name not in known:
            yield _unknown("columns", "column", name, known)
        elif named.count(name) > 1:
            yield Fault("columns", f'the column "{name}" is named twice', "name it once")
    if options.sort and options.sort not in known:
        yield _unknown("sort", "column", options.sort, known)
    groups = list(dict.fromkeys(r.group for top in records for r in _flat(top) if r.group))
    for group in options.group:
        if group not in groups:
            yield _unknown("group", "group", group, groups)
    methods = subject.methods if section.has_methods else ()
    for method in options.method:
        if method not in methods:
            yield _unknown("method", "method", method, methods)
    for name in ("required", "optional", "secret"):
        if getattr(options, name) and not section.needs_key:
            yield Fault(name, f"the rows of {section.name} are neither required nor secret", f"leave out {name}")


def _unknown(option: str, kind: str, name: str, known: Collection[str]) -> Fault:
    remedy = did_you_mean(name, known) or (f"known: {', '.join(known)}" if known else f"leave out {option}")
    return Fault(option, f'no {kind} is named "{name}"', remedy)


def _flat(record: Record) -> Iterator[Record]:
    yield record
    for child in record.children:
        yield from _flat(child)


def _kept(records: Iterable[Record], section: Section, options: Options) -> tuple[Record, ...]:
    """Return the records that every filter keeps; one with a kept record below it stays, to hold that."""
    found = []
    for record in records:
        children = _kept(record.children, section, options)
        if children or _is_kept(record, section, options):
            found.append(replace(record, children=children))
    return tuple(found)


def _is_kept(record: Record, section: Section, options: Options) -> bool:
    group = record.group in options.group if options.group else record.group not in section.unasked
    need = (record.required or not options.required) and not (record.required and options.optional)
    return group and need and (record.secret or not options.secret)


def _in_order(records: tuple[Record, ...], options: Options) -> tuple[Record, ...]:
    if not options.sort:
        return records
    inside = (replace(record, children=_in_order(record.children, options)) for record in records)
    return tuple(sorted(inside, key=lambda r: _sort_key(plain(r.cell(options.sort))), reverse=options.descending))


def _sort_key(value: str) -> list[tuple[int, str]]:
    """Return what sorts texts: numbers in them as numbers, letters alike in every locale."""
    parts = _DIGITS.split(value.casefold())
    return [(int(part), "") if n % 2 else (0, part) for n, part in enumerate(parts)]


def _columns(section: Section, subject: Subject, options: Options, records: Sequence[Record]) -> tuple[Column, ...]:
    known = {column.id: column for column in section.columns}
    if options.columns:
        wanted = options.columns
    else:
        several = "method" in known and len(options.method or subject.methods) > 1
        wanted = tuple(map(WantedColumn, (*section.default, *(("method",) if several else ()))))
    chosen = [Column(w.id, w.title or subject.phrases.gettext(known[w.id].title)) for w in wanted]
    if options.hide_empty:
        everything = [record for top in records for record in _flat(top)]
        chosen = [c for c in chosen if any(plain(r.cell(c.id)) for r in everything)] or chosen[:1]
    return tuple(chosen)


def _row(record: Record, columns: Sequence[str], anchors: Collection[str]) -> Row:
    return Row(
        anchor=record.anchor if anchors else "",
        cells=tuple(_whole(record.cell(name), anchors) for name in columns),
        children=tuple(_row(child, columns, anchors) for child in record.children),
    )


def _whole(value: Cell, anchors: Collection[str]) -> Cell:
    """Return a cell without references to rows that are not shown."""
    return tuple(tuple(_kept_reference(part, anchors) for part in line) for line in value)


def _kept_reference(part: Inline, anchors: Collection[str]) -> Inline:
    if not isinstance(part, Reference) or part.anchor in anchors:
        return part
    return Code(part.key) if part.key else Text(part.text)


def _layout(options: Options, columns: Sequence[Column], rows: Sequence[Row]) -> Layout:
    if options.layout != "auto":
        return "list" if options.layout == "list" else "table"
    return "list" if len(columns) > _MANY_COLUMNS or any(row.children for row in rows) else "table"
