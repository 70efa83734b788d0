"""Columns of one's own in documents.csv, such as note or collected_by: text, kept as it is.

They may bear any name but one that another table has, since tables are merged,
and but what is nearly the name of a column, since that is a slip.
"""

from collections.abc import Hashable, Iterable, Iterator

from textlab import tables
from textlab.corpus.as_saved import SavedTable, header_key
from textlab.corpus.canonical import HEADERS
from textlab.corpus.faults import Fault
from textlab.schema import Column, Schema

_ANALYSES = ("text", "group", "topic", "share", "weight")
_TAKEN = {
    *(name for schema in tables.SCHEMAS.values() for name in schema.names),
    *_ANALYSES,
} - set(tables.DOCUMENTS.names)
_SHORTEST = 4
"""Characters of a name from which a step makes a slip of it and no other word: firm is no form."""


def own_columns(names: Iterable[Hashable]) -> list[str]:
    """Those of the columns of a documents table that are not textlab's, each once, in order."""
    known = ("", *tables.DOCUMENTS.names)
    return [name for name in dict.fromkeys(map(str, names)) if name not in known]


def documents_schema(names: Iterable[Hashable]) -> Schema:
    """The schema of a documents table with these columns: `tables.DOCUMENTS` and one's own behind."""
    own = (Column(name, "str", "a column of this corpus’s own") for name in own_columns(names))
    return tables.DOCUMENTS.with_columns(*own)


def own_column_faults(table: SavedTable) -> Iterator[Fault]:
    """Columns of one's own whose name another table has, or which are a slip for a known one."""
    for name in own_columns(table.header):
        if name in _TAKEN:
            yield Fault("column-taken", table.file, value=name)
        elif known := slip_for(name):
            yield Fault("column-near", table.file, value=name, details={"known": known})


def slip_for(name: str) -> str:
    """The column whose name this nearly is: a letter more, less or other, or two swapped."""
    key = header_key(name)
    near = (
        column
        for written, column in HEADERS.items()
        if len(written) >= _SHORTEST + written.isascii() and _is_one_step(key, written)
    )
    return next(near, "")


def _is_one_step(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(long) == len(short) + 1:
        return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    if len(long) != len(short):
        return False
    apart = [at for at in range(len(one)) if one[at] != other[at]]
    if len(apart) == 2:
        first, second = apart
        return second == first + 1 and one[first : second + 1] == other[second] + other[first]
    return len(apart) == 1
