"""The schema of every table: columns, types, units, key.

A table is a plain pandas data frame. A text that is missing is the empty
string, so that a table survives CSV unchanged. CSV files are UTF-8 with a
byte-order mark, which spreadsheet programs need to show Chinese.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd

from textlab.csv_reading import check_keys, check_names
from textlab.files import write_whole
from textlab.schema import Column, Schema


def _schema(name: str, row: str, key: str, *columns: tuple[str, ...] | Column) -> Schema:
    made = (c if isinstance(c, Column) else Column(*c) for c in columns)
    return Schema(name, row, tuple(made), tuple(key.split()))


def _written(name: str, meaning: str, pattern: str, wanted: str) -> Column:
    return Column(name, "str", meaning, pattern=pattern, wanted=wanted)


_DOC = ("doc_id", "str", "the document")
_TASK = (
    "task_id",
    "str",
    "the task, unique within its document; empty outside every task",
)
_START = ("start", "int64", "where the span begins in the raw text", "characters")
_END = ("end", "int64", "where the span ends in the raw text, exclusive", "characters")
_NOT_BLANK = r"[\s\S]*\S[\s\S]*"

DOCUMENTS = _schema(
    "documents",
    "a document",
    "doc_id",
    _written(
        "doc_id",
        "the document",
        r"[a-z0-9]+(-[a-z0-9]+)*",
        "small letters and digits joined by hyphens, such as jiangxi-2016-quality",
    ),
    ("title", "str", "title in full"),
    ("title_basis", "str", "how the title is known: text, series, a rendering, or given"),
    _written(
        "family",
        "kind of document: plan, work-report",
        "[a-z]+(-[a-z]+)*",
        "a word in small letters, such as plan or work-report",
    ),
    ("region", "str", "province, or 全国 for central documents"),
    _written("gb2260", "code of the region, GB/T 2260", r"(\d{6})?", "its six digits, or nothing"),
    _written(
        "level",
        "level of government",
        "central|province|city|county",
        "central, province, city or county",
    ),
    ("year", "int64", "the year planned for"),
    _written(
        "issued",
        "date of issue, where the text has one",
        r"(\d{4}-\d\d-\d\d)?",
        "a date as YYYY-MM-DD, or nothing",
    ),
    ("doc_number", "str", "document number, where the text has one"),
    ("issuer", "str", "who issued it"),
    _written(
        "form",
        "text (the file is here) or features (its counts are here)",
        "text|features",
        "text or features",
    ),
    ("source", "str", "public repository and file, or where the text is published"),
    ("source_url", "str", "official address, where known"),
    ("rights", "str", "who holds the rights and what may be passed on"),
    _written("sha256", "SHA-256 of the text's bytes", "([0-9a-f]{64})?", "its 64 digits 0–9, a–f"),
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
SIGNATURES = _schema(
    "signatures",
    "a task",
    "doc_id task_id",
    _DOC,
    ("task_id", "str", "the task"),
    _written(
        "signature",
        "128 numbers of 8 bits in Base64, by which its text is compared with others; empty where "
        "the text is shorter than five characters",
        "([A-Za-z0-9+/]{171}=)?",
        "the 172 characters that textlab export writes, or nothing",
    ),
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
GLOSSES = _schema(
    "glosses",
    "a term in English",
    "term",
    _written("term", "the term", _NOT_BLANK, "a term"),
    _written("english", "what an English figure writes for it", _NOT_BLANK, "its English"),
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
        SIGNATURES,
        EDITS,
        DROPPED,
        UNPARSED,
        AGENCIES,
        GLOSSES,
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
    """Raise `TableError` at the first missing or unknown column, or row whose key stood before."""
    check_names([str(name) for name in frame], schema, where)
    key = [frame[name] for name in schema.key]
    check_keys(key, schema, where, range(2, len(frame) + 2))


def write_table(frame: pd.DataFrame, path: Path, schema: Schema) -> None:
    """Write a frame as CSV under `schema`, whole or not at all, the same bytes for the same rows."""
    check_table(frame, schema, where=str(path))
    write_whole(Path(path), to_csv_bytes(frame[schema.names]))


def to_csv_bytes(frame: pd.DataFrame) -> bytes:
    """A frame as CSV bytes, see `csv_bytes`."""
    return csv_bytes(chain([frame.columns], frame.itertuples(index=False)))


def csv_bytes(rows: Iterable[Iterable[object]]) -> bytes:
    """Rows, the header first, as CSV bytes: UTF-8 with byte-order mark, lines ended by a line feed.

    A carriage return within a cell becomes a line feed: Python 3.11 to 3.13 quote it differently.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    if isinstance(value, bool | np.bool_):
        return str(value).lower()
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    return value
