"""Whether what a plot is given can be drawn; said before anything is.

Shared by the `plots_*` modules: a table lacks a column, repeats a row or a name,
lacks a number; a setting is out of bounds.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from textlab.analysis.ordering import check_columns
from textlab.errors import FigureError, TableError

SIGNIFICANT_DIGITS = 6
"""What is drawn and saved: models repeat to about seven digits from one processor to the next."""


def round_floats(table: pd.DataFrame) -> pd.DataFrame:
    """The table with every fractional number at `SIGNIFICANT_DIGITS` significant digits."""
    rounded = table.copy()
    for name in table.columns[[dtype.kind == "f" for dtype in table.dtypes]]:
        numbers = table[name].to_numpy(dtype=float, na_value=np.nan)
        # adding zero turns -0.0, which would show its sign, into 0.0
        rounded[name] = [float(f"{number:.{SIGNIFICANT_DIGITS}g}") + 0.0 for number in numbers]
    return rounded


def checked(table: pd.DataFrame, columns: str, *, where: str, numbers: str) -> pd.DataFrame:
    """The rows to draw, numbered from 0 and rounded as they are saved.

    Parameters
    ----------
    columns : that tell a row
    numbers : columns of which every row must have a finite number

    Raises
    ------
    TableError : a column is missing or stands twice, or a number is missing
    FigureError : the table has no rows
    """
    check_columns(table, f"{columns} {numbers}", where=where)
    repeated = table.columns[table.columns.duplicated()]
    if len(repeated):
        raise TableError(f"{where}: column “{repeated[0]}” stands twice; keep one.")
    if table.empty:
        raise FigureError(f"{where}: the table has no rows, so there is nothing to draw.")
    table = table.reset_index(drop=True)
    for name in numbers.split():
        table[name] = _numbers(table, name, columns.split(), where)
    return round_floats(table)


def _numbers(table: pd.DataFrame, name: str, key: list[str], where: str) -> pd.Series:
    """The column as numbers; the first row without one is named by its key."""
    numbers = pd.to_numeric(table[name], errors="coerce")
    known = np.isfinite(numbers.to_numpy(dtype=float, na_value=np.nan))
    if not known.all():
        row = table.iloc[int(np.argmin(known))]
        of = ", ".join(str(row[column]) for column in key)
        found = "missing" if pd.isna(row[name]) else f"“{row[name]}”"
        of = f" of “{of}”" if of else ""
        raise TableError(
            f"{where}: {name}{of} is {found}; give a finite number, or leave the row out."
        )
    return numbers


def check_once(table: pd.DataFrame, key: Sequence[str], *, where: str) -> None:
    """Raise `TableError` at the first row whose key stood before."""
    repeated = table[table.duplicated(list(key))]
    if len(repeated):
        value = ", ".join(str(repeated[name].iloc[0]) for name in key)
        raise TableError(f"{where}: {' + '.join(key)} “{value}” stands twice; keep one row.")


def check_not_negative(table: pd.DataFrame, column: str, *, where: str) -> None:
    """Raise `TableError` where a column that is drawn from zero up holds a number below it."""
    least = table[column].min()
    if least < 0:
        raise TableError(f"{where}: {column} {least:g} is below zero, where nothing can be drawn.")


def check_at_least(least: int, *, where: str, **settings: int | None) -> None:
    """Raise `FigureError` at a number of rows, panels or names below `least`; None is no number."""
    for name, number in settings.items():
        if number is not None and number < least:
            raise FigureError(f"{where}: {name} is {number}; give at least {least}.")
