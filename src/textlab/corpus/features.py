"""Features: what of a document may travel when its text may not.

Per document a folder of five CSV files that a person can open: tasks with
their lengths, responsibility statements without their words, mentions of
agencies with their roles, term counts without word order, and signatures by
which tasks are compared; and a file that says which text they were made from
and how. Whoever holds the text can make them again and see that they are equal.
"""

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from textlab import csv_reading, tables
from textlab.corpus import signatures
from textlab.corpus.documents import read_documents
from textlab.errors import CorpusError, ReadError, UnnumberedError
from textlab.files import sha256_file, write_whole
from textlab.reading.extract import Extract
from textlab.reading.formats import read_file
from textlab.reading.plan import Plan, parse_plan
from textlab.reading.register import Register
from textlab.schema import Schema
from textlab.words.counts import count_terms
from textlab.words.lexicon import read_lexicon
from textlab.words.segmenter import Segmenter

SCHEMAS: dict[str, Schema] = {
    "tasks": tables.TASKS.without("doc_id"),
    "statements": tables.STATEMENTS.without("doc_id", "raw"),
    "mentions": tables.MENTIONS.without("doc_id", "agency"),
    "term_counts": tables.TERM_COUNTS.without("doc_id"),
    "signatures": tables.SIGNATURES.without("doc_id"),
}
"""Tables of a document's features. The agency of a mention is looked up when a corpus is read,
so that features stay true when the register of agencies grows."""

SETTINGS = "settings.json"
"""The file beside a document's tables that says which text they were made from, and how."""


class Features(NamedTuple):
    """The tables of one document, under the schemas in `tables`, `agency` still empty."""

    tasks: pd.DataFrame
    statements: pd.DataFrame
    mentions: pd.DataFrame
    term_counts: pd.DataFrame
    signatures: pd.DataFrame


def features_of(plan: Plan, segmenter: Segmenter) -> Features:
    """The features of a plan that was read: its tables with terms counted and tasks signed."""
    counts = count_terms(plan.texts, segmenter)
    tokens = counts.groupby("task_id")["count"].sum()
    counted = plan.tasks["task_id"].map(tokens).fillna(0).astype("int64")
    tasks = plan.tasks.assign(tokens=counted)[tables.TASKS.names]
    mentions = plan.mentions.assign(agency=pd.Series("", plan.mentions.index, dtype="str"))
    signed = signatures.sign_tasks(plan.texts)
    return Features(tasks, plan.statements, mentions, counts, signed)


def settings_of(segmenter: Segmenter) -> dict[str, object]:
    """What features depend on beside the text: those made otherwise do not compare."""
    return {**segmenter.settings, "signature": signatures.SETTINGS}


def write_features(
    features: Features, folder: Path, *, sha256: str, settings: Mapping[str, object]
) -> None:
    """Write a document's features into its folder, each file whole or not at all.

    `sha256` is that of the text, `settings` those of `settings_of`. They are written last, so that
    tables of two makings never pass for one, and with them the version of textlab. Where all comes
    out as it stands there already, the version that first made it stays.
    """
    before = _bytes_in(folder)
    for name, schema in SCHEMAS.items():
        tables.write_table(getattr(features, name)[schema.names], folder / f"{name}.csv", schema)
    made = {**settings, "text_sha256": sha256}
    if _bytes_in(folder) == before and _made_so(folder, made):
        return
    record = {**made, "textlab": version("textlab")}
    text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True)
    write_whole(folder / SETTINGS, f"{text}\n".encode())


def _bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.*") if path.is_file()}


def _made_so(folder: Path, made: Mapping[str, object]) -> bool:
    """Whether the settings there are these, whatever version of textlab made them."""
    try:
        settings = read_settings(folder)
    except CorpusError:
        return False
    return {name: value for name, value in settings.items() if name != "textlab"} == made


def hashes_of(folder: Path) -> dict[str, str]:
    """The SHA-256 of each table of a document's features that is there."""
    paths = {name: folder / f"{name}.csv" for name in SCHEMAS}
    return {name: sha256_file(path) for name, path in paths.items() if path.is_file()}


def read_features(folder: Path, doc_ids: Sequence[str]) -> Features:
    """The features of documents from their folders in `folder`, rows in the order given.

    Raises
    ------
    CorpusError : a file is missing
    TableError : a file is no table under its schema
    """
    return Features(*(_read(folder, doc_ids, name) for name in SCHEMAS))


def _read(folder: Path, doc_ids: Sequence[str], name: str) -> pd.DataFrame:
    paths = [folder / doc_id / f"{name}.csv" for doc_id in doc_ids]
    for path, doc_id in zip(paths, doc_ids, strict=True):
        if not path.is_file():
            raise CorpusError(
                f"{path}: the features of {doc_id} lack this file; make them from its text with "
                "“textlab export”, or take its row out of documents.csv."
            )
    frame, lengths = csv_reading.read_tables(paths, SCHEMAS[name])
    full = tables.SCHEMAS[name]
    empty = {name: "" for name in full.names if name not in frame}
    blank = pd.DataFrame(empty, index=frame.index, dtype="str")
    blank["doc_id"] = pd.Series(np.repeat(np.array(doc_ids, dtype=object), lengths), dtype="str")
    return pd.concat([frame, blank], axis=1)[full.names]


def export_features(corpus: Path, texts: Path) -> Iterator[tuple[str, bool]]:
    """Make the features of a corpus again from a folder of texts, known by their SHA-256.

    Parameters
    ----------
    corpus : the folder with documents.csv and lexicon/; features/ is written there
    texts : a folder, searched to the bottom; file names play no part

    Yields
    ------
    (doc_id, whether its text was found) for each document of form “features”, when done with it.
    Where a text is not in the folder, the document's features stay as they are.

    Raises
    ------
    CorpusError : no document is of form “features”, or no text of any is in the folder
    """
    documents = read_documents(corpus)
    wanted = documents[documents["form"] == "features"]
    if wanted.empty:
        raise CorpusError(
            f"{corpus / 'documents.csv'}: no document is of form “features”; write that as the form of "
            "those that are to be, or make a corpus of features alone with “textlab export --to DIR”."
        )
    held = texts_by_hash(texts)
    if not set(wanted["sha256"]) & set(held):
        raise CorpusError(
            f"{texts}: holds the text of no document of form “features” in documents.csv, by SHA-256; "
            "give the folder of the texts."
        )
    segmenter = Segmenter(read_lexicon(corpus / "lexicon"))
    settings = settings_of(segmenter)
    for row in wanted.to_dict("records"):
        doc_id, path = str(row["doc_id"]), held.get(str(row["sha256"]))
        if path:
            features = features_of(read_for_corpus(path, row), segmenter)
            folder = corpus / "features" / doc_id
            write_features(features, folder, sha256=str(row["sha256"]), settings=settings)
        yield doc_id, path is not None


def texts_by_hash(folder: Path) -> dict[str, Path]:
    """The files of a folder to its bottom, by SHA-256.

    Raises
    ------
    CorpusError : there is no such folder
    """
    if not folder.is_dir():
        raise CorpusError(f"{folder}: there is no such folder; give the folder of the texts.")
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {sha256_file(path): path for path in paths}


NO_REGISTER = Register(tables.make_table(tables.AGENCIES, []))
"""For a plan whose agencies are looked up later, or not at all."""


def read_for_corpus(path: Path, row: Mapping[Hashable, object]) -> Plan:
    """Read the text of a row of documents.csv; its agencies are looked up later.

    Raises
    ------
    ReadError : the file cannot be read as a document
    """
    try:
        return parse_for_corpus(read_file(path), row)
    except ReadError as error:
        raise ReadError(f"{path} ({row['doc_id']}): {error}") from None


def parse_for_corpus(
    found: Extract, row: Mapping[Hashable, object], *, register: Register = NO_REGISTER
) -> Plan:
    """Parse what was read of a document as its corpus does: by items, or by paragraphs where
    nothing in it is numbered."""
    parse = partial(
        parse_plan,
        found,
        doc_id=str(row["doc_id"]),
        region=str(row["region"]),
        year=int(str(row["year"])),
        register=register,
    )
    try:
        return parse()
    except UnnumberedError:
        return parse(unit="paragraph")


def read_settings(folder: Path) -> dict[str, object]:
    """What a document's features were made from: text_sha256, the settings, the version of textlab.

    Raises
    ------
    CorpusError : the file is missing or damaged, or does not say of which text
    """
    path = folder / SETTINGS
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        settings = None
    if not isinstance(settings, dict) or not isinstance(settings.get("text_sha256"), str):
        raise CorpusError(
            f"{path}: says not what these features were made from; make them again from the text "
            "with “textlab export”."
        )
    return settings


def stack(features: Iterable[Features], *, order: pd.Series) -> Features:
    """The features of several documents as one set of tables, documents in the order given."""
    parts = list(features)
    place = pd.Series(range(len(order)), index=order)
    stacked = []
    for name in Features._fields:
        table = pd.concat([getattr(part, name) for part in parts], ignore_index=True)
        rows = table["doc_id"].map(place).to_numpy().argsort(kind="stable")
        stacked.append(table.take(rows).reset_index(drop=True))
    return Features(*stacked)
