"""JSON for programs."""

from __future__ import annotations

from collections.abc import Mapping

from ocgen.model import JsonValue
from ocgen.tables.rich import plain
from ocgen.tables.table import Column, Row, Table
from ocgen.text.characters import json_text


def render(table: Table) -> str:
    """Return ``{"columns": [{"id", "title"}], "rows": [{"anchor", "cells": {id: text}, "children": [...]}]}``."""
    document: Mapping[str, JsonValue] = {
        "columns": [{"id": column.id, "title": column.title} for column in table.columns],
        "rows": [_row(table.columns, row) for row in table.rows],
    }
    return json_text(document)


def _row(columns: tuple[Column, ...], row: Row) -> dict[str, JsonValue]:
    cells = zip(columns, row.cells, strict=True)
    return {
        "anchor": row.anchor,
        "cells": {column.id: plain(value) for column, value in cells},
        "children": [_row(columns, child) for child in row.children],
    }
