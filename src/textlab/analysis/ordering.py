"""Rows in one order, so that the same table in any order gives the same bytes."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from textlab.analysis.resampling import Array
from textlab.errors import AnalysisError, TableError


def task_order(tasks: pd.DataFrame) -> Array:
    """Positions of the rows of `tasks`, sorted by doc_id and task_id.

    Raises
    ------
    TableError : a task stands twice
    """
    key = tasks[["doc_id", "task_id"]].reset_index(drop=True)
    repeated = key[key.duplicated()]
    if len(repeated):
        doc_id, task_id = repeated.iloc[0]
        raise TableError(f"tasks: doc_id + task_id “{doc_id}, {task_id}” stands twice; keep one.")
    return np.asarray(key.sort_values(["doc_id", "task_id"]).index)


def aligned(tasks: pd.DataFrame, labels: pd.Series, name: str, *, where: str) -> Array:
    """The values of `labels`, one per row of `tasks`; `name` is what the caller calls them.

    Raises
    ------
    TableError : other row labels than `tasks`, or a missing value
    """
    if not labels.index.equals(tasks.index):
        raise TableError(
            f"{where}: {name} has other row labels than matrix.tasks ({len(labels)} rows against "
            f"{len(tasks)}); take it from matrix.tasks, merged with the documents."
        )
    if labels.isna().any():
        row = tasks.iloc[int(labels.isna().to_numpy().argmax())]
        raise TableError(
            f"{where}: {name} is missing for task “{row['doc_id']}, {row['task_id']}”; "
            "give it a value, or leave the task out of the matrix."
        )
    return labels.to_numpy()


def columns_of(known: pd.Index, terms: Sequence[str]) -> Array:
    """Columns of the terms asked for, in order of the terms, each once.

    Raises
    ------
    AnalysisError : a term that is not in the matrix
    """
    places = {term: place for place, term in enumerate(known)}
    unknown = [term for term in terms if term not in places]
    if unknown:
        raise AnalysisError(
            f"term “{unknown[0]}” is not in the matrix; ask for terms of matrix.terms, or add it "
            "to the lexicon and count again."
        )
    return np.array(sorted({places[term] for term in terms}), dtype=np.intp)


def significant(values: Array, digits: int) -> Array:
    """Numbers at so many significant digits, so that those that are equal but for noise are equal."""
    return np.array([float(f"{value:.{digits}g}") for value in values.flat]).reshape(values.shape)


def settled(values: Array) -> Array:
    """Sums of fractions at twelve significant digits and at most twelve decimals.

    So three thirds are 1, though they may add up to 0.9999999999999999, and their difference is 0.
    To be taken of what is sorted or compared; what goes on being added up stays as it is.
    """
    # adding zero turns -0.0 into 0.0
    return significant(np.round(values, 12), 12) + 0.0


def check_top(top: int, *, where: str, least: int = 1) -> None:
    """Raise `AnalysisError` where fewer than `least` rows are asked for."""
    if top < least:
        raise AnalysisError(f"{where}: top is {top}; ask for at least {least}.")


def check_columns(table: pd.DataFrame, columns: str, *, where: str) -> None:
    """Raise `TableError` at the first column that is missing."""
    for name in columns.split():
        if name not in table:
            have = ", ".join(str(column) for column in table)
            raise TableError(f"{where}: column “{name}” is missing; the table has {have}.")


def listed(values: Iterable[object], *, limit: int = 8) -> str:
    """Values for a message, in order, the first few."""
    texts = [str(value) for value in values]
    return ", ".join(texts[:limit]) + (" …" if len(texts) > limit else "")
