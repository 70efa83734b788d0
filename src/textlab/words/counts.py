"""Counts: texts become term counts, and a document-term matrix.

Term counts keep no word order, so that they may be passed on where the text
may not. Rows are tasks everywhere.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pandas as pd
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from textlab.errors import AnalysisError, TableError, TooLittleError
from textlab.tables import TERM_COUNTS
from textlab.words.segmenter import Segmenter

_TASK = ["doc_id", "task_id"]


@dataclass(frozen=True)
class DocumentTermMatrix:
    """How often each term occurs in each task.

    `counts` is tasks × terms, whole numbers of tokens; row i is row i of `tasks`
    (doc_id | task_id), column j is `terms[j]`; terms are in order of code point.
    """

    counts: csr_array
    tasks: pd.DataFrame
    terms: pd.Index


def count_terms(texts: pd.DataFrame, segmenter: Segmenter) -> pd.DataFrame:
    """Count the terms of each task.

    Parameters
    ----------
    texts : one row per task: doc_id | task_id | text
    segmenter : what a term is; see `Segmenter.terms`

    Returns
    -------
    A table under `tables.TERM_COUNTS`: doc_id | task_id | term | count (tokens). Tasks in the
    order of the texts, terms in order of code point; a task without terms has no row.

    Raises
    ------
    TableError : a column is missing, or a task stands twice
    """
    _check_tasks(texts, [*_TASK, "text"], "count_terms")
    counted = [sorted(Counter(segmenter.terms(text)).items()) for text in texts["text"]]
    lengths = [len(terms) for terms in counted]
    rows = np.repeat(np.arange(len(counted)), lengths)
    terms, counts = zip(*chain.from_iterable(counted), strict=True) if any(lengths) else ((), ())
    return pd.DataFrame(
        {
            "doc_id": texts["doc_id"].astype("str").to_numpy()[rows],
            "task_id": texts["task_id"].astype("str").to_numpy()[rows],
            "term": pd.Series(terms, dtype="str"),
            "count": pd.Series(counts, dtype="int64"),
        }
    ).astype({column.name: column.dtype for column in TERM_COUNTS.columns})


def document_term_matrix(
    term_counts: pd.DataFrame,
    *,
    min_tasks: int = 1,
    max_share: float = 1.0,
    tasks: pd.DataFrame | None = None,
) -> DocumentTermMatrix:
    """Arrange term counts as a matrix, tasks × terms.

    Parameters
    ----------
    term_counts : a table under `tables.TERM_COUNTS`: doc_id | task_id | term | count (tokens)
    min_tasks : leave out terms found in fewer tasks
    max_share : leave out terms found in a larger share of the tasks, 0 to 1
    tasks : the rows wanted, in order: doc_id | task_id; a task without terms stays as an empty
        row. By default the tasks of `term_counts` in order of appearance

    Raises
    ------
    TableError : a column is missing; a (task, term) stands twice; a count below 1; a task that
        `tasks` lacks
    TooLittleError : no term within the limits
    AnalysisError : a limit out of bounds
    """
    _check_counts(term_counts)
    _check_limits(min_tasks, max_share)
    if tasks is None:
        tasks = term_counts[_TASK].drop_duplicates()
    tasks = tasks[_TASK].reset_index(drop=True)
    _check_tasks(tasks, _TASK, "document_term_matrix")
    rows = _task_rows(tasks, term_counts)
    columns, terms = pd.factorize(term_counts["term"], sort=True)
    _check_cells(term_counts, rows * len(terms) + columns)
    found_in = np.bincount(columns, minlength=len(terms))
    kept = np.flatnonzero((found_in >= min_tasks) & (found_in / max(len(tasks), 1) <= max_share))
    if not len(kept):
        raise TooLittleError(
            f"document_term_matrix: none of {len(terms)} terms stands in at least {min_tasks} and "
            f"at most {max_share:.0%} of {len(tasks)} tasks; widen min_tasks or max_share, or add documents."
        )
    shape = (len(tasks), len(terms))
    counts = csr_array((term_counts["count"].to_numpy(np.int64), (rows, columns)), shape=shape)
    if len(kept) < len(terms):
        counts = counts[:, kept]
    counts.sort_indices()
    return DocumentTermMatrix(counts, tasks, pd.Index(terms[kept], dtype="str", name="term"))


def _task_rows(tasks: pd.DataFrame, term_counts: pd.DataFrame) -> np.ndarray:
    """The row of `tasks` that each row of the counts belongs to."""
    both = pd.concat([tasks, term_counts[_TASK]], ignore_index=True)
    rows = both.groupby(_TASK, sort=False, dropna=False).ngroup().to_numpy()[len(tasks) :]
    unknown = rows >= len(tasks)
    if unknown.any():
        row = int(unknown.argmax())
        raise TableError(
            f"document_term_matrix: task “{_name(term_counts, row)}” is not among the tasks; "
            "give the tasks of the same documents."
        )
    return rows


def _check_counts(term_counts: pd.DataFrame) -> None:
    _check_columns(term_counts, TERM_COUNTS.names, "document_term_matrix")
    if (term_counts["count"] < 1).any():
        row = int((term_counts["count"] < 1).to_numpy().argmax())
        raise TableError(
            f"document_term_matrix: “{term_counts['term'].iloc[row]}” in task "
            f"“{_name(term_counts, row)}” has count {term_counts['count'].iloc[row]}; "
            "leave out rows below 1."
        )


def _check_cells(term_counts: pd.DataFrame, cells: np.ndarray) -> None:
    repeated = pd.Index(cells).duplicated()
    if repeated.any():
        row = int(repeated.argmax())
        raise TableError(
            f"document_term_matrix: “{term_counts['term'].iloc[row]}” stands twice in task "
            f"“{_name(term_counts, row)}”; add the counts up first."
        )


def _check_limits(min_tasks: int, max_share: float) -> None:
    if min_tasks < 1:
        raise AnalysisError(
            f"document_term_matrix: min_tasks is {min_tasks}; it must be 1 or more."
        )
    if not 0 < max_share <= 1:
        raise AnalysisError(
            f"document_term_matrix: max_share is {max_share}; it must be above 0 and at most 1."
        )


def _check_tasks(tasks: pd.DataFrame, columns: list[str], where: str) -> None:
    _check_columns(tasks, columns, where)
    repeated = tasks.duplicated(_TASK)
    if repeated.any():
        row = int(repeated.to_numpy().argmax())
        raise TableError(f"{where}: task “{_name(tasks, row)}” stands twice; give each one row.")


def _check_columns(frame: pd.DataFrame, columns: list[str], where: str) -> None:
    missing = [name for name in columns if name not in frame]
    if missing:
        raise TableError(
            f"{where}: column “{missing[0]}” is missing; the columns are {', '.join(columns)}."
        )


def _name(frame: pd.DataFrame, row: int) -> str:
    return f"{frame['doc_id'].iloc[row]} {frame['task_id'].iloc[row]}"
