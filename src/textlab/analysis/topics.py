"""Topics: words that keep company over tasks, by one of four engines.

Input is a document-term matrix; out come plain tables: the terms of each topic,
the topics of each task. Topics are numbered from 1, the largest first, and
numbers are rounded to six significant digits, beyond which the engines differ
from one processor to the next.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from textlab.analysis.engines import Fit, Task, engine_named
from textlab.analysis.ordering import significant, task_order
from textlab.analysis.resampling import Array
from textlab.errors import AnalysisError, TooLittleError
from textlab.words.counts import DocumentTermMatrix
from textlab.words.weights import tfidf

FEWEST_TASKS = 200
"""Fewer tasks than this carry no topic model: topics would change from seed to seed."""


@dataclass(frozen=True)
class TopicModel:
    """A topic model as tables.

    terms : topic (from 1) | term | weight (share of the topic's tokens; for NMF of its TF-IDF),
        every term, the heaviest first, ties by term
    shares : doc_id | task_id | topic | share (of the task, 0 to 1, summing to 1 up to rounding)
    settings : engine, version, k, seed, iterations, converged (None where the engine does not
        say), tasks, terms and tokens fitted, left_out (tasks without a term, or of whose terms
        no topic has any, which have no shares, as “doc_id, task_id”)
    """

    terms: pd.DataFrame
    shares: pd.DataFrame
    settings: Mapping[str, object]


@dataclass(frozen=True)
class Prepared:
    """A matrix in order of its tasks, without empty tasks and terms."""

    matrix: DocumentTermMatrix
    empty: list[str]

    def fit(self, k: int, engine: str, seed: int, iterations: int | None) -> Fit:
        """What the engine makes of it, topics in the engine's own order."""
        chosen = engine_named(engine)
        task = Task(
            self.matrix.counts,
            lambda: csr_array(tfidf(self.matrix)),
            k,
            seed,
            chosen.iterations if iterations is None else iterations,
        )
        if task.iterations < 1:
            raise AnalysisError(f"iterations is {iterations}; give at least 1.")
        return chosen.fit(task)

    def of_tasks(self, chosen: Array) -> "Prepared":
        """The same terms over some of the tasks only."""
        tasks = self.matrix.tasks[chosen].reset_index(drop=True)
        return Prepared(
            DocumentTermMatrix(self.matrix.counts[chosen], tasks, self.matrix.terms), self.empty
        )


def prepare(matrix: DocumentTermMatrix, k: int, engine: str, *, force: bool) -> Prepared:
    """Check that a model can be fitted, and order the matrix.

    Raises
    ------
    TooLittleError : under 200 tasks
    AnalysisError : an unknown engine, `k` out of bounds
    """
    engine_named(engine)
    counts = csr_array(matrix.counts)[task_order(matrix.tasks)]
    counts.sort_indices()
    counts.eliminate_zeros()
    tasks = matrix.tasks.iloc[task_order(matrix.tasks)].reset_index(drop=True)
    full = np.asarray(counts.sum(axis=1)) > 0
    used = np.asarray(counts.sum(axis=0)) > 0
    kept = DocumentTermMatrix(
        counts[full][:, used],
        tasks[full].reset_index(drop=True),
        matrix.terms[used],
    )
    _check_size(kept, k, force=force)
    return Prepared(kept, _named(tasks[~full]))


def _check_size(matrix: DocumentTermMatrix, k: int, *, force: bool) -> None:
    tasks, terms = matrix.counts.shape
    if tasks < FEWEST_TASKS and not force:
        raise TooLittleError(
            f"{tasks} tasks with terms are too few for a topic model, which wants {FEWEST_TASKS}: "
            "its topics would change from seed to seed. Add documents, or look at terms and "
            "agencies instead; force=True fits all the same."
        )
    if not 2 <= k <= min(tasks, terms):
        raise AnalysisError(
            f"k is {k}; choose from 2 to {min(tasks, terms)}, "
            f"since there are {tasks} tasks and {terms} terms."
        )


def _named(tasks: pd.DataFrame) -> list[str]:
    return [f"{row.doc_id}, {row.task_id}" for row in tasks.itertuples(index=False)]


def fit_topics(
    matrix: DocumentTermMatrix,
    k: int,
    *,
    engine: str = "tomotopy",
    seed: int = 1,
    iterations: int | None = None,
    force: bool = False,
) -> TopicModel:
    """Fit a topic model; the same matrix and settings give the same tables.

    Parameters
    ----------
    matrix : counts of tasks × terms; the order of its rows does not matter
    k : topics
    engine : "tomotopy" (LDA, Gibbs sampling), "sklearn-nmf" (NMF on TF-IDF), "sklearn-lda" or
        "gensim" (LDA, variational Bayes)
    seed : where the engine starts. NMF starts from the matrix itself and hardly heeds it.
    iterations : sweeps over the tasks (tomotopy 300, sklearn-lda 20, gensim 20 by default); for
        sklearn-nmf the most iterations allowed (500)
    force : fit fewer than 200 tasks, for trying out

    Returns
    -------
    The model, its topics from the largest total share down, ties by their first term

    Raises
    ------
    TooLittleError : under 200 tasks
    AnalysisError : an unknown engine, `k` out of bounds
    TableError : a task stands twice

    Source: Blei, Ng & Jordan (2003), JMLR 3, 993–1022; Griffiths & Steyvers (2004), PNAS 101,
    5228–5235; Lee & Seung (1999), Nature 401, 788–791.
    """
    prepared = prepare(matrix, k, engine, force=force)
    chosen = engine_named(engine)
    fit = prepared.fit(k, engine, seed, iterations)
    weights, shares = rounded(fit.topic_terms), rounded(fit.task_topics)
    order = np.lexsort([weights.argmax(axis=1), -np.round(shares.sum(axis=0), 6)])
    weights, shares = weights[order], shares[:, order]
    fitted = shares.sum(axis=1) > 0
    kept = prepared.matrix
    settings = {
        "engine": engine,
        "version": chosen.version,
        "k": k,
        "seed": seed,
        "iterations": chosen.iterations if iterations is None else iterations,
        "converged": fit.converged,
        "tasks": int(fitted.sum()),
        "terms": len(kept.terms),
        "tokens": int(kept.counts.sum()),
        "left_out": prepared.empty + _named(kept.tasks[~fitted]),
    }
    return TopicModel(
        _terms_table(weights, np.array(list(kept.terms), dtype=object)),
        _shares_table(shares[fitted], kept.tasks[fitted]),
        settings,
    )


def rounded(values: Array) -> Array:
    """Six significant digits."""
    return significant(values, 6)


def _terms_table(weights: Array, terms: Array) -> pd.DataFrame:
    k, width = weights.shape
    order = np.argsort(-weights, axis=1, kind="stable")
    return pd.DataFrame(
        {
            "topic": np.repeat(np.arange(1, k + 1), width),
            "term": terms[order.ravel()],
            "weight": np.take_along_axis(weights, order, axis=1).ravel(),
        }
    )


def _shares_table(shares: Array, tasks: pd.DataFrame) -> pd.DataFrame:
    k = shares.shape[1]
    table = tasks[["doc_id", "task_id"]].loc[tasks.index.repeat(k)].reset_index(drop=True)
    table["topic"] = np.tile(np.arange(1, k + 1), len(tasks))
    table["share"] = shares.ravel()
    return table
