"""The schema of every table: columns, types, units, key.

A table is a plain pandas data frame. A text that is missing is the empty
string, so that a table survives CSV unchanged. CSV files are UTF-8 with a
byte-order mark, which spreadsheet programs need to show Chinese.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
from pandas.api.types import pandas_dtype

from textlab.errors import TableError
from textlab.files import write_whole


@dataclass(frozen=True)
class Column:
    """One column: its name, pandas type, meaning, and unit where it has one."""

    name: str
    dtype: str
    meaning: str
    unit: str = ""


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


def _schema(name: str, row: str, key: str, *columns: tuple[str, ...]) -> Schema:
    return Schema(name, row, tuple(Column(*column) for column in columns), tuple(key.split()))


_DOC = ("doc_id", "str", "the document")
_TASK = (
    "task_id",
    "str",
    "the task, unique within its document; empty outside every task",
)
_START = ("start", "int64", "where the span begins in the raw text", "characters")
_END = ("end", "int64", "where the span ends in the raw text, exclusive", "characters")

DOCUMENTS = _schema(
    "documents",
    "a document",
    "doc_id",
    _DOC,
    ("title", "str", "title in full"),
    ("title_basis", "str", "how the title is known: text, series, or a rendering"),
    ("family", "str", "kind of document: plan, work-report"),
    ("region", "str", "province, or 全国 for central documents"),
    ("gb2260", "str", "six-digit code of the region, GB/T 2260"),
    ("level", "str", "central, province, city or county"),
    ("year", "int64", "the year planned for"),
    ("issued", "str", "date of issue, YYYY-MM-DD, where the text has one"),
    ("doc_number", "str", "document number, where the text has one"),
    ("issuer", "str", "who issued it"),
    ("form", "str", "text (the file is here) or features (its counts are here)"),
    ("source", "str", "public repository and file, or where the text is published"),
    ("source_url", "str", "official address, where known"),
    ("rights", "str", "who holds the rights and what may be passed on"),
    ("sha256", "str", "SHA-256 of the text's bytes"),
)
ITEMS = _schema(
    "items",
    "a numbered item",
    "doc_id item_id",
    _DOC,
    ("item_id", "str", "path of numbers, such as 1.3"),
    ("parent", "str", "item_id of the item above; empty at the top"),
    ("level", "int64", "depth in the outline, from 1"),
    ("label", "str", "number as written: 一、 （一） 1."),
    ("number", "int64", "its value"),
    ("heading", "str", "heading, cleaned"),
    _START,
    _END,
)
TASKS = _schema(
    "tasks",
    "a task: the unit of analysis",
    "doc_id task_id",
    _DOC,
    ("task_id", "str", "the task, unique within its document"),
    ("item_id", "str", "the numbered item it is or stands in; empty before the first"),
    ("chars", "int64", "length of the cleaned text", "characters"),
    ("tokens", "int64", "terms counted, responsibility statements left out", "tokens"),
    _START,
    _END,
)
STATEMENTS = _schema(
    "statements",
    "a responsibility statement",
    "doc_id statement_id",
    _DOC,
    ("statement_id", "str", "the statement, numbered in order of place"),
    _TASK,
    ("item_id", "str", "the innermost numbered item it stands in; empty outside"),
    ("raw", "str", "the statement as it stands in the raw text; empty in features"),
    _START,
    _END,
    ("open", "bool", "whether the named list ends in 等"),
    ("deadline", "str", "time limit as written inside the statement"),
)
MENTIONS = _schema(
    "mentions",
    "an organisation or group named in a statement",
    "doc_id statement_id position",
    _DOC,
    _TASK,
    ("statement_id", "str", "the statement"),
    ("position", "int64", "place within the statement, from 1"),
    ("name", "str", "as written, elided prefix restored"),
    ("agency", "str", "canonical agency id; empty where unknown or collective"),
    ("role", "str", "lead, responsible or support"),
    ("collective", "bool", "whether it names a group and no single organisation"),
)
CITATIONS = _schema(
    "citations",
    "a document cited",
    "doc_id start",
    _DOC,
    ("title", "str", "title in 《》; empty where only the number stands"),
    ("doc_number", "str", "document number; empty where only the title stands"),
    _START,
    _END,
)
TERM_COUNTS = _schema(
    "term_counts",
    "a term in a task",
    "doc_id task_id term",
    _DOC,
    ("task_id", "str", "the task"),
    ("term", "str", "the term"),
    ("count", "int64", "how often it occurs", "tokens"),
)
EDITS = _schema(
    "edits",
    "a change that cleaning made",
    "doc_id start end kind",
    _DOC,
    ("kind", "str", "what was done and why"),
    _START,
    _END,
    ("replacement", "str", "what stands there in the clean text"),
)
DROPPED = _schema(
    "dropped",
    "a piece of a file that its reader left out of the text",
    "doc_id position",
    _DOC,
    ("position", "int64", "order in the file, from 1"),
    ("at", "int64", "offset in the raw text before which it stood", "characters"),
    ("kind", "str", "what it is and why it was left out"),
    ("text", "str", "its text"),
)
UNPARSED = _schema(
    "unparsed",
    "a span that was not understood",
    "doc_id start end why",
    _DOC,
    _START,
    _END,
    ("text", "str", "the span"),
    ("why", "str", "what was not understood"),
)
AGENCIES = _schema(
    "agencies",
    "a name of an agency in a period",
    "agency name valid_from",
    ("agency", "str", "canonical id, the same through changes of name"),
    ("name", "str", "official short name in the period"),
    ("name_en", "str", "English name"),
    ("aliases", "str", "other written names, separated by |"),
    ("level", "str", "central, province, city or county"),
    ("region", "str", "province, or 全国"),
    ("function", "str", "field of work, which compares across provinces"),
    ("valid_from", "str", "first day, YYYY-MM-DD; empty where before the records here"),
    ("valid_to", "str", "last day, YYYY-MM-DD; empty where still valid"),
    ("relation", "str", "how it ended: rename, merge, split, transfer"),
    ("successor", "str", "agency ids that took over, separated by |"),
    ("source", "str", "what the row rests on"),
)

SCHEMAS: Mapping[str, Schema] = {
    schema.name: schema
    for schema in (
        DOCUMENTS,
        ITEMS,
        TASKS,
        STATEMENTS,
        MENTIONS,
        CITATIONS,
        TERM_COUNTS,
        EDITS,
        DROPPED,
        UNPARSED,
        AGENCIES,
    )
}


def make_table(schema: Schema, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """A typed frame from rows; columns in the schema's order, empty where there are no rows."""
    rows = list(rows)
    columns = {
        column.name: pd.Series([row[column.name] for row in rows], dtype=column.dtype)
        for column in schema.columns
    }
    return pd.DataFrame(columns)


def check_table(frame: pd.DataFrame, schema: Schema, *, where: str) -> None:
    """Raise `TableError` at the first missing or unknown column, or row whose key stood before.

    Rows are counted as a spreadsheet shows them: the header is row 1.
    """
    missing = [name for name in schema.names if name not in frame]
    if missing:
        raise TableError(
            f"{where}: column “{missing[0]}” is missing; the columns are {', '.join(schema.names)}."
        )
    unknown = [str(name) for name in frame if name not in schema.names]
    if unknown:
        raise TableError(
            f"{where}: column “{unknown[0]}” is unknown; rename it or take it out. "
            f"The columns are {', '.join(schema.names)}."
        )
    repeated = frame.duplicated(list(schema.key))
    if repeated.any():
        row = int(repeated.to_numpy().argmax())
        value = ", ".join(str(frame[name].iloc[row]) for name in schema.key)
        raise TableError(
            f"{where}, row {row + 2}: {' + '.join(schema.key)} “{value}” stands in an earlier row; "
            "give each its own."
        )


def read_table(path: Path, schema: Schema) -> pd.DataFrame:
    """Read a CSV file under `schema`, typed.

    Raises
    ------
    TableError : not a CSV file in UTF-8, wrong columns, a value of the wrong type, a repeated key
    """
    path = Path(path)
    try:
        frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except FileNotFoundError:
        raise TableError(f"{path}: there is no such file.") from None
    except (
        UnicodeDecodeError,
        pd.errors.ParserError,
        pd.errors.EmptyDataError,
    ) as error:
        reason = str(error).splitlines()[0]
        raise TableError(f"{path}: not a CSV table in UTF-8 ({reason}); save it as such.") from None
    check_table(frame, schema, where=str(path))
    columns = {column.name: _typed(frame[column.name], column, path) for column in schema.columns}
    return pd.DataFrame(columns)


def _typed(values: pd.Series, column: Column, path: Path) -> pd.Series:
    if column.dtype == "bool":
        typed = values.map({"true": True, "false": False})
    elif column.dtype == "str":
        return values
    else:
        typed = pd.to_numeric(values, errors="coerce")
        typed = typed.where(typed == typed.round()) if column.dtype == "int64" else typed
    if typed.isna().any():
        row = int(typed.isna().to_numpy().argmax())
        wanted = {"bool": "true or false", "int64": "a whole number in digits"}
        raise TableError(
            f"{path}, row {row + 2}: {column.name} is “{values.iloc[row]}”; "
            f"write {wanted.get(column.dtype, 'a number')}."
        )
    return typed.astype(pandas_dtype(column.dtype))


def write_table(frame: pd.DataFrame, path: Path, schema: Schema) -> None:
    """Write a frame as CSV under `schema`, whole or not at all, the same bytes for the same rows."""
    check_table(frame, schema, where=str(path))
    write_whole(Path(path), to_csv_bytes(frame[schema.names]))


def to_csv_bytes(frame: pd.DataFrame) -> bytes:
    """A frame as CSV bytes: UTF-8 with byte-order mark, lines ended by a line feed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(frame.columns)
    for row in frame.itertuples(index=False):
        writer.writerow([str(v).lower() if isinstance(v, bool) else v for v in row])
    return out.getvalue().encode("utf-8-sig")
