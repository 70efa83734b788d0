"""The documents of a corpus folder: the table, and where their texts stand."""

from pathlib import Path

import pandas as pd

from textlab import tables
from textlab.errors import CorpusError
from textlab.reading.regions import CENTRE, PROVINCES

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Between these a year is taken for a year."""


def read_documents(corpus: Path) -> pd.DataFrame:
    """The documents of a corpus folder, sorted by doc_id.

    Raises
    ------
    TableError : as `tables.read_table`
    CorpusError : an unknown region, or a year out of bounds
    """
    path = corpus / "documents.csv"
    documents = tables.read_table(path, tables.DOCUMENTS)
    for row in documents.to_dict("records"):
        where = f"{path} ({row['doc_id']})"
        if row["region"] not in (*PROVINCES, CENTRE):
            raise CorpusError(
                f"{where}: region is “{row['region']}”; write the province in full, such as 江西省, "
                f"or {CENTRE}."
            )
        if not FIRST_YEAR <= int(row["year"]) <= LAST_YEAR:
            raise CorpusError(f"{where}: year is {row['year']}; write it in four digits.")
    return documents.sort_values("doc_id", ignore_index=True)


def find_text(corpus: Path, doc_id: str) -> Path | None:
    """The text of a document, `texts/ID` with whatever ending its format has; None where absent.

    Raises
    ------
    CorpusError : there are several
    """
    found = sorted(path for path in (corpus / "texts").glob(f"{doc_id}.*") if path.stem == doc_id)
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise CorpusError(f"{corpus / 'texts'}: {names} are one document; keep one of them.")
    return found[0] if found else None
