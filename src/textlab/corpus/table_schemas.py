"""Table Schemas: what `textlab.tables` says of a table, for programs that read Data Packages.

Source: Table Schema, Data Package standard version 2 (2024).
"""

import re
from collections.abc import Mapping

from textlab import tables
from textlab.corpus.accepted import ACCEPTED
from textlab.corpus.catalogue import CATALOGUE
from textlab.corpus.features import SCHEMAS
from textlab.schema import Column, Schema
from textlab.words.dictionaries import DICTIONARY

TABLES: Mapping[str, Schema] = {
    "documents": tables.DOCUMENTS,
    "agencies": tables.AGENCIES,
    "catalogue": CATALOGUE,
    "accepted": ACCEPTED,
    "glosses": tables.GLOSSES,
    "dictionary": DICTIONARY,
    **SCHEMAS,
}
"""The tables of a corpus folder, by the name of their file. Those of features stand once a document."""

_TYPES = {"str": "string", "int64": "integer", "bool": "boolean"}
_DIALECT = "https://datapackage.org/profiles/2.0/tableschema.json"


def table_schema(schema: Schema) -> dict[str, object]:
    """A schema of textlab as a Table Schema; units are a property of their own, `unit`."""
    return {
        "$schema": _DIALECT,
        "name": schema.name,
        "title": f"a row is {schema.row}",
        "fields": [_field(column) for column in schema.columns],
        "primaryKey": list(schema.key),
        "missingValues": [""],
    }


def _field(column: Column) -> dict[str, object]:
    field: dict[str, object] = {
        "name": column.name,
        "type": _TYPES[column.dtype],
        "description": column.meaning,
    }
    if column.unit:
        field["unit"] = column.unit
    if column.dtype == "bool":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    constraints = _constraints(column)
    return field | ({"constraints": constraints} if constraints else {})


def _constraints(column: Column) -> dict[str, object]:
    """What `csv_reading.read_table` asks of a value. Its `\\d` is a digit of ASCII, elsewhere of any script."""
    constraints: dict[str, object] = {}
    if column.dtype != "str" or not re.fullmatch(column.pattern or ".*", ""):
        constraints["required"] = True
    if column.pattern:
        constraints["pattern"] = column.pattern.replace(r"\d", "[0-9]")
    return constraints
