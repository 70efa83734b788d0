"""A table as people save it becomes header and records: any encoding, separator and line end.

Read are UTF-8 with and without byte-order mark, UTF-16 (the “Unicode text” of Excel) and GB18030;
commas, semicolons and tabs; empty rows and columns around the table. What is in the cells is not
touched here.
"""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from textlab.corpus.faults import Fault, FaultError
from textlab.errors import ReadError
from textlab.reading.decoding import decode, mixed_encodings

_SEPARATORS = ",;\t，；"
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MARK = re.compile(r"sep=(.)\r?\n")
"""A first line by which Excel is told the separator; a spreadsheet does not show it."""


class Record(NamedTuple):
    """A row of a table: its number as a spreadsheet shows it, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class SavedTable:
    """A table as it was saved: header, records, and what of its form textlab would write otherwise.

    `form` names those in English: encoding, separator, line ends, empty rows, empty columns.
    """

    file: str
    header: tuple[str, ...]
    records: tuple[Record, ...]
    form: tuple[str, ...] = ()

    @property
    def whole(self) -> tuple[Record, ...]:
        """The records with as many cells as there are columns."""
        return tuple(r for r in self.records if len(r.cells) == len(self.header))


def read_saved(path: Path, *, file: str, columns: Collection[str]) -> SavedTable:
    """Read a table in whatever form it was saved.

    Parameters
    ----------
    path : the file
    file : what faults call it
    columns : names that the header may hold, as `header_key` gives them; they tell the separator

    Raises
    ------
    FaultError : missing, a spreadsheet file, no text in a known encoding, without a header, or its
        quotation marks are not paired
    """
    content = _content(path, file)
    text = _text(content, file)
    mark = _MARK.match(text)
    text = text[mark.end() :] if mark else text
    separator = mark[1] if mark else _separator(text, columns)
    return _trimmed(file, _records(text, separator, file), _form(content, separator))


def header_key(name: str) -> str:
    """A column's name without what people vary: width, case, spaces, hyphens."""
    bare = unicodedata.normalize("NFKC", name).strip("\ufeff\u200b \t\r\n").lower()
    return re.sub(r"[\s\-_]+", "_", bare)


def _content(path: Path, file: str) -> bytes:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise FaultError(Fault("table-missing", file)) from None
    except OSError as error:
        raise FaultError(Fault("table-unreadable", file, value=str(error.strerror))) from None
    if content.startswith(_WORKBOOKS):
        raise FaultError(Fault("table-workbook", file))
    if not content.strip(codecs.BOM_UTF8 + b" \t\r\n,;"):
        raise FaultError(Fault("table-blank", file))
    return content


def _text(content: bytes, file: str) -> str:
    mixed = mixed_encodings(content)
    if mixed or (content.startswith(codecs.BOM_UTF8) and not _is_utf8(content)):
        raise FaultError(Fault("table-encoding", file, line=mixed[0] if mixed else 0))
    try:
        return decode(content).removeprefix("\ufeff")
    except ReadError:
        raise FaultError(Fault("table-encoding", file)) from None


def _separator(text: str, columns: Collection[str]) -> str:
    """The separator under which the header has the most known names; a comma where none has any."""
    header = next((line for line in text.splitlines() if line.strip(f" {_SEPARATORS}")), "")

    def known(separator: str) -> int:
        return sum(header_key(cell.strip('" ')) in columns for cell in header.split(separator))

    return max(_SEPARATORS, key=known)


def _records(text: str, separator: str, file: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    try:
        return list(reader)
    except csv.Error:
        raise FaultError(Fault("table-quotes", file, line=reader.line_num)) from None


def _form(content: bytes, separator: str) -> list[str]:
    marked = content.startswith(codecs.BOM_UTF8)
    form = [] if marked and _is_utf8(content) else ["encoding"]
    if separator != ",":
        form.append("separator")
    if b"\r" in content:
        form.append("line ends")
    return form


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _trimmed(file: str, lines: Sequence[Sequence[str]], form: Sequence[str]) -> SavedTable:
    """Header and records without the empty rows and columns that a spreadsheet leaves."""
    filled = [Record(n, tuple(cells)) for n, cells in enumerate(lines, 1) if any(map(_ink, cells))]
    if not filled:
        raise FaultError(Fault("table-blank", file))
    records = [Record(number, _cut(cells, 0)) for number, cells in filled[1:]]
    widest = max((len(cells) for _, cells in records), default=0)
    header = _cut(filled[0].cells, min(widest, len(filled[0].cells)))
    records = [Record(number, _cut(cells, len(header))) for number, cells in filled[1:]]
    used = _used(header, records)
    left_out = {
        "empty rows": len(filled) < len(lines),
        "empty columns": len(used) < len(header)
        or any(
            len(cells) > len(header) for cells in lines if not _ink("".join(cells[len(header) :]))
        ),
    }
    return SavedTable(
        file,
        tuple(header[place] for place in used),
        tuple(Record(number, _pick(cells, used, len(header))) for number, cells in records),
        (*form, *(what for what, found in left_out.items() if found)),
    )


def _ink(cell: str) -> bool:
    return bool(cell.strip())


def _cut(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Cells up to a width, or to the last that is not empty where that stands farther out."""
    last = max(place for place, cell in enumerate(cells) if _ink(cell))
    return tuple(cells[: max(width, last + 1)])


def _used(header: Sequence[str], records: Sequence[Record]) -> list[int]:
    """The columns that have a name or a value; all where a row has not all cells."""
    ragged = any(len(cells) != len(header) for _, cells in records)
    return [
        place
        for place, name in enumerate(header)
        if ragged or _ink(name) or any(_ink(cells[place]) for _, cells in records)
    ]


def _pick(cells: tuple[str, ...], used: Sequence[int], width: int) -> tuple[str, ...]:
    return cells if len(used) == width else tuple(cells[place] for place in used)
