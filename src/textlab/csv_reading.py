"""CSV files become typed tables under a schema; what is wrong is told with its file and row."""

import csv
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from textlab.errors import TableError
from textlab.schema import Column, Schema


def read_table(path: Path, schema: Schema) -> pd.DataFrame:
    """Read a CSV file under `schema`, typed. Rows without any cell are passed over.

    Raises
    ------
    TableError : not a CSV file in UTF-8, wrong columns, a row with a cell too many or too few, a
        value that is not as the schema wants it, a repeated key
    """
    table, _ = read_tables([path], schema)
    return table


def read_tables(paths: Sequence[Path], schema: Schema) -> tuple[pd.DataFrame, list[int]]:
    """Read CSV files under one schema as one table: several times faster than one by one.

    Returns
    -------
    The rows of all files in the order of the paths, and how many each has. A key may stand in two
    files, not twice in one.

    Raises
    ------
    TableError : as `read_table`
    """
    files = [_read(Path(path), schema) for path in paths]
    columns = {
        column.name: _typed(
            list(chain.from_iterable(f.columns[place] for f in files)), column, files
        )
        for place, column in enumerate(schema.columns)
    }
    return pd.DataFrame(columns), [len(file.numbers) for file in files]


class _File(NamedTuple):
    """Cells of one file, a tuple for each column of the schema, and the numbers of its rows."""

    path: Path
    columns: list[tuple[str, ...]]
    numbers: list[int]


def _read(path: Path, schema: Schema) -> _File:
    header, *records = _records(path)
    numbers = [number for number, record in enumerate(records, 2) if any(record)]
    rows = [records[number - 2] for number in numbers]
    for number, row in zip(numbers, rows, strict=True):
        if len(row) != len(header):
            raise TableError(
                f"{path}, row {number}: {len(row)} cells under {len(header)} columns; "
                "a cell that holds a comma wants quotes around it."
            )
    check_names(header, schema, str(path))
    cells = dict(zip(header, zip(*rows, strict=True), strict=True)) if rows else {}
    columns = {name: cells.get(name, ()) for name in schema.names}
    check_keys([columns[name] for name in schema.key], schema, str(path), numbers)
    return _File(path, list(columns.values()), numbers)


def _records(path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            records = list(csv.reader(file, strict=True))
    except FileNotFoundError:
        raise TableError(f"{path}: there is no such file.") from None
    except OSError as error:
        raise TableError(f"{path}: cannot be read ({error.strerror}).") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise TableError(f"{path}: not a CSV table in UTF-8 ({error}); save it as such.") from None
    if not records or not records[0]:
        raise TableError(f"{path}: not a CSV table (it has no header); save it as such.")
    mark = next((mark for mark in ";\t" if len(records[0]) == 1 and mark in records[0][0]), "")
    if mark:
        name = "semicolons" if mark == ";" else "tabs"
        raise TableError(f"{path}: the cells are parted by {name}; save it with commas.")
    return records


def check_names(names: Sequence[str], schema: Schema, where: str) -> None:
    """Raise `TableError` at the first column that is missing, unknown, or there twice."""
    wanted = f"The columns are {', '.join(schema.names)}."
    for name in schema.names:
        if name not in names:
            raise TableError(f"{where}: column “{name}” is missing. {wanted}")
    for place, name in enumerate(names):
        if name not in schema.names:
            raise TableError(f"{where}: column “{name}” is unknown; rename or delete it. {wanted}")
        if name in names[:place]:
            raise TableError(f"{where}: column “{name}” stands twice; keep one. {wanted}")


def check_keys(
    key: Sequence[Iterable[object]], schema: Schema, where: str, numbers: Sequence[int]
) -> None:
    """Raise `TableError` at the first row whose key stood before.

    `key` holds the columns of the key, `numbers` the number of each row.
    """
    values = list(zip(*key, strict=True))
    if len(set(values)) == len(values):
        return
    seen: set[tuple[object, ...]] = set()
    for number, value in zip(numbers, values, strict=True):
        if value in seen:
            raise TableError(
                f"{where}, row {number}: {' + '.join(schema.key)} “{', '.join(map(str, value))}” "
                "stands in an earlier row; give each its own."
            )
        seen.add(value)


_WANTED = {"bool": "true or false", "int64": "a whole number in digits"}


def _typed(values: list[str], column: Column, files: list[_File]) -> pd.Series:
    """The values as the column's type; most stand in many rows, so each is looked at once."""
    if column.dtype != "str" or column.pattern:
        wrong = {value for value in set(values) if not column.fits(value)}
        if wrong:
            raise _misfit(
                next(i for i, value in enumerate(values) if value in wrong), column, values, files
            )
    if column.dtype == "bool":
        return pd.Series([value == "true" for value in values], dtype="bool")
    if column.dtype == "int64":
        return pd.Series(list(map(int, values)), dtype="int64")
    return pd.Series(values, dtype=column.dtype)


def _misfit(row: int, column: Column, values: list[str], files: list[_File]) -> TableError:
    """What to say of the value in a row of all files together."""
    places = [(file.path, number) for file in files for number in file.numbers]
    path, number = places[row]
    return TableError(
        f"{path}, row {number}: {column.name} is “{values[row]}”; "
        f"write {column.wanted or _WANTED[column.dtype]}."
    )
