"""What a schema is: the columns of a table, their types and units, and what names a row."""

import re
from dataclasses import dataclass, replace

_FORMS = {"str": "(?s:.*)", "int64": r"-?\d{1,18}", "bool": "true|false"}


@dataclass(frozen=True)
class Column:
    """One column: its name, pandas type, meaning, unit where it has one, and how it is written.

    `pattern` is a regular expression for the whole of a value, `wanted` says the same in words.
    """

    name: str
    dtype: str
    meaning: str
    unit: str = ""
    pattern: str = ""
    wanted: str = ""

    @property
    def form(self) -> str:
        """The regular expression for the whole of a value: `pattern`, else that of its type."""
        return self.pattern or _FORMS[self.dtype]

    def fits(self, value: str) -> bool:
        """Whether a value is written as the column wants."""
        return bool(re.fullmatch(self.form, value, re.ASCII))


@dataclass(frozen=True)
class Schema:
    """One table: what a row is, its columns in order, and the columns that name a row."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """Column names in order."""
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column:
        """The column of a name."""
        return self.columns[self.names.index(name)]

    def with_columns(self, *columns: Column) -> "Schema":
        """The same table with more columns behind."""
        return replace(self, columns=(*self.columns, *columns))

    def without(self, *names: str) -> "Schema":
        """The same table with some columns left out."""
        kept = tuple(column for column in self.columns if column.name not in names)
        return replace(self, columns=kept, key=tuple(k for k in self.key if k not in names))
