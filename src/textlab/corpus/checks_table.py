"""What is wrong with a table as such: its columns, the length of its rows, its values, its keys."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from textlab import csv_reading
from textlab.corpus.as_saved import SavedTable, header_key, read_saved
from textlab.corpus.faults import Fault, FaultError
from textlab.errors import TableError
from textlab.schema import Schema

Row = Mapping[str, str]

BROKEN = re.compile(r"#(?:N/A|NAME\?|REF!|VALUE!|NUM!|NULL!|DIV/0!|#+)")
"""What a spreadsheet shows for a value that it lost, or that is wider than its column."""

# A text is written wrongly only where it is empty and must not be.
_CODES = {"int64": "number-wrong", "bool": "truth-wrong", "str": "cell-empty"}


def read_checked(path: Path, schema: Schema, *, file: str) -> pd.DataFrame | list[Fault]:
    """A table that must be as textlab writes it, or what keeps it from being read under its schema.

    `file` is what faults call it.
    """
    try:
        return csv_reading.read_table(path, schema)
    except TableError:
        return _why_unread(path, schema, file)


def _why_unread(path: Path, schema: Schema, file: str) -> list[Fault]:
    try:
        table = read_saved(path, file=file, columns=set(map(header_key, schema.names)))
    except FaultError as error:
        return [error.fault]
    faults = [*structure_faults(table, schema), *value_faults(table, schema)]
    if all(name in table.header for name in schema.key):
        faults += key_faults(table, schema)
    return faults or [Fault("table-form", file)]


def structure_faults(table: SavedTable, schema: Schema) -> Iterator[Fault]:
    """Columns that are missing, unknown, unnamed or there twice; rows with other cells than columns."""
    for name in schema.names:
        if name not in table.header:
            yield Fault("column-missing", table.file, value=name)
    for place, name in enumerate(table.header):
        if not name:
            yield Fault("column-unnamed", table.file, value=column_letters(place))
        elif name in table.header[:place]:
            yield Fault("column-twice", table.file, value=name)
        elif name not in schema.names:
            known = {"known": ", ".join(schema.names)}
            yield Fault("column-unknown", table.file, value=name, details=known)
    for number, cells in table.records:
        if len(cells) != len(table.header):
            code = "row-too-long" if len(cells) > len(table.header) else "row-too-short"
            width = {"columns": len(table.header)}
            yield Fault(code, table.file, row=number, value=str(len(cells)), details=width)


def named_rows(table: SavedTable) -> Iterator[tuple[int, Row]]:
    """The rows with all their cells, each with its number; of a column there twice, the first."""
    for number, cells in table.whole:
        pairs = zip(reversed(table.header), reversed(cells), strict=True)
        yield number, dict(pairs)


def value_faults(table: SavedTable, schema: Schema) -> Iterator[Fault]:
    """Values that are no number, no true or false, or not written as their column wants."""
    for number, row in named_rows(table):
        for column in schema.columns:
            value = row.get(column.name)
            if value is not None and not column.fits(value):
                what = {"column": column.name}
                yield Fault(_CODES[column.dtype], table.file, row=number, value=value, details=what)


def key_faults(table: SavedTable, schema: Schema, *, code: str = "key-twice") -> Iterator[Fault]:
    """Rows whose key stood in an earlier row."""
    first: dict[tuple[str, ...], int] = {}
    for number, row in named_rows(table):
        key = tuple(row.get(name, "") for name in schema.key)
        if key in first:
            what = {"columns": " + ".join(schema.key), "first": first[key]}
            yield Fault(code, table.file, row=number, value=", ".join(key), details=what)
        first.setdefault(key, number)


def column_letters(place: int) -> str:
    """What a spreadsheet calls a column, counted from 0: A, Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
