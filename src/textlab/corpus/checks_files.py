"""What is wrong with the files of a corpus taken together: without a row, or one text twice."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from textlab.corpus.as_saved import SavedTable
from textlab.corpus.faults import Fault
from textlab.corpus.signatures import NEARLY_THE_SAME, read_signatures, resemblance

_NO_TEXTS = ("readme", "license", "thumbs.db", "desktop.ini")


def check_orphans(folder: Path, table: SavedTable, *, name: str) -> Iterator[Fault]:
    """Texts and features that no row names; hidden files and a README are none."""
    at = table.header.index("doc_id") if "doc_id" in table.header else None
    named = {
        cell.lower()
        for _, cells in table.records
        for cell in (cells if at is None else cells[at : at + 1])
    }
    for path in sorted((folder / "texts").rglob("*")):
        is_text = path.is_file() and not path.name.startswith((".", "~$"))
        if is_text and not path.name.lower().startswith(_NO_TEXTS):
            inside = path.relative_to(folder).as_posix()
            if path.stem.lower() not in named or path.parent != folder / "texts":
                yield Fault("text-orphan", f"{name}/{inside}")
    for path in sorted((folder / "features").glob("*")):
        if path.is_dir() and not path.name.startswith(".") and path.name.lower() not in named:
            yield Fault("features-orphan", f"{name}/features/{path.name}")


def check_same_texts(
    hashes: Mapping[str, str],
    signatures: Mapping[str, str],
    numbers: Mapping[str, int],
    *,
    file: str,
) -> Iterator[Fault]:
    """Documents whose text is that of another, or nearly; each is told once, at the later row.

    Parameters
    ----------
    hashes : SHA-256 of the texts by document, as documents.csv says; empty where it says none
    signatures : MinHash signatures of the texts that are here; empty where there is no text
    numbers : rows of documents.csv by document
    file : what faults call documents.csv
    """
    first: dict[str, str] = {}
    for doc_id, sha256 in hashes.items():
        other = first.setdefault(sha256, doc_id) if sha256 else doc_id
        if other != doc_id:
            details = {"other": other, "first": numbers[other]}
            yield Fault("text-twice", file, numbers[doc_id], doc_id=doc_id, details=details)
    held = [doc_id for doc_id, signature in signatures.items() if signature]
    rows = read_signatures(signatures[doc_id] for doc_id in held)
    for place, doc_id in enumerate(held):
        for other, alike in zip(held, resemblance(rows[place], rows[:place]), strict=False):
            if alike >= NEARLY_THE_SAME and not (
                hashes[doc_id] and hashes[doc_id] == hashes[other]
            ):
                details = {"other": other, "first": numbers[other]}
                value = f"{min(alike, 0.99):.0%}"
                yield Fault("text-similar", file, numbers[doc_id], 0, doc_id, value, details)
