"""What a schema is: the columns of a table, their types and units, and what names a row."""

from dataclasses import dataclass, replace


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

    def without(self, *names: str) -> "Schema":
        """The same table with some columns left out."""
        kept = tuple(column for column in self.columns if column.name not in names)
        return replace(self, columns=kept, key=tuple(k for k in self.key if k not in names))
