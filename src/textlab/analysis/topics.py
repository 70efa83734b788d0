"""Topics: words that keep company over tasks, by one of four engines.

Input is a document-term matrix; out come plain tables: the terms of each topic,
the topics of each task, their prevalence over groups. Topics are numbered from
1, the largest first, and numbers are rounded to six significant digits, beyond
which the engines differ from one processor to the next.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from textlab.analysis.engines import ENGINES, Fit, Task
from textlab.analysis.ordering import check_columns, check_top, listed, significant, task_order
from textlab.analysis.resampling import (
    FEWEST_UNITS,
    Array,
    Resampling,
    percentile_interval,
    ratio_draws,
    resample_weights,
)
from textlab.errors import AnalysisError, TableError, TooLittleError
from textlab.words.counts import DocumentTermMatrix, tfidf

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
        chosen = ENGINES[engine]
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


def prepare(matrix: DocumentTermMatrix, k: int, engine: str, *, force: bool) -> Prepared:
    """Check that a model can be fitted, and order the matrix.

    Raises
    ------
    TooLittleError : under 200 tasks
    AnalysisError : an unknown engine, `k` out of bounds
    """
    if engine not in ENGINES:
        raise AnalysisError(f"engine “{engine}” is unknown; use one of {listed(ENGINES)}.")
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
    fit = prepared.fit(k, engine, seed, iterations)
    weights, shares = rounded(fit.topic_terms), rounded(fit.task_topics)
    order = np.lexsort([weights.argmax(axis=1), -np.round(shares.sum(axis=0), 6)])
    weights, shares = weights[order], shares[:, order]
    fitted = shares.sum(axis=1) > 0
    kept = prepared.matrix
    settings = {
        "engine": engine,
        "version": ENGINES[engine].version,
        "k": k,
        "seed": seed,
        "iterations": ENGINES[engine].iterations if iterations is None else iterations,
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


def topic_prevalence(
    shares: pd.DataFrame,
    tasks: pd.DataFrame,
    *,
    by: str,
    clusters: str | None = None,
    resamples: int = 1000,
    seed: int = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    """Each topic's share of the tokens of each group of tasks, with an interval.

    Parameters
    ----------
    shares : as in `TopicModel`
    tasks : one row per task: doc_id | task_id | tokens | `by` | `clusters`; a task without shares
        is not counted
    by : column that names the groups, such as "year" or "region"
    clusters : column whose values are resampled whole, such as "region", in place of tasks
    resamples, seed, level : the interval holds the share `level` of so many resamples

    Returns
    -------
    One row per topic and group, in order: topic | `by` | share (mean over tasks weighted by
    tokens, 0 to 1; over the topics of a group they sum to 1) | low, high (NaN where a group has
    fewer than five tasks or clusters) | tasks (counted). The model stays fixed while tasks are
    resampled. Percentile intervals from few tasks or clusters, say under thirty in a group, are
    too narrow (Efron & Tibshirani 1993).

    Raises
    ------
    TableError : a column is missing, a task stands twice, a task with shares is not among `tasks`
    AnalysisError : a group has no tokens, or settings out of bounds

    Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap.
    """
    check_columns(tasks, f"doc_id task_id tokens {by} {clusters or ''}", where="topic_prevalence")
    settings = Resampling(resamples, seed, level)
    wide = _wide(shares)
    rows = _rows_of(tasks, wide.index)
    for name in ("tokens", by, *([clusters] if clusters else [])):
        _check_complete(rows, name)
    tokens = rows["tokens"].to_numpy(float)
    codes, groups = pd.factorize(rows[by], sort=True)
    units = rows[clusters].to_numpy() if clusters else np.arange(len(rows))
    weights = resample_weights(codes, settings, clusters=units if clusters else None)
    parts = []
    for code, group in enumerate(groups):
        here = np.flatnonzero(codes == code)
        if not tokens[here].any():
            raise AnalysisError(f"topic_prevalence: {by} {group} has no tokens; leave it out.")
        sums = csr_array(wide.to_numpy()[here] * tokens[here, None])
        ones = np.ones((1, len(here)))
        low = high = np.full(wide.shape[1], np.nan)
        if len(set(units[here])) >= FEWEST_UNITS:
            low, high = percentile_interval(
                ratio_draws(sums, tokens[here], weights[:, here]), level
            )
        parts.append(
            pd.DataFrame(
                {
                    "topic": wide.columns,
                    by: group,
                    "share": ratio_draws(sums, tokens[here], ones)[0],
                    "low": low,
                    "high": high,
                    "tasks": len(here),
                }
            )
        )
    table = pd.concat(parts, ignore_index=True)
    return table.sort_values("topic", kind="stable", ignore_index=True)


def _wide(shares: pd.DataFrame) -> pd.DataFrame:
    """Tasks × topics, in order of doc_id and task_id."""
    check_columns(shares, "doc_id task_id topic share", where="shares")
    if shares.duplicated(["doc_id", "task_id", "topic"]).any():
        raise TableError("shares: a task has a topic twice; give the shares of one model.")
    wide = shares.pivot(index=["doc_id", "task_id"], columns="topic", values="share").sort_index()
    if wide.isna().any(axis=None):
        raise TableError("shares: a task lacks a topic; give all the shares of one model.")
    return wide


def _rows_of(tasks: pd.DataFrame, wanted: pd.Index) -> pd.DataFrame:
    """The rows of `tasks` for the tasks wanted, in their order."""
    rows = tasks.iloc[task_order(tasks)].set_index(["doc_id", "task_id"], drop=False)
    absent = wanted.difference(rows.index)
    if len(absent):
        raise TableError(
            f"topic_prevalence: task “{', '.join(absent[0])}” has shares but is not among the "
            "tasks; give the tasks that the model was fitted on."
        )
    return rows.loc[wanted]


def _check_complete(rows: pd.DataFrame, name: str) -> None:
    missing = rows[rows[name].isna()]
    if len(missing):
        raise TableError(
            f"topic_prevalence: {name} is missing for task “{_named(missing)[0]}”; fill it in, or "
            "leave the task out of the shares."
        )


def topic_labels(model: TopicModel, *, top: int = 4) -> pd.DataFrame:
    """Name each topic by its most telling terms: topic | label (terms joined by 、).

    A term tells by weight × log(weight / its mean weight): often in this topic, and more often than
    in the mean of the topics, each weighted by its mean share of the tasks. A long task weighs no
    more there than a short one. The sum over all terms is the Kullback–Leibler divergence of the
    topic from that mean.

    Source: the part that a topic has in a term's saliency, Chuang, Manning & Heer (2012), Termite.
    """
    check_top(top, where="topic_labels")
    shares = model.shares.groupby("topic")["share"].sum() / model.shares["share"].sum()
    table = model.terms.copy()
    table["overall"] = table["weight"] * table["topic"].map(shares)
    overall = table.groupby("term")["overall"].transform("sum")
    present = table["weight"] > 0
    lift = np.log((table["weight"] / overall).where(present, 1.0))
    table["telling"] = table["weight"] * lift
    table = table[present].sort_values(
        ["topic", "telling", "term"], ascending=[True, False, True], kind="stable"
    )
    labels = table.groupby("topic").head(top).groupby("topic")["term"].agg("、".join)
    return labels.rename("label").reset_index()


def typical_tasks(shares: pd.DataFrame, *, top: int = 3) -> pd.DataFrame:
    """The tasks with the largest share of each topic, to be read before a topic is named.

    Returns
    -------
    topic | rank (from 1) | doc_id | task_id | share; ties by doc_id and task_id
    """
    check_columns(shares, "doc_id task_id topic share", where="typical_tasks")
    check_top(top, where="typical_tasks")
    order = ["topic", "share", "doc_id", "task_id"]
    table = shares.sort_values(order, ascending=[True, False, True, True])
    table = table.groupby("topic").head(top).reset_index(drop=True)
    table["rank"] = table.groupby("topic").cumcount() + 1
    return table[["topic", "rank", "doc_id", "task_id", "share"]]
