"""Borrowed clauses: tasks of different documents whose texts are largely the same.

Resemblance is estimated from signatures, so that it needs neither text. That two
tasks are alike and one is older does not show that one was taken from the other:
both may follow a third, such as a plan of the centre.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher

import numpy as np
import pandas as pd
from scipy.sparse import csr_array  # type: ignore[import-untyped]
from scipy.stats import binomtest  # type: ignore[import-untyped]

from textlab.analysis.ordering import check_columns
from textlab.analysis.resampling import Array
from textlab.corpus.signatures import BITS, PERMUTATIONS, read_signatures, without_chance
from textlab.errors import AnalysisError, TableError

_BLOCK = 500
"""Tasks compared with all others at once: bounds the memory."""


def similar_tasks(
    signatures: pd.DataFrame, documents: pd.DataFrame, *, least: float = 0.5
) -> pd.DataFrame:
    """Find the pairs of tasks of different documents whose texts resemble each other.

    Parameters
    ----------
    signatures : under `tables.SIGNATURES`; tasks without a signature resemble none
    documents : under `tables.DOCUMENTS`
    least : the resemblance from which a pair is given, 0 to 1: the share of five-character pieces
        that the two have in common, of all that either has

    Returns
    -------
    One row per pair, by source and target: source_doc | source_task | target_doc | target_task |
    resemblance (estimated, 0 to 1) | low, high (95% interval of the estimate) | years (between the
    years that they plan for). The source is the older one by date of issue; without a date a
    document counts as of the end of its year; of one day, the order is that of the ids.

    Raises
    ------
    TableError : a column is missing, or a document of a signature is not in `documents`
    AnalysisError : `least` is not above 0 and at most 1

    Source: Broder (1997), On the resemblance and containment of documents; the interval is exact
    (Clopper & Pearson 1934, Biometrika 26, 404–413), since each of the 128 places agrees with a
    probability that is known from the resemblance.
    """
    check_columns(signatures, "doc_id task_id signature", where="signatures")
    check_columns(documents, "doc_id year issued", where="documents")
    if not 0 < least <= 1:
        raise AnalysisError(f"least is {least}; give a share above 0 and at most 1, as 0.5.")
    when = _when(signatures, documents)
    held = signatures[signatures["signature"] != ""]
    held = held.assign(when=held["doc_id"].map(when)).sort_values(
        ["when", "doc_id", "task_id"], ignore_index=True
    )
    places, agreeing = _pairs(held, least)
    source, target = (held.iloc[places[:, side]].reset_index(drop=True) for side in (0, 1))
    bounds = _intervals()[agreeing]
    year = documents.set_index("doc_id")["year"]
    pairs = pd.DataFrame(
        {
            "source_doc": source["doc_id"],
            "source_task": source["task_id"],
            "target_doc": target["doc_id"],
            "target_task": target["task_id"],
            "resemblance": without_chance(agreeing / PERMUTATIONS),
            "low": bounds[:, 0],
            "high": bounds[:, 1],
            "years": target["doc_id"].map(year) - source["doc_id"].map(year),
        }
    )
    keys = ["source_doc", "source_task", "target_doc", "target_task"]
    return pairs.sort_values(keys, ignore_index=True)


def _when(signatures: pd.DataFrame, documents: pd.DataFrame) -> pd.Series:
    """The date of each document; of the year alone, its end, so that it is taken for no source."""
    lost = sorted(set(signatures["doc_id"]) - set(documents["doc_id"]))
    if lost:
        raise TableError(f"documents: there is no row “{lost[0]}”, which signatures name; add it.")
    issued = documents["issued"].where(
        documents["issued"] != "", documents["year"].astype(str) + "-12-31"
    )
    return issued.set_axis(documents["doc_id"])


def _pairs(held: pd.DataFrame, least: float) -> tuple[Array, Array]:
    """Places of the pairs, the older first, and in how many values of the signature they agree."""
    values = read_signatures(held["signature"])
    marks = _one_hot(values)
    documents = pd.factorize(held["doc_id"])[0]
    alike = without_chance(np.arange(PERMUTATIONS + 1) / PERMUTATIONS) >= least
    parts = []
    for begin in range(0, len(values), _BLOCK):
        agreeing = (marks[begin : begin + _BLOCK] @ marks.T).toarray()
        rows, columns = np.nonzero(alike[agreeing])
        later = (rows + begin < columns) & (documents[rows + begin] != documents[columns])
        rows, columns = rows[later], columns[later]
        parts.append(np.stack([rows + begin, columns, agreeing[rows, columns]], axis=1))
    found = np.concatenate(parts) if parts else np.empty((0, 3), np.int64)
    return found[:, :2].astype(np.intp), found[:, 2].astype(np.intp)


def _one_hot(values: Array) -> csr_array:
    """A one for each place and value of a signature: the product of two rows counts agreement."""
    columns = values.astype(np.int64) + 2**BITS * np.arange(PERMUTATIONS)
    ends = PERMUTATIONS * np.arange(len(values) + 1)
    shape = (len(values), PERMUTATIONS * 2**BITS)
    return csr_array((np.ones(columns.size, np.int32), columns.ravel(), ends), shape=shape)


def _intervals() -> Array:
    """The interval for each number of agreeing values, from 0 to all."""
    found = (binomtest(number, PERMUTATIONS).proportion_ci() for number in range(PERMUTATIONS + 1))
    return without_chance([(interval.low, interval.high) for interval in found])


def document_reuse(pairs: pd.DataFrame, signatures: pd.DataFrame) -> pd.DataFrame:
    """How much of each document stands in an older one: similar tasks counted by document.

    Parameters
    ----------
    pairs : from `similar_tasks`
    signatures : those it was made from

    Returns
    -------
    One row per pair of documents, largest share first: source_doc | target_doc | tasks (of the
    target that resemble one of the source) | share (of the target's tasks that have a signature) |
    years
    """
    tasks = signatures[signatures["signature"] != ""].groupby("doc_id").size()
    keys = ["source_doc", "target_doc", "years"]
    found = pairs.groupby(keys)["target_task"].nunique().rename("tasks").reset_index()
    found["share"] = found["tasks"] / found["target_doc"].map(tasks)
    columns = ["source_doc", "target_doc", "tasks", "share", "years"]
    order = ["share", "source_doc", "target_doc"]
    return found[columns].sort_values(order, ascending=[False, True, True], ignore_index=True)


def shared_passages(one: str, other: str, *, least: int = 10) -> pd.DataFrame:
    """The passages that two texts share word for word, in the same order.

    Parameters
    ----------
    one, other : the clean texts of two tasks, from `corpus.texts`
    least : characters from which a passage is given

    Returns
    -------
    start, end (characters of `one`) | start_other, end_other | text, by place

    Source: Ratcliff & Obershelp (1988), as in Python's difflib.
    """
    return pd.DataFrame(
        list(_passages(one, other, least)),
        columns=["start", "end", "start_other", "end_other", "text"],
    )


def _passages(one: str, other: str, least: int) -> Iterator[tuple[int, int, int, int, str]]:
    blocks = SequenceMatcher(a=one, b=other, autojunk=False).get_matching_blocks()
    for block in blocks:
        if block.size >= least:
            end, end_other = block.a + block.size, block.b + block.size
            yield block.a, end, block.b, end_other, one[block.a : end]
