"""The documents of a corpus folder: the table, and where their texts stand."""

from pathlib import Path

import pandas as pd

from textlab import tables
from textlab.corpus.canonical import read_canonical
from textlab.corpus.checks_documents import table_faults
from textlab.corpus.checks_table import named_rows
from textlab.corpus.faults import FaultError
from textlab.corpus.own_columns import documents_schema
from textlab.errors import CorpusError, TooLittleError
from textlab.files import files_called


def find_table(corpus: Path) -> Path:
    """The documents.csv of a corpus folder.

    Raises
    ------
    CorpusError : there is none, so that this is no corpus
    """
    table = corpus / "documents.csv"
    if not table.is_file():
        raise CorpusError(
            f"{corpus}: holds no documents.csv; name a corpus with --corpus, or make a study of your "
            "own with “textlab new”."
        )
    return table


def read_documents(corpus: Path) -> pd.DataFrame:
    """The documents of a corpus folder, sorted by doc_id.

    The table is read in whatever form a spreadsheet saved it: any encoding and separator, 2016年,
    dates as 2016/6/30, regions by a short name or code. It is not changed. Columns of its own stand
    behind those of `tables.DOCUMENTS`, as text.

    Raises
    ------
    FaultError : a TableError; the first thing that keeps the table from being read. All there are,
        `textlab check` says
    """
    path = corpus / "documents.csv"
    table = read_canonical(path, file=str(path)).table
    for fault in table_faults(table):
        raise FaultError(fault)
    documents = tables.make_table(
        documents_schema(table.header),
        [{**row, "year": int(row["year"])} for _, row in named_rows(table)],
    )
    return documents.sort_values("doc_id", ignore_index=True)


def check_any_document(corpus: Path) -> None:
    """Raise where a corpus folder holds no document, so that there is nothing to run notebooks for.

    Raises
    ------
    TooLittleError : documents.csv has no row
    CorpusError, FaultError : there is no documents.csv, or it cannot be read
    """
    find_table(corpus)
    if read_documents(corpus).empty:
        raise TooLittleError(
            f"{corpus}: holds no document yet, and every notebook asks about documents; put one in "
            "with “textlab add FILE”."
        )


def days_of(documents: pd.DataFrame) -> pd.Series:
    """The day of each document, by doc_id: that of its issue, else the middle of its year."""
    about = documents.set_index("doc_id")
    return about["issued"].where(about["issued"] != "", about["year"].astype(str) + "-07-01")


def find_texts(corpus: Path, doc_id: str) -> list[Path]:
    """The files `texts/ID` with whatever ending their format has, sorted by name."""
    return files_called(corpus / "texts", doc_id)


def find_text(corpus: Path, doc_id: str) -> Path | None:
    """The text of a document, `texts/ID` with whatever ending its format has; None where absent.

    Raises
    ------
    CorpusError : there are several
    """
    found = find_texts(corpus, doc_id)
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise CorpusError(f"{corpus / 'texts'}: {names} are one document; keep one of them.")
    return found[0] if found else None
