"""How well topics foretell words that they were not fitted on.

The tasks are cut into folds. Topics are fitted without a fold; half of the tokens
of each of its tasks tell the task's shares, and the other half is foretold from
them (document completion). Only the terms of the topics are used, so every engine
is judged alike.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from joblib import Parallel, delayed  # type: ignore[import-untyped]
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from textlab.analysis.resampling import Array
from textlab.analysis.topics import Prepared, prepare, rounded
from textlab.errors import AnalysisError
from textlab.words.counts import DocumentTermMatrix

PRIOR = 0.1
"""Tokens of each topic that every task is taken to hold beforehand, as in tomotopy's fits here."""
STRAY = 0.01
"""Share of the tokens taken to come from the whole corpus, or a term without weight would cost all."""
SWEEPS = 50
"""Iterations in which the shares of a task settle."""


def topic_held_out(
    matrix: DocumentTermMatrix,
    k: int,
    *,
    engine: str = "tomotopy",
    folds: int = 10,
    seed: int = 1,
    iterations: int | None = None,
    force: bool = False,
    jobs: int = 1,
) -> pd.DataFrame:
    """Score how far `k` topics foretell the words of tasks that they were not fitted on.

    Parameters
    ----------
    matrix, k, engine, iterations, force : as in `fit_topics`
    folds : parts into which the tasks are cut at random; each is held out once
    seed : of the cut, of the halves, and of the engine
    jobs : fits at once, in processes of their own; −1 for as many as there are cores. The result
        is the same

    Returns
    -------
    One row per fold: fold (from 1) | held_out (nats per token: mean log-likelihood of the second
    halves under the topics, less that under the corpus's shares of terms, so that 0 is no better
    than without topics; exp(−difference) is the ratio of the perplexities) | tokens (foretold)

    Raises
    ------
    AnalysisError : as in `fit_topics`, or folds out of bounds

    Source: Wallach, Murray, Salakhutdinov & Mimno (2009), ICML, 1105–1112 (document completion);
    Asuncion, Welling, Smyth & Teh (2009), UAI, 27–34 (shares by iteration with topics held fixed).
    """
    prepared = prepare(matrix, k, engine, force=force)
    cut = cut_in_folds(prepared.matrix.counts, folds, seed)
    rows = Parallel(n_jobs=jobs)(
        delayed(held_out_fold)(prepared, cut, fold, k, engine, iterations)
        for fold in range(1, folds + 1)
    )
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class Cut:
    """The fold of each task, from 1, and one half of its tokens; the seed of both."""

    folds: Array
    first: csr_array
    seed: int


def cut_in_folds(counts: csr_array, folds: int, seed: int) -> Cut:
    """Draw the fold of each task, and which half of its tokens tells its shares.

    A task of an odd number of tokens gives one more to the half that is foretold.
    """
    tasks = counts.shape[0]
    if not 2 <= folds <= tasks:
        raise AnalysisError(f"folds is {folds}; choose from 2 to {tasks}, the number of tasks.")
    rng = np.random.default_rng(seed)
    numbers = rng.permutation(tasks) % folds + 1
    # Every token gets a random number; those with the lower half of a task's numbers are its first.
    totals = np.asarray(counts.sum(axis=1))
    task = np.repeat(np.arange(tasks), totals)
    cell = np.repeat(np.arange(counts.nnz), counts.data)
    order = np.lexsort([rng.random(len(task)), task])
    rank = np.arange(len(task)) - np.repeat(np.cumsum(totals) - totals, totals)
    chosen = cell[order[rank < totals[task] // 2]]
    data = np.bincount(chosen, minlength=counts.nnz)
    return Cut(numbers, csr_array((data, counts.indices, counts.indptr), counts.shape), seed)


def held_out_fold(
    prepared: Prepared, cut: Cut, fold: int, k: int, engine: str, iterations: int | None
) -> dict[str, float]:
    """Fit without a fold, and foretell it."""
    counts = prepared.matrix.counts
    held = cut.folds == fold
    fitted = prepared.of_tasks(~held)
    topics = rounded(fitted.fit(k, engine, cut.seed, iterations).topic_terms)
    everywhere = np.asarray(fitted.matrix.counts.sum(axis=0)) + 1.0
    everywhere /= everywhere.sum()
    first = csr_array(cut.first[held])
    first.eliminate_zeros()
    second = csr_array(counts[held] - first)
    second.eliminate_zeros()
    gain = foretold(topics, everywhere, first, second)
    tokens = int(second.sum())
    return {
        "fold": fold,
        "held_out": float(rounded(np.array([gain / tokens]))[0]),
        "tokens": tokens,
    }


def foretold(topics: Array, everywhere: Array, first: csr_array, second: csr_array) -> float:
    """Log-likelihood of the second halves given the first, less that without topics, in nats.

    Parameters
    ----------
    topics : topics × terms, each row summing to one
    everywhere : the share of each term in the tokens of the corpus, none zero
    first, second : counts of tasks × terms
    """
    mixed = (1 - STRAY) * topics + STRAY * everywhere
    shares = _shares(mixed, first)
    task = np.repeat(np.arange(second.shape[0]), np.diff(second.indptr))
    likely = np.einsum("nk,kn->n", shares[task], mixed[:, second.indices])
    return float((second.data * np.log(likely / everywhere[second.indices])).sum())


def _shares(topics: Array, counts: csr_array) -> Array:
    """Tasks × topics: shares that, with the prior, explain the counts best, by iteration."""
    task = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    here = topics[:, counts.indices].T
    shape = (counts.shape[0], len(task))
    cells = csr_array((np.ones(len(task)), np.arange(len(task)), counts.indptr), shape)
    shares = np.full((counts.shape[0], len(topics)), 1 / len(topics))
    for _ in range(SWEEPS):
        parts = shares[task] * here
        parts *= (counts.data / parts.sum(axis=1))[:, None]
        shares = np.asarray(cells @ parts) + PRIOR
        shares /= shares.sum(axis=1, keepdims=True)
    return shares
