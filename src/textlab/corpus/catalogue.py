"""The catalogue: documents that a corpus could hold, what is known of each, and where it stands.

A row says how its facts are known; what is not known is empty. Fetching adds one
fact, the hash of what the address served the first time.
"""

import difflib
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from textlab import csv_reading, tables
from textlab.corpus.planned_year import FIRST_YEAR, LAST_YEAR
from textlab.errors import CorpusError
from textlab.files import find_study, locked
from textlab.reading.places import place_of_code
from textlab.reading.regions import CENTRE, PROVINCES
from textlab.schema import Column, Schema

Entry: TypeAlias = Mapping[Hashable, object]
"""A row of the catalogue."""

_ADDRESS = r"(https?://[^/?#\s@…]+(/[^\s…]*)?)?"
_OF_DOCUMENTS = {column.name: column for column in tables.DOCUMENTS.columns}

CATALOGUE = Schema(
    "catalogue",
    "a document that a corpus could hold",
    (
        _OF_DOCUMENTS["doc_id"],
        Column("title", "str", "title, as it was seen"),
        _OF_DOCUMENTS["family"],
        _OF_DOCUMENTS["region"],
        _OF_DOCUMENTS["gb2260"],
        _OF_DOCUMENTS["level"],
        Column("year", "int64", "the year planned for; of several the first, or the year of issue"),
        Column(
            "year_to", "str", "of several years the last", "", r"(\d{4})?", "a year, or nothing"
        ),
        Column(
            "issued",
            "str",
            "date of issue, as far as it is known",
            pattern=r"(\d{4}(-\d\d(-\d\d)?)?)?",
            wanted="a date as YYYY-MM-DD, YYYY-MM or YYYY, or nothing",
        ),
        Column("doc_number", "str", "document number, where known"),
        Column("issuer", "str", "who issued it, where known"),
        Column(
            "url",
            "str",
            "where it is published; empty where no whole address is known",
            pattern=_ADDRESS,
            wanted="a whole address that begins with https:// or http://, or nothing",
        ),
        Column(
            "url_kind",
            "str",
            "whose address it is; none where there is no address",
            pattern="official|mirror|wikisource|news|none",
            wanted="official, mirror, wikisource, news or none",
        ),
        Column(
            "seen",
            "str",
            "what was seen of the document",
            pattern="full text|body excerpt|news excerpt|cited",
            wanted="full text, body excerpt, news excerpt or cited",
        ),
        Column(
            "agencies_seen",
            "str",
            "whether what was seen names agencies that answer for tasks",
            pattern="y|n|unknown",
            wanted="y, n or unknown",
        ),
        Column("note", "str", "how it is known"),
        Column(
            "sha256",
            "str",
            "SHA-256 of what the address served at the first fetch; empty before",
            pattern="([0-9a-f]{64})?",
            wanted="its 64 digits 0–9, a–f, or nothing",
        ),
        Column("rights", "str", "who holds the rights and what may be passed on"),
    ),
    ("doc_id",),
)


def read_catalogue(corpus: str | Path | None = None) -> pd.DataFrame:
    """Read what a corpus could hold: corpus/catalogue.csv.

    Parameters
    ----------
    corpus : the corpus folder; by default that of the study that the current folder stands in

    Returns
    -------
    One row per document, sorted by doc_id, with the columns of `CATALOGUE`: doc_id, title, family,
    region, gb2260, level, year, year_to, issued, doc_number, issuer | url, url_kind | seen,
    agencies_seen, note | sha256, rights

    Raises
    ------
    TableError : as `csv_reading.read_table`
    CorpusError : an unknown region or code, a year out of bounds, an address without its kind
    """
    path = _path(corpus)
    catalogue = csv_reading.read_table(path, CATALOGUE)
    for entry in catalogue.to_dict("records"):
        fault = _fault(entry)
        if fault:
            raise CorpusError(f"{path} ({entry['doc_id']}): {fault}.")
    return catalogue.sort_values("doc_id", ignore_index=True)


def _path(corpus: str | Path | None) -> Path:
    folder = find_study() / "corpus" if corpus is None else Path(corpus)
    return folder / "catalogue.csv"


def _fault(entry: Entry) -> str:
    """What is wrong with a row beyond the form of its values, and the mend; empty where nothing."""
    region, code, kind = entry["region"], str(entry["gb2260"]), entry["url_kind"]
    years = [int(str(year)) for year in (entry["year"], entry["year_to"]) if year != ""]
    place = place_of_code(code)
    if region not in (*PROVINCES, CENTRE):
        return f"region is “{region}”; write the province in full, such as 江西省, or {CENTRE}"
    if (place.province if place else "") != (region if code else ""):
        return f"gb2260 is {code}, which is no place in {region}; write its code, or nothing"
    if not FIRST_YEAR <= years[0] <= years[-1] <= LAST_YEAR:
        return f"year is {years[0]} and year_to {years[-1]}; write them in four digits, in order"
    if (kind == "none") != (entry["url"] == ""):
        return (
            f"url is “{entry['url']}” and url_kind “{kind}”; write none where there is no address"
        )
    return ""


def find_entry(catalogue: pd.DataFrame, doc_id: str) -> Entry:
    """The row of a document.

    Raises
    ------
    CorpusError : there is none; the message names the nearest ids
    """
    rows = catalogue[catalogue["doc_id"] == doc_id].to_dict("records")
    if rows:
        return rows[0]
    near = difflib.get_close_matches(doc_id, list(catalogue["doc_id"]), n=3)
    mend = f"did you mean {' or '.join(near)}?" if near else "“textlab fetch --list” shows all."
    raise CorpusError(f"{doc_id}: the catalogue has no such document; {mend}")


def record_hash(corpus: str | Path | None, doc_id: str, sha256: str) -> None:
    """Write down what a document's address served; the other rows stay as they stand."""
    path = _path(corpus)
    with locked(path):
        catalogue = csv_reading.read_table(path, CATALOGUE)
        hashes = catalogue["sha256"].mask(catalogue["doc_id"] == doc_id, sha256)
        tables.write_table(catalogue.assign(sha256=hashes), path, CATALOGUE)
