"""Documents that are nearly the same: one text in two formats, or slightly changed.

A text that is here is compared as a whole, by the signature of its clean text. Of
a document whose text is not here the signatures of its tasks are; it is as like as
the share of tasks that find their like in the other document, taken from the side
where fewer do.

Measured on 120 real texts, all pairs: one text in two formats stood above .99
either way; the likest two that are not one, a plan of 2024 that takes most of one
of 2023, at .53 by their texts and .58 by their tasks; all others below .2. A text
with one character in a hundred misread stands at .88 and .94.

Source: Broder (1997), On the resemblance and containment of documents.
"""

from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from textlab import csv_reading, tables
from textlab.corpus.documents import find_text
from textlab.corpus.signatures import (
    NEARLY_THE_SAME,
    Signatures,
    read_signatures,
    resemblance,
    sign_tasks,
    signature,
)
from textlab.errors import CorpusError, ReadError
from textlab.reading.cleaning import clean
from textlab.reading.formats import read_text
from textlab.reading.plan import Plan

_SAME_TASK = 0.7
"""From this on two tasks are: lower, since the signature of a short text strays more."""


def find_duplicates(
    corpus: Path, documents: pd.DataFrame, plan: Plan, *, at_least: float = NEARLY_THE_SAME
) -> pd.DataFrame:
    """The documents of a corpus whose text is nearly that of a plan, the likest first.

    Parameters
    ----------
    corpus : the folder
    documents : its table, or some rows of it; a row with the plan's own doc_id is passed over
    plan : the document that is compared
    at_least : the resemblance from which on a document is named

    Returns
    -------
    doc_id | resemblance (0 to 1: the share of their five-character pieces, or of their tasks, that
    both have) | how: “text” or “tasks”, whichever was compared. A document whose text
    is missing or cannot be read, or whose features have no signatures, is not compared.
    """
    whole = _rows([signature(plan.text)])
    tasks = _rows(sign_tasks(plan.texts)["signature"])
    found = []
    for row in documents[documents["doc_id"] != plan.doc_id].to_dict("records"):
        how, alike = _compare(corpus, row, whole, tasks)
        if alike >= at_least:
            found.append({"doc_id": row["doc_id"], "resemblance": alike, "how": how})
    frame = pd.DataFrame(found, columns=["doc_id", "resemblance", "how"])
    return frame.sort_values(["resemblance", "doc_id"], ascending=[False, True], ignore_index=True)


def _rows(written: Iterable[str]) -> Signatures:
    return read_signatures(text for text in written if text)


def _compare(
    corpus: Path, row: Mapping[Hashable, object], whole: Signatures, tasks: Signatures
) -> tuple[str, float]:
    doc_id = str(row["doc_id"])
    if row["form"] == "features":
        return "tasks", _shared_tasks(tasks, _held_tasks(corpus / "features" / doc_id))
    held = _held_text(corpus, doc_id)
    pairs = len(held) and len(whole)
    return "text", float(resemblance(whole[0], held)[0]) if pairs else 0.0


def _shared_tasks(one: Signatures, other: Signatures) -> float:
    """The share of tasks that are nearly the same, from the side where it is smaller."""
    if not len(one) or not len(other):
        return 0.0
    alike = np.array([resemblance(task, other) for task in one]) >= _SAME_TASK
    return float(min(alike.any(axis=1).mean(), alike.any(axis=0).mean()))


# What is held, read anew only when its file has changed

_SCHEMA = tables.SIGNATURES.without("doc_id")


def _held_text(corpus: Path, doc_id: str) -> Signatures:
    try:
        path = find_text(corpus, doc_id)
        return _of_text(*_state(path)) if path else _rows([])
    except (CorpusError, ReadError):  # no text to compare with; `textlab check` names it
        return _rows([])


def _held_tasks(features: Path) -> Signatures:
    path = features / "signatures.csv"
    return _of_tasks(*_state(path)) if path.is_file() else _rows([])


def _state(path: Path) -> tuple[Path, int, int]:
    state = path.stat()
    return path, state.st_mtime_ns, state.st_size


@lru_cache(maxsize=10_000)
def _of_text(path: Path, _changed: int, _size: int) -> Signatures:
    return _rows([signature(clean(read_text(path)).text)])


@lru_cache(maxsize=10_000)
def _of_tasks(path: Path, _changed: int, _size: int) -> Signatures:
    return _rows(csv_reading.read_table(path, _SCHEMA)["signature"])
