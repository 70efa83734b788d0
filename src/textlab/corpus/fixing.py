"""documents.csv is put in canonical form, and what can be filled in is filled in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from textlab.corpus.as_saved import Record, SavedTable
from textlab.corpus.canonical import Change, read_canonical
from textlab.corpus.checks_documents import FILLED
from textlab.corpus.checks_table import Row, named_rows
from textlab.corpus.documents import find_texts
from textlab.corpus.faults import Lang
from textlab.corpus.features import read_settings
from textlab.corpus.own_columns import slip_for
from textlab.errors import CorpusError
from textlab.files import locked, sha256_file, write_whole
from textlab.tables import DOCUMENTS, csv_bytes

_FORM = {
    "encoding": "编码",
    "separator": "分隔符",
    "line ends": "换行符",
    "empty rows": "空行",
    "empty columns": "空列",
    "order of columns": "列的次序",
}


@dataclass(frozen=True)
class Fix:
    """documents.csv as it should be written, and what that changes.

    `before` is what it was made from, `content` what is to be written; `changes` are cells and names
    of columns, `added` new columns, `form` what else of the file is written otherwise.
    """

    path: Path
    before: bytes
    content: bytes
    changes: tuple[Change, ...]
    added: tuple[str, ...]
    form: tuple[str, ...]

    @property
    def needed(self) -> bool:
        """Whether it changes anything."""
        return self.content != self.before

    def lines(self, lang: Lang = "en") -> list[str]:
        """The changes in words, a line each; empty where there are none."""
        if not self.needed:
            return []
        lines = [*_column_lines(self.added, lang), *self._cells(lang)]
        return [_form_line(self.form, lang), *lines] if self.form or not lines else lines

    def _cells(self, lang: Lang) -> Iterator[str]:
        nothing = "nothing" if lang == "en" else "空"
        for change in self.changes:
            before, after = change.before or nothing, change.after or nothing
            if lang == "en":
                place = f"row {change.row} {change.column}" if change.row else "header"
                yield f"{place}: {before} → {after}"
            else:
                place = f"第{change.row}行 {change.column}" if change.row else "表头"
                yield f"{place}：{before} → {after}"

    def write(self) -> None:
        """Write the file, whole or not at all.

        Raises
        ------
        CorpusError : another program is writing the corpus, or has done so since the fix was made
        """
        with locked(self.path):
            if self.path.read_bytes() != self.before:
                raise CorpusError(
                    f"{self.path}: has changed since the fix was made, so nothing was written; look "
                    "at it again with “textlab check --fix”."
                )
            write_whole(self.path, self.content)


def _form_line(form: Sequence[str], lang: Lang) -> str:
    if lang == "en":
        return f"file: CSV in UTF-8 with commas; changes {', '.join(form) or 'quotation marks'}"
    changed = "、".join(_FORM[part] for part in form) or "引号"
    return f"文件：存为逗号分隔、UTF-8 编码的 CSV，改变{changed}"


def _column_lines(added: Sequence[str], lang: Lang) -> Iterator[str]:
    for name in added:
        yield f"column {name}: added" if lang == "en" else f"{name} 列：新增"


def fix_documents(folder: str | Path) -> Fix:
    """What `textlab check --fix` does to a corpus's documents.csv; nothing is written yet.

    Cells are put in canonical form, columns that may be empty are added, columns put in their order,
    and the SHA-256 of a text filled in where the cell is empty. Rows stay in their order; where a row
    has other cells than there are columns, or a column is there twice, columns do, too. No row and
    no column that holds anything is dropped.

    Parameters
    ----------
    folder : the corpus

    Returns
    -------
    The fix: `lines()` shows it, `write()` does it

    Raises
    ------
    FaultError : documents.csv is missing or cannot be read as a table
    """
    path = Path(folder) / "documents.csv"
    before = path.read_bytes() if path.is_file() else b""
    read = read_canonical(path, file=str(path))
    table, added = _with_columns(read.table)
    table, filled = _with_hashes(Path(folder), table)
    form = list(read.table.form)
    ordered = _in_order(table)
    if [name for name in ordered.header if name not in added] != list(read.table.header):
        form.append("order of columns")
    content = csv_bytes([ordered.header, *(cells for _, cells in ordered.records)])
    return Fix(path, before, content, (*read.changes, *filled), added, tuple(form))


def _is_regular(table: SavedTable) -> bool:
    """Whether every row has all cells, and every column a name of its own."""
    names = set(table.header)
    return (
        len(table.whole) == len(table.records)
        and len(names) == len(table.header)
        and "" not in names
    )


def _with_columns(table: SavedTable) -> tuple[SavedTable, tuple[str, ...]]:
    """The table with the columns that may be empty, and which of them are new.

    None is added beside a slip for its name, which a person is to mend.
    """
    there = {*table.header, *map(slip_for, table.header), *FILLED}
    missing = [name for name in DOCUMENTS.names if name not in there]
    if not missing or not _is_regular(table):
        return table, ()
    blank = ("",) * len(missing)
    records = tuple(Record(number, (*cells, *blank)) for number, cells in table.records)
    return replace(table, header=(*table.header, *missing), records=records), tuple(missing)


def _in_order(table: SavedTable) -> SavedTable:
    """The table with its columns in the order of the schema, one's own behind."""
    if not _is_regular(table):
        return table
    known = [name for name in DOCUMENTS.names if name in table.header]
    names = [*known, *(name for name in table.header if name not in known)]
    places = [table.header.index(name) for name in names]
    records = (Record(n, tuple(cells[at] for at in places)) for n, cells in table.records)
    return replace(table, header=tuple(names), records=tuple(records))


def _with_hashes(folder: Path, table: SavedTable) -> tuple[SavedTable, list[Change]]:
    """The table with the SHA-256 of each text whose cell is empty, and what was filled in."""
    if "sha256" not in table.header:
        return table, []
    place = table.header.index("sha256")
    found = {
        number: _hash_of(folder, row) for number, row in named_rows(table) if not row["sha256"]
    }
    changes = [Change(number, "sha256", "", sha256) for number, sha256 in found.items() if sha256]
    filled = {change.row: change.after for change in changes}
    records = tuple(
        Record(n, (*cells[:place], filled[n], *cells[place + 1 :]) if n in filled else cells)
        for n, cells in table.records
    )
    return replace(table, records=records), changes


def _hash_of(folder: Path, row: Row) -> str:
    """The SHA-256 of a document's text, or of that which its features were made from."""
    doc_id = row.get("doc_id", "")
    if not DOCUMENTS.column("doc_id").fits(doc_id):
        return ""
    if row.get("form") == "features":
        try:
            return str(read_settings(folder / "features" / doc_id)["text_sha256"])
        except CorpusError:
            return ""
    paths = find_texts(folder, doc_id)
    return sha256_file(paths[0]) if len(paths) == 1 else ""
