"""How tables look in JupyterLab: each column with its type and unit."""

from html import escape

import pandas as pd
from pandas.api import types

from textlab.schema import Column, Schema
from textlab.tables import SCHEMAS


def with_units(table: pd.DataFrame) -> pd.DataFrame:
    """The same table under a header of two lines: the names, and their types and units.

    For looking at, not for counting with: `tl.with_units(corpus.tasks.head())`. Units are known
    of the tables in `textlab.tables`; of others the type is shown alone.
    """
    schema = _schema_of(table)
    columns = {column.name: column for column in schema.columns} if schema else {}
    header = [(str(name), _kind(table[name], columns.get(str(name)))) for name in table]
    return table.set_axis(pd.MultiIndex.from_tuples(header, names=["", ""]), axis=1)


def _schema_of(table: pd.DataFrame) -> Schema | None:
    """The schema that most of the table's columns are of, if it names at least half of them."""
    shared = {name: len(set(schema.names) & set(table)) for name, schema in SCHEMAS.items()}
    best = max(shared, key=lambda name: (shared[name], -len(SCHEMAS[name].names)))
    return SCHEMAS[best] if 2 * shared[best] >= len(table.columns) else None


def _kind(values: pd.Series, column: Column | None) -> str:
    kind = next((word for test, word in _KINDS if test(values)), "text")
    return f"{kind}, {column.unit}" if column and column.unit else kind


_KINDS = (
    (types.is_bool_dtype, "true/false"),
    (types.is_integer_dtype, "integer"),
    (types.is_float_dtype, "number"),
)


def overview_html(title: str, tables: dict[str, pd.DataFrame]) -> str:
    """A table of tables: name, rows, and columns with their units."""
    rows = [
        {"table": name, "rows": len(table), "columns": _columns(table, SCHEMAS.get(name))}
        for name, table in tables.items()
    ]
    with pd.option_context("display.max_colwidth", None):
        html = pd.DataFrame(rows).to_html(index=False, border=0)
    return f"<p>{escape(title)}</p>\n{html}"


def _columns(table: pd.DataFrame, schema: Schema | None) -> str:
    units = {column.name: column.unit for column in schema.columns} if schema else {}
    names = [str(name) for name in table]
    return ", ".join(f"{name} ({units[name]})" if units.get(name) else name for name in names)
