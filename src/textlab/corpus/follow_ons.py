"""Faults that only follow from others are left out, so that each cause is told once.

A text under another name is missed by its row and known to no row; a file that
was lost is missed by the data package, too.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from textlab.corpus.as_saved import SavedTable
from textlab.corpus.checks_table import named_rows
from textlab.corpus.faults import Fault
from textlab.corpus.features import read_settings
from textlab.errors import CorpusError
from textlab.files import sha256_file

_ORPHANS = ("text-orphan", "features-orphan")
_MISSING = ("text-missing", "features-missing")
_OF_FILES = (
    *(*_ORPHANS, *_MISSING, "document-renamed"),
    *("text-doubled", "text-changed", "features-settings", "features-stale"),
)
"""Faults of a file that the data package finds wrong, too."""


def without_follow_ons(
    faults: Sequence[Fault], folder: Path, table: SavedTable, *, name: str
) -> list[Fault]:
    """The faults without those that follow from another; a renamed document is one fault of its own.

    Parameters
    ----------
    faults : what was found
    folder : the corpus
    table : its documents.csv
    name : what faults call the folder
    """
    faults = _with_renamed(faults, folder, table, name)
    told = {
        document
        for fault in faults
        if fault.code in _OF_FILES
        for document in (fault.doc_id, *_documents_in(name, fault.file, fault.value))
    }
    return [
        fault
        for fault in faults
        if not (
            fault.code.startswith("package-") and told.intersection(_documents_in("", fault.value))
        )
    ]


def _with_renamed(
    faults: Sequence[Fault], folder: Path, table: SavedTable, name: str
) -> list[Fault]:
    """One fault where a row misses what no row names, by SHA-256; none more where its id is told."""
    orphans = {
        _digest(folder / fault.file.removeprefix(f"{name}/")): fault.file
        for fault in faults
        if fault.code in _ORPHANS
    }
    if not orphans:
        return list(faults)
    rows = dict(named_rows(table))
    numbers = {row.get("doc_id", ""): number for number, row in reversed(rows.items())}
    kept: list[Fault] = []
    explained: set[str] = set()
    for fault in faults:
        number = fault.row or numbers.get(fault.doc_id, 0)
        sha256 = rows.get(number, {}).get("sha256", "")
        found = orphans.get(sha256, "") if sha256 and _lacks_its_file(fault) else ""
        explained.add(found)
        if found and fault.code in _MISSING:
            table_name = f"{name}/documents.csv"
            kept.append(Fault("document-renamed", table_name, number, 0, fault.doc_id, found))
        else:
            kept.append(fault)
    return [one for one in kept if one.code not in _ORPHANS or one.file not in explained]


def _lacks_its_file(fault: Fault) -> bool:
    """Whether a document's file is not there, or cannot be found for what its id is."""
    if fault.code == "features-missing":
        return fault.value == fault.doc_id  # the folder, and not a file in it
    of_id = fault.code == "cell-empty" and fault.details["column"] == "doc_id"
    return of_id or fault.code == "text-missing" or fault.code.startswith("doc-id-")


def _documents_in(name: str, *paths: str) -> Iterator[str]:
    """The documents whose text or features paths are in: texts/ID.txt, features/ID/…"""
    for path in paths:
        kind, _, rest = path.removeprefix(f"{name}/").partition("/")
        if kind in ("texts", "features") and rest:
            yield PurePosixPath(rest.split("/")[0]).stem


def _digest(path: Path) -> str:
    """The SHA-256 of a text, or of that which features were made from; empty where unknown."""
    try:
        return str(read_settings(path)["text_sha256"]) if path.is_dir() else sha256_file(path)
    except (CorpusError, OSError):
        return ""
